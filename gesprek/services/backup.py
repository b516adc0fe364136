"""Back-ups: making one while the server runs, and knowing which ones are too old.

Source: 'Back-ups are kept at most 28 days and are made on the server by command'.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from gesprek.domain.dates import local_day
from gesprek.domain.retention_terms import BACKUP_DAYS
from gesprek.services.audit_log import AuditEvent, AuditLog
from gesprek.services.copy_contents import NotACopy, checked
from gesprek.services.copy_file import SUFFIXES, ZIP, new_copy, open_copy
from gesprek.storage.files.layout import check_place
from gesprek.storage.files.operating_system import make_private
from gesprek.storage.protocol import Document, DocumentKey, Kind, Store, StoreProblem
from gesprek.storage.store_errors import Corrupt, NetworkFolder, NotFound, SchemaTooNew, StoreError
from gesprek.storage.values import update_or_create

PLACES: Final = DocumentKey(Kind.BEHEER, "reservekopieen")
"""The folders in which copies were made; it tells about this machine, so no copy holds it."""
_FOLDERS: Final = "mappen"


@dataclass(frozen=True)
class BackupMade:
    """What came of a copy.

    Attributes:
        aantal: how many documents it holds.
        problemen: what cannot be read and is not in it.
        afgeschermd: whether only this account can read it.
    """

    aantal: int
    problemen: tuple[StoreProblem, ...]
    afgeschermd: bool


@dataclass(frozen=True)
class Backups:
    """The copies known to be more than 28 days old, and the folders that cannot be seen now.

    Such a folder may be on a stick that is not plugged in.
    """

    oud: tuple[Path, ...]
    onbereikbaar: tuple[Path, ...]


def write_copy(
    store: Store, path: Path, clock: Callable[[], datetime], progress: Callable[[int], None]
) -> BackupMade:
    """Write all documents that belong in a copy to a file; the store stays in use meanwhile.

    Each document is whole in itself. What the screens could not read is left out and named, so
    that what is in the copy can always be put back. ``path`` is absolute: ``.zip`` for a back-up,
    ``.jsonl`` for an export. ``progress`` gets the count after each document.

    Raises:
        CloudFolder: the copy would go to the internet.
        Busy, StoreFull, Unusable, OutcomeUnknown: see ``new_copy``.
    """
    with suppress(NetworkFolder):  # a drive of the organisation is a good place for a back-up
        check_place(path.parent)
    count, unfit = 0, []
    with new_copy(path, clock()) as add:
        for backup in store.export():
            if backup.key == PLACES:
                continue
            try:
                add(checked(backup))
            except (NotACopy, SchemaTooNew) as error:
                reason = Corrupt.message if isinstance(error, NotACopy) else error.sentence
                unfit.append(StoreProblem(backup.key, reason))
                continue
            count += 1
            progress(count)
    _remember(store, path, clock())
    what = AuditEvent.RESERVEKOPIE if path.suffix == ZIP else AuditEvent.UITGEVOERD
    AuditLog(store, clock).note(what, aantallen={"documenten": count})
    return BackupMade(count, (*store.problems(), *unfit), make_private(path))


def old_copies(store: Store, now: datetime) -> Backups:
    """Return the copies of more than 28 days, in the folders where copies were made.

    A copy that was moved to another folder cannot be known.
    """
    old: list[Path] = []
    unseen: list[Path] = []
    for folder, last in _folders(store):
        if folder.is_dir():
            with suppress(OSError):
                old += [path for path in sorted(folder.iterdir()) if _is_old(path, now)]
        elif not _has_ended(last, now):
            unseen.append(folder)
    return Backups(tuple(old), tuple(unseen))


def _remember(store: Store, path: Path, now: datetime) -> None:
    """Remember the folder. A copy that is whole does not fail for it."""

    def add(stored: Document) -> Document:
        known = stored.get(_FOLDERS, {})
        return {**stored, _FOLDERS: {**known, str(path.parent): now.isoformat()}}

    with suppress(StoreError):
        update_or_create(store, PLACES, add)


def _folders(store: Store) -> Iterator[tuple[Path, datetime]]:
    with suppress(NotFound, Corrupt, SchemaTooNew):
        for folder, moment in store.get(PLACES).document.get(_FOLDERS, {}).items():
            yield Path(folder), datetime.fromisoformat(moment)


def _is_old(path: Path, now: datetime) -> bool:
    """Return whether this is a copy of ours that was made more than 28 days ago."""
    if path.suffix not in SUFFIXES:
        return False
    with suppress(NotACopy, SchemaTooNew), open_copy(path) as source:
        return _has_ended(source.gemaakt, now)
    return False


def _has_ended(made: datetime, now: datetime) -> bool:
    return local_day(made) + timedelta(days=BACKUP_DAYS) < local_day(now)
