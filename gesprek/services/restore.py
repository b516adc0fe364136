"""Putting a copy back, without what was erased since it was made."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import ClassVar, Final

from gesprek.domain.oefening import Oefening
from gesprek.domain.team_memory import Geleerd, geleerd
from gesprek.services.audit_log import AuditEvent, AuditLog, joined_lines
from gesprek.services.backup import PLACES
from gesprek.services.cleaning import clean_up
from gesprek.services.clock_watch import forget_date
from gesprek.services.coded_rows import CodedRows
from gesprek.services.copy_file import CopySource
from gesprek.services.erasure_ledger import (
    Erased,
    ErasureLedger,
    document_without_inbreng,
    team_of_key,
    without_leerpunten,
    without_names,
)
from gesprek.services.retention import CleaningReport
from gesprek.storage.protocol import Copy, Document, DocumentKey, Kind, Store
from gesprek.storage.store_errors import NotFound, StoreError
from gesprek.storage.validation import without_identifiers
from gesprek.storage.values import update_or_create, value_of

CONTENT: Final = (Kind.TEAM, Kind.OEFENING, Kind.GECODEERD, Kind.LEERPUNTEN, Kind.CIJFERS)
"""What makes a store more than empty."""


class NotEmpty(StoreError):
    """There is something in the store that a copy would replace."""

    message: ClassVar[str] = "In de opslag staat al iets. Er is niets veranderd."


@dataclass(frozen=True)
class Restored:
    """What was put back.

    Attributes:
        aantal: documents that were put back.
        gewist: documents of the copy that were erased since, and so left out.
        weg: documents that the copy does not hold, and so went.
        opgeschoond: what the cleaning afterwards did.
        gemaskeerd: how many numbers and addresses that are never stored were replaced.
    """

    aantal: int
    gewist: int
    weg: int
    opgeschoond: CleaningReport
    gemaskeerd: int = 0


def has_content(store: Store) -> bool:
    """Return whether the store holds anything of a team, readable or not."""
    return any(any(True for _ in store.list(soort)) for soort in CONTENT) or any(
        problem.key.kind in CONTENT for problem in store.problems()
    )


def herstel(
    store: Store,
    source: CopySource,
    clock: Callable[[], datetime],
    progress: Callable[[int], None],
    *,
    vervang: bool = False,
) -> Restored:
    """Put a copy in a store: all of it is checked before anything changes.

    The ledger of the copy and that of the store are joined first. What it calls erased never
    reaches the disk again. Drafts of the store stay; so do the lines of its log.

    The server may run. ``progress`` gets the count after each document; ``vervang`` tells whether a
    store that is not empty is replaced: what the copy does not hold goes.

    Raises:
        NotACopy, SchemaTooNew: the copy cannot be used; nothing was changed.
        NotEmpty: the store holds something and ``vervang`` is not asked; nothing was changed.
        Busy, StoreFull, Unusable, OutcomeUnknown: half of it was done; doing it again finishes it.
    """
    keys = {backup.key for backup in source.backups()}
    if not vervang and has_content(store):
        raise NotEmpty
    for backup in source.backups():
        if team := team_of_key(backup.key):
            ErasureLedger(store).note(team, value_of(Erased, _document(backup)))
    sieve = RestoreFilter(store, keys)
    count = store.load(_counted(sieve.passed(source), progress))
    gone = _remove_others(store, keys | sieve.kept)
    CodedRows(store).mend()
    AuditLog(store, clock).note(AuditEvent.HERSTELD, aantallen={"documenten": count})
    cleaned = clean_up(store, clock)
    forget_date(store)  # the copy holds the date of when it was made
    return Restored(count, sieve.count, gone, cleaned, sieve.masked)


class RestoreFilter:
    """Holds back what the ledgers of a store call erased; ``keys`` are those of the copy.

    Attributes:
        count: how many documents were held back.
        masked: how many fragments were replaced, because the store never holds such a thing.
        kept: leerpunten that were taken out of an oefening of which the text is past its term.
    """

    def __init__(self, store: Store, keys: set[DocumentKey]) -> None:
        self._store = store
        self._keys = keys
        self._ledger = ErasureLedger(store)
        self._known: dict[str, tuple[Erased, frozenset[DocumentKey]]] = {}
        self.count = 0
        self.masked = 0
        self.kept: set[DocumentKey] = set()

    def passed(self, source: CopySource) -> Iterator[Copy]:
        """Yield the documents to store, without what was erased in them."""
        for backup in source.backups():
            key = backup.key
            if key == PLACES or team_of_key(key):
                continue
            if key.kind is Kind.LOGBOEK:
                lines = _document(backup)
                update_or_create(self._store, key, partial(joined_lines, added=lines))
                continue
            gewist, gone = self._erased(key)
            cleaned = _cleaned(backup, gewist)
            if key not in gone:
                yield self._without_identifiers(cleaned)
                continue
            self.count += 1
            yield from self._learned_of(cleaned, gone)

    def _learned_of(self, backup: Copy, gone: frozenset[DocumentKey]) -> Iterator[Copy]:
        """Yield what outlives an oefening that was whole when the copy was made."""
        key = replace(backup.key, kind=Kind.LEERPUNTEN)
        if backup.key.kind is not Kind.OEFENING or key in gone or key in self._keys:
            return
        kept = geleerd(value_of(Oefening, _document(backup))).to_document()
        fresh = {"document": kept, "field_versions": []}
        made = _cleaned(Copy(key, {**backup.envelope, **fresh}), self._erased(key)[0])
        if value_of(Geleerd, _document(made)).holds_something:
            self.kept.add(key)
            yield self._without_identifiers(made)

    def _without_identifiers(self, backup: Copy) -> Copy:
        document, count = without_identifiers(backup.key.kind, _document(backup))
        self.masked += count
        return _with_document(backup, document)

    def _erased(self, key: DocumentKey) -> tuple[Erased, frozenset[DocumentKey]]:
        team = key.team or key.id
        if team not in self._known:
            gewist = self._ledger.of(team)
            self._known[team] = gewist, frozenset(gewist.keys(team))
        return self._known[team]


def _cleaned(backup: Copy, gewist: Erased) -> Copy:
    """Return a document without the parts that were erased."""
    key, document = backup.key, _document(backup)
    match key.kind:
        case Kind.OEFENING:
            for deelnemer, moment in gewist.inbreng.get(key.id, {}).items():
                saved = datetime.fromisoformat(backup.envelope["saved"])
                if saved <= moment:  # what was put in afterwards stays
                    document = document_without_inbreng(document, deelnemer)
        case Kind.TEAM:
            document = without_names(document, gewist.naam)
        case Kind.LEERPUNTEN:
            document = without_leerpunten(document, gewist.leerpunt.get(key.id, {}))
    return _with_document(backup, document)


def _remove_others(store: Store, keys: set[DocumentKey]) -> int:
    """Remove what belongs to teams and is not in the copy; return how many."""
    count = 0
    damaged = (problem.key for problem in store.check() if problem.sinds)
    present = (record.key for soort in CONTENT for record in store.list(soort))
    for key in {*present, *damaged} - keys:
        if key.kind in CONTENT:
            with suppress(NotFound):
                store.delete(key)
                count += 1
    return count


def _counted(backups: Iterator[Copy], progress: Callable[[int], None]) -> Iterator[Copy]:
    for number, backup in enumerate(backups, 1):
        yield backup
        progress(number)


def _with_document(backup: Copy, document: Document) -> Copy:
    return replace(backup, envelope={**backup.envelope, "document": document})


def _document(backup: Copy) -> Document:
    document: Document = backup.envelope["document"]
    return document
