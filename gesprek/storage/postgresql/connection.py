"""The lines to the database: which one, for how long, and what each of its errors means."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import psycopg
import sqlalchemy as sa
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import exc
from sqlalchemy.pool import ConnectionPoolEntry

from gesprek.storage.files.locks import LOCK_TIMEOUT
from gesprek.storage.postgresql.tables import migrate, version_of
from gesprek.storage.store_errors import (
    Busy,
    NoDatabase,
    OutcomeUnknown,
    StoreError,
    StoreFull,
    UnsafeDatabase,
)

# What the address does not say itself. Of several hosts the one that can be written is used, and a
# server that was unplugged is given up after 10 s instead of the 15 minutes of the network.
_DEFAULTS: Final[dict[str, str]] = {
    "target_session_attrs": "read-write",
    "connect_timeout": "3",
    "tcp_user_timeout": "10000",
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "3",
    "application_name": "gesprekstool",
}
_NOTICES: Final = "gesprek_notices"
# What each setting may be; of synchronous_commit anything but 'off' waits for the own disk.
_SAFE: Final = {
    "fsync": frozenset({"on"}),
    "synchronous_commit": frozenset({"on", "local", "remote_write", "remote_apply"}),
    "server_encoding": frozenset({"UTF8"}),
}
_FULL: Final = frozenset({"53100", "53400"})
_BUSY: Final = frozenset({"55P03", "40P01", "40001", "53300", "57014"})
_LOGGER: Final = logging.getLogger(__name__)


class Connections:
    """A pool of lines; each use is one transaction, and one line for one thread.

    Any use may raise NoDatabase: the address is none, or nothing answers there. See
    ``PostgreSQLStore`` for the arguments.
    """

    def __init__(self, address: str, lock_timeout: float = LOCK_TIMEOUT) -> None:
        self._conninfo = _conninfo(address, lock_timeout)
        self._engine = sa.create_engine(
            "postgresql+psycopg://",
            creator=self.connect,
            pool_size=10,
            max_overflow=20,
            pool_timeout=lock_timeout,
            pool_pre_ping=True,  # after a restart or a change of primary the next use just works
            pool_use_lifo=True,
            hide_parameters=True,  # they are text of teams
        )
        sa.event.listen(self._engine, "connect", _hear_notices)

    def connect(self) -> psycopg.Connection[Any]:
        """Return a new line, outside the pool."""
        return psycopg.connect(**self._conninfo)

    def prepare(self) -> None:
        """Look whether the database is safe and bring its tables to this version.

        Raises UnsafeDatabase where it could lose what it acknowledged, or change text, and
        SchemaTooNew as ``migrate``.
        """
        with self.writing() as connection:
            for name, allowed in _SAFE.items():
                if connection.scalar(sa.select(sa.func.current_setting(name))) not in allowed:
                    raise UnsafeDatabase
            migrate(connection)

    def is_prepared(self) -> bool:
        """Return whether our tables are there."""
        with self.reading() as connection:
            return version_of(connection) is not None

    def close(self) -> None:
        """Let go of all lines."""
        self._engine.dispose()

    @contextmanager
    def reading(self, *, snapshot: bool = False) -> Iterator[sa.Connection]:
        """Give a line to read on, with ``snapshot`` all of one moment; raises Busy."""
        with typed_errors(), self._engine.connect() as connection:
            # A single question needs no BEGIN and ROLLBACK around it.
            level = "REPEATABLE READ" if snapshot else "AUTOCOMMIT"
            yield connection.execution_options(isolation_level=level)

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Give a line on which all that is done within is done for good at the end, or not at all.

        Raises Busy and StoreFull where nothing was changed, and OutcomeUnknown: it may be changed,
        or is changed but perhaps not on a second server.
        """
        with typed_errors(), self._engine.connect() as connection:
            yield connection
            _commit(connection)


@contextmanager
def typed_errors() -> Iterator[None]:
    """Turn an error of the database into one of the store, without its words: they quote text.

    Busy and StoreFull where it says so, NoDatabase for anything else: nothing was changed.
    """
    try:
        yield
    except exc.TimeoutError:  # there is no free line
        raise Busy from None
    except (exc.DBAPIError, psycopg.Error) as error:
        raise _error_of(getattr(error, "orig", error)) from None


def _error_of(error: object) -> StoreError:
    state = getattr(error, "sqlstate", None)
    if state in _FULL:
        return StoreFull()
    if state in _BUSY:
        return Busy()
    # Only the kind and the code: who runs the server must be able to find out why.
    _LOGGER.warning("De database weigert: %s %s", type(error).__name__, state or "")
    return NoDatabase()


def _commit(connection: sa.Connection) -> None:
    notices: list[str] = connection.info[_NOTICES]
    notices.clear()
    try:
        connection.commit()
    except exc.DBAPIError as error:
        if error.connection_invalidated or getattr(error.orig, "sqlstate", None) is None:
            raise OutcomeUnknown from None
        raise
    # 'Committed locally, but might not have been replicated': the wait for a standby was ended.
    if "WARNING" in notices:
        raise OutcomeUnknown


def _hear_notices(line: Any, entry: ConnectionPoolEntry) -> None:  # noqa: ANN401 - any driver's
    notices: list[str] = []
    entry.info[_NOTICES] = notices

    def note(diagnostic: psycopg.errors.Diagnostic) -> None:
        notices.append(diagnostic.severity_nonlocalized or "WARNING")

    # SQLAlchemy hands over a wrapper around the line of the driver in some versions.
    getattr(line, "driver_connection", line).add_notice_handler(note)


def _conninfo(address: str, lock_timeout: float) -> dict[str, Any]:
    """Return what libpq needs; what the address says itself goes before ours."""
    try:
        given = conninfo_to_dict(address)
    except psycopg.Error:
        raise NoDatabase from None  # the cause quotes the address, with its password
    # A commit that waits for a standby that is gone ends after 30 s, with an unknown outcome.
    limits = {"lock_timeout": lock_timeout, "statement_timeout": 30}
    options = [f"-c {name}={int(seconds * 1000)}" for name, seconds in limits.items()]
    options.append(str(given.pop("options", None) or ""))
    return {**_DEFAULTS, "client_encoding": "UTF8", **given, "options": " ".join(options)}
