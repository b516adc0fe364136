"""Names on the team's list that nobody used for 12 months."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date

from gesprek.domein.bewaartermijn import NAME_MONTHS, is_past
from gesprek.domein.codering import Rij
from gesprek.domein.oefening import Oefening
from gesprek.domein.team import Team
from gesprek.domein.tijd import local_day
from gesprek.opslag.bijwerken import update
from gesprek.opslag.fouten import Corrupt, NotFound
from gesprek.opslag.ids import made_at
from gesprek.opslag.protocol import Record, Soort, Store
from gesprek.opslag.pseudoniemen import Pseudoniemen
from gesprek.opslag.vorm import value_of
from gesprek.opslag.zonder import without_names


def remove_unused_names(store: Store, today: date) -> int:
    """Take the names off the lists of all teams that were not used for 12 months; return how many.

    A name is used on the day it was added, on the days of oefeningen that count the person, and
    as long as an oefening with this person is there.

    Raises:
        Corrupt: the secret of the pseudonyms cannot be read: nobody knows who took part.
        Busy, StoreFull, Unusable, OutcomeUnknown: see ``Store.apply``.
    """
    pseudoniemen = Pseudoniemen(store)
    return sum(
        _remove_unused(store, pseudoniemen, record, today) for record in store.list(Soort.TEAM)
    )


def _remove_unused(store: Store, pseudoniemen: Pseudoniemen, record: Record, today: date) -> int:
    unused = _unused(store, pseudoniemen, record, today)
    with suppress(NotFound):  # the team was removed meanwhile
        if unused and update(store, record.sleutel, lambda one: without_names(one, unused)):
            return len(unused)
    return 0


def _unused(store: Store, pseudoniemen: Pseudoniemen, record: Record, today: date) -> set[str]:
    try:
        team = value_of(Team, record.document)
    except Corrupt:
        return set()  # it stands in the problems
    old = {key for key, day in _last_named(team, record).items() if _is_old(day, today)}
    old -= _present(store, team.id) if old else set()
    counted = _last_counted(store, team.id) if old else {}
    return {
        key for key in old if _is_old(counted.get(pseudoniemen.of(team.id, key), date.min), today)
    }


def _is_old(day: date, today: date) -> bool:
    return is_past(day, NAME_MONTHS, today)


def _last_named(team: Team, record: Record) -> Mapping[str, date]:
    """Return per name the last day that the list itself tells of."""
    return {
        key: one.last_used or local_day(made_at(key) or record.created)
        for key, one in team.deelnemers.items()
    }


def _present(store: Store, team: str) -> set[str]:
    """Return who takes part in an oefening that is there."""
    found: set[str] = set()
    for record in store.list(Soort.OEFENING, team):
        with suppress(Corrupt):
            found |= value_of(Oefening, record.document).rollen.keys()
    return found


def _last_counted(store: Store, team: str) -> dict[str, date]:
    """Return per pseudonym the day of the last oefening that counts it."""
    days: dict[str, date] = {}
    for rij in _rows(store, team):
        for pseudonym in rij.deelnemers:
            days[pseudonym] = max(days.get(pseudonym, date.min), rij.dag)
    return days


def _rows(store: Store, team: str) -> Iterable[Rij]:
    for record in store.list(Soort.GECODEERD, team):
        with suppress(Corrupt):
            yield value_of(Rij, record.document.get("rij"))
