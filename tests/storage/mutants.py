"""The store with one safeguard left out: what a test of that safeguard must notice."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from gesprek.storage import merge
from gesprek.storage.files import operating_system
from gesprek.storage.files.locks import Locks
from gesprek.storage.postgresql import rows
from gesprek.storage.protocol import DocumentKey

NAME: Final = "GESPREK_MUTANT"
_find: Final = rows.find


@contextmanager
def _no_lock(_locks: Locks, _name: str) -> Iterator[None]:
    yield


def _find_unlocked(
    connection: sa.Connection, sleutel: DocumentKey, **_options: bool
) -> rows.StoredRow:
    return _find(connection, sleutel)


def _write_unsynced(path: Path, data: bytes) -> None:
    descriptor = operating_system.open_private(path, os.O_WRONLY | os.O_TRUNC)
    os.write(descriptor, data)
    os.close(descriptor)


def _never(*_arguments: object) -> bool:
    return False


Patch = tuple[Any, str, Callable[..., Any]]
MUTANTEN: Final[dict[str, tuple[Patch, ...]]] = {
    "": (),
    "zonder slot": ((Locks, "hold", _no_lock), (rows, "find", _find_unlocked)),
    "zonder fsync": (
        (operating_system, "_write_synced", _write_unsynced),
        (operating_system, "sync_folder", _never),
    ),
    "zonder conflict": ((merge, "_is_overtaken", _never),),
}


def become_mutant() -> None:
    """Leave out what the environment names; for a program that the tests start."""
    for target, attribute, replacement in MUTANTEN[os.environ.get(NAME, "")]:
        setattr(target, attribute, replacement)
