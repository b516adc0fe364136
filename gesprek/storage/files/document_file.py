"""One TinyDB file that holds one document, opened for one operation."""

from pathlib import Path
from typing import Any, Final

from tinydb import TinyDB
from tinydb.storages import Storage

from gesprek.storage.files.operating_system import read, write_atomic
from gesprek.storage.merge import Envelope
from gesprek.storage.protocol import Kind
from gesprek.storage.store_errors import Corrupt, Damage, NotFound
from gesprek.storage.stored_form import from_json, parsed, to_json
from gesprek.storage.validation import to_bytes

_DOC_ID: Final = 1
_Tables = dict[str, dict[str, Any]]


class AtomicStorage(Storage):
    """TinyDB's own storage writes into the file; this one replaces it as a whole.

    What was read is kept: TinyDB asks for it again at each question, and whoever opened the file
    does one thing with it.

    Args:
        path: the file; it need not exist.
        table: the one table that it must have.
    """

    def __init__(self, path: Path, table: str) -> None:
        self._path = path
        self._table = table
        self._tables: _Tables | None = None

    def read(self) -> _Tables | None:
        """Return what the file holds, None where there is no file.

        Raises:
            Corrupt: it holds something else.
        """
        if self._tables is None:
            data = read(self._path)
            self._tables = None if data is None else _decode(data, self._table)
        return self._tables

    def write(self, data: _Tables) -> None:
        """Replace the file.

        Raises:
            InvalidDocument: it would be larger than the store accepts.
            OutcomeUnknown, OSError: as ``write_atomic``.
        """
        write_atomic(self._path, to_bytes(data))


class DocumentFile:
    """The envelope in one file; who writes holds its lock.

    Args:
        path: the file; it need not exist.
        soort: its kind, which is also the name of its table.
    """

    def __init__(self, path: Path, soort: Kind) -> None:
        self._soort = soort
        self._database = TinyDB(path, soort.value, storage=AtomicStorage)
        self._documents = self._database.table(soort.value, cache_size=0)

    def read(self) -> Envelope:
        """Return what is stored.

        Raises:
            NotFound: there is no file.
            Corrupt: it cannot be read.
            SchemaTooNew: a newer program wrote it.
        """
        if self._database.storage.read() is None:
            raise NotFound
        return from_json(self._documents.get(doc_id=_DOC_ID))

    def write(self, envelope: Envelope) -> None:
        """Write over whatever there is, damaged or not; raises as ``AtomicStorage.write``.

        Not by TinyDB's ``update``: that keeps the fields that an envelope no longer has.
        """
        self._database.storage.write({self._soort.value: {str(_DOC_ID): to_json(envelope)}})


def _decode(data: bytes, table: str) -> _Tables:
    if not data.strip(b"\x00"):
        raise Corrupt(Damage.ZEROED if data else Damage.EMPTY)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise Corrupt(Damage.NOT_UTF8) from None  # the cause quotes the text
    tables: _Tables = parsed(text)
    rows = tables.get(table) if isinstance(tables, dict) else None
    if not isinstance(rows, dict) or rows.keys() != {str(_DOC_ID)}:
        raise Corrupt(Damage.SHAPE)
    if not isinstance(rows[str(_DOC_ID)], dict):
        raise Corrupt(Damage.SHAPE)
    return tables
