"""The store on files: one small TinyDB file per document."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import lru_cache
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
from gesprek.storage.protocol import ALL_NAMES, DocumentKey, Kind, Names, Record, StoreProblem
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
        self._path = lru_cache(maxsize=2_000)(lambda key: self._root / layout.file_of(key))
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

    def get(self, key: DocumentKey) -> Record:
        """See ``Store.get``."""
        return self._cache.get(key)

    def versions(self, keys: Iterable[DocumentKey]) -> Mapping[DocumentKey, int]:
        """See ``Store.versions``."""
        found = {}
        for key in keys:
            with suppress(NotFound, Corrupt, SchemaTooNew):
                found[key] = self._cache.version(key)
        return found

    def aggregate(self) -> tuple[CodedBlock, ...]:
        """See ``Store.aggregate``."""
        return self._index.blocks()

    def delete(self, key: DocumentKey) -> None:
        """See ``Store.delete``."""
        with self._writing(key):
            found = self._erase_remains(key)
            with suppress(FileNotFoundError, NotADirectoryError):
                operating_system.remove(self._path(key))
                found = True
            if key.kind is Kind.GECODEERD and key.team:  # the index never holds text
                self._index.forget(key.team)
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
        apart = {problem.key: problem for problem in self._quarantine.problems()}
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

    def _file(self, key: DocumentKey) -> DocumentFile:
        """Return the file of a document.

        One to which a link leads is not ours: it raises Corrupt, and stays there.
        """
        path = self._path(key)
        if operating_system.leads_elsewhere(self._root, path):
            error = Corrupt()
            self._problems[key] = StoreProblem(key, error.sentence)
            raise error
        return DocumentFile(path, key.kind)

    @contextmanager
    def _writing(self, key: DocumentKey) -> Iterator[DocumentFile]:
        """Hold the lock of a document and give its file."""
        with self._locks.hold(layout.file_of(key)), operating_system.typed_errors():
            yield self._file(key)

    def _read(self, key: DocumentKey) -> Envelope:
        """Return the envelope; a damaged file goes into quarantine."""
        try:
            with operating_system.typed_errors():
                return self._read_held(self._file(key), key)
        except Corrupt as error:
            if error.damage:
                with suppress(StoreError):  # no room, or in use: it is a problem where it lies
                    self._isolate(key)
            raise

    def _read_held(self, file: DocumentFile, key: DocumentKey) -> Envelope:
        """Return the envelope and remember whether it could be read; moves nothing."""
        try:
            envelope = file.read()
        except NotFound:
            if self._quarantine.holds(key):
                raise Corrupt from None
            raise
        except (Corrupt, SchemaTooNew) as error:
            self._problems[key] = StoreProblem(key, error.sentence)
            raise
        self._problems.pop(key, None)
        return envelope

    def _isolate(self, key: DocumentKey) -> None:
        """Put a file in quarantine, if it is still damaged now that nobody else writes it."""
        with self._writing(key) as file:
            try:
                file.read()
            except Corrupt as error:
                if error.damage:
                    self._quarantine.put(key, error.damage)

    def _readable(
        self, soort: Kind, team: str | None = None, begins: Names = ALL_NAMES
    ) -> Iterator[tuple[DocumentKey, Envelope]]:
        for key in layout.find(self._root, soort, team, begins):
            with suppress(NotFound, Corrupt, SchemaTooNew):
                yield key, self._read(key)

    def _insert(self, key: DocumentKey, envelope: Envelope) -> None:
        with self._writing(key) as file:
            if self._path(key).exists() or self._quarantine.holds(key):
                raise AlreadyExists
            operating_system.make_folders(self._path(key).parent)
            file.write(envelope)

    def _change(self, key: DocumentKey, change: Callable[[Envelope], Envelope]) -> Envelope:
        with self._writing(key) as file:
            stored = self._read_held(file, key)
            changed = change(stored)
            if changed is not stored:
                file.write(changed)
        return changed

    def _overwrite(self, key: DocumentKey, envelope: Envelope) -> None:
        with self._writing(key) as file:
            operating_system.make_folders(self._path(key).parent)
            file.write(envelope)
            self._erase_remains(key)

    def _erase_remains(self, key: DocumentKey) -> bool:
        """Remove what a killed writer or damage left of a document; return whether anything did.

        Who calls this holds its lock.
        """
        operating_system.discard(operating_system.temporary_of(self._path(key)))
        return self._quarantine.drop(key)

    def _sweep(self) -> None:
        """Remove what a process that was killed left behind; one that still writes has the lock."""
        for top in (*layout.FOLDERS, layout.INDEX, layout.QUARANTINE):
            for temporary, target in list(operating_system.temporaries(self._root / top)):
                name = target.relative_to(self._root).as_posix()
                with suppress(Busy), self._locks.hold(name):
                    operating_system.discard(temporary)

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
