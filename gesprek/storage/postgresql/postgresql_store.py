"""The store in PostgreSQL: one row per document, the same promises as on files."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from threading import Event, Lock
from typing import Any

import sqlalchemy as sa

from gesprek.domain.dates import utc_now
from gesprek.storage.base_store import PROBE_DATA, BaseStore
from gesprek.storage.coded_block import CodedBlock, make_block
from gesprek.storage.files.locks import LOCK_TIMEOUT
from gesprek.storage.merge import Envelope
from gesprek.storage.postgresql import rows, server_state
from gesprek.storage.postgresql.connection import Connections
from gesprek.storage.postgresql.rows import StoredRow
from gesprek.storage.postgresql.server_state import DatabaseSecretStore, DatabaseTokenBuckets
from gesprek.storage.postgresql.tables import PROBE, ROW_STATES
from gesprek.storage.protocol import ALL_NAMES, DocumentKey, Kind, Names, StoreProblem
from gesprek.storage.store_errors import AlreadyExists, Corrupt, SchemaTooNew, StoreError


class PostgreSQLStore(BaseStore):
    """A ``Store`` in a database that several servers may share.

    Saving is one transaction: lock the row, read, merge, write, commit. What was committed is on
    the disk, and on a second server where the database is set to wait for one. The address is as
    libpq reads it: ``postgresql://…``, one host or several. A change waits ``lock_timeout`` seconds
    for another one of the same document.

    Raises NoDatabase and UnsafeDatabase where the database cannot be used, and SchemaTooNew where a
    newer program changed its tables.
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
        self._blocks: dict[str, tuple[int, CodedBlock]] = {}
        self._guard = Lock()
        self._too_new: set[DocumentKey] = set()

    def close(self) -> None:
        """Let go of all lines to the database."""
        self._connections.close()

    def versions(self, keys: Iterable[DocumentKey]) -> Mapping[DocumentKey, int]:
        """See ``Store.versions``."""
        with self._connections.reading() as connection:
            return rows.versions(connection, keys)

    def aggregate(self) -> tuple[CodedBlock, ...]:
        """See ``Store.aggregate``; a team of which nothing changed costs one small row."""
        # Of one moment: the number of a team and its rows must belong together.
        with self._connections.reading(snapshot=True) as connection, self._guard:
            query = sa.select(ROW_STATES).order_by(ROW_STATES.c.team)
            states: list[Any] = list(connection.execute(query))
            self._blocks = {one.team: self._block(connection, *one) for one in states}
            blocks = [block for _, block in self._blocks.values()]
        return tuple(block for block in blocks if block.ids)

    def delete(self, key: DocumentKey) -> None:
        """See ``Store.delete``."""
        with self._connections.writing() as connection:
            rows.remove(connection, key)

    def hear(self, tell: Callable[[DocumentKey, int], None], stop: Event) -> None:
        """See ``Store.hear``."""
        server_state.hear(self._connections, tell, stop)

    def secret_store(self) -> DatabaseSecretStore:
        """See ``Store.secret_store``."""
        return DatabaseSecretStore(self._connections)

    def buckets(self) -> DatabaseTokenBuckets:
        """See ``Store.buckets``."""
        return DatabaseTokenBuckets(self._connections)

    def problems(self) -> tuple[StoreProblem, ...]:
        """See ``Store.problems``."""
        with self._connections.reading() as connection:
            since = rows.damaged(connection)
            too_new = rows.present(connection, self._too_new.copy())
        found = {key: StoreProblem(key, Corrupt.message, moment) for key, moment in since}
        found |= {key: StoreProblem(key, SchemaTooNew.message) for key in too_new}
        return tuple(problem for _, problem in sorted(found.items()))

    def probe(self) -> None:
        """See ``Store.probe``."""
        with self._connections.writing() as connection:
            connection.execute(sa.insert(PROBE).values(data=PROBE_DATA))
            connection.execute(sa.delete(PROBE))

    def _read(self, key: DocumentKey) -> Envelope:
        with self._connections.reading() as connection:
            row = rows.find(connection, key)
        return self._envelope_of(row)

    def _readable(
        self, soort: Kind, team: str | None = None, begins: Names = ALL_NAMES
    ) -> Iterator[tuple[DocumentKey, Envelope]]:
        for row in self._rows(soort, team, begins):
            with suppress(Corrupt, SchemaTooNew):
                yield row.key, self._envelope_of(row)

    def _insert(self, key: DocumentKey, envelope: Envelope) -> None:
        with self._connections.writing() as connection:
            if not rows.insert_new(connection, key, envelope):
                raise AlreadyExists

    def _change(self, key: DocumentKey, change: Callable[[Envelope], Envelope]) -> Envelope:
        with self._connections.writing() as connection:
            stored = rows.find(connection, key, for_update=True).read()
            changed = change(stored)
            if changed is not stored:
                rows.overwrite(connection, key, changed)
                server_state.send(connection, key, changed.version)
        return changed

    def _overwrite(self, key: DocumentKey, envelope: Envelope) -> None:
        with self._connections.writing() as connection:
            rows.overwrite(connection, key, envelope)

    def _rows(self, soort: Kind, team: str | None, begins: Names) -> Iterator[StoredRow]:
        """Yield the rows of a kind, some at a time: who takes them may write in between."""
        if team is not None:
            DocumentKey(soort, team)  # refuses what cannot be one
        wanted, after = rows.Wanted(soort, team, begins), None
        while True:
            with self._connections.reading() as connection:
                found = rows.page(connection, wanted, after, most=200)
            yield from found
            if not found:
                return
            after = found[-1].key

    def _block(self, connection: sa.Connection, team: str, stand: int) -> tuple[int, CodedBlock]:
        known = self._blocks.get(team)
        if known and known[0] == stand:
            return known
        readable = {}
        for row in rows.page(connection, rows.Wanted(Kind.GECODEERD, team)):
            with suppress(Corrupt, SchemaTooNew):
                readable[row.key.id] = self._envelope_of(row).document
        return stand, make_block(team, readable)

    def _envelope_of(self, row: StoredRow) -> Envelope:
        """Return the envelope and remember whether it could be read; raises where it could not."""
        try:
            envelope = row.read()
        except Corrupt:
            if row.damaged_since is None:
                self._mark(row, self._clock())
            raise
        except SchemaTooNew:
            self._too_new.add(row.key)
            raise
        self._too_new.discard(row.key)
        if row.damaged_since is not None:
            self._mark(row, None)
        return envelope

    def _mark(self, row: StoredRow, since: datetime | None) -> None:
        with suppress(StoreError), self._connections.writing() as connection:
            rows.mark(connection, row, since)
