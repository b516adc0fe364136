"""The texts of an oefening: their steps, their readers, and what is left without one person's."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from gesprek.domain.gesprek import Gesprek, Ronde
from gesprek.domain.oefening import Casus, Casusveld, Oefening
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Beurt, Meenemer
from gesprek.domain.vervolg import Dagkaart
from gesprek.domain.werkvormen import Rol

_NAMELESS: Final = frozenset(
    {
        ("casus",),
        ("inleven", "brief"),
        ("terugblik", "meenemer"),
        ("terugblik", "leerpunten"),
        ("vervolg", "dagkaart"),
    }
)


class TextPlace(NamedTuple):
    """A text that somebody wrote; only the ``lezers`` may read it, None: all who take part."""

    path: tuple[str, ...]
    tekst: str
    lezers: frozenset[str] | None = None

    @property
    def may_name_the_team(self) -> bool:
        """Whether the names of who takes part may stand in it.

        Source: notes about the practice itself are of those people; a case, a plan to take along
        and a leerpunt are not, and the last two travel on.
        """
        return _NAMELESS.isdisjoint({self.path[:1], self.path[:2]})


def is_reviewed(oefening: Oefening, stap: Stap, counts: Mapping[str, int]) -> bool:
    """Return whether the team let so much stand in this step: label → how many there are now."""
    left = oefening.nagekeken.get(stap, {})
    return all(count <= left.get(label, 0) for label, count in counts.items())


def reviewed(oefening: Oefening, stap: Stap, counts: Mapping[str, int]) -> Oefening:
    """Return the oefening in which the team let this stand: label → how many, no text."""
    return oefening.changed(nagekeken={**oefening.nagekeken, stap: dict(counts)})


def texts_of(oefening: Oefening, stap: Stap) -> list[TextPlace]:
    """Return what is written in this step, empty texts left out."""
    places: Iterable[TextPlace] = ()
    match stap:
        case Stap.CASUS:
            texts = ((veld, oefening.casus.value_at((veld,))) for veld in (*Casusveld, "leervraag"))
            places = (TextPlace(("casus", veld), tekst) for veld, tekst in texts)
        case Stap.INLEVEN:
            places = _inleven(oefening)
        case Stap.GESPREK:
            places = _gesprek(oefening)
        case Stap.TERUGKIJKEN:
            places = _terugkijken(oefening)
        case Stap.VERVOLG:
            places = _vervolg(oefening)
    return [place for place in places if place.tekst]


def _inleven(oefening: Oefening) -> Iterator[TextPlace]:
    inleven = oefening.inleven
    both = (*oefening.with_rol(Rol.INBRENGER), *oefening.with_rol(Rol.CLIENTROL))
    yield TextPlace(("inleven", "brief"), inleven.brief, frozenset(both))
    for person, note in inleven.eigen.items():
        yield TextPlace(("inleven", "eigen", person), note, frozenset({person}))
    for key, vraag in inleven.vragen.items():
        yield TextPlace(("inleven", "vragen", key, "vraag"), vraag.vraag)
        yield TextPlace(("inleven", "vragen", key, "antwoord"), vraag.antwoord)


def _gesprek(oefening: Oefening) -> Iterator[TextPlace]:
    for key, ronde in oefening.gesprek.rondes.items():
        yield TextPlace(("gesprek", "rondes", key, "fragment"), ronde.fragment)
        yield TextPlace(("gesprek", "rondes", key, "notitie"), ronde.notitie)
        yield from _quotes(ronde, ("gesprek", "rondes", key))
    yield from _quotes(oefening.gesprek, ("gesprek",))
    for key, one in oefening.gesprek.markeringen.items():
        readers = frozenset({one.van}) if one.van else None  # hidden till step 6
        yield TextPlace(("gesprek", "markeringen", key, "tekst"), one.tekst, readers)


def _quotes(lists: Gesprek | Ronde, above: tuple[str, ...]) -> Iterator[TextPlace]:
    """Return the quotes of the observation lists that stand in this part of an oefening."""
    for point, seen in lists.observaties.items():
        yield TextPlace((*above, "observaties", point, "citaat"), seen.citaat)
    for person, kijklijst in lists.kijklijsten.items():
        for point, seen in kijklijst.items():
            path = (*above, "kijklijsten", person, point, "citaat")
            yield TextPlace(path, seen.citaat, frozenset({person}))  # hidden till step 6


def _terugkijken(oefening: Oefening) -> Iterator[TextPlace]:
    terugblik = oefening.terugblik
    for beurt, told in terugblik.ervaringen.items():
        yield TextPlace(("terugblik", "ervaringen", beurt), told)
    for key, feedback in terugblik.feedback.items():
        yield TextPlace(("terugblik", "feedback", key, "tekst"), feedback.tekst)
    yield TextPlace(("terugblik", "meenemer", "als"), terugblik.meenemer.als)
    yield TextPlace(("terugblik", "meenemer", "dan"), terugblik.meenemer.dan)
    yield TextPlace(("terugblik", "afspraken"), terugblik.afspraken)
    for key, leerpunt in terugblik.leerpunten.items():
        yield TextPlace(("terugblik", "leerpunten", key, "tekst"), leerpunt.tekst)


def _vervolg(oefening: Oefening) -> Iterator[TextPlace]:
    dagkaart, readers = oefening.vervolg.dagkaart, frozenset(oefening.with_rol(Rol.INBRENGER))
    yield TextPlace(("vervolg", "notitie"), oefening.vervolg.notitie)
    for part in type(dagkaart).model_fields:
        yield TextPlace(("vervolg", "dagkaart", part), dagkaart.value_at((part,)) or "", readers)


GEWIST: Final = "(gewist)"
"""Stands where an oefening needs a text, so that the steps and the figures stay as they were."""

_TELLING: Final[Mapping[Rol, tuple[Beurt, ...]]] = {
    Rol.INBRENGER: (Beurt.INBRENGER_VERTELT, Beurt.MEENEMER),
    Rol.CLIENTROL: (Beurt.CLIENTROL_VERTELT, Beurt.CLIENTROL_GEEFT_FEEDBACK),
    Rol.OBSERVANT: (Beurt.OBSERVANTEN_VERTELLEN,),
}


def without_inbreng(oefening: Oefening, deelnemer: str) -> Oefening:
    """Return the oefening without what it attributes to this person.

    That is: the own preparation note, the tick 'gelezen', and the marks, tops, tips and text of
    leerpunten that were written on an own device; of the inbrenger, and of whose case it is, also
    the case with its leervraag, the private brief, the answers to questions, the meenemer and the
    dagkaart; of a role that one person alone had, what was told in its turn and the text of its
    leerpunten. Codes stay: themes, leerthemas, roles, and the tick 'klaar' that step 4 needs.

    What an oefening does not attribute to anybody stays, because it may be somebody else's: tops,
    tips, marks and quotes of a device of all, the questions themselves, notes of rounds,
    agreements, the follow-up note, how the team looked back, and what was told or learned in a role
    that several people had.
    Who wants that gone removes it one by one, or removes the whole oefening.
    """
    oefening = _without_own(oefening, deelnemer)
    rol = oefening.rollen.get(deelnemer)
    if rol is Rol.INBRENGER or deelnemer == oefening.casus.van:
        oefening = _without_case(oefening)
    if rol and oefening.with_rol(rol) == (deelnemer,):
        oefening = _without_role(oefening, rol)
    return oefening


def _without_own(oefening: Oefening, deelnemer: str) -> Oefening:
    """Return the oefening without what is under the person's own id."""
    inleven, voorbereiding, gesprek = oefening.inleven, oefening.voorbereiding, oefening.gesprek
    terugblik = oefening.terugblik
    given = {key: one for key, one in terugblik.feedback.items() if one.van != deelnemer}
    learned = {
        key: one.changed(tekst="") if one.van == deelnemer else one
        for key, one in terugblik.leerpunten.items()
    }
    marked = gesprek.markeringen
    rondes = {
        key: one.changed(kijklijsten=_left(one.kijklijsten, deelnemer))
        for key, one in gesprek.rondes.items()
    }
    return oefening.changed(
        voorbereiding=voorbereiding.changed(gelezen=_left(voorbereiding.gelezen, deelnemer)),
        inleven=inleven.changed(eigen=_left(inleven.eigen, deelnemer)),
        gesprek=gesprek.changed(
            rondes=rondes,
            kijklijsten=_left(gesprek.kijklijsten, deelnemer),
            markeringen={key: one for key, one in marked.items() if one.van != deelnemer},
        ),
        terugblik=terugblik.changed(feedback=given, leerpunten=learned),
    )


def _without_case(oefening: Oefening) -> Oefening:
    casus, inleven = oefening.casus, oefening.inleven
    vragen = {key: vraag.changed(antwoord="") for key, vraag in inleven.vragen.items()}
    return oefening.changed(
        casus=Casus(
            onderwerp=GEWIST if casus.onderwerp else "",
            leervraag=GEWIST if casus.leervraag else "",
            themas=casus.themas,
            verteld=casus.verteld,
        ),
        inleven=inleven.changed(brief="", vragen=vragen),
        terugblik=oefening.terugblik.changed(meenemer=Meenemer()),
        vervolg=oefening.vervolg.changed(dagkaart=Dagkaart()),
    )


def _without_role(oefening: Oefening, rol: Rol) -> Oefening:
    terugblik = oefening.terugblik
    gone = _TELLING.get(rol, ())
    told = {beurt: tekst for beurt, tekst in terugblik.ervaringen.items() if beurt not in gone}
    learned = {
        key: one.changed(tekst="") if one.rol is rol else one
        for key, one in terugblik.leerpunten.items()
    }
    return oefening.changed(terugblik=terugblik.changed(ervaringen=told, leerpunten=learned))


def _left(table: Mapping[str, object], key: str) -> dict[str, object]:
    return {one: value for one, value in table.items() if one != key}
