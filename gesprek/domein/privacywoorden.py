"""The organisation's own words for the privacy guard."""

from collections.abc import Iterable
from typing import Annotated, Final

from pydantic import Field

from gesprek.domein.fouten import TekstTeLang
from gesprek.domein.model import Waarde
from gesprek.domein.tekst import MAX_NAAM, clean_limited, clean_line

MAX_WORDS: Final = 300


class Privacywoorden(Waarde):
    """What the guard knows of this organisation.

    Attributes:
        eigen: names of houses, places and teams, which tell where a client lives.
        blijven: what looks like a name and is none: products, authors, methods.
    """

    eigen: Annotated[tuple[str, ...], Field(max_length=MAX_WORDS)] = ()
    blijven: Annotated[tuple[str, ...], Field(max_length=MAX_WORDS)] = ()


def read_lines(text: str) -> tuple[str, ...]:
    """Return the words in a text of one word or name a line: cleaned, each once, in order.

    Raises:
        TekstTeLang: a line is longer than a name, or there are too many.
    """
    lines = _cleaned(text.splitlines())
    if len(lines) > MAX_WORDS:
        raise TekstTeLang(f"Dit zijn te veel regels. Houd het bij {MAX_WORDS}.")
    return lines


def _cleaned(lines: Iterable[str]) -> tuple[str, ...]:
    found = (clean_limited(clean_line(line), MAX_NAAM) for line in lines)
    return tuple(dict.fromkeys(line for line in found if line))
