"""The store on files: one small TinyDB file per document."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Final

from gesprek.domain.dates import utc_now
from gesprek.storage.coded_block import CodedBlock
from gesprek.storage.files import layout, operating_system
from gesprek.storage.files.document_folder import DocumentFolder
from gesprek.storage.files.locks import LOCK_TIMEOUT
from gesprek.storage.files.row_index import Index
from gesprek.storage.merge import Envelope, merge
from gesprek.storage.protocol import (
    Copy,
    Document,
    DocumentKey,
    Kind,
    Operation,
    Record,
    StoreProblem,
)
from gesprek.storage.shared_state import (
    FileSecretStore,
    MemoryTokenBuckets,
    SecretStore,
    TokenBuckets,
)
from gesprek.storage.store_errors import AlreadyExists, Corrupt, NotFound, SchemaTooNew
from gesprek.storage.stored_form import from_json, record_of, to_json
from gesprek.storage.validation import (
    check_document,
    check_operations,
    refuse_identifiers,
    refuse_in_operations,
)

_PROBE: Final = "proef"
# An empty file still fits on a full disk.
_PROBE_DATA: Final = bytes(8192)


class TinyDBStore:
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
        self._clock = clock
        self._files = DocumentFolder(root, clock, lock_timeout)
        self._root = self._files.root
        self._index = Index(self._root, self._files.read)

    def create(self, sleutel: DocumentKey, document: Document) -> Record:
        """See ``Store.create``."""
        check_document(document)
        refuse_identifiers(sleutel.soort, [document])
        now = self._clock()
        envelope = Envelope(version=1, saved=now, created=now, document=document)
        with self._files.writing(sleutel) as file:
            if self._files.is_taken(sleutel):
                raise AlreadyExists
            operating_system.make_folders(self._files.path(sleutel).parent)
            file.write(envelope)
        return record_of(sleutel, envelope)

    def get(self, sleutel: DocumentKey) -> Record:
        """See ``Store.get``."""
        return record_of(sleutel, self._files.read(sleutel))

    def versions(self, sleutels: Iterable[DocumentKey]) -> Mapping[DocumentKey, int]:
        """See ``Store.versions``."""
        return {record.sleutel: record.version for record in self._readable(sleutels)}

    def apply(
        self, sleutel: DocumentKey, base_version: int, operations: Sequence[Operation]
    ) -> Record:
        """See ``Store.apply``."""
        check_operations(operations)
        refuse_in_operations(sleutel.soort, operations)

        def change(stored: Envelope) -> Envelope:
            return merge(stored, base_version, operations, self._clock())

        return self._change(sleutel, change)

    def list(self, soort: Kind, team: str | None = None) -> Iterator[Record]:
        """See ``Store.list``."""
        return self._readable(layout.find(self._root, soort, team))

    def aggregate(self) -> tuple[CodedBlock, ...]:
        """See ``Store.aggregate``."""
        return self._index.blokken()

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

    def export(self) -> Iterator[Copy]:
        """See ``Store.export``."""
        for soort in Kind:
            if soort in layout.IN_BACKUP:
                for sleutel in layout.find(self._root, soort):
                    with suppress(NotFound, Corrupt, SchemaTooNew):
                        yield Copy(sleutel, to_json(self._files.read(sleutel)))

    def load(self, backups: Iterable[Copy]) -> int:
        """See ``Store.load``."""
        count = 0
        for kopie in backups:
            envelope = from_json(kopie.envelope)
            check_document(envelope.document)
            refuse_identifiers(kopie.sleutel.soort, [envelope.document])
            with self._files.writing(kopie.sleutel) as file:
                operating_system.make_folders(self._files.path(kopie.sleutel).parent)
                file.write(envelope)
                self._files.erase(kopie.sleutel)
            count += 1
        return count

    def hear(self, tell: Callable[[DocumentKey, int], None], stop: Event) -> None:
        """See ``Store.hear``: files tell nobody."""

    def secret_store(self) -> SecretStore:
        """See ``Store.secret_store``."""
        return FileSecretStore(self._root)

    def buckets(self) -> TokenBuckets:
        """See ``Store.buckets``; new and empty ones."""
        return MemoryTokenBuckets()

    def check(self) -> tuple[StoreProblem, ...]:
        """See ``Store.check``."""
        for soort in Kind:
            for _ in self.list(soort):
                pass
        return self.problems()

    def problems(self) -> tuple[StoreProblem, ...]:
        """See ``Store.problems``."""
        return self._files.problems()

    def probe(self) -> None:
        """See ``Store.probe``."""
        path = self._root / layout.LOCKS / _PROBE
        with self._files.locks.hold(_PROBE), operating_system.typed_errors():
            operating_system.write_atomic(path, _PROBE_DATA)
            operating_system.remove(path)

    def _change(self, sleutel: DocumentKey, change: Callable[[Envelope], Envelope]) -> Record:
        """Put a changed envelope in the place of the stored one.

        Args:
            sleutel: the document.
            change: returns the same object where nothing changes.
        """
        try:
            with self._files.writing(sleutel) as file:
                stored = self._files.read_held(file, sleutel)
                changed = change(stored)
                if changed is not stored:
                    file.write(changed)
        except Corrupt:
            self._files.read(sleutel)  # puts it in quarantine, now that the lock is free
            raise
        return record_of(sleutel, changed)

    def _forget(self, sleutel: DocumentKey) -> None:
        """Leave no removed coded row in the index; text never stands there."""
        if sleutel.soort is Kind.GECODEERD and sleutel.team:
            with operating_system.typed_errors():
                self._index.forget(sleutel.team)

    def _readable(self, sleutels: Iterable[DocumentKey]) -> Iterator[Record]:
        for sleutel in sleutels:
            with suppress(NotFound, Corrupt, SchemaTooNew):
                yield self.get(sleutel)
