"""The texts of the steps, the case, the forms and the roles, and all texts as one typed object."""

from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any

from pydantic import StringConstraints

from gesprek.content.example_cases import Voorbeeldcasus, Voorbeeldkaart
from gesprek.content.reference_texts import (
    Afspraken,
    Feedbackregels,
    Gesprekstool,
    KijkwijzerTekst,
    Methode,
    Observatielijst,
    Scherm,
    Woorden,
    fill_in,
)
from gesprek.content.value_types import (
    Elk,
    Kort,
    Lang,
    Lijst,
    Link,
    Slug,
    TextProblem,
    Verantwoording,
    Waarom,
    Werkvormtekst,
    Woord,
)
from gesprek.domain.base import Value
from gesprek.domain.oefening import Casus, Casusveld
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Beurt, Terugkijkvraag
from gesprek.domain.themas import AndereStap, Behoefte, Leerthema, Thema
from gesprek.domain.vervolg import Vervolgvraag
from gesprek.domain.werkvormen import ROLREGELS, Rol, Werkvorm


class Stapdeel(Value):
    """What a step says for one form."""

    doel: Lang
    wat_doe_je: Lijst
    wat_zeg_je: Lijst


class Afwijking(Value):
    """What a step says differently in one form; what is left out stays as it is."""

    doel: Lang | None = None
    wat_doe_je: Lijst | None = None
    wat_zeg_je: Lijst | None = None


class StapTekst(Stapdeel):
    """A step of the leaflet; ``kort`` is for the step bar."""

    titel: Kort
    kort: Kort
    voorbespreken: Afwijking = Afwijking()
    rollenspel: Afwijking = Afwijking()

    def voor(self, werkvorm: Werkvorm) -> Stapdeel:
        """Return what this step says in this form."""
        other = self.rollenspel if werkvorm is Werkvorm.ROLLENSPEL else self.voorbespreken
        return self.model_copy(update=other.model_dump(exclude_none=True))


class Beurttekst(Woord):
    """A turn in step 6: who speaks, and what to ask."""

    vragen: Lijst


Beurtteksten = Annotated[dict[Beurt, Beurttekst], Elk(*Beurt)]


class Vervolgtekst(Value):
    """A question of step 7 with what to think of."""

    label: Kort
    denk_hierbij_aan: Lijst


class Vervolgteksten(Value):
    """Step 7, and the other ways on that step 6 offers."""

    vragen: Annotated[dict[Vervolgvraag, Vervolgtekst], Elk(*Vervolgvraag)]
    andere_stappen: Annotated[dict[AndereStap, Woord], Elk(*AndereStap)]
    behoeften: Annotated[dict[Behoefte, Woord], Elk(*Behoefte)]


class Casusvraag(Vervolgtekst):
    """A field of the case with what to think of while telling."""

    voorbeeld: Kort


class Casusvelden(Value):
    """The fields of step 3."""

    velden: Annotated[dict[Casusveld, Casusvraag], Elk(*Casusveld)]
    leervraag: Casusvraag
    buurvrouw: Kort


class Minder(Value):
    """What changes for a role when fewer people are there."""

    zonder_begeleider: Lang | None = None
    zonder_observant: Lang | None = None


class Verzinnen(Value):
    """What whoever plays the client may make up, and what not."""

    wel: Lijst
    niet: Lijst


class RolTekst(Value):
    """A role in one form; ``stappen`` holds only the steps in which the role has a task."""

    titel: Kort
    uitleg: Lang
    icoon: Annotated[str, StringConstraints(pattern=r"^:material/[a-z0-9_]+:$")]
    stappen: dict[Stap, Lijst]
    minder: Minder = Minder()
    verzinnen: Verzinnen | None = None
    script: dict[Stap, Lijst] = {}


class Rollen(Value):
    """The roles per form: ``rollen[werkvorm][rol]``."""

    voorbespreken: Annotated[dict[Rol, RolTekst], Elk(*ROLREGELS[Werkvorm.VOORBESPREKEN])]
    rollenspel: Annotated[dict[Rol, RolTekst], Elk(*ROLREGELS[Werkvorm.ROLLENSPEL])]

    def __getitem__(self, werkvorm: Werkvorm) -> dict[Rol, RolTekst]:
        return self.rollenspel if werkvorm is Werkvorm.ROLLENSPEL else self.voorbespreken


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
    kijkpunten: Annotated[dict[Leerthema, KijkwijzerTekst], Elk(*Leerthema)]
    themas: Annotated[dict[Thema, Woord], Elk(*Thema)]
    leerthemas: Annotated[dict[Leerthema, Woord], Elk(*Leerthema)]
    casusvelden: Casusvelden
    terugkijken: Annotated[dict[Werkvorm, Beurtteksten], Elk(*Werkvorm)]
    terugkijkvragen: dict[Werkvorm, Annotated[dict[Terugkijkvraag, Kort], Elk(*Terugkijkvraag)]]
    vervolg: Vervolgteksten
    casussen: dict[Slug, Voorbeeldcasus]
    links: dict[Slug, Link]
    verantwoording: Verantwoording
    begrippen: dict[Slug, Woord]
    woorden: Woorden
    scherm: Scherm
    uitvoer: Scherm
    herinneringen: Scherm
    problemen: tuple[TextProblem, ...] = ()

    def example_card(self, casus: Casus) -> Voorbeeldkaart | None:
        """Return the card of the example that a case was borrowed from; None for an own case."""
        borrowed = (one for one in self.casussen.values() if one.onderwerp == casus.onderwerp)
        return next((one.dagkaart for one in borrowed), None)

    def label(self, value: StrEnum) -> str:
        """Return the word on screen for a value; raises KeyError where its kind never shows."""
        return self._labels[type(value).__name__, value.value]

    def tekst(self, key: str, **values: object) -> str:
        """Return a text: ``tekst("algemeen.opgeslagen", tijd="14:03")``.

        Raises KeyError where the key does not exist, or ``values`` are not exactly its gaps.
        """
        page, _, name = key.partition(".")
        return fill_in(self._pages[page][name], values)

    @cached_property
    def _pages(self) -> Scherm:
        return self.scherm | self.uitvoer | self.herinneringen

    @cached_property
    def _labels(self) -> dict[tuple[str, str], str]:
        """All labels by enum and value: members of two enums can be equal as text."""
        tables: tuple[dict[Any, Any], ...] = (
            *(table for _, table in self.woorden),
            self.werkvormen,
            self.stappen,
            self.gesprekstool.stappen,
            self.observatielijst.punten,
            self.themas,
            self.leerthemas,
            self.casusvelden.velden,
            self.terugkijken[Werkvorm.ROLLENSPEL],
            self.vervolg.vragen,
            self.vervolg.andere_stappen,
            self.vervolg.behoeften,
        )
        return {
            (type(member).__name__, member.value): _label(text)
            for table in tables
            for member, text in table.items()
        }


def _label(text: object) -> str:
    return text if isinstance(text, str) else getattr(text, "label", getattr(text, "titel", ""))
