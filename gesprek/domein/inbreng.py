"""'Wis mijn inbreng': what one person put into an oefening, taken out of it."""

from collections.abc import Mapping
from typing import Final

from gesprek.domein.oefening import Casus, Oefening
from gesprek.domein.terugblik import Beurt, Leerpunt, Meenemer
from gesprek.domein.werkvormen import Rol

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
    leerpunten that were written on an own device; of the inbrenger also the case with
    its leervraag, the private brief, the answers to questions and the meenemer; of a role that one
    person alone had, what was told in its turn and the text of its leerpunten. Codes stay: themes,
    leerthemas, roles, and the tick 'klaar' that step 4 needs.

    What an oefening does not attribute to anybody stays, because it may be somebody else's: tops,
    tips, marks and quotes of a device of all, the questions themselves, notes of rounds,
    agreements, the follow-up note, and what was told or learned in a role that several people had.
    Who wants that gone removes it one by one, or removes the whole oefening.
    """
    oefening = _without_own(oefening, deelnemer)
    rol = oefening.rollen.get(deelnemer)
    if rol is Rol.INBRENGER:
        oefening = _without_case(oefening)
    if rol and oefening.with_rol(rol) == (deelnemer,):
        oefening = _without_role(oefening, rol)
    return oefening


def _without_own(oefening: Oefening, deelnemer: str) -> Oefening:
    """Return the oefening without what stands under the person's own id."""
    inleven, voorbereiding, gesprek = oefening.inleven, oefening.voorbereiding, oefening.gesprek
    terugblik = oefening.terugblik
    given = {key: one for key, one in terugblik.feedback.items() if one.van != deelnemer}
    learned = {
        key: one.changed(tekst="") if one.van == deelnemer else one
        for key, one in terugblik.leerpunten.items()
    }
    return oefening.changed(
        voorbereiding=voorbereiding.changed(gelezen=_left(voorbereiding.gelezen, deelnemer)),
        inleven=inleven.changed(eigen=_left(inleven.eigen, deelnemer)),
        gesprek=gesprek.changed(kijklijsten=_left(gesprek.kijklijsten, deelnemer)),
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
    )


def _without_role(oefening: Oefening, rol: Rol) -> Oefening:
    terugblik = oefening.terugblik
    told = {
        beurt: tekst
        for beurt, tekst in terugblik.ervaringen.items()
        if beurt not in _TELLING.get(rol, ())
    }
    learned = {key: _without_text(one, rol) for key, one in terugblik.leerpunten.items()}
    return oefening.changed(terugblik=terugblik.changed(ervaringen=told, leerpunten=learned))


def _without_text(leerpunt: Leerpunt, rol: Rol) -> Leerpunt:
    return leerpunt.changed(tekst="") if leerpunt.rol is rol else leerpunt


def _left(table: Mapping[str, object], key: str) -> dict[str, object]:
    return {one: value for one, value in table.items() if one != key}
