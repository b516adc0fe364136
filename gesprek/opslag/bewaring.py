"""What a team may know about the end of its texts: when they go, and what was kept of them."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime

from gesprek.domein.bewaartermijn import offers_take_away, text_goes_on
from gesprek.domein.geleerd import Geleerd
from gesprek.domein.oefening import Oefening
from gesprek.domein.tijd import local_day
from gesprek.opslag.fouten import Corrupt
from gesprek.opslag.ids import check_team_id
from gesprek.opslag.protocol import Soort, Store
from gesprek.opslag.termijnen import read_termijnen
from gesprek.opslag.tinydb_store import utc_now
from gesprek.opslag.vorm import value_of


class Bewaring:
    """Every method may raise NotFound: the id cannot be that of a team.

    Args:
        store: where the texts are.
        clock: tells which day it is.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime] = utc_now) -> None:
        self._store = store
        self._clock = clock

    def goes_on(self, team: str) -> Mapping[str, date]:
        """Return T per oefening of the team: oefening id → first day without its text."""
        check_team_id(team)
        termijnen = read_termijnen(self._store)
        found = {}
        for record in self._store.list(Soort.OEFENING, team):
            with suppress(Corrupt):
                oefening = value_of(Oefening, record.document)
                found[record.sleutel.id] = text_goes_on(
                    oefening, local_day(record.saved), termijnen
                )
        return found

    def take_away(self, team: str) -> Mapping[str, int]:
        """Return the oefeningen whose take-away is offered now: oefening id → days left."""
        today = local_day(self._clock())
        return {
            oefening: (day - today).days
            for oefening, day in self.goes_on(team).items()
            if offers_take_away(day, today)
        }

    def geleerd(self, team: str) -> list[Geleerd]:
        """Return the leerpunten that outlived their oefening, the oldest oefening first."""
        check_team_id(team)
        kept = []
        for record in self._store.list(Soort.LEERPUNTEN, team):
            with suppress(Corrupt):
                kept.append(value_of(Geleerd, record.document))
        return sorted(kept, key=lambda one: (one.dag, one.oefening))
