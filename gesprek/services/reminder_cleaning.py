"""Addresses go: with the name or the team that they are of, and where nobody confirmed them."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from gesprek.domain.reminders import CONFIRM_WITHIN, TeamHerinnering
from gesprek.domain.team import Team
from gesprek.storage.protocol import Document, DocumentKey, Kind, Store
from gesprek.storage.store_errors import Corrupt, NotFound, SchemaTooNew
from gesprek.storage.values import update, value_of


def forget_person(store: Store, team: str, deelnemer: str) -> None:
    """Forget the address of somebody whose name goes; errors as ``Store.apply``."""
    _change(store, team, lambda choice: _with_those(choice, lambda one: one != deelnemer))


def forget_team(store: Store, team: str) -> None:
    """Forget how a team is reminded, with all its addresses; errors as ``Store.delete``."""
    with suppress(NotFound):
        store.delete(DocumentKey(Kind.HERINNERING, team))


def clean_addresses(store: Store, now: datetime) -> None:
    """Forget the addresses of which the name or the team has gone, and what nobody confirmed."""
    for team_id in [record.key.id for record in store.list(Kind.HERINNERING)]:
        with suppress(Corrupt, SchemaTooNew):  # a team that cannot be read may come back
            team = _team(store, team_id)
            if team is None or team.gearchiveerd:
                forget_team(store, team_id)
            else:
                _clean_team(store, team, now)


def _team(store: Store, team: str) -> Team | None:
    try:
        return value_of(Team, store.get(DocumentKey(Kind.TEAM, team)).document)
    except NotFound:
        return None


def _clean_team(store: Store, team: Team, now: datetime) -> None:
    def cleaned(choice: TeamHerinnering) -> TeamHerinnering:
        named = _with_those(choice, lambda one: one in team.deelnemers)
        waiting = {
            whose: one
            for whose, one in named.te_bevestigen.items()
            if now < one.sinds + CONFIRM_WITHIN
        }
        return named.changed(te_bevestigen=waiting)

    _change(store, team.id, cleaned)


def _with_those(choice: TeamHerinnering, keeps: Callable[[str], bool]) -> TeamHerinnering:
    """Return the choice with the addresses of these people only."""
    return choice.changed(
        ontvangers={whose: one for whose, one in choice.ontvangers.items() if keeps(whose)},
        te_bevestigen={whose: one for whose, one in choice.te_bevestigen.items() if keeps(whose)},
    )


def _change(store: Store, team: str, change: Callable[[TeamHerinnering], TeamHerinnering]) -> None:
    """Change what a team chose; nothing where it chose nothing, or where that cannot be read."""

    def apply(stored: Document) -> Document:
        return change(value_of(TeamHerinnering, stored)).to_document()

    with suppress(NotFound, Corrupt, SchemaTooNew):
        update(store, DocumentKey(Kind.HERINNERING, team), apply)
