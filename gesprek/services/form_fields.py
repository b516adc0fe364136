"""The forms outside an oefening of which a draft is kept: those of Beheer, and of a team's page.

The forms and the drafts ask the same question here, what is stored now: so a form tells what
somebody else saved meanwhile, in this tab and after a reload.
"""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from gesprek.access.openid import PersonClaim
from gesprek.access.reminder_settings import (
    MailSecurity,
    ReminderSettings,
    read_reminder_settings,
)
from gesprek.access.rights import NO_SUBJECT, Right, Subject, may
from gesprek.access.settings import Settings, read_settings
from gesprek.access.visitors import Visitor
from gesprek.content import inhoud, shipped
from gesprek.content.own_texts import at
from gesprek.domain.base import UserError
from gesprek.domain.team import Team
from gesprek.domain.team_memory import Geleerd
from gesprek.domain.text import read_lines
from gesprek.domain.themas import Behoefte
from gesprek.services.answers import read_answers
from gesprek.services.draft_fields import DraftFields
from gesprek.services.organisation_info import read_own_texts, read_privacy_words
from gesprek.services.retention import read_retention_terms
from gesprek.storage.protocol import DocumentKey, Kind, Store
from gesprek.storage.store_errors import NotFound, StoreError
from gesprek.storage.values import value_of

ANSWER: Final = "antwoord"
"""Begins the path of an answer to what teams need; the need follows."""
_NEEDS: Final = frozenset(Behoefte)
_OF_ANSWER: Final = 2  # parts of such a path
NEW: Final = "nieuw"
"""Stands in a path for what is not there yet."""
_RIGHTS: Final = {
    **dict.fromkeys(("keuze", "tekst", "link", "casus", "privacy", "termijn"), Right.INSTELLINGEN),
    **dict.fromkeys(
        ("organisatie", "drempel", "mailserver", "kanaal", "linkadres"), Right.ORGANISATIE
    ),
    **dict.fromkeys(("manager", "aanmelding"), Right.ACCOUNTS_BEHEREN),
    ANSWER: Right.BEANTWOORDEN,
    "team": Right.TEAMS_BEHEREN,
}
"""The first part of a path in Beheer → the right to fill in its fields."""
_USUAL_MAIL: Final[Mapping[str, object]] = {"poort": 587, "beveiliging": MailSecurity.STARTTLS}


class BeheerFields(DraftFields):
    """The fields of Beheer; never a password, a secret or a key."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def may_write(self, visitor: Visitor, path: tuple[str, ...]) -> bool:
        """See ``DraftFields``."""
        right = _RIGHTS.get(path[0])
        if right is Right.BEANTWOORDEN and not (len(path) == _OF_ANSWER and path[1] in _NEEDS):
            return False
        return right is not None and may(visitor, right, NO_SUBJECT)

    def stored(self, path: tuple[str, ...]) -> object:
        """See ``DraftFields``."""
        found: object = ""
        match path:
            case ("tekst", *place):
                known, own = (at(one, tuple(place)) for one in (shipped(), self._own()))
                found = own if isinstance(own, str) else known or ""
            case ("link", name, part):
                found = self._piece("links", name).get(part, "")
            case ("casus", name, part):
                found = in_case(self._piece("casussen", name), part)
            case ("privacy", name):
                found = "\n".join(getattr(read_privacy_words(self._store), name, ()))
            case ("team", team, part):
                found = getattr(_team(self._store, team), part, "")
            case ("termijn", name):
                found = getattr(read_retention_terms(self._store), name, "")
            case ("antwoord", need) if need in _NEEDS:
                found = read_answers(self._store).text(Behoefte(need))
            case ("organisatie" | "aanmelding" | "drempel" as kind, name):
                found = _setting(read_settings(self._store), kind, name)
            case ("mailserver" | "linkadres", *names):
                settings = read_reminder_settings(self._store)
                found = mail_field(settings, names[0]) if names else settings.adres
        return found

    def is_saved(self, path: tuple[str, ...], typed: str) -> bool:
        """See ``DraftFields``; a list of words is tidied as it is stored."""
        if path[0] == "privacy":
            with suppress(UserError):
                typed = "\n".join(read_lines(typed))
        return self.stored(path) == typed or (NEW in path and self._is_added(path, typed))

    def _is_added(self, path: tuple[str, ...], typed: str) -> bool:
        if path[0] == "team":
            found = self._store.list(Kind.TEAM)
            return typed in (one.document.get("naam") for one in found)
        if path[0] == "kanaal":
            return typed in read_reminder_settings(self._store).kanalen
        files = {"link": "links", "casus": "casussen"}
        added = self._own().get(files.get(path[0], ""), {})
        last = list(added.values())[-1:]  # what was added last is what may come late
        return any(typed == in_case(one, path[-1]) for one in last)

    def _own(self) -> dict[str, Any]:
        return read_own_texts(self._store)

    def _piece(self, file: str, name: str) -> Mapping[str, Any]:
        """Return a link or an example case as it is now; an empty one where it is not there."""
        found = at(self._own(), (file, name)) if name != NEW else {}
        if found is None:
            ours = getattr(inhoud(), file).get(name)
            found = ours.model_dump(mode="json") if ours else {}
        return found if isinstance(found, Mapping) else {}


class TeamFields(DraftFields):
    """The fields of a team's own page."""

    def __init__(self, store: Store, team: str) -> None:
        self._store = store
        self._id = team

    def may_write(self, visitor: Visitor, path: tuple[str, ...]) -> bool:
        """See ``DraftFields``."""
        match path:
            case ("naam",) | ("delen", _, _, _):
                return may(visitor, Right.NAMEN_BEHEREN, Subject(self._id))
            case _:
                return False

    def stored(self, path: tuple[str, ...]) -> object:
        """See ``DraftFields``; of a leerpunt it is what the team shares of it."""
        match path:
            case ("delen", team, own, key) if team == self._id:
                place = DocumentKey(Kind.LEERPUNTEN, f"{team}-{own}", team)
                with suppress(StoreError):
                    shared = value_of(Geleerd, self._store.get(place).document).gedeeld.get(key)
                    return shared.tekst if shared else ""
        return ""

    def is_saved(self, path: tuple[str, ...], typed: str) -> bool:
        """See ``DraftFields``."""
        if path == ("naam",):
            people = _team(self._store, self._id)
            return typed in [one.naam for one in people.deelnemers.values()] if people else False
        return self.stored(path) == typed


def _team(store: Store, team: str) -> Team | None:
    with suppress(NotFound):
        return value_of(Team, store.get(DocumentKey(Kind.TEAM, team)).document)
    return None


def in_case(case: Mapping[str, Any], part: str) -> Any:  # noqa: ANN401 - a text or themes
    """Return a part of an example case as its field shows it: of a list of texts one a line."""
    found = case.get(part, case.get("brief", {}).get(part))
    if part == "themas":
        return list(found or ())
    return "\n".join(found) if isinstance(found, list) else str(found or "").strip()


def mail_field(settings: ReminderSettings, name: str) -> Any:  # noqa: ANN401 - a text, number, choice
    """Return what a field of the mail server shows: where nothing is set, what is usual."""
    return getattr(settings.mail, name, _USUAL_MAIL.get(name, ""))


def _setting(settings: Settings, kind: str, name: str) -> object:
    """Return a setting as its field shows it; see ``filled_in``."""
    unset = PersonClaim.ROLES if name == "kenmerk" else ""
    source = settings.organisatie_aanmelding if kind == "aanmelding" else settings
    found = getattr(source, name, unset)
    return " ".join(found) if isinstance(found, tuple) else found
