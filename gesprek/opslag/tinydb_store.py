"""The store on files: one small TinyDB file per document."""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from gesprek.opslag import layout, system
from gesprek.opslag.border import check_document, check_operations
from gesprek.opslag.document_file import DocumentFile
from gesprek.opslag.envelope import from_json, to_json
from gesprek.opslag.fouten import AlreadyExists, Busy, Corrupt, NotFound, SchemaTooNew
from gesprek.opslag.locks import Locks
from gesprek.opslag.merge import Envelope, merge
from gesprek.opslag.protocol import (
    Document,
    Kopie,
    Operation,
    Probleem,
    Record,
    Sleutel,
    Soort,
)

LOCK_TIMEOUT: Final = 5.0
_WAIT_PAUSE: Final = 0.05
_PROBE: Final = "proef"


def utc_now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


class TinyDBStore:
    """A ``Store`` in a folder.

    Saving is lock, read, merge, temporary file, fsync, replace, fsync of the folder, return.
    Reading takes no lock: a replaced file is the old one or the new one.

    Args:
        root: the folder, made where it is missing.
        clock: tells the moment of a change.
        lock_timeout: seconds that a change waits for another one of the same document.

    Raises:
        StoreFull, Unusable: the folder cannot be used.
    """

    def __init__(
        self,
        root: Path,
        clock: Callable[[], datetime] = utc_now,
        lock_timeout: float = LOCK_TIMEOUT,
    ) -> None:
        self._root = root.absolute()
        self._clock = clock
        self._problems: dict[Sleutel, Probleem] = {}
        with system.typed_errors():
            for folder in (*layout.FOLDERS, layout.LOCKS):
                system.make_folders(self._root / folder)
            self._locks = Locks(self._root / layout.LOCKS, lock_timeout)
            self._sweep()

    def create(self, sleutel: Sleutel, document: Document) -> Record:
        """See ``Store.create``."""
        check_document(document)
        envelope = Envelope(version=1, saved=self._clock(), document=document)
        with self._writing(sleutel) as path:
            system.make_folders(path.parent)
            if path.exists():
                raise AlreadyExists
            DocumentFile(path, sleutel.soort).insert(envelope)
        return _record(sleutel, envelope)

    def get(self, sleutel: Sleutel) -> Record:
        """See ``Store.get``."""
        return _record(sleutel, self._read(sleutel))

    def versions(self, sleutels: Iterable[Sleutel]) -> Mapping[Sleutel, int]:
        """See ``Store.versions``."""
        return {record.sleutel: record.version for record in self._readable(sleutels)}

    def apply(
        self,
        sleutel: Sleutel,
        base_version: int,
        operations: Sequence[Operation],
        operation_id: str | None = None,
    ) -> Record:
        """See ``Store.apply``."""
        check_operations(operations, operation_id)
        with self._writing(sleutel) as path:
            file = DocumentFile(path, sleutel.soort)
            stored = file.read()
            merged = merge(stored, base_version, operations, operation_id, self._clock())
            # A retry is written again: the first time may have failed at its last fsync.
            if merged is not stored or operation_id in stored.operations:
                file.update(merged)
        return _record(sleutel, merged)

    def list(self, soort: Soort, team: str | None = None) -> Iterator[Record]:
        """See ``Store.list``."""
        return self._readable(layout.find(self._root, soort, team))

    def delete(self, sleutel: Sleutel) -> None:
        """See ``Store.delete``."""
        with self._writing(sleutel) as path:
            try:
                system.remove(path)
            except (FileNotFoundError, NotADirectoryError):
                raise NotFound from None

    def export(self) -> Iterator[Kopie]:
        """See ``Store.export``."""
        for soort in Soort:
            for sleutel in layout.find(self._root, soort):
                with suppress(NotFound, Corrupt, SchemaTooNew):
                    yield Kopie(sleutel, to_json(self._read(sleutel)))

    def load(self, kopieen: Iterable[Kopie]) -> int:
        """See ``Store.load``."""
        count = 0
        for kopie in kopieen:
            envelope = from_json(kopie.envelope)
            check_document(envelope.document)
            with self._writing(kopie.sleutel) as path:
                system.make_folders(path.parent)
                DocumentFile(path, kopie.sleutel.soort).overwrite(envelope)
            count += 1
        return count

    def wait(self, sleutel: Sleutel, version: int, timeout: float) -> int:
        """See ``Store.wait``."""
        deadline = time.monotonic() + timeout
        while (present := self._read(sleutel).version) == version:
            left = deadline - time.monotonic()
            if left <= 0:
                break
            time.sleep(min(left, _WAIT_PAUSE))
        return present

    def check(self) -> tuple[Probleem, ...]:
        """See ``Store.check``."""
        for soort in Soort:
            for _ in self.list(soort):
                pass
        return self.problems()

    def problems(self) -> tuple[Probleem, ...]:
        """See ``Store.problems``."""
        found = sorted(self._problems.copy().items())
        return tuple(problem for sleutel, problem in found if self._path(sleutel).exists())

    def probe(self) -> None:
        """See ``Store.probe``."""
        path = self._root / layout.LOCKS / _PROBE
        with self._locks.hold(_PROBE), system.typed_errors():
            system.write_atomic(path, b"")
            system.remove(path)

    @contextmanager
    def _writing(self, sleutel: Sleutel) -> Iterator[Path]:
        """Hold the lock of a document and give its path."""
        path = self._path(sleutel)
        with self._locks.hold(layout.file_of(sleutel)), system.typed_errors():
            yield path

    def _path(self, sleutel: Sleutel) -> Path:
        return self._root / layout.file_of(sleutel)

    def _read(self, sleutel: Sleutel) -> Envelope:
        """Return the envelope, and remember whether it could be read."""
        path = self._path(sleutel)
        try:
            with system.typed_errors():
                envelope = DocumentFile(path, sleutel.soort).read()
        except (Corrupt, SchemaTooNew) as error:
            self._problems[sleutel] = Probleem(sleutel, error.zin)
            raise
        self._problems.pop(sleutel, None)
        return envelope

    def _readable(self, sleutels: Iterable[Sleutel]) -> Iterator[Record]:
        for sleutel in sleutels:
            with suppress(NotFound, Corrupt, SchemaTooNew):
                yield self.get(sleutel)

    def _sweep(self) -> None:
        """Remove what a process that was killed left behind; one that still writes has the lock."""
        for top in layout.FOLDERS:
            for folder, _, names in os.walk(self._root / top):
                for name in names:
                    if name.startswith(".") and name.endswith(".json.tmp"):
                        self._sweep_one(Path(folder, name))

    def _sweep_one(self, temporary: Path) -> None:
        target = system.target_of(temporary).relative_to(self._root).as_posix()
        with suppress(Busy), self._locks.hold(target):
            temporary.unlink(missing_ok=True)


def _record(sleutel: Sleutel, envelope: Envelope) -> Record:
    return Record(sleutel, envelope.version, envelope.document, envelope.saved)
