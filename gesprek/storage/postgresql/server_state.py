"""What servers on one database share besides documents: secrets, attempts, hints of saves."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from itertools import count
from threading import Event
from typing import Final

import psycopg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from gesprek.storage.postgresql.connection import Connections
from gesprek.storage.postgresql.tables import BUCKETS, SECRETS
from gesprek.storage.protocol import DocumentKey, Kind
from gesprek.storage.shared_state import MOST
from gesprek.storage.store_errors import NotFound

_NAME: Final = "servers"
_C: Final = SECRETS.c


class DatabaseSecretStore:
    """A row of its own, in none of the tables that a copy is made of."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def stamp(self) -> object:
        """See ``SecretStore.stamp``."""
        with self._connections.reading() as connection:
            return connection.scalar(sa.select(_C.stand).where(_C.naam == _NAME))

    def read(self) -> bytes | None:
        """See ``SecretStore.read``."""
        with self._connections.reading() as connection:
            found = connection.scalar(sa.select(_C.waarde).where(_C.naam == _NAME))
        return None if found is None else bytes(found)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """See ``SecretStore.changing``."""
        with self._connections.writing() as connection:
            # Any number that no other program is likely to lock.
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(0x67656865696D)))
            yield

    def write(self, data: bytes) -> None:
        """See ``SecretStore.write``."""
        new = insert(SECRETS).values(naam=_NAME, stand=1, waarde=data)
        changed = new.on_conflict_do_update(
            index_elements=[_C.naam], set_={"stand": _C.stand + 1, "waarde": data}
        )
        with self._connections.writing() as connection:
            connection.execute(changed)


_ATTEMPTS: Final = BUCKETS.c
# The clock of the database: those of the servers may differ.
_NOW: Final = sa.func.clock_timestamp()
_CLEAN_EACH: Final = 500


class DatabaseTokenBuckets:
    """Rows that are not in the database's own log and not on a standby (decision 17).

    Of ``most`` that are kept, 500 more per server may stand there for a while.
    """

    def __init__(self, connections: Connections, most: int = MOST) -> None:
        self._connections = connections
        self._most = most
        self._additions = count(1)

    def level(self, name: str) -> float:
        """See ``TokenBuckets.level``."""
        left = sa.func.extract("epoch", _ATTEMPTS.leeg - _NOW)
        with self._connections.reading() as connection:
            found = connection.scalar(sa.select(left).where(_ATTEMPTS.naam == name))
        return max(0.0, float(found or 0))

    def add(self, name: str, seconds: float, capacity: float) -> None:
        """See ``TokenBuckets.add``; two at once both count."""
        full = _NOW + timedelta(seconds=capacity)
        more = timedelta(seconds=seconds)

        def after(level: sa.ColumnElement[object]) -> sa.ColumnElement[object]:
            return sa.func.least(sa.func.greatest(level + more, _NOW), full)

        new = insert(BUCKETS).values(naam=name, leeg=after(_NOW), gevuld=_NOW)
        added = new.on_conflict_do_update(
            index_elements=[_ATTEMPTS.naam],
            set_={"leeg": after(sa.func.greatest(_ATTEMPTS.leeg, _NOW)), "gevuld": _NOW},
        )
        with self._connections.writing() as connection:
            connection.execute(added)
        if next(self._additions) % _CLEAN_EACH == 0:
            self.forget_empty()

    def forget_empty(self) -> None:
        """See ``TokenBuckets.forget_empty``; also forgets what is more than there may be."""
        newest_first = sa.select(_ATTEMPTS.gevuld).order_by(_ATTEMPTS.gevuld.desc())
        oldest = newest_first.offset(self._most).limit(1)
        gone = sa.or_(_ATTEMPTS.leeg <= _NOW, _ATTEMPTS.gevuld <= oldest.scalar_subquery())
        with self._connections.writing() as connection:
            connection.execute(sa.delete(BUCKETS).where(gone))


_CHANNEL: Final = "gesprek_oefening"


def send(connection: sa.Connection, key: DocumentKey, version: int) -> None:
    """Tell who listens, at the commit, that an oefening was saved; of another kind nothing.

    Only ids and a number pass: whoever listens reads the store itself.
    """
    if key.kind is Kind.OEFENING:
        told = f"{key.team} {key.id} {version}"
        connection.execute(sa.select(sa.func.pg_notify(_CHANNEL, told)))


def hear(connections: Connections, tell: Callable[[DocumentKey, int], None], stop: Event) -> None:
    """Pass on what is sent, until ``stop`` is set; for a thread.

    A line that breaks is opened again. What was sent in between is missed, and found by who asks
    for versions.
    """
    while not stop.is_set():
        with suppress(psycopg.Error), connections.connect() as line:
            line.autocommit = True
            line.execute(f"LISTEN {_CHANNEL}")
            while not stop.is_set():
                for hint in line.notifies(timeout=1.0):  # s; then ``stop`` is looked at
                    # One of a newer program, or of somebody else, is left out.
                    with suppress(ValueError, NotFound):
                        team, one, version = hint.payload.split(" ")
                        tell(DocumentKey(Kind.OEFENING, one, team), int(version))
                    if stop.is_set():
                        break
        stop.wait(2.0)  # before a line that broke is opened again
