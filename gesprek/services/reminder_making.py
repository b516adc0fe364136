"""Which messages there are to send now: asked of the oefeningen, the choices and the settings."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from gesprek.access.reminder_settings import ReminderSettings
from gesprek.domain.dates import local_day
from gesprek.domain.oefening import Oefening
from gesprek.domain.reminders import (
    Bericht,
    Berichtsoort,
    Herinnerwijze,
    TeamHerinnering,
    earliest,
    herinneringen,
)
from gesprek.domain.retention_terms import text_goes_on
from gesprek.domain.team import Team
from gesprek.services.kept_reminders import is_on_list, open_team
from gesprek.services.outbox import Outbox
from gesprek.services.retention import read_retention_terms
from gesprek.storage.protocol import DocumentKey, Kind, Record, Store
from gesprek.storage.store_errors import Corrupt, NotFound, SchemaTooNew
from gesprek.storage.values import value_of


class DueReminders:
    """The messages of one store at one moment.

    Of what cannot be read nobody is reminded; other errors are those of ``Store.list`` and ``get``.
    """

    def __init__(self, store: Store, settings: ReminderSettings, now: datetime) -> None:
        self._store = store
        self._settings = settings
        self._now = now
        self._terms = read_retention_terms(store)

    def put_all(self, outbox: Outbox) -> None:
        """Put what is due in the outbox; costs nothing for a team that is not reminded."""
        for record in self._store.list(Kind.HERINNERING):
            with suppress(Corrupt):
                choice = value_of(TeamHerinnering, record.document)
                for one in self._of_team(record.key.id, choice):
                    outbox.put(one)

    def oefening_of(self, bericht: Bericht, choice: TeamHerinnering) -> Oefening | None:
        """Return the oefening of which a message says what somebody wants to be told now."""
        key = DocumentKey(Kind.OEFENING, bericht.oefening, bericht.team)
        with suppress(NotFound, Corrupt, SchemaTooNew):
            team, record = open_team(self._store, bericht.team), self._store.get(key)
            if team is None:
                return None
            wanted = [
                (one.soort, one.dag, one.naar) for one in self._of_oefening(record, team, choice)
            ]
            if self._now < bericht.tot and (bericht.soort, bericht.dag, bericht.naar) in wanted:
                return value_of(Oefening, record.document)
        return None

    def has_name(self, bericht: Bericht) -> bool:
        """Return whether the name of whom a message is to is still on the list of its team."""
        with suppress(Corrupt, SchemaTooNew):
            return is_on_list(self._store, bericht.team, bericht.naar)
        return False

    def _of_team(self, team_id: str, choice: TeamHerinnering) -> Iterator[Bericht]:
        if choice.wijze not in self._settings.ways:
            return
        with suppress(Corrupt, SchemaTooNew):
            team = open_team(self._store, team_id)
            if team is None:
                return
            for record in self._store.list(Kind.OEFENING, team_id):
                with suppress(Corrupt):
                    yield from self._of_oefening(record, team, choice)

    def _of_oefening(
        self, record: Record, team: Team, choice: TeamHerinnering
    ) -> Iterator[Bericht]:
        if choice.wijze not in self._settings.ways:
            return
        oefening = value_of(Oefening, record.document)
        goes_on = text_goes_on(oefening, local_day(record.saved), self._terms)
        for one in herinneringen(oefening, goes_on, self._now):
            for naar in _receivers(one.soort, oefening, team, choice):
                yield Bericht(
                    team=team.id,
                    oefening=oefening.id,
                    soort=one.soort,
                    naar=naar,
                    dag=one.dag,
                    gemaakt=self._now,
                    vanaf=earliest(one.soort, self._now),
                    tot=one.tot,
                )


def _receivers(
    soort: Berichtsoort, oefening: Oefening, team: Team, choice: TeamHerinnering
) -> list[str]:
    """Return the ids of who is told; an empty one for the channel of the team."""
    if choice.wijze is Herinnerwijze.KANAAL:
        return [""] if choice.kanaal else []
    named = choice.ontvangers.keys() & team.deelnemers.keys()
    if soort is not Berichtsoort.MOMENT:
        named &= oefening.rollen.keys()
    return sorted(named)
