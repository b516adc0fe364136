"""Which texts of an oefening belong to a step, who may read them, and which names they may hold."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from gesprek.domein.oefening import Casusveld, Oefening
from gesprek.domein.stappen import Stap
from gesprek.domein.werkvormen import Rol

_NAMELESS: Final = frozenset({("casus",), ("inleven", "brief"), ("terugblik", "meenemer")})
_NAMELESS_MAPS: Final = frozenset({("terugblik", "leerpunten")})


class Tekstplek(NamedTuple):
    """A text that somebody wrote in an oefening.

    Attributes:
        path: where it stands.
        tekst: what it says.
        lezers: the ids of the only ones who may read it; None: all who take part.
    """

    path: tuple[str, ...]
    tekst: str
    lezers: frozenset[str] | None = None

    @property
    def may_name_the_team(self) -> bool:
        """Whether the names of who takes part may stand in it.

        Source: notes about the practice itself are of those people; a case, a plan to take along
        and a leerpunt are not, and the last two travel on.
        """
        return self.path[:1] not in _NAMELESS and self.path[:2] not in _NAMELESS | _NAMELESS_MAPS


def texts_of(oefening: Oefening, stap: Stap) -> list[Tekstplek]:
    """Return what is written in this step, empty texts left out."""
    return [plek for plek in _all_texts(oefening, stap) if plek.tekst]


def is_reviewed(oefening: Oefening, stap: Stap, counts: Mapping[str, int]) -> bool:
    """Return whether the team already let so much stand in this step.

    Args:
        oefening: the oefening.
        stap: the step.
        counts: what can tell who somebody is: label → how many there are now.
    """
    left = oefening.nagekeken.get(stap, {})
    return all(count <= left.get(label, 0) for label, count in counts.items())


def reviewed(oefening: Oefening, stap: Stap, counts: Mapping[str, int]) -> Oefening:
    """Return the oefening in which the team let this stand: label → how many, no text."""
    return oefening.changed(nagekeken={**oefening.nagekeken, stap: dict(counts)})


def _all_texts(oefening: Oefening, stap: Stap) -> Iterator[Tekstplek]:
    match stap:
        case Stap.CASUS:
            for veld in (*Casusveld, "leervraag"):
                yield Tekstplek(("casus", veld), oefening.casus.value_at((veld,)))
        case Stap.INLEVEN:
            yield from _inleven(oefening)
        case Stap.GESPREK:
            yield from _gesprek(oefening)
        case Stap.TERUGKIJKEN:
            yield from _terugkijken(oefening)
        case Stap.VERVOLG:
            yield Tekstplek(("vervolg", "notitie"), oefening.vervolg.notitie)


def _inleven(oefening: Oefening) -> Iterator[Tekstplek]:
    inleven = oefening.inleven
    both = (*oefening.with_rol(Rol.INBRENGER), *oefening.with_rol(Rol.CLIENTROL))
    yield Tekstplek(("inleven", "brief"), inleven.brief, frozenset(both))
    for person, note in inleven.eigen.items():
        yield Tekstplek(("inleven", "eigen", person), note, frozenset({person}))
    for key, vraag in inleven.vragen.items():
        yield Tekstplek(("inleven", "vragen", key, "vraag"), vraag.vraag)
        yield Tekstplek(("inleven", "vragen", key, "antwoord"), vraag.antwoord)


def _gesprek(oefening: Oefening) -> Iterator[Tekstplek]:
    for key, ronde in oefening.gesprek.rondes.items():
        yield Tekstplek(("gesprek", "rondes", key, "fragment"), ronde.fragment)
        yield Tekstplek(("gesprek", "rondes", key, "notitie"), ronde.notitie)
    for punt, seen in oefening.gesprek.observaties.items():
        yield Tekstplek(("gesprek", "observaties", punt, "citaat"), seen.citaat)
    for person, kijklijst in oefening.gesprek.kijklijsten.items():
        for punt, seen in kijklijst.items():
            path = ("gesprek", "kijklijsten", person, punt, "citaat")
            yield Tekstplek(path, seen.citaat, frozenset({person}))  # hidden till step 6


def _terugkijken(oefening: Oefening) -> Iterator[Tekstplek]:
    terugblik = oefening.terugblik
    for beurt, told in terugblik.ervaringen.items():
        yield Tekstplek(("terugblik", "ervaringen", beurt), told)
    for key, feedback in terugblik.feedback.items():
        yield Tekstplek(("terugblik", "feedback", key, "tekst"), feedback.tekst)
    yield Tekstplek(("terugblik", "meenemer", "als"), terugblik.meenemer.als)
    yield Tekstplek(("terugblik", "meenemer", "dan"), terugblik.meenemer.dan)
    yield Tekstplek(("terugblik", "afspraken"), terugblik.afspraken)
    for key, leerpunt in terugblik.leerpunten.items():
        yield Tekstplek(("terugblik", "leerpunten", key, "tekst"), leerpunt.tekst)
