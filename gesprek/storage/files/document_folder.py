"""The files below the store's folder: one document each, read and written the safe way."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from gesprek.storage.files import layout, operating_system
from gesprek.storage.files.document_file import DocumentFile
from gesprek.storage.files.layout import check_place
from gesprek.storage.files.locks import Locks
from gesprek.storage.files.quarantine import Quarantine
from gesprek.storage.merge import Envelope
from gesprek.storage.protocol import DocumentKey, Kind, StoreProblem
from gesprek.storage.store_errors import Busy, Corrupt, NotFound, SchemaTooNew, StoreError
from gesprek.storage.stored_form import present_key

_SUFFIX: Final = ".tmp"


class DocumentFolder:
    """Reads and writes envelopes, and keeps apart what is damaged.

    Args:
        root: the store's folder, made where it is missing.
        clock: tells the moment something was found damaged.
        lock_timeout: seconds that a change waits for another one of the same document.

    Raises:
        CloudFolder, NetworkFolder: the store may not lie there.
        StoreFull, Unusable: the folder cannot be used.
    """

    def __init__(self, root: Path, clock: Callable[[], datetime], lock_timeout: float) -> None:
        self.root = root.absolute()
        check_place(self.root)
        self.quarantine = Quarantine(self.root, clock)
        self._problems: dict[DocumentKey, StoreProblem] = {}
        with operating_system.typed_errors():
            for folder in (*layout.FOLDERS, layout.LOCKS, layout.INDEX, layout.QUARANTINE):
                operating_system.make_folders(self.root / folder)
            self.locks = Locks(self.root / layout.LOCKS, lock_timeout)
            self._sweep()
            self._set_apart()

    def path(self, sleutel: DocumentKey) -> Path:
        """Return the file of a document."""
        return self.root / layout.file_of(sleutel)

    @contextmanager
    def writing(self, sleutel: DocumentKey) -> Iterator[DocumentFile]:
        """Hold the lock of a document and give its file.

        Raises:
            Busy: somebody else held it too long.
            Corrupt: the way to the file leads out of the store.
        """
        with self.locks.hold(layout.file_of(sleutel)), operating_system.typed_errors():
            yield self._file(sleutel)

    def is_taken(self, sleutel: DocumentKey) -> bool:
        """Return whether a document has this key, readable or not."""
        return self.path(sleutel).exists() or self.quarantine.holds(sleutel)

    def read(self, sleutel: DocumentKey) -> Envelope:
        """Return the envelope; a damaged file goes into quarantine.

        Raises:
            NotFound, Corrupt, SchemaTooNew: see ``Store.get``.
        """
        try:
            with operating_system.typed_errors():
                return self.read_held(self._file(sleutel), sleutel)
        except Corrupt as error:
            if error.damage:
                with suppress(StoreError):  # no room, or in use: it is a problem where it lies
                    self._isolate(sleutel)
            raise

    def read_held(self, file: DocumentFile, sleutel: DocumentKey) -> Envelope:
        """Return the envelope and remember whether it could be read; moves nothing."""
        try:
            envelope = file.read()
        except NotFound:
            if self.quarantine.holds(sleutel):
                raise Corrupt from None
            raise
        except (Corrupt, SchemaTooNew) as error:
            self._problems[sleutel] = StoreProblem(sleutel, error.zin)
            raise
        self._problems.pop(sleutel, None)
        return envelope

    def erase(self, sleutel: DocumentKey) -> bool:
        """Remove what a killed writer or damage left of a document; return whether anything did.

        Who calls this holds its lock.
        """
        operating_system.temporary_of(self.path(sleutel)).unlink(missing_ok=True)
        return self.quarantine.drop(sleutel)

    def problems(self) -> tuple[StoreProblem, ...]:
        """See ``Store.problems``."""
        apart = {problem.sleutel: problem for problem in self.quarantine.problems()}
        seen = self._problems.copy()
        # What has a file in its place is what that file is: put back by hand it is whole again.
        found = {key: one for key, one in apart.items() if not self.path(key).exists()}
        found |= {key: one for key, one in seen.items() if self.path(key).exists()}
        return tuple(problem for _, problem in sorted(found.items()))

    def _file(self, sleutel: DocumentKey) -> DocumentFile:
        """Return the file of a document; one to which a link leads is not ours, and stays there."""
        path = self.path(sleutel)
        if operating_system.leads_elsewhere(self.root, path):
            error = Corrupt()
            self._problems[sleutel] = StoreProblem(sleutel, error.zin)
            raise error
        return DocumentFile(path, sleutel.soort)

    def _isolate(self, sleutel: DocumentKey) -> None:
        """Put a file in quarantine, if it is still damaged now that nobody else writes it."""
        with self.writing(sleutel) as file:
            try:
                file.read()
            except Corrupt as error:
                if error.damage:
                    self.quarantine.put(sleutel, error.damage)

    def _sweep(self) -> None:
        """Remove what a process that was killed left behind; one that still writes has the lock."""
        for top in (*layout.FOLDERS, layout.INDEX, layout.QUARANTINE):
            for temporary in list(_temporaries(self.root / top)):
                self._sweep_one(temporary)

    def _set_apart(self) -> None:
        """Give what an older program kept under ``beheer`` its own kind, each file at once.

        Whoever opens the store gets all of it or an error: nobody may come in, or get back what was
        erased, because a file was passed over.
        """
        for old in list(layout.find(self.root, Kind.BEHEER)):
            new = present_key(old)
            if new != old:
                with suppress(NotFound):  # another process moved it
                    self._move(old, new)

    def _move(self, old: DocumentKey, new: DocumentKey) -> None:
        with self.writing(old) as before:
            # What is there already was written by this program, before it was killed.
            if self.path(new).exists():
                operating_system.remove(self.path(old))
                return
            try:
                self._file(new).write(before.read())
            except (Corrupt, SchemaTooNew):  # it is so in its new place too
                operating_system.move(self.path(old), self.path(new))
            else:
                operating_system.remove(self.path(old))

    def _sweep_one(self, temporary: Path) -> None:
        target = operating_system.target_of(temporary).relative_to(self.root).as_posix()
        with suppress(Busy), self.locks.hold(target):
            temporary.unlink(missing_ok=True)


def _temporaries(folder: Path) -> Iterator[Path]:
    """Yield the temporary files below a folder; quick, for there may be 100,000 others."""
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(_SUFFIX):
                yield Path(entry.path)
            elif not entry.name.endswith(".json") and entry.is_dir(follow_symlinks=False):
                yield from _temporaries(Path(entry.path))
