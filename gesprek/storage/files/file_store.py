"""The store on files: one small TinyDB file per document."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from threading import Event

from gesprek.domain.dates import utc_now
from gesprek.storage.base_store import PROBE_DATA, BaseStore
from gesprek.storage.coded_block import CodedBlock
from gesprek.storage.files import layout, operating_system
from gesprek.storage.files.document_cache import DocumentCache
from gesprek.storage.files.document_file import DocumentFile, Quarantine
from gesprek.storage.files.locks import LOCK_TIMEOUT, Locks
from gesprek.storage.files.row_index import Index
from gesprek.storage.merge import Envelope
from gesprek.storage.protocol import DocumentKey, Kind, Record, StoreProblem
from gesprek.storage.shared_state import FileSecretStore, MemoryTokenBuckets
from gesprek.storage.store_errors import (
    AlreadyExists,
    Busy,
    Corrupt,
    NotFound,
    SchemaTooNew,
    StoreError,
)
from gesprek.storage.stored_form import present_key


class TinyDBStore(BaseStore):
    """A ``Store`` in a folder.

    Saving is lock, read, merge, temporary file, fsync, replace, fsync of the folder, return.
    Reading takes no lock: a replaced file is the old one or the new one. The folder is made where
    it is missing. A change waits ``lock_timeout`` seconds for another one of the same document.

    Raises as ``check_place``, and StoreFull and Unusable where the folder cannot be used.
    """

    def __init__(
        self,
        root: Path,
        clock: Callable[[], datetime] = utc_now,
        lock_timeout: float = LOCK_TIMEOUT,
    ) -> None:
        super().__init__(clock)
        self._root = root.absolute()
        layout.check_place(self._root)
        self._quarantine = Quarantine(self._root, clock)
        self._problems: dict[DocumentKey, StoreProblem] = {}
        self._index = Index(self._root, self._read)
        self._cache = DocumentCache(self._path, super().get)
        with operating_system.typed_errors():
            for folder in (*layout.FOLDERS, layout.LOCKS, layout.INDEX, layout.QUARANTINE):
                operating_system.make_folders(self._root / folder)
            self._locks = Locks(self._root / layout.LOCKS, lock_timeout)
            self._sweep()
            self._set_apart()

    def get(self, sleutel: DocumentKey) -> Record:
        """See ``Store.get``."""
        return self._cache.get(sleutel)

    def versions(self, sleutels: Iterable[DocumentKey]) -> Mapping[DocumentKey, int]:
        """See ``Store.versions``."""
        found = {}
        for sleutel in sleutels:
            with suppress(NotFound, Corrupt, SchemaTooNew):
                found[sleutel] = self._cache.version(sleutel)
        return found

    def aggregate(self) -> tuple[CodedBlock, ...]:
        """See ``Store.aggregate``."""
        return self._index.blocks()

    def delete(self, sleutel: DocumentKey) -> None:
        """See ``Store.delete``."""
        with self._writing(sleutel):
            found = self._erase_remains(sleutel)
            with suppress(FileNotFoundError, NotADirectoryError):
                operating_system.remove(self._path(sleutel))
                found = True
            if sleutel.soort is Kind.GECODEERD and sleutel.team:  # the index never holds text
                self._index.forget(sleutel.team)
        if not found:
            raise NotFound

    def hear(self, tell: Callable[[DocumentKey, int], None], stop: Event) -> None:
        """See ``Store.hear``: files tell nobody."""

    def secret_store(self) -> FileSecretStore:
        """See ``Store.secret_store``."""
        return FileSecretStore(self._root)

    def buckets(self) -> MemoryTokenBuckets:
        """See ``Store.buckets``; new and empty ones."""
        return MemoryTokenBuckets()

    def problems(self) -> tuple[StoreProblem, ...]:
        """See ``Store.problems``."""
        apart = {problem.sleutel: problem for problem in self._quarantine.problems()}
        seen = self._problems.copy()
        # What has a file in its place is what that file is: put back by hand it is whole again.
        found = {key: one for key, one in apart.items() if not self._path(key).exists()}
        found |= {key: one for key, one in seen.items() if self._path(key).exists()}
        return tuple(problem for _, problem in sorted(found.items()))

    def probe(self) -> None:
        """See ``Store.probe``."""
        path = self._root / layout.LOCKS / "proef"
        with self._locks.hold(path.name), operating_system.typed_errors():
            operating_system.write_atomic(path, PROBE_DATA)
            operating_system.remove(path)

    def _path(self, sleutel: DocumentKey) -> Path:
        return self._root / layout.file_of(sleutel)

    def _file(self, sleutel: DocumentKey) -> DocumentFile:
        """Return the file of a document.

        One to which a link leads is not ours: it raises Corrupt, and stays there.
        """
        path = self._path(sleutel)
        if operating_system.leads_elsewhere(self._root, path):
            error = Corrupt()
            self._problems[sleutel] = StoreProblem(sleutel, error.zin)
            raise error
        return DocumentFile(path, sleutel.soort)

    @contextmanager
    def _writing(self, sleutel: DocumentKey) -> Iterator[DocumentFile]:
        """Hold the lock of a document and give its file."""
        with self._locks.hold(layout.file_of(sleutel)), operating_system.typed_errors():
            yield self._file(sleutel)

    def _read(self, sleutel: DocumentKey) -> Envelope:
        """Return the envelope; a damaged file goes into quarantine."""
        try:
            with operating_system.typed_errors():
                return self._read_held(self._file(sleutel), sleutel)
        except Corrupt as error:
            if error.damage:
                with suppress(StoreError):  # no room, or in use: it is a problem where it lies
                    self._isolate(sleutel)
            raise

    def _read_held(self, file: DocumentFile, sleutel: DocumentKey) -> Envelope:
        """Return the envelope and remember whether it could be read; moves nothing."""
        try:
            envelope = file.read()
        except NotFound:
            if self._quarantine.holds(sleutel):
                raise Corrupt from None
            raise
        except (Corrupt, SchemaTooNew) as error:
            self._problems[sleutel] = StoreProblem(sleutel, error.zin)
            raise
        self._problems.pop(sleutel, None)
        return envelope

    def _isolate(self, sleutel: DocumentKey) -> None:
        """Put a file in quarantine, if it is still damaged now that nobody else writes it."""
        with self._writing(sleutel) as file:
            try:
                file.read()
            except Corrupt as error:
                if error.damage:
                    self._quarantine.put(sleutel, error.damage)

    def _readable(
        self, soort: Kind, team: str | None = None
    ) -> Iterator[tuple[DocumentKey, Envelope]]:
        for sleutel in layout.find(self._root, soort, team):
            with suppress(NotFound, Corrupt, SchemaTooNew):
                yield sleutel, self._read(sleutel)

    def _insert(self, sleutel: DocumentKey, envelope: Envelope) -> None:
        with self._writing(sleutel) as file:
            if self._path(sleutel).exists() or self._quarantine.holds(sleutel):
                raise AlreadyExists
            operating_system.make_folders(self._path(sleutel).parent)
            file.write(envelope)

    def _change(self, sleutel: DocumentKey, change: Callable[[Envelope], Envelope]) -> Envelope:
        with self._writing(sleutel) as file:
            stored = self._read_held(file, sleutel)
            changed = change(stored)
            if changed is not stored:
                file.write(changed)
        return changed

    def _overwrite(self, sleutel: DocumentKey, envelope: Envelope) -> None:
        with self._writing(sleutel) as file:
            operating_system.make_folders(self._path(sleutel).parent)
            file.write(envelope)
            self._erase_remains(sleutel)

    def _erase_remains(self, sleutel: DocumentKey) -> bool:
        """Remove what a killed writer or damage left of a document; return whether anything did.

        Who calls this holds its lock.
        """
        operating_system.temporary_of(self._path(sleutel)).unlink(missing_ok=True)
        return self._quarantine.drop(sleutel)

    def _sweep(self) -> None:
        """Remove what a process that was killed left behind; one that still writes has the lock."""
        for top in (*layout.FOLDERS, layout.INDEX, layout.QUARANTINE):
            for temporary, target in list(operating_system.temporaries(self._root / top)):
                name = target.relative_to(self._root).as_posix()
                with suppress(Busy), self._locks.hold(name):
                    temporary.unlink(missing_ok=True)

    def _set_apart(self) -> None:
        """Give what an older program kept under ``beheer`` its own kind, each file at once.

        Whoever opens the store gets all of it or an error: nobody may come in, or get back what was
        erased, because a file was passed over.
        """
        for old in list(layout.find(self._root, Kind.BEHEER)):
            new = present_key(old)
            if new != old:
                with suppress(NotFound):  # another process moved it
                    self._move(old, new)

    def _move(self, old: DocumentKey, new: DocumentKey) -> None:
        with self._writing(old) as before:
            # What is there already was written by this program, before it was killed.
            if self._path(new).exists():
                operating_system.remove(self._path(old))
                return
            try:
                self._file(new).write(before.read())
            except (Corrupt, SchemaTooNew):  # it is so in its new place too
                operating_system.move(self._path(old), self._path(new))
            else:
                operating_system.remove(self._path(old))
