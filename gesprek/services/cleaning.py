"""Retention: what is past its term goes, at the start of the server and each day.

Source: the table of 'Privacy' in the domain. Nothing here shows or logs a text or a name.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Final, TypeVar

from gesprek.domain.coded_row import CodedRow
from gesprek.domain.dates import local_day, utc_now
from gesprek.domain.oefening import Oefening
from gesprek.domain.retention_terms import (
    CODED_MONTHS,
    DRAFT_DAYS,
    LOG_MONTHS,
    LONGEST_AFTER_PRACTICE,
    is_past,
    text_goes_on,
)
from gesprek.domain.team_memory import Geleerd, geleerd
from gesprek.services.audit_log import AuditEvent, AuditLog
from gesprek.services.clock_watch import DateDoubted
from gesprek.services.coded_rows import CodedRows
from gesprek.services.erasing import remove_drafts
from gesprek.services.erasure_ledger import Erased, ErasureLedger
from gesprek.services.retention import (
    CleaningReport,
    Removed,
    read_retention_terms,
    remove_unused_names,
)
from gesprek.storage.protocol import DocumentKey, Kind, Record, Store
from gesprek.storage.store_errors import AlreadyExists, Corrupt, NotFound, StoreError, Unusable
from gesprek.storage.values import value_of

_LOGGER: Final = logging.getLogger(__name__)
_team_of: Final = attrgetter("key.team")
# A damaged file may hold any text, and nobody can tell its T: the longest one, counted from when
# it was found. Kinds that are not here hold no text of an oefening and go after a year.
_DAMAGED_DAYS: Final = {Kind.OEFENING: LONGEST_AFTER_PRACTICE, Kind.CONCEPT: DRAFT_DAYS}
_Dated = TypeVar("_Dated", Geleerd, CodedRow)


def clean_up(store: Store, clock: Callable[[], datetime] = utc_now) -> CleaningReport:
    """Remove what is past its term, and what the ledger calls erased and is still there.

    What fails does not hold up the rest, and is tried again the next time; only a folder that fails
    raises Unusable. May run while others save, and in two processes at once.
    """
    return CleaningRound(store, clock).run()


def clean_daily(
    store: Callable[[], Store],
    stop: threading.Event,
    clock: Callable[[], datetime] = utc_now,
    also: Callable[[], object] = lambda: None,
) -> None:
    """Clean now and once on each later day, until ``stop`` is set; for a thread of the server.

    Looks at the calendar each 10 minutes instead of waiting 24 hours: a laptop sleeps. What fails
    is tried again then; the log of the server gets the kind of the error and nothing else.

    ``store`` opens the store, each time: it may be unusable now and well later, or the date may be
    doubted today. ``also`` cleans what else there is.
    """
    cleaned = None
    while True:
        today = local_day(clock())
        if cleaned != today:
            try:
                clean_up(store(), clock)
                also()
                cleaned = today
            except DateDoubted:
                _LOGGER.warning("De datum van deze computer sprong vooruit: niets is opgeruimd")
                cleaned = today
            except Exception as error:  # noqa: BLE001 - a thread that ends here cleans never again
                _LOGGER.warning("Opschonen is niet gelukt: %s", type(error).__name__)
        if stop.wait(600):
            return


class CleaningRound:
    """One round of cleaning."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._today = local_day(clock())
        self._ledger = ErasureLedger(store)
        self._terms = read_retention_terms(store)
        self.verslag = CleaningReport()

    def run(self) -> CleaningReport:
        """Do all of it and note the counts in the log."""
        # First the rows: once the text is gone they can never be made again.
        CodedRows(self._store).mend()
        audit_log = AuditLog(self._store, self._clock)
        self._clean_texts()
        self._clean_each(Kind.LEERPUNTEN, Removed.LEERPUNTEN, self._is_old_geleerd)
        self._clean_each(Kind.GECODEERD, Removed.RIJEN, self._is_old_row)
        self._clean_each(Kind.CONCEPT, Removed.CONCEPTEN, self._is_old_draft)
        self._count(Removed.NAMEN, lambda: remove_unused_names(self._store, self._today))
        self._count(Removed.LOGREGELS, lambda: audit_log.shorten(self._today))
        self._count(Removed.GROOTBOEKREGELS, lambda: self._ledger.shorten(self._today))
        self._clean_damaged()
        counts = {weg.value: count for weg, count in sorted(self.verslag.weg.items()) if count}
        audit_log.note(AuditEvent.OPGESCHOOND, aantallen=counts)
        return self.verslag

    def _clean_texts(self) -> None:
        gone: set[str] = set()
        for team, records in groupby(self._store.list(Kind.OEFENING), key=_team_of):
            gewist = self._ledger.of(team)
            past = [one for one in records if self._is_past_t(one, gewist)]
            gone |= {one.key.id for one in past}
            with self._each_on_its_own():
                self._remove_texts(team, past, gewist)
        if gone:
            self._count(
                Removed.CONCEPTEN,
                lambda: remove_drafts(self._store, lambda draft: draft.get("oefening") in gone),
            )

    def _remove_texts(self, team: str, past: list[Record], gewist: Erased) -> None:
        """Write the ledger once, then remove; a crash in between is finished the next time."""
        ids = {one.key.id for one in past} - gewist.oefening.keys()
        if ids:
            self._ledger.note(team, Erased(oefening=dict.fromkeys(ids, self._clock())))
        for one in past:
            with self._each_on_its_own():
                if one.key.id not in gewist.leerpunten:
                    self._keep_learned(one)
                self._delete(one.key, Removed.OEFENINGEN)

    def _keep_learned(self, text: Record) -> None:
        """Keep what the team learned; of what cannot be read as an oefening nothing is left."""
        with suppress(Corrupt, AlreadyExists):
            kept = geleerd(value_of(Oefening, text.document))
            if kept.holds_something:
                key = DocumentKey(Kind.LEERPUNTEN, text.key.id, text.key.team)
                self._store.create(key, kept.to_document())

    def _is_past_t(self, text: Record, gewist: Erased) -> bool:
        last_change = local_day(text.saved)
        last_day = last_change + timedelta(days=self._terms.na_oefenen)
        with suppress(Corrupt):
            oefening = value_of(Oefening, text.document)
            last_day = text_goes_on(oefening, last_change, self._terms)
        return text.key.id in gewist.oefening or self._today >= last_day

    def _is_old_geleerd(self, record: Record, gewist: Erased) -> bool:
        day = _day_of(Geleerd, record.document, record)
        return record.key.id in gewist.leerpunten or is_past(day, CODED_MONTHS, self._today)

    def _is_old_row(self, record: Record, gewist: Erased) -> bool:
        """Return whether a row may go; as long as its text is there it would be made again."""
        key, day = record.key, _day_of(CodedRow, record.document.get("rij"), record)
        is_old = key.id in gewist.gecodeerd or is_past(day, CODED_MONTHS, self._today)
        return is_old and not self._store.versions([DocumentKey(Kind.OEFENING, key.id, key.team)])

    def _is_old_draft(self, record: Record, _gewist: Erased) -> bool:
        return local_day(record.created) + timedelta(days=DRAFT_DAYS) <= self._today

    def _clean_each(
        self, soort: Kind, weg: Removed, is_past_term: Callable[[Record, Erased], bool]
    ) -> None:
        for team, records in groupby(self._store.list(soort), key=_team_of):
            gewist = self._ledger.of(team) if team else Erased()
            for one in records:
                with self._each_on_its_own():
                    if is_past_term(one, gewist):
                        self._delete(one.key, weg)

    def _clean_damaged(self) -> None:
        """Remove from quarantine what could still hold a text that is past its term.

        What is not in quarantine stays, such as one of a newer program.
        """
        for problem in self._store.problems():
            with self._each_on_its_own():
                if problem.sinds and self._is_old_damage(problem.key, local_day(problem.sinds)):
                    self._delete(problem.key, Removed.KAPOT)

    def _is_old_damage(self, key: DocumentKey, since: date) -> bool:
        if key.team and key in set(self._ledger.of(key.team).keys(key.team)):
            return True
        if key.kind in _DAMAGED_DAYS:
            return since + timedelta(days=_DAMAGED_DAYS[key.kind]) <= self._today
        return is_past(since, LOG_MONTHS, self._today)

    def _delete(self, key: DocumentKey, weg: Removed) -> None:
        with suppress(NotFound):  # another process was first
            self._store.delete(key)
            self.verslag.weg[weg] += 1

    def _count(self, weg: Removed, clean: Callable[[], int]) -> None:
        with self._each_on_its_own():
            self.verslag.weg[weg] += clean()

    @contextmanager
    def _each_on_its_own(self) -> Iterator[None]:
        """Note what fails and go on with the rest; a folder that fails stops the round."""
        try:
            yield
        except Unusable:
            raise
        except StoreError as error:
            self.verslag.mislukt[error.sentence] += 1


def _day_of(model: type[_Dated], document: object, record: Record) -> date:
    try:
        return value_of(model, document).dag
    except Corrupt:
        return local_day(record.saved)
