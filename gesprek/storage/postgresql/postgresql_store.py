"""The store in PostgreSQL: one row per document, the same promises as on files."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from threading import Event

import sqlalchemy as sa

from gesprek.domain.dates import utc_now
from gesprek.storage.base_store import PROBE_DATA, BaseStore
from gesprek.storage.coded_block import CodedBlock
from gesprek.storage.files.locks import LOCK_TIMEOUT
from gesprek.storage.merge import Envelope
from gesprek.storage.postgresql import rows, server_state
from gesprek.storage.postgresql.connection import Connections
from gesprek.storage.postgresql.rows import RowBlocks, StoredRow
from gesprek.storage.postgresql.server_state import DatabaseSecretStore, DatabaseTokenBuckets
from gesprek.storage.postgresql.tables import PROBE
from gesprek.storage.protocol import Document, DocumentKey, Kind, StoreProblem
from gesprek.storage.shared_state import SecretStore, TokenBuckets
from gesprek.storage.store_errors import AlreadyExists, Corrupt, SchemaTooNew, StoreError


class PostgreSQLStore(BaseStore):
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
        super().__init__(clock)
        self._connections = Connections(address, lock_timeout)
        self._connections.prepare()
        self._row_blocks = RowBlocks(self._connections, self._rows_of)
        self._too_new: set[DocumentKey] = set()

    def close(self) -> None:
        """Let go of all lines to the database."""
        self._connections.close()

    def versions(self, sleutels: Iterable[DocumentKey]) -> Mapping[DocumentKey, int]:
        """See ``Store.versions``."""
        with self._connections.reading() as connection:
            return rows.versions(connection, sleutels)

    def aggregate(self) -> tuple[CodedBlock, ...]:
        """See ``Store.aggregate``."""
        return self._row_blocks.blocks()

    def delete(self, sleutel: DocumentKey) -> None:
        """See ``Store.delete``."""
        with self._connections.writing() as connection:
            rows.remove(connection, sleutel)

    def hear(self, tell: Callable[[DocumentKey, int], None], stop: Event) -> None:
        """See ``Store.hear``."""
        server_state.hear(self._connections, tell, stop)

    def secret_store(self) -> SecretStore:
        """See ``Store.secret_store``."""
        return DatabaseSecretStore(self._connections)

    def buckets(self) -> TokenBuckets:
        """See ``Store.buckets``."""
        return DatabaseTokenBuckets(self._connections)

    def problems(self) -> tuple[StoreProblem, ...]:
        """See ``Store.problems``."""
        with self._connections.reading() as connection:
            since = rows.damaged(connection)
            too_new = rows.present(connection, self._too_new.copy())
        found = {key: StoreProblem(key, Corrupt.melding, moment) for key, moment in since}
        found |= {key: StoreProblem(key, SchemaTooNew.melding) for key in too_new}
        return tuple(problem for _, problem in sorted(found.items()))

    def probe(self) -> None:
        """See ``Store.probe``."""
        with self._connections.writing() as connection:
            connection.execute(sa.insert(PROBE).values(data=PROBE_DATA))
            connection.execute(sa.delete(PROBE))

    def _read(self, sleutel: DocumentKey) -> Envelope:
        with self._connections.reading() as connection:
            row = rows.find(connection, sleutel)
        return self._envelope_of(row)

    def _readable(
        self, soort: Kind, team: str | None = None
    ) -> Iterator[tuple[DocumentKey, Envelope]]:
        for row in self._rows(soort, team):
            with suppress(Corrupt, SchemaTooNew):
                yield row.sleutel, self._envelope_of(row)

    def _insert(self, sleutel: DocumentKey, envelope: Envelope) -> None:
        with self._connections.writing() as connection:
            if not rows.insert_new(connection, sleutel, envelope):
                raise AlreadyExists

    def _change(self, sleutel: DocumentKey, change: Callable[[Envelope], Envelope]) -> Envelope:
        with self._connections.writing() as connection:
            stored = rows.find(connection, sleutel, for_update=True).read()
            changed = change(stored)
            if changed is not stored:
                rows.overwrite(connection, sleutel, changed)
                server_state.send(connection, sleutel, changed.version)
        return changed

    def _overwrite(self, sleutel: DocumentKey, envelope: Envelope) -> None:
        with self._connections.writing() as connection:
            rows.overwrite(connection, sleutel, envelope)

    def _rows(self, soort: Kind, team: str | None) -> Iterator[StoredRow]:
        """Yield the rows of a kind, some at a time: who takes them may write in between."""
        if team is not None:
            DocumentKey(soort, team)  # refuses what cannot be one
        after = None
        while True:
            with self._connections.reading() as connection:
                found = rows.page(connection, soort, team, after)
            yield from found
            if not found:
                return
            after = found[-1].sleutel

    def _rows_of(self, connection: sa.Connection, team: str) -> dict[str, Document]:
        found = {}
        for row in rows.rows_of_team(connection, team):
            with suppress(Corrupt, SchemaTooNew):
                found[row.sleutel.id] = self._envelope_of(row).document
        return found

    def _envelope_of(self, row: StoredRow) -> Envelope:
        """Return the envelope and remember whether it could be read.

        Raises:
            Corrupt, SchemaTooNew: it could not.
        """
        try:
            envelope = row.read()
        except Corrupt:
            if row.damaged_since is None:
                self._mark(row, self._clock())
            raise
        except SchemaTooNew:
            self._too_new.add(row.sleutel)
            raise
        self._too_new.discard(row.sleutel)
        if row.damaged_since is not None:
            self._mark(row, None)
        return envelope

    def _mark(self, row: StoredRow, since: datetime | None) -> None:
        with suppress(StoreError), self._connections.writing() as connection:
            rows.mark(connection, row, since)
