"""The invented cases to borrow, with the brief of the client and an example of the card."""

from typing import Annotated, Self

from pydantic import model_validator

from gesprek.content.value_types import Gevuld, Kort, Lang, Lijst, check_text
from gesprek.domain.base import Value
from gesprek.domain.themas import Thema


class ClientrolBrief(Value):
    """The private brief for whoever plays the client; as a whole no longer than one text."""

    gevoel: Lang
    zegt: Lijst
    helpt: Lijst
    hindert: Lijst

    @property
    def tekst(self) -> str:
        """All of it, as it is borrowed."""
        return "\n".join([self.gevoel, *self.zegt, *self.helpt, *self.hindert])

    @model_validator(mode="after")
    def _can_be_borrowed(self) -> Self:
        check_text(self.tekst)
        return self


class Voorbeeldkaart(Value):
    """What the inbrenger of an invented case could take along: a plan, own sentences, a way out."""

    als: Kort
    dan: Kort
    zin_1: Kort
    zin_2: Kort
    zin_3: Kort
    bij_lastig: Kort


class Voorbeeldcasus(Value):
    """An invented case to borrow; the card stays behind, as an example beside the fields."""

    titel: Kort
    themas: Annotated[tuple[Thema, ...], Gevuld]
    onderwerp: Kort
    client: Lang
    geboden_zorg: Lang
    wijziging: Lang
    knelpunten: Lang
    leervraag: Lang
    brief: ClientrolBrief
    dagkaart: Voorbeeldkaart | None = None
