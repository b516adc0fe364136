"""The store on files: one small TinyDB file per document."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Final

from gesprek.domain.dates import utc_now
from gesprek.storage.base_store import PROBE_DATA, BaseStore
from gesprek.storage.coded_block import CodedBlock
from gesprek.storage.files import layout, operating_system
from gesprek.storage.files.document_cache import DocumentCache
from gesprek.storage.files.document_folder import DocumentFolder
from gesprek.storage.files.locks import LOCK_TIMEOUT
from gesprek.storage.files.row_index import Index
from gesprek.storage.merge import Envelope
from gesprek.storage.protocol import DocumentKey, Kind, Record, StoreProblem
from gesprek.storage.shared_state import (
    FileSecretStore,
    MemoryTokenBuckets,
    SecretStore,
    TokenBuckets,
)
from gesprek.storage.store_errors import AlreadyExists, Corrupt, NotFound, SchemaTooNew

_PROBE: Final = "proef"


class TinyDBStore(BaseStore):
    """A ``Store`` in a folder.

    Saving is lock, read, merge, temporary file, fsync, replace, fsync of the folder, return.
    Reading takes no lock: a replaced file is the old one or the new one.

    Args:
        root: the folder, made where it is missing.
        clock: tells the moment of a change.
        lock_timeout: seconds that a change waits for another one of the same document.

    Raises:
        CloudFolder, NetworkFolder: the store may not lie there.
        StoreFull, Unusable: the folder cannot be used.
    """

    def __init__(
        self,
        root: Path,
        clock: Callable[[], datetime] = utc_now,
        lock_timeout: float = LOCK_TIMEOUT,
    ) -> None:
        super().__init__(clock)
        self._files = DocumentFolder(root, clock, lock_timeout)
        self._root = self._files.root
        self._index = Index(self._root, self._files.read)
        self._cache = DocumentCache(self._files.path, super().get)

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
        with self._files.writing(sleutel):
            found = self._files.erase(sleutel)
            with suppress(FileNotFoundError, NotADirectoryError):
                operating_system.remove(self._files.path(sleutel))
                found = True
            self._forget(sleutel)
        if not found:
            raise NotFound

    def hear(self, tell: Callable[[DocumentKey, int], None], stop: Event) -> None:
        """See ``Store.hear``: files tell nobody."""

    def secret_store(self) -> SecretStore:
        """See ``Store.secret_store``."""
        return FileSecretStore(self._root)

    def buckets(self) -> TokenBuckets:
        """See ``Store.buckets``; new and empty ones."""
        return MemoryTokenBuckets()

    def problems(self) -> tuple[StoreProblem, ...]:
        """See ``Store.problems``."""
        return self._files.problems()

    def probe(self) -> None:
        """See ``Store.probe``."""
        path = self._root / layout.LOCKS / _PROBE
        with self._files.locks.hold(_PROBE), operating_system.typed_errors():
            operating_system.write_atomic(path, PROBE_DATA)
            operating_system.remove(path)

    def _read(self, sleutel: DocumentKey) -> Envelope:
        return self._files.read(sleutel)

    def _readable(
        self, soort: Kind, team: str | None = None
    ) -> Iterator[tuple[DocumentKey, Envelope]]:
        for sleutel in layout.find(self._root, soort, team):
            with suppress(NotFound, Corrupt, SchemaTooNew):
                yield sleutel, self._read(sleutel)

    def _insert(self, sleutel: DocumentKey, envelope: Envelope) -> None:
        with self._files.writing(sleutel) as file:
            if self._files.is_taken(sleutel):
                raise AlreadyExists
            operating_system.make_folders(self._files.path(sleutel).parent)
            file.write(envelope)

    def _change(self, sleutel: DocumentKey, change: Callable[[Envelope], Envelope]) -> Envelope:
        with self._files.writing(sleutel) as file:
            stored = self._files.read_held(file, sleutel)
            changed = change(stored)
            if changed is not stored:
                file.write(changed)
        return changed

    def _overwrite(self, sleutel: DocumentKey, envelope: Envelope) -> None:
        with self._files.writing(sleutel) as file:
            operating_system.make_folders(self._files.path(sleutel).parent)
            file.write(envelope)
            self._files.erase(sleutel)

    def _forget(self, sleutel: DocumentKey) -> None:
        """Leave no removed coded row in the index; text never is there."""
        if sleutel.soort is Kind.GECODEERD and sleutel.team:
            with operating_system.typed_errors():
                self._index.forget(sleutel.team)
