"""Retention: the terms, what a team may know of them, unused names, and a report in counts."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import Final, TypeVar

from gesprek.domain.base import Value
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
from gesprek.storage.protocol import Document, DocumentKey, Kind, Record, Store
from gesprek.storage.store_errors import Corrupt, NotFound, SchemaTooNew
from gesprek.storage.values import check_team_id, made_at, update, update_or_create, value_of

_KEY: Final = DocumentKey(Kind.BEHEER, "bewaartermijnen")
_Stored = TypeVar("_Stored", bound=Value)


def read_retention_terms(store: Store) -> RetentionTerms:
    """Return the terms; those of the domain where nothing is set or the setting is damaged."""
    with suppress(NotFound, Corrupt, SchemaTooNew):
        return _terms_in(store.get(_KEY).document)
    return LONGEST


def save_retention_terms(store: Store, termijnen: RetentionTerms) -> None:
    """Store the terms; at the next cleaning they count for what is there already.

    Raises InvalidTerm where one is longer than the one before, and else as ``Store.apply``.
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
    """What a team may know of the terms; NotFound: the id cannot be that of a team."""

    def __init__(self, store: Store, clock: Callable[[], datetime] = utc_now) -> None:
        self._store = store
        self._clock = clock

    def goes_on(self, team: str) -> Mapping[str, date]:
        """Return T per oefening of the team: oefening id → first day without its text."""
        check_team_id(team)
        terms = read_retention_terms(self._store)
        return {
            record.key.id: text_goes_on(oefening, local_day(record.saved), terms)
            for record, oefening in _readable(Oefening, self._store.list(Kind.OEFENING, team))
        }

    def goes_on_of(self, oefening: Oefening) -> date | None:
        """Return T of one oefening; None where it is not stored any more."""
        with suppress(NotFound, Corrupt, SchemaTooNew):
            saved = self._store.get(DocumentKey(Kind.OEFENING, oefening.id, oefening.team)).saved
            return text_goes_on(oefening, local_day(saved), read_retention_terms(self._store))
        return None

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
        kept = (one for _, one in _readable(Geleerd, self._store.list(Kind.LEERPUNTEN, team)))
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
    """How many of each went, and what failed: sentence → how often. That is tried again."""

    weg: Counter[Removed] = field(default_factory=Counter)
    mislukt: Counter[str] = field(default_factory=Counter)


def remove_unused_names(store: Store, today: date) -> int:
    """Take the names off the lists of all teams that were not used for 12 months; return how many.

    A name is used on the day it was added, on the days of oefeningen that count the person, and
    as long as an oefening with this person is there. What is damaged is left alone.

    Raises:
        Corrupt: the secret of the pseudonyms cannot be read: nobody knows who took part.
        Busy, StoreFull, Unusable, OutcomeUnknown: see ``Store.apply``.
    """
    pseudonyms, count = Pseudonyms(store), 0
    for record, team in _readable(Team, store.list(Kind.TEAM)):
        unused = _unused(store, pseudonyms, record, team, today)
        with suppress(NotFound):  # the team was removed meanwhile
            if unused and update(store, record.key, partial(without_names, deelnemers=unused)):
                count += len(unused)
    return count


def _unused(
    store: Store, pseudonyms: Pseudonyms, record: Record, team: Team, today: date
) -> set[str]:
    def is_old(day: date) -> bool:
        return is_past(day, NAME_MONTHS, today)

    named = {  # the last day that the list itself tells of
        key: one.last_used or local_day(made_at(key) or record.created)
        for key, one in team.deelnemers.items()
    }
    old = {key for key, day in named.items() if is_old(day)}
    if not old:
        return old
    for _, oefening in _readable(Oefening, store.list(Kind.OEFENING, team.id)):
        old -= oefening.rollen.keys()
    counted: dict[str, date] = {}  # pseudonym → the day of the last oefening that counts it
    for _, row in _readable(CodedRow, store.list(Kind.GECODEERD, team.id)):
        for pseudonym in row.deelnemers:
            counted[pseudonym] = max(counted.get(pseudonym, date.min), row.dag)
    return {key for key in old if is_old(counted.get(pseudonyms.of(team.id, key), date.min))}


def _readable(model: type[_Stored], records: Iterable[Record]) -> Iterator[tuple[Record, _Stored]]:
    for one in records:
        with suppress(Corrupt):
            document = one.document.get("rij") if model is CodedRow else one.document
            yield one, value_of(model, document)
