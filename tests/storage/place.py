"""Where a store under test lies: in a folder or in a database, with the same questions."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Protocol

from gesprek.domain.dates import utc_now
from gesprek.storage.files.file_store import TinyDBStore
from gesprek.storage.files.layout import file_of
from gesprek.storage.files.locks import LOCK_TIMEOUT
from gesprek.storage.postgresql.postgresql_store import PostgreSQLStore
from gesprek.storage.protocol import DocumentKey, Kind, Store
from tests.support.builders.marked import MARKER, files_with
from tests.support.postgres import Cluster, name_of

_WHERE: Final = "WHERE soort = %s AND team = %s AND id = %s"
Clock = Callable[[], datetime]


class Place(Protocol):
    """One place for one store, and room for others beside it."""

    def open(self, clock: Clock = utc_now, lock_timeout: float = LOCK_TIMEOUT) -> Store:
        """Open the store that lies here, as another process would."""

    def beside(self, name: str) -> "Place":
        """Return another place, empty at first, the same for the same name."""

    def traces(self, text: str = MARKER) -> list[str]:
        """Return the names of the files that would hold a text, sorted; all that is kept counts."""

    def damage(self, sleutel: DocumentKey) -> None:
        """Damage a document so that nobody can read it."""

    def change(self, sleutel: DocumentKey, **fields: object) -> None:
        """Change fields of what is stored, behind the back of the store; None takes one away."""

    def stored(self, sleutel: DocumentKey) -> dict[str, Any]:
        """Return what is stored of a document."""

    def snapshot(self) -> object:
        """Return what differs as soon as anything is written, also the same again."""

    @property
    def address(self) -> str:
        """What ``GESPREK_OPSLAG`` would be."""


class Folder:
    """A folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def address(self) -> str:
        return str(self.root)

    def open(self, clock: Clock = utc_now, lock_timeout: float = LOCK_TIMEOUT) -> Store:
        return TinyDBStore(self.root, clock, lock_timeout)

    def beside(self, name: str) -> "Folder":
        return Folder(self.root.parent / name)

    def traces(self, text: str = MARKER) -> list[str]:
        return files_with(self.root, text)

    def damage(self, sleutel: DocumentKey) -> None:
        path = self.root / file_of(sleutel)
        path.write_bytes(path.read_bytes()[:-20])

    def change(self, sleutel: DocumentKey, **fields: object) -> None:
        path = self.root / file_of(sleutel)
        stored = self.stored(sleutel) if path.exists() else {}
        changed = {sleutel.kind.value: {"1": _with(stored, fields)}}
        path.write_text(json.dumps(changed))

    def stored(self, sleutel: DocumentKey) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.root / file_of(sleutel)).read_bytes())
        return dict(found[sleutel.kind.value]["1"])

    def snapshot(self) -> object:
        files = [path for path in self.root.rglob("*") if path.is_file()]
        return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


class Database:
    """A database, with as many others beside it as a test asks for.

    Args:
        cluster: where it is.
        like: see ``Cluster.new_database``.
    """

    def __init__(self, cluster: Cluster, like: str | None = None) -> None:
        self._cluster = cluster
        self._like = like
        self.address = cluster.new_database(like)
        self._opened: list[PostgreSQLStore] = []
        self._beside: dict[str, Database] = {}

    def open(self, clock: Clock = utc_now, lock_timeout: float = LOCK_TIMEOUT) -> Store:
        store = PostgreSQLStore(self.address, clock, lock_timeout)
        self._opened.append(store)
        return store

    @property
    def name(self) -> str:
        return name_of(self.address)

    def beside(self, name: str) -> "Database":
        if name not in self._beside:
            self._beside[name] = Database(self._cluster, self._like)
        return self._beside[name]

    def traces(self, text: str = MARKER) -> list[str]:
        found = []
        for table in ("documenten", "rijstanden", "geheimen", "emmers", "proef"):
            rows = self.ask(f"SELECT one::text, to_jsonb(one) FROM {table} AS one")  # noqa: S608
            found += [_file_of(table, row[1]) for row in rows if text in str(row[0])]
        return sorted(found)

    def damage(self, sleutel: DocumentKey) -> None:
        self.change(sleutel, version=0)

    def change(self, sleutel: DocumentKey, **fields: object) -> None:
        changed = json.dumps(_with(self.stored(sleutel), fields))
        change = f"UPDATE documenten SET envelope = %s {_WHERE}"  # noqa: S608 - our own
        self.ask(change, (changed, *_values(sleutel)))

    def stored(self, sleutel: DocumentKey) -> dict[str, Any]:
        question = f"SELECT envelope::text FROM documenten {_WHERE}"  # noqa: S608 - our own
        return dict(json.loads(str(self.ask(question, _values(sleutel))[0][0])))

    def snapshot(self) -> object:
        return self.ask("SELECT xmin::text, documenten::text FROM documenten ORDER BY 2")

    def ask(self, question: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        """Ask or change something behind the back of the store."""
        with self._cluster.connect(self.address) as line:
            done = line.execute(question.encode(), values)
            return done.fetchall() if done.description else []

    def close(self) -> None:
        """Let go of the lines, and remove the databases."""
        for store in self._opened:
            store.close()
        for one in self._beside.values():
            one.close()
        self._cluster.drop(self.address)


def _with(stored: dict[str, Any], fields: dict[str, object]) -> dict[str, Any]:
    """Return what is stored with these fields; None takes one away."""
    return {key: one for key, one in {**stored, **fields}.items() if one is not None}


def _values(sleutel: DocumentKey) -> tuple[str, str, str]:
    return sleutel.kind.value, sleutel.team or "", sleutel.id


def _file_of(table: str, row: object) -> str:
    if table != "documenten" or not isinstance(row, dict):
        return table
    return file_of(DocumentKey(Kind(row["soort"]), row["id"], row["team"] or None))


def opened(address: str, lock_timeout: float = LOCK_TIMEOUT) -> Store:
    """Open the store at an address, for a program that the tests start."""
    if "://" in address:
        return PostgreSQLStore(address, lock_timeout=lock_timeout)
    return TinyDBStore(Path(address), lock_timeout=lock_timeout)
