"""The store in PostgreSQL: one row per document, the same promises as on files."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from threading import Event
from typing import Final

import sqlalchemy as sa

from gesprek.domain.dates import utc_now
from gesprek.storage.coded_block import CodedBlock
from gesprek.storage.files import layout
from gesprek.storage.files.locks import LOCK_TIMEOUT
from gesprek.storage.merge import Envelope, merge
from gesprek.storage.postgresql import rows, server_state
from gesprek.storage.postgresql.connection import Connections
from gesprek.storage.postgresql.row_blocks import RowBlocks
from gesprek.storage.postgresql.rows import StoredRow
from gesprek.storage.postgresql.server_state import DatabaseSecretStore, DatabaseTokenBuckets
from gesprek.storage.postgresql.tables import PROBE
from gesprek.storage.protocol import (
    Copy,
    Document,
    DocumentKey,
    Kind,
    Operation,
    Record,
    StoreProblem,
)
from gesprek.storage.shared_state import SecretStore, TokenBuckets
from gesprek.storage.store_errors import AlreadyExists, Corrupt, SchemaTooNew, StoreError
from gesprek.storage.stored_form import from_json, record_of, to_json
from gesprek.storage.validation import (
    check_document,
    check_operations,
    refuse_identifiers,
    refuse_in_operations,
)

_PROBE_DATA: Final = bytes(8192)


class PostgreSQLStore:
    """A ``Store`` in a database that several servers may share.

    Saving is one transaction: lock the row, read, merge, write, commit. What was committed is on
    the disk, and on a second server where the database is set to wait for one.

    Args:
        address: as libpq reads it: ``postgresql://…``, one host or several.
        clock: tells the moment of a change.
        lock_timeout: seconds that a change waits for another one of the same document.

    Raises:
        NoDatabase, UnsafeDatabase: the database cannot be used.
        SchemaTooNew: a newer program changed its tables.
    """

    def __init__(
        self,
        address: str,
        clock: Callable[[], datetime] = utc_now,
        lock_timeout: float = LOCK_TIMEOUT,
    ) -> None:
        self._clock = clock
        self._verbinding = Connections(address, lock_timeout)
        self._verbinding.prepare()
        self._rijenkast = RowBlocks(self._verbinding, self._rows_of)
        self._too_new: set[DocumentKey] = set()

    def close(self) -> None:
        """Let go of all lines to the database."""
        self._verbinding.close()

    def create(self, sleutel: DocumentKey, document: Document) -> Record:
        """See ``Store.create``."""
        check_document(document)
        refuse_identifiers(sleutel.soort, [document])
        now = self._clock()
        envelope = Envelope(version=1, saved=now, created=now, document=document)
        with self._verbinding.writing() as connection:
            if not rows.insert_new(connection, sleutel, envelope):
                raise AlreadyExists
        return record_of(sleutel, envelope)

    def get(self, sleutel: DocumentKey) -> Record:
        """See ``Store.get``."""
        with self._verbinding.reading() as connection:
            row = rows.find(connection, sleutel)
        return record_of(sleutel, self._read(row))

    def versions(self, sleutels: Iterable[DocumentKey]) -> Mapping[DocumentKey, int]:
        """See ``Store.versions``."""
        with self._verbinding.reading() as connection:
            return rows.versions(connection, sleutels)

    def apply(
        self, sleutel: DocumentKey, base_version: int, operations: Sequence[Operation]
    ) -> Record:
        """See ``Store.apply``."""
        check_operations(operations)
        refuse_in_operations(sleutel.soort, operations)

        def change(stored: Envelope) -> Envelope:
            return merge(stored, base_version, operations, self._clock())

        return self._change(sleutel, change)

    def list(self, soort: Kind, team: str | None = None) -> Iterator[Record]:
        """See ``Store.list``."""
        for row in self._rows(soort, team):
            with suppress(Corrupt, SchemaTooNew):
                yield record_of(row.sleutel, self._read(row))

    def aggregate(self) -> tuple[CodedBlock, ...]:
        """See ``Store.aggregate``."""
        return self._rijenkast.blokken()

    def delete(self, sleutel: DocumentKey) -> None:
        """See ``Store.delete``."""
        with self._verbinding.writing() as connection:
            rows.remove(connection, sleutel)

    def export(self) -> Iterator[Copy]:
        """See ``Store.export``."""
        for soort in Kind:
            if soort in layout.IN_BACKUP:
                for row in self._rows(soort, None):
                    with suppress(Corrupt, SchemaTooNew):
                        yield Copy(row.sleutel, to_json(self._read(row)))

    def load(self, backups: Iterable[Copy]) -> int:
        """See ``Store.load``."""
        count = 0
        for kopie in backups:
            envelope = from_json(kopie.envelope)
            check_document(envelope.document)
            refuse_identifiers(kopie.sleutel.soort, [envelope.document])
            with self._verbinding.writing() as connection:
                rows.overwrite(connection, kopie.sleutel, envelope)
            count += 1
        return count

    def hear(self, tell: Callable[[DocumentKey, int], None], stop: Event) -> None:
        """See ``Store.hear``."""
        server_state.hear(self._verbinding, tell, stop)

    def secret_store(self) -> SecretStore:
        """See ``Store.secret_store``."""
        return DatabaseSecretStore(self._verbinding)

    def buckets(self) -> TokenBuckets:
        """See ``Store.buckets``."""
        return DatabaseTokenBuckets(self._verbinding)

    def check(self) -> tuple[StoreProblem, ...]:
        """See ``Store.check``."""
        for soort in Kind:
            for _ in self.list(soort):
                pass
        return self.problems()

    def problems(self) -> tuple[StoreProblem, ...]:
        """See ``Store.problems``."""
        with self._verbinding.reading() as connection:
            since = rows.damaged(connection)
            too_new = rows.present(connection, self._too_new.copy())
        found = {key: StoreProblem(key, Corrupt.melding, moment) for key, moment in since}
        found |= {key: StoreProblem(key, SchemaTooNew.melding) for key in too_new}
        return tuple(problem for _, problem in sorted(found.items()))

    def probe(self) -> None:
        """See ``Store.probe``."""
        with self._verbinding.writing() as connection:
            connection.execute(sa.insert(PROBE).values(data=_PROBE_DATA))
            connection.execute(sa.delete(PROBE))

    def _change(self, sleutel: DocumentKey, change: Callable[[Envelope], Envelope]) -> Record:
        """Put a changed envelope in the place of the stored one.

        Args:
            sleutel: the document.
            change: returns the same object where nothing changes.
        """
        try:
            with self._verbinding.writing() as connection:
                stored = rows.find(connection, sleutel, for_update=True).read()
                changed = change(stored)
                if changed is not stored:
                    rows.overwrite(connection, sleutel, changed)
                    server_state.send(connection, sleutel, changed.version)
        except (Corrupt, SchemaTooNew):
            self.get(sleutel)  # notes it as a problem, now that the row is free
            raise
        return record_of(sleutel, changed)

    def _rows(self, soort: Kind, team: str | None) -> Iterator[StoredRow]:
        """Yield the rows of a kind, some at a time: who takes them may write in between."""
        if team is not None:
            DocumentKey(soort, team)  # refuses what cannot be one
        after = None
        while True:
            with self._verbinding.reading() as connection:
                found = rows.page(connection, soort, team, after)
            yield from found
            if not found:
                return
            after = found[-1].sleutel

    def _rows_of(self, connection: sa.Connection, team: str) -> dict[str, Document]:
        found = {}
        for row in rows.rows_of_team(connection, team):
            with suppress(Corrupt, SchemaTooNew):
                found[row.sleutel.id] = self._read(row).document
        return found

    def _read(self, row: StoredRow) -> Envelope:
        """Return the envelope and remember whether it could be read.

        Raises:
            Corrupt, SchemaTooNew: it could not.
        """
        try:
            envelope = row.read()
        except Corrupt:
            if row.kapot is None:
                self._mark(row, self._clock())
            raise
        except SchemaTooNew:
            self._too_new.add(row.sleutel)
            raise
        self._too_new.discard(row.sleutel)
        if row.kapot is not None:
            self._mark(row, None)
        return envelope

    def _mark(self, row: StoredRow, since: datetime | None) -> None:
        with suppress(StoreError), self._verbinding.writing() as connection:
            rows.mark(connection, row, since)
