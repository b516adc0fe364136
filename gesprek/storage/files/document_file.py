"""One TinyDB file that holds one document, and where damaged ones are kept.

A damaged file is out of the way of everything else, for who might still save something of it.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from tinydb import TinyDB
from tinydb.storages import Storage

from gesprek.storage.files import layout, operating_system
from gesprek.storage.files.operating_system import read
from gesprek.storage.merge import Envelope
from gesprek.storage.protocol import DocumentKey, Kind, StoreProblem
from gesprek.storage.store_errors import Corrupt, Damage, NotFound
from gesprek.storage.stored_form import from_json, parsed, to_json
from gesprek.storage.validation import to_bytes

_DOC_ID: Final = 1
_Tables = dict[str, dict[str, Any]]


class AtomicStorage(Storage):
    """TinyDB's own storage writes into the file; this one replaces it as a whole.

    What was read is kept: TinyDB asks for it again at each question, and whoever opened the file
    does one thing with it. The file need not exist; it must have this one table.
    """

    def __init__(self, path: Path, table: str) -> None:
        self._path = path
        self._table = table
        self._tables: _Tables | None = None

    def read(self) -> _Tables | None:
        """Return what the file holds, None where there is no file; raises Corrupt for the rest."""
        if self._tables is None:
            data = read(self._path)
            self._tables = None if data is None else _decode(data, self._table)
        return self._tables

    def write(self, data: _Tables) -> None:
        """Replace the file; raises as ``to_bytes`` and ``write_atomic``."""
        operating_system.write_atomic(self._path, to_bytes(data))


def _decode(data: bytes, table: str) -> _Tables:
    if not data.strip(b"\x00"):
        raise Corrupt(Damage.ZEROED if data else Damage.EMPTY)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise Corrupt(Damage.NOT_UTF8) from None  # the cause quotes the text
    tables: _Tables = parsed(text)
    rows = tables.get(table) if isinstance(tables, dict) else None
    key = str(_DOC_ID)
    if not (isinstance(rows, dict) and rows.keys() == {key} and isinstance(rows[key], dict)):
        raise Corrupt(Damage.SHAPE)
    return tables


class DocumentFile:
    """The envelope in one file, which need not exist; who writes holds its lock."""

    def __init__(self, path: Path, soort: Kind) -> None:
        self._soort = soort
        self._database = TinyDB(path, soort.value, storage=AtomicStorage)
        self._documents = self._database.table(soort.value, cache_size=0)

    def read(self) -> Envelope:
        """Return what is stored; raises NotFound, Corrupt and SchemaTooNew."""
        if self._database.storage.read() is None:
            raise NotFound
        return from_json(self._documents.get(doc_id=_DOC_ID))

    def write(self, envelope: Envelope) -> None:
        """Write over whatever there is, damaged or not; raises as ``AtomicStorage.write``.

        Not by TinyDB's ``update``: that keeps the fields that an envelope no longer has.
        """
        self._database.storage.write({self._soort.value: {str(_DOC_ID): to_json(envelope)}})


class Quarantine:
    """Holds a damaged file under the path that it had, beside a small file with the reason.

    Who puts or drops one holds the lock of its document. ``clock`` tells since when it is here.
    """

    def __init__(self, root: Path, clock: Callable[[], datetime]) -> None:
        self._root = root
        self._folder = root / layout.QUARANTINE
        self._clock = clock

    def put(self, key: DocumentKey, damage: Damage) -> None:
        """Move the file of a document here; an earlier one of the same document goes.

        The reason is written first: a file here always has one.

        Raises:
            OSError, OutcomeUnknown: it stays where it was, or is here but perhaps not for good.
        """
        path = self._path(key)
        reason = {
            "soort": key.kind.value,
            "team": key.team,
            "id": key.id,
            "schade": damage.value,
            "sinds": self._clock().isoformat(),
        }
        operating_system.make_folders(path.parent)
        text = json.dumps(reason, ensure_ascii=False)
        operating_system.write_atomic(_reason_of(path), text.encode())
        operating_system.move(self._root / layout.file_of(key), path)

    def holds(self, key: DocumentKey) -> bool:
        """Return whether a damaged file of this document lies here."""
        return self._path(key).exists()

    def drop(self, key: DocumentKey) -> bool:
        """Remove what lies here of a document, as ``remove`` does; return whether anything did."""
        path = self._path(key)
        found = False
        for file in (path, _reason_of(path)):
            with suppress(FileNotFoundError, NotADirectoryError):
                operating_system.remove(file)
                found = True
        return found

    def problems(self) -> Iterator[StoreProblem]:
        """Yield one problem for each file that lies here."""
        for soort in Kind:
            for key in layout.find(self._folder, soort):
                yield StoreProblem(key, Corrupt.message, self._since(key))

    def _path(self, key: DocumentKey) -> Path:
        return self._folder / layout.file_of(key)

    def _since(self, key: DocumentKey) -> datetime | None:
        with suppress(OSError, ValueError, KeyError, TypeError):
            reason = json.loads(_reason_of(self._path(key)).read_bytes())
            return datetime.fromisoformat(reason["sinds"])
        return None


def _reason_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.reden")
