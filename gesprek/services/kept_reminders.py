"""How each team is reminded, as it is kept: one document a team, in no back-up."""

from collections.abc import Callable
from contextlib import suppress

from gesprek.domain.reminders import TeamHerinnering
from gesprek.domain.team import Team
from gesprek.storage.protocol import Document, DocumentKey, Kind, Store
from gesprek.storage.store_errors import NotFound
from gesprek.storage.values import check_team_id, update, update_or_create, value_of

Change = Callable[[TeamHerinnering], TeamHerinnering]


def reminder_key(team: str) -> DocumentKey:
    """Return where it is kept how a team is reminded."""
    return DocumentKey(Kind.HERINNERING, team)


def read_team_reminder(store: Store, team: str) -> TeamHerinnering:
    """Return how a team is reminded; errors as ``Store.get``, but for a team that chose nothing."""
    check_team_id(team)
    try:
        return value_of(TeamHerinnering, store.get(reminder_key(team)).document)
    except NotFound:
        return TeamHerinnering()


def change_team_reminder(store: Store, team: str, change: Change) -> None:
    """Change how a team is reminded, as it is now; errors as ``update_or_create``."""
    check_team_id(team)
    update_or_create(store, reminder_key(team), _on_document(change))


def change_where_kept(store: Store, team: str, change: Change) -> None:
    """Do as ``change_team_reminder``; nothing for a team that chose nothing."""
    with suppress(NotFound):
        update(store, reminder_key(team), _on_document(change))


def with_those(one: TeamHerinnering, keeps: Callable[[str], bool]) -> TeamHerinnering:
    """Return how a team is reminded, with the addresses of these people only."""
    kept = {
        name: {whose: given for whose, given in getattr(one, name).items() if keeps(whose)}
        for name in ("ontvangers", "te_bevestigen")
    }
    return one.changed(**kept)


def without(one: TeamHerinnering, deelnemer: str) -> TeamHerinnering:
    """Return how a team is reminded, without any address of this person."""
    return with_those(one, lambda whose: whose != deelnemer)


def open_team(store: Store, team: str) -> Team | None:
    """Return a team; None where it is gone or put away. Errors as ``Store.get``."""
    try:
        found = value_of(Team, store.get(DocumentKey(Kind.TEAM, team)).document)
    except NotFound:
        return None
    return None if found.gearchiveerd else found


def is_on_list(store: Store, team: str, deelnemer: str) -> bool:
    """Return whether a team is open and has this person on its list; errors as ``Store.get``."""
    found = open_team(store, team)
    return found is not None and deelnemer in found.deelnemers


def _on_document(change: Change) -> Callable[[Document], Document]:
    return lambda stored: change(value_of(TeamHerinnering, stored)).to_document()
