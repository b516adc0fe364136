"""How each team is reminded, as it is kept: one document a team, in no back-up."""

from collections.abc import Callable

from gesprek.domain.reminders import TeamHerinnering
from gesprek.domain.team import Team
from gesprek.storage.protocol import Document, DocumentKey, Kind, Store
from gesprek.storage.store_errors import NotFound
from gesprek.storage.values import check_team_id, update_or_create, value_of


def read_team_reminder(store: Store, team: str) -> TeamHerinnering:
    """Return how a team is reminded; errors as ``Store.get``, but for a team that chose nothing."""
    check_team_id(team)
    try:
        return value_of(TeamHerinnering, store.get(_key(team)).document)
    except NotFound:
        return TeamHerinnering()


def change_team_reminder(
    store: Store, team: str, change: Callable[[TeamHerinnering], TeamHerinnering]
) -> None:
    """Change how a team is reminded, as it is now; errors as ``update_or_create``."""

    def apply(stored: Document) -> Document:
        return change(value_of(TeamHerinnering, stored)).to_document()

    check_team_id(team)
    update_or_create(store, _key(team), apply)


def without(one: TeamHerinnering, deelnemer: str) -> TeamHerinnering:
    """Return how a team is reminded, without any address of this person."""
    kept = {name: dict(getattr(one, name)) for name in ("ontvangers", "te_bevestigen")}
    for addresses in kept.values():
        addresses.pop(deelnemer, None)
    return one.changed(**kept)


def is_on_list(store: Store, team: str, deelnemer: str) -> bool:
    """Return whether a team is open and has this person on its list; errors as ``Store.get``."""
    try:
        found = value_of(Team, store.get(DocumentKey(Kind.TEAM, team)).document)
    except NotFound:
        return False
    return found.gearchiveerd is None and deelnemer in found.deelnemers


def _key(team: str) -> DocumentKey:
    return DocumentKey(Kind.HERINNERING, team)
