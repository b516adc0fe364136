"""The fields of an oefening of which a draft is kept, and who may write in each.

The right to an oefening is none to each of its fields: who is let in could else try out, by what is
answered or kept, what is in a private text of a colleague. What is not in here is no field.
"""

from typing import Final

from gesprek.access.rights import Right, may
from gesprek.access.visitors import Visitor
from gesprek.domain.oefening import MOMENTS, Casusveld, Oefening
from gesprek.domain.progress import may_lead
from gesprek.domain.terugblik import Beurt
from gesprek.domain.themas import Observatiepunt
from gesprek.domain.werkvormen import Rol
from gesprek.services.practices import role_of, subject_of

_ALWAYS: Final = frozenset(
    {
        *(("plaats",), ("naam",), ("nieuwe_vraag",), ("fragment",), ("feedback",)),
        *(("leerpunt", "tekst"), ("vervolg", "notitie"), ("terugblik", "afspraken")),
        *(("terugblik", "meenemer", "als"), ("terugblik", "meenemer", "dan")),
        *MOMENTS,
    }
)
_POINTS: Final = frozenset(Observatiepunt)
_LOOKS_ON: Final = frozenset({Rol.OBSERVANT, Rol.BEGELEIDER})


def may_write(visitor: Visitor, oefening: Oefening, path: tuple[str, ...]) -> bool:
    """Return whether a visitor may write in a field; False too for what is no field.

    On a device of all everybody writes for everybody, as on its pages. The oefening is as it is
    stored; a path is of a field in it, or the name of a field that adds something.
    """
    me = visitor.persoon
    match path:
        case ("inleven", "brief"):
            subject = subject_of(oefening, role_of(visitor, oefening) if me else Rol.CLIENTROL)
            return may(visitor, Right.BRIEF, subject)
        case ("inleven", "eigen", person) if person in oefening.rollen:
            subject = subject_of(oefening, is_schrijver=me in {person, None})
            return may(visitor, Right.EIGEN_VOORBEREIDING, subject)
        case ("gesprek", "kijklijsten", person, point, "citaat"):
            return person == me and point in _POINTS and _is_open(visitor, oefening)
        case ("gesprek", "observaties", point, "citaat"):
            return not me and point in _POINTS and _is_open(visitor, oefening)
        case ("gesprek", "rondes", ronde, "notitie") if ronde in oefening.gesprek.rondes:
            looks_on = role_of(visitor, oefening) in _LOOKS_ON or may_lead(oefening, me)
            return looks_on and _is_open(visitor, oefening)
        case _:
            return _is_of_all(oefening, path) and _is_open(visitor, oefening)


def _is_of_all(oefening: Oefening, path: tuple[str, ...]) -> bool:
    """Return whether this is a field that all who take part may read."""
    match path:
        case _ if path in _ALWAYS:
            return True
        case ("casus", part):
            return part in {*Casusveld, "leervraag"}
        case ("terugblik", "ervaringen", beurt):
            return beurt in set(Beurt)
        case ("inleven", "vragen", vraag, "antwoord"):
            return vraag in oefening.inleven.vragen
        case _:
            return False


def _is_open(visitor: Visitor, oefening: Oefening) -> bool:
    subject = subject_of(oefening)
    return all(may(visitor, right, subject) for right in (Right.OEFENING, Right.OBSERVEREN))
