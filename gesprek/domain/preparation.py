"""Steps 2 and 4: the material that a team gets to know, and how everyone gets into the own role."""

from enum import StrEnum
from typing import Annotated, Final

from pydantic import AfterValidator

from gesprek.domain.base import TooManyPoints, Value
from gesprek.domain.text import LongText
from gesprek.domain.themas import Observatiepunt


class Voorbereidingswijze(StrEnum):
    """How the team got to know the material of step 2."""

    GEDEELD = "gedeeld"
    SAMEN_GELEZEN = "samen_gelezen"
    OVERGESLAGEN = "overgeslagen"


class Voorbereiding(Value):
    """All of step 2; ``gelezen`` is a soft tick per person."""

    wijze: Voorbereidingswijze | None = None
    gelezen: dict[str, bool] = {}


class Vraag(Value):
    """A question to fill in the case, with the inbrenger's answer."""

    vraag: LongText
    antwoord: LongText = ""


MOST_KIJKPUNTEN: Final = 3
"""More is no choice: who watches for everything sees little."""


def _few(punten: tuple[Observatiepunt, ...]) -> tuple[Observatiepunt, ...]:
    """Return the points, each once; raises TooManyPoints where there are more than three."""
    each = tuple(dict.fromkeys(punten))
    if len(each) > MOST_KIJKPUNTEN:
        raise TooManyPoints(
            f"Kies hooguit {MOST_KIJKPUNTEN} punten. Haal eerst een ander punt weg."
        )
    return each


class Inleven(Value):
    """All of step 4; ``eigen`` maps deelnemer ids to their own preparation note.

    ``kijkpunten`` are what inbrenger and observant agreed to watch for; empty: nothing was agreed.
    """

    klaar: dict[str, bool] = {}
    eigen: dict[str, LongText] = {}
    vragen: dict[str, Vraag] = {}
    brief: LongText = ""
    kijkpunten: Annotated[tuple[Observatiepunt, ...], AfterValidator(_few)] = ()
