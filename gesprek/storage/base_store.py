"""What both engines do the same: check what comes in, merge, list, copy and put back."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from gesprek.storage.merge import Envelope, merge
from gesprek.storage.protocol import (
    ALL_NAMES,
    Copy,
    Document,
    DocumentKey,
    Kind,
    Names,
    Operation,
    Record,
    Store,
    StoreProblem,
)
from gesprek.storage.store_errors import Corrupt, SchemaTooNew
from gesprek.storage.stored_form import IN_BACKUP, from_json, record_of, to_json
from gesprek.storage.validation import check_document, check_operations, refuse_identifiers

PROBE_DATA: Final = bytes(8192)
"""What a probe writes: an empty file still fits on a full disk."""


class BaseStore(Store):
    """A ``Store`` of which an engine says how envelopes are read and written."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock

    def create(self, key: DocumentKey, document: Document) -> Record:
        """See ``Store.create``."""
        _check(key, document)
        now = self._clock()
        envelope = Envelope(version=1, saved=now, created=now, document=document)
        self._insert(key, envelope)
        return record_of(key, envelope)

    def get(self, key: DocumentKey) -> Record:
        """See ``Store.get``."""
        return record_of(key, self._read(key))

    def apply(self, key: DocumentKey, base_version: int, operations: Sequence[Operation]) -> Record:
        """See ``Store.apply``."""
        check_operations(operations)
        # A path may hold words of people too.
        parts = ([dict.fromkeys(one.path), one.value] for one in operations)
        refuse_identifiers(key.kind, parts)

        def change(stored: Envelope) -> Envelope:
            return merge(stored, base_version, operations, self._clock())

        try:
            return record_of(key, self._change(key, change))
        except (Corrupt, SchemaTooNew):
            self._read(key)  # notes it as a problem, now that nobody holds the document
            raise

    def list(
        self, soort: Kind, team: str | None = None, begins: Names = ALL_NAMES
    ) -> Iterator[Record]:
        """See ``Store.list``."""
        return (record_of(*found) for found in self._readable(soort, team, begins))

    def export(self) -> Iterator[Copy]:
        """See ``Store.export``."""
        for soort in Kind:
            if soort in IN_BACKUP:
                for key, envelope in self._readable(soort):
                    yield Copy(key, to_json(envelope))

    def load(self, backups: Iterable[Copy]) -> int:
        """See ``Store.load``."""
        count = 0
        for backup in backups:
            envelope = from_json(backup.envelope)
            _check(backup.key, envelope.document)
            self._overwrite(backup.key, envelope)
            count += 1
        return count

    def check(self) -> tuple[StoreProblem, ...]:
        """See ``Store.check``."""
        for soort in Kind:
            for _ in self._readable(soort):
                pass
        return self.problems()

    @abstractmethod
    def _read(self, key: DocumentKey) -> Envelope:
        """Return what is stored and remember whether it could be read; errors as ``get``."""

    @abstractmethod
    def _readable(
        self, soort: Kind, team: str | None = None, begins: Names = ALL_NAMES
    ) -> Iterator[tuple[DocumentKey, Envelope]]:
        """Yield what can be read of a kind, in the order of the keys; see ``list``."""

    @abstractmethod
    def _insert(self, key: DocumentKey, envelope: Envelope) -> None:
        """Store a new document; errors as ``create``."""

    @abstractmethod
    def _change(self, key: DocumentKey, change: Callable[[Envelope], Envelope]) -> Envelope:
        """Put a changed envelope in the place of the stored one, and return it.

        Nobody else may change the document meanwhile. Where ``change`` returns the same object
        nothing is written.
        """

    @abstractmethod
    def _overwrite(self, key: DocumentKey, envelope: Envelope) -> None:
        """Store a document over whatever there is, also in quarantine."""


def _check(key: DocumentKey, document: Document) -> None:
    check_document(document)
    refuse_identifiers(key.kind, [document])
