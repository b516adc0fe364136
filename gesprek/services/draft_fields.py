"""The fields of an oefening of which a draft is kept, and who may write in each.

The right to an oefening is none to each of its fields: who is let in could else try out, by what is
answered or kept, what is in a private text of a colleague. What is not in here is no field.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Final

from gesprek.access.rights import Right, may
from gesprek.access.visitors import Visitor
from gesprek.domain.dates import local_day, utc_now
from gesprek.domain.oefening import MOMENTS, Casusveld, Oefening, says_what_is_there, text_at
from gesprek.domain.progress import may_lead
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Beurt
from gesprek.domain.text_fields import texts_of
from gesprek.domain.themas import Observatiepunt
from gesprek.domain.vervolg import Dagkaart
from gesprek.domain.werkvormen import Rol
from gesprek.services.practices import role_of, subject_of
from gesprek.storage.store_errors import NotFound
from gesprek.storage.values import FORMS_OF_TEAM, check_team_id, team_of

FIELD: Final = "veld"
"""Begins the key of each field of which a draft is kept: ``veld-<place>-<path>``.

The place is the id of an oefening, ``team-<id>`` or ``beheer``.
"""
BEHEER: Final = "beheer"
_PARTS: Final = 2  # of the id of an oefening or of a team, joined by a dash
_ALWAYS: Final = frozenset(
    {
        *(("plaats",), ("naam",), ("nieuwe_vraag",), ("fragment",), ("wie_nieuw",)),
        *(("feedback",), ("feedback", "soort"), ("feedback", "hoort_bij")),
        *(("leerpunt", "rol"), ("leerpunt", "tekst")),
        *(("vervolg", "notitie"), ("terugblik", "afspraken")),
        *(("terugblik", "meenemer", "als"), ("terugblik", "meenemer", "dan")),
        *MOMENTS,
    }
)
REVIEWED: Final = "nakijken"
"""Begins the path of a text as it is changed in the review, and goes before its own path."""
REVIEW_CHOICE: Final = "nakijken_keuze"
"""The same of the words that were chosen for a fragment; its place in the text comes last."""
_POINTS: Final = frozenset(Observatiepunt)
_CARD: Final = ("vervolg", "dagkaart")
_LOOKS_ON: Final = frozenset({Rol.OBSERVANT, Rol.BEGELEIDER})


def may_write(visitor: Visitor, oefening: Oefening, path: tuple[str, ...]) -> bool:
    """Return whether a visitor may write in a field; False too for what is no field.

    On a device of all everybody writes for everybody, as on its pages. The oefening is as it is
    stored; a path is of a field in it, or the name of a field that adds something. Who may see a
    text in the review may change it there.
    """
    if path[:1] in ((REVIEWED,), (REVIEW_CHOICE,)):
        return _may_review(visitor, oefening, text_path(path))
    return _may_type(visitor, oefening, path)


def _may_type(visitor: Visitor, oefening: Oefening, path: tuple[str, ...]) -> bool:
    me = visitor.persoon
    match _as_of_first_ronde(oefening, path):
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
            is_known = (
                _is_of_all(oefening, path)
                or _is_own_moment(oefening, path, me or "")
                or _is_on_card(visitor, oefening, path)
            )
            return is_known and _is_open(visitor, oefening)


def _is_own_moment(oefening: Oefening, path: tuple[str, ...], van: str) -> bool:
    """Return whether this is the word beside a moment that this person marked."""
    match path:
        case ("gesprek", "markeringen", key, "tekst") if key in oefening.gesprek.markeringen:
            return oefening.gesprek.markeringen[key].van == van
        case _:
            return False


def _as_of_first_ronde(oefening: Oefening, path: tuple[str, ...]) -> tuple[str, ...]:
    """Return where the same list of the first round is, for the path of one of a replay."""
    match path:
        case ("gesprek", "rondes", ronde, ("kijklijsten" | "observaties"), *_):
            return ("gesprek", *path[3:]) if ronde in oefening.gesprek.rondes else ()
        case _:
            return path


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


def _is_on_card(visitor: Visitor, oefening: Oefening, path: tuple[str, ...]) -> bool:
    """Return whether this is a field of the card for the day, of who writes what they tell."""
    writers = (not visitor.persoon, role_of(visitor, oefening) is Rol.INBRENGER)
    is_field = path[:2] == _CARD and path[2:] in {(part,) for part in Dagkaart.model_fields}
    return is_field and (any(writers) or may_lead(oefening, visitor.persoon))


def _is_open(visitor: Visitor, oefening: Oefening) -> bool:
    subject = subject_of(oefening)
    return all(may(visitor, right, subject) for right in (Right.OEFENING, Right.OBSERVEREN))


def text_path(path: tuple[str, ...]) -> tuple[str, ...]:
    """Return the path of the text that is changed in the review, any other path as it is."""
    match path:
        case (kind, *own) if kind == REVIEWED:
            return tuple(own)
        case (kind, *own, _place) if kind == REVIEW_CHOICE:
            return tuple(own)
        case _:
            return path


def _may_review(visitor: Visitor, oefening: Oefening, path: tuple[str, ...]) -> bool:
    """Return whether a text shows to this visitor in the review: all but a colleague's own."""
    me, right = visitor.persoon, may(visitor, Right.OEFENING, subject_of(oefening))
    readers = {one.path: one.lezers for stap in Stap for one in texts_of(oefening, stap)}
    if not right or path not in readers:
        return False
    return not me or readers[path] is None or me in (readers[path] or ())


class DraftFields(ABC):
    """The fields of one place of which a draft is kept; a path names a field in it."""

    @abstractmethod
    def may_write(self, visitor: Visitor, path: tuple[str, ...]) -> bool:
        """Return whether a visitor may fill in a field; False too for what is no field."""

    @abstractmethod
    def stored(self, path: tuple[str, ...]) -> object:
        """Return what is stored of a field as it shows it; nothing for what only adds something."""

    def is_saved(self, path: tuple[str, ...], typed: str) -> bool:
        """Return whether a text is saved: in this field, or added by it.

        The last keys in a field for something new may arrive after it was added.
        """
        return self.stored(path) == typed


class OefeningFields(DraftFields):
    """The fields of an oefening as it is stored."""

    def __init__(self, oefening: Oefening) -> None:
        self._oefening = oefening
        self.subject = subject_of(oefening)

    def may_write(self, visitor: Visitor, path: tuple[str, ...]) -> bool:
        """See ``may_write`` above."""
        return may_write(visitor, self._oefening, path)

    def stored(self, path: tuple[str, ...]) -> str:
        """See ``DraftFields``."""
        with suppress(AttributeError):
            return text_at(self._oefening, text_path(path))
        return ""

    def is_saved(self, path: tuple[str, ...], typed: str) -> bool:
        """See ``DraftFields``."""
        added = _ADDED.get(path[0])
        if added and typed in added(self._oefening):
            return True
        with suppress(AttributeError):
            today = local_day(utc_now())
            return says_what_is_there(self._oefening, text_path(path), typed, today)
        return typed == ""


_ADDED: Final[Mapping[str, Callable[[Oefening], Iterable[str]]]] = {
    "nieuwe_vraag": lambda one: [vraag.vraag for vraag in one.inleven.vragen.values()],
    "fragment": lambda one: [ronde.fragment for ronde in one.gesprek.rondes.values()],
    "feedback": lambda one: [given.tekst for given in one.terugblik.feedback.values()],
    "leerpunt": lambda one: [learned.tekst for learned in one.terugblik.leerpunten.values()],
}
"""The first part of the key of a field for something new → the texts that such fields added."""


def place_and_path(veld: str) -> tuple[str, tuple[str, ...]]:
    """Return the place and the path of a field; raises NotFound where it is none."""
    kind, *rest = veld.split("-")
    length = 1 if rest[:1] == [BEHEER] else _PARTS
    place, path = "-".join(rest[:length]), tuple(rest[length:])
    if kind != FIELD or not path:
        raise NotFound
    if place.startswith(FORMS_OF_TEAM):
        check_team_id(place.removeprefix(FORMS_OF_TEAM))
    elif place != BEHEER:
        team_of(place)
    return place, path
