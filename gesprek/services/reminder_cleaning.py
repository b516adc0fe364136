"""Addresses go: with the name or the team that they are of, and where nobody confirmed them."""

from contextlib import suppress
from datetime import datetime

from gesprek.domain.reminders import CONFIRM_WITHIN, TeamHerinnering
from gesprek.domain.team import Team
from gesprek.services.kept_reminders import (
    change_where_kept,
    open_team,
    reminder_key,
    with_those,
    without,
)
from gesprek.storage.protocol import Kind, Store
from gesprek.storage.store_errors import Corrupt, NotFound, SchemaTooNew


def forget_person(store: Store, team: str, deelnemer: str) -> None:
    """Forget the address of somebody whose name goes; errors as ``Store.apply``.

    What cannot be read stays as it is: nobody is reminded by it.
    """
    with suppress(Corrupt, SchemaTooNew):
        change_where_kept(store, team, lambda choice: without(choice, deelnemer))


def forget_team(store: Store, team: str) -> None:
    """Forget how a team is reminded, with all its addresses; errors as ``Store.delete``."""
    with suppress(NotFound):
        store.delete(reminder_key(team))


def clean_addresses(store: Store, now: datetime) -> None:
    """Forget the addresses of which the name or the team has gone, and what nobody confirmed."""
    for team_id in [record.key.id for record in store.list(Kind.HERINNERING)]:
        with suppress(Corrupt, SchemaTooNew):  # a team that cannot be read may come back
            team = open_team(store, team_id)
            if team is None:
                forget_team(store, team_id)
            else:
                _clean_team(store, team, now)


def _clean_team(store: Store, team: Team, now: datetime) -> None:
    def cleaned(choice: TeamHerinnering) -> TeamHerinnering:
        named = with_those(choice, lambda one: one in team.deelnemers)
        waiting = {
            whose: one
            for whose, one in named.te_bevestigen.items()
            if now < one.sinds + CONFIRM_WITHIN
        }
        return named.changed(te_bevestigen=waiting)

    change_where_kept(store, team.id, cleaned)
