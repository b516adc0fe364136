"""The one way to the store, the same for TinyDB and PostgreSQL.

Only the types of this file, plain JSON values and the errors of ``store_errors`` cross it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, StrEnum
from threading import Event
from typing import Any, Final, Protocol

from gesprek.storage.coded_block import CodedBlock
from gesprek.storage.shared_state import SecretStore, TokenBuckets
from gesprek.storage.store_errors import NotFound


class _Unseen(Enum):
    UNSEEN = "unseen"


UNSEEN: Final = _Unseen.UNSEEN
"""In an operation of which is not told on which value it was made."""

FieldPath = tuple[str, ...]
Document = dict[str, Any]
Names = tuple[str, ...]
ALL_NAMES: Final[Names] = ("",)

_ID: Final = re.compile(r"[a-z0-9_-]{1,80}")
# On Windows a file cannot have these names, whatever its extension. "team" is the team's own file.
_RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul", "team"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}
)


class Kind(StrEnum):
    """A kind of document. A new kind is a line here and a line in ``layout.FILES``."""

    OEFENING = "oefening"
    TEAM = "team"
    GECODEERD = "gecodeerd"
    BEHEER = "beheer"
    CONCEPT = "concept"
    LOGBOEK = "logboek"
    CIJFERS = "cijfers"
    GRAFIEKEN = "grafieken"
    LEERPUNTEN = "leerpunten"
    AANMELDING = "aanmelding"
    DEELCODE = "deelcode"
    TEAMSLEUTEL = "teamsleutel"
    ACCOUNT = "account"
    GROOTBOEK = "grootboek"
    HERINNERING = "herinnering"
    BERICHT = "bericht"


@dataclass(frozen=True, order=True)
class DocumentKey:
    """The key of one document; ``team`` is None for a kind that lies in no team's folder.

    Making one checks that both can be a file name everywhere: 1 to 80 of ``a-z 0-9 _ -``. What
    cannot be one raises NotFound: no document has it.
    """

    kind: Kind
    id: str
    team: str | None = None

    def __post_init__(self) -> None:
        parts = (self.id,) if self.team is None else (self.id, self.team)
        if not all(_ID.fullmatch(part) and part not in _RESERVED for part in parts):
            raise NotFound


@dataclass(frozen=True)
class Record:
    """One document as it was read; the caller may keep and change the JSON object.

    The version is 1 when created, and one more with each change. ``saved`` is the moment of the
    last change, ``created`` that it was made; of what an older program stored the last change too.
    """

    key: DocumentKey
    version: int
    document: Document
    saved: datetime
    created: datetime


@dataclass(frozen=True)
class Operation:
    """Put ``value`` at ``path``; None removes what is there and the groups that it leaves empty.

    A path is a tuple of keys, so that a key may hold any character. ``seen`` is what stood there as
    the change was made. Where that is stored still, nobody's work is overwritten, however often the
    document was saved since.
    """

    path: FieldPath
    value: Any
    seen: Any = field(default=UNSEEN, compare=False)


@dataclass(frozen=True)
class Copy:
    """One document with all the store knows of it, for a back-up."""

    key: DocumentKey
    envelope: Document


@dataclass(frozen=True)
class StoreProblem:
    """A document that could not be used, with the sentence that says why.

    ``sinds`` is the moment it was put in quarantine, None for a file that is in its place.
    """

    key: DocumentKey
    sentence: str
    sinds: datetime | None = None


class Store(Protocol):
    """Documents with versions; what a method returned is on the disk.

    Methods may be called from any thread and process. Any may raise Unusable (the folder or the
    database fails). What asks for one document or changes it raises NotFound where there is none;
    what reads it Corrupt (it is in quarantine, also when asked again) and SchemaTooNew. What writes
    may raise Busy (a lock was held too long), StoreFull and OutcomeUnknown (it is so, but perhaps
    not for good). What takes a document or changes may raise RefusedText (it holds what is never
    stored, such as a phone number) and InvalidDocument (the store could not give it back exactly).
    """

    def create(self, key: DocumentKey, document: Document) -> Record:
        """Store a new document as version 1.

        Raises AlreadyExists where the key is taken, also by what lies in quarantine.
        """

    def get(self, key: DocumentKey) -> Record:
        """Return the document as it is now."""

    def versions(self, keys: Iterable[DocumentKey]) -> Mapping[DocumentKey, int]:
        """Return the present version of each document that can be read, to notice a change."""

    def apply(self, key: DocumentKey, base_version: int, operations: Sequence[Operation]) -> Record:
        """Change fields in order, all of them or none.

        Returns the document after the change, with what others changed meanwhile. Raises
        FieldConflict where a field was changed since ``base_version``, the version that the caller
        saw; see ``merge.merge``.
        """

    def list(
        self, soort: Kind, team: str | None = None, begins: Names = ALL_NAMES
    ) -> Iterator[Record]:
        """Yield the documents of a kind in the order of their keys, of one team or of all.

        Only those of which the id begins with one of ``begins`` are read, so that what is kept of
        others costs nothing. What cannot be read is skipped and is in ``problems``.
        """

    def delete(self, key: DocumentKey) -> None:
        """Remove a document, readable or not, also from quarantine and from the index."""

    def aggregate(self) -> tuple[CodedBlock, ...]:
        """Return the coded rows, a block per team in the order of their ids.

        A block is the same object as long as nothing of its team changed. What cannot be read is
        left out and is in ``problems``.
        """

    def export(self) -> Iterator[Copy]:
        """Yield what belongs in a back-up and can be read; each document whole in itself.

        Drafts and drawings do not belong in one; see ``stored_form.IN_BACKUP``.
        """

    def load(self, backups: Iterable[Copy]) -> int:
        """Store documents of a back-up over what is there; return how many.

        What lay in quarantine under the same key is removed: it is whole again. Where a copy raises
        an error those before it are stored.
        """

    def hear(self, tell: Callable[[DocumentKey, int], None], stop: Event) -> None:
        """Pass on hints that an oefening was saved, by any server, until ``stop`` is set.

        ``tell`` gets the key and the version. A hint may be missed, and says nothing that
        ``versions`` does not. For a thread; returns at once where nobody sends any.
        """

    def secret_store(self) -> SecretStore:
        """Return where the secrets of the servers on this store lie; no copy holds them."""

    def buckets(self) -> TokenBuckets:
        """Return what the limits on guessing are counted in by the servers on this store."""

    def check(self) -> tuple[StoreProblem, ...]:
        """Read every document and return what cannot be used."""

    def problems(self) -> tuple[StoreProblem, ...]:
        """Return what could not be used when it was last read; costs nothing."""

    def probe(self) -> None:
        """Write and remove something small: is the store usable right now?"""
