"""Retention: the terms, what a team may know of them, unused names, and a report in counts."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from gesprek.domain.coded_row import CodedRow
from gesprek.domain.dates import local_day, utc_now
from gesprek.domain.oefening import Oefening
from gesprek.domain.retention_terms import (
    LONGEST,
    NAME_MONTHS,
    RetentionTerms,
    check_shorter,
    is_past,
    offers_take_away,
    text_goes_on,
)
from gesprek.domain.team import Team
from gesprek.domain.team_memory import Geleerd
from gesprek.services.coded_rows import Pseudonyms
from gesprek.services.erasure_ledger import without_names
from gesprek.storage.ids import check_team_id, made_at
from gesprek.storage.protocol import Document, DocumentKey, Kind, Record, Store
from gesprek.storage.store_errors import Corrupt, NotFound, SchemaTooNew
from gesprek.storage.values import update, update_or_create, value_of

_KEY: Final = DocumentKey(Kind.BEHEER, "bewaartermijnen")


def read_retention_terms(store: Store) -> RetentionTerms:
    """Return the terms; those of the domain where nothing is set or the setting is damaged."""
    try:
        return _terms_in(store.get(_KEY).document)
    except (NotFound, Corrupt, SchemaTooNew):
        return LONGEST


def save_retention_terms(store: Store, termijnen: RetentionTerms) -> None:
    """Store the terms; at the next cleaning they count for what is there already.

    Raises:
        InvalidTerm: one is longer than the one before.
        Busy, StoreFull, OutcomeUnknown: see ``Store.apply``.
    """

    def replace(stored: Document) -> Document:
        check_shorter(_terms_in(stored), termijnen)
        return termijnen.to_document()

    update_or_create(store, _KEY, replace)


def _terms_in(stored: Document) -> RetentionTerms:
    """Return the terms of a document; those of the domain where it is damaged."""
    try:
        return value_of(RetentionTerms, stored)
    except Corrupt:
        return LONGEST


class Retention:
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
        termijnen = read_retention_terms(self._store)
        found = {}
        for record in self._store.list(Kind.OEFENING, team):
            with suppress(Corrupt):
                oefening = value_of(Oefening, record.document)
                found[record.sleutel.id] = text_goes_on(
                    oefening, local_day(record.saved), termijnen
                )
        return found

    def goes_on_of(self, oefening: Oefening) -> date | None:
        """Return T of one oefening; None where it is not stored any more."""
        return self.goes_on(oefening.team).get(oefening.id)

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
        for record in self._store.list(Kind.LEERPUNTEN, team):
            with suppress(Corrupt):
                kept.append(value_of(Geleerd, record.document))
        return sorted(kept, key=lambda one: (one.dag, one.oefening))


class Removed(StrEnum):
    """What goes at the end of its term."""

    OEFENINGEN = "oefeningen"
    LEERPUNTEN = "leerpunten"
    RIJEN = "rijen"
    NAMEN = "namen"
    CONCEPTEN = "concepten"
    LOGREGELS = "logregels"
    GROOTBOEKREGELS = "grootboekregels"
    KAPOT = "kapot"


@dataclass
class CleaningReport:
    """What went, and the sentences of what could not be done this time.

    Attributes:
        weg: how many of each.
        mislukt: sentence → how often; the next round tries again.
    """

    weg: Counter[Removed] = field(default_factory=Counter)
    mislukt: Counter[str] = field(default_factory=Counter)


def remove_unused_names(store: Store, today: date) -> int:
    """Take the names off the lists of all teams that were not used for 12 months; return how many.

    A name is used on the day it was added, on the days of oefeningen that count the person, and
    as long as an oefening with this person is there.

    Raises:
        Corrupt: the secret of the pseudonyms cannot be read: nobody knows who took part.
        Busy, StoreFull, Unusable, OutcomeUnknown: see ``Store.apply``.
    """
    pseudonyms = Pseudonyms(store)
    return sum(_remove_unused(store, pseudonyms, record, today) for record in store.list(Kind.TEAM))


def _remove_unused(store: Store, pseudonyms: Pseudonyms, record: Record, today: date) -> int:
    unused = _unused(store, pseudonyms, record, today)
    with suppress(NotFound):  # the team was removed meanwhile
        if unused and update(store, record.sleutel, lambda one: without_names(one, unused)):
            return len(unused)
    return 0


def _unused(store: Store, pseudonyms: Pseudonyms, record: Record, today: date) -> set[str]:
    try:
        team = value_of(Team, record.document)
    except Corrupt:
        return set()  # it is in the problems
    old = {key for key, day in _last_named(team, record).items() if _is_old(day, today)}
    old -= _present(store, team.id) if old else set()
    counted = _last_counted(store, team.id) if old else {}
    return {
        key for key in old if _is_old(counted.get(pseudonyms.of(team.id, key), date.min), today)
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
    for record in store.list(Kind.OEFENING, team):
        with suppress(Corrupt):
            found |= value_of(Oefening, record.document).rollen.keys()
    return found


def _last_counted(store: Store, team: str) -> dict[str, date]:
    """Return per pseudonym the day of the last oefening that counts it."""
    days: dict[str, date] = {}
    for row in _rows(store, team):
        for pseudonym in row.deelnemers:
            days[pseudonym] = max(days.get(pseudonym, date.min), row.dag)
    return days


def _rows(store: Store, team: str) -> Iterable[CodedRow]:
    for record in store.list(Kind.GECODEERD, team):
        with suppress(Corrupt):
            yield value_of(CodedRow, record.document.get("rij"))
