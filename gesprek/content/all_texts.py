"""All texts of the app as one typed object: one field of ``Inhoud`` per file."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from gesprek.content.reference_texts import (
    Afspraken,
    Feedbackregels,
    Gesprekstool,
    Methode,
    Observatielijst,
    Scherm,
    Woorden,
    fill_in,
)
from gesprek.content.step_texts import (
    Casusvelden,
    Rollen,
    StapTekst,
    Terugkijken,
    Vervolgteksten,
    Voorbeeldcasus,
    Werkvormtekst,
)
from gesprek.content.value_types import Elk, Link, Slug, TextProblem, Verantwoording, Waarom, Woord
from gesprek.domain.base import Value
from gesprek.domain.stappen import Stap
from gesprek.domain.themas import Leerthema, Thema
from gesprek.domain.werkvormen import Werkvorm


class Inhoud(Value):
    """All texts. ``problemen`` names what is wrong in the own texts; the shipped text is used."""

    waarom: Waarom
    werkvormen: Annotated[dict[Werkvorm, Werkvormtekst], Elk(*Werkvorm)]
    stappen: Annotated[dict[Stap, StapTekst], Elk(*Stap)]
    rollen: Rollen
    afspraken: Afspraken
    feedback: Feedbackregels
    methodes: dict[Slug, Methode]
    gesprekstool: Gesprekstool
    observatielijst: Observatielijst
    themas: Annotated[dict[Thema, Woord], Elk(*Thema)]
    leerthemas: Annotated[dict[Leerthema, Woord], Elk(*Leerthema)]
    casusvelden: Casusvelden
    terugkijken: Terugkijken
    vervolg: Vervolgteksten
    casussen: dict[Slug, Voorbeeldcasus]
    links: dict[Slug, Link]
    verantwoording: Verantwoording
    begrippen: dict[Slug, Woord]
    woorden: Woorden
    scherm: Scherm
    uitvoer: Scherm
    problemen: tuple[TextProblem, ...] = ()

    def label(self, value: StrEnum) -> str:
        """Return the word on screen for a value of the domain.

        Raises:
            KeyError: this kind of value never shows on screen.
        """
        return self._labels[type(value).__name__, value.value]

    def tekst(self, sleutel: str, **waarden: object) -> str:
        """Return a text of a screen or a paper: ``tekst("algemeen.opgeslagen", tijd="14:03")``.

        Raises:
            KeyError: the key does not exist, or ``waarden`` are not exactly its gaps.
        """
        page, _, key = sleutel.partition(".")
        table = self.scherm if page in self.scherm else self.uitvoer
        return fill_in(table[page][key], waarden)

    @cached_property
    def _labels(self) -> dict[tuple[str, str], str]:
        """All labels by enum and value: members of two enums can be equal as text."""
        labels: dict[tuple[str, str], str] = {}
        for table in self._labelled:
            for member, one in table:
                text = one if isinstance(one, str) else getattr(one, "label", "")
                labels[type(member).__name__, member.value] = text or getattr(one, "titel", "")
        return labels

    @property
    def _labelled(self) -> Iterator[Iterable[tuple[StrEnum, object]]]:
        """Every table from a domain value to its label, or to a text that has one."""
        yield from (table.items() for _, table in self.woorden)
        yield self.werkvormen.items()
        yield self.stappen.items()
        yield self.gesprekstool.stappen.items()
        yield self.observatielijst.punten.items()
        yield self.themas.items()
        yield self.leerthemas.items()
        yield self.casusvelden.velden.items()
        yield self.terugkijken.rollenspel.items()
        yield self.vervolg.vragen.items()
        yield self.vervolg.andere_stappen.items()
        yield self.vervolg.behoeften.items()
