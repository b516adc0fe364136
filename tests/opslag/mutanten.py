"""The store with one safeguard left out: what a test of that safeguard must notice."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from gesprek.opslag import merge, system
from gesprek.opslag.locks import Locks
from gesprek.opslag.postgresql import documenten
from gesprek.opslag.protocol import Sleutel

NAME: Final = "GESPREK_MUTANT"
_find: Final = documenten.find


@contextmanager
def _no_lock(_locks: Locks, _name: str) -> Iterator[None]:
    yield


def _find_unlocked(connection: sa.Connection, sleutel: Sleutel, **_options: bool) -> documenten.Rij:
    return _find(connection, sleutel)


def _write_unsynced(path: Path, data: bytes) -> None:
    descriptor = system.open_private(path, os.O_WRONLY | os.O_TRUNC)
    os.write(descriptor, data)
    os.close(descriptor)


def _never(*_arguments: object) -> bool:
    return False


Patch = tuple[Any, str, Callable[..., Any]]
MUTANTEN: Final[dict[str, tuple[Patch, ...]]] = {
    "": (),
    "zonder slot": ((Locks, "hold", _no_lock), (documenten, "find", _find_unlocked)),
    "zonder fsync": (
        (system, "_write_synced", _write_unsynced),
        (system, "sync_folder", _never),
    ),
    "zonder conflict": ((merge, "_is_overtaken", _never),),
}


def become_mutant() -> None:
    """Leave out what the environment names; for a program that the tests start."""
    for target, attribute, replacement in MUTANTEN[os.environ.get(NAME, "")]:
        setattr(target, attribute, replacement)
