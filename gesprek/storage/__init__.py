"""The store: what it acknowledged is on the disk. Only here databases are known."""

import os
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from gesprek.domain.dates import utc_now
from gesprek.storage.files.file_store import TinyDBStore
from gesprek.storage.protocol import Store
from gesprek.storage.store_errors import NoDriver, Unusable

_VARIABLE: Final = "GESPREK_OPSLAG"
# From this file and not from the working directory: a second one would look like an empty store.
_DEFAULT: Final = Path(__file__).resolve().parents[2] / "data" / "opslag"
_DATABASE: Final = re.compile("postgres(ql)?://")


def default_address() -> str:
    """Return what ``GESPREK_OPSLAG`` names, or ``data/opslag`` of this project."""
    return os.environ.get(_VARIABLE) or str(_DEFAULT)


def folder_of(address: str | None = None) -> Path | None:
    """Return the folder of the store at an address, None for a database.

    Args:
        address: a folder or a database; None: ``default_address()``.

    Raises:
        Unusable: it is neither.
    """
    address = address or default_address()
    if _DATABASE.match(address):
        return None
    if "://" in address:
        raise Unusable
    return Path(address).expanduser()


def open_store(address: str | None = None, clock: Callable[[], datetime] = utc_now) -> Store:
    """Return the store at the address.

    Args:
        address: a folder, made where it is missing, or ``postgresql://…``, in which the tables are
            made where they are missing; None: ``default_address()``.
        clock: tells the moment of a change.

    Raises:
        Unusable: it cannot be used, or the address names something else.
        NoDriver: it is a database, and the packages for it are missing.
        SchemaTooNew: a newer program changed the tables of the database.
        StoreFull: there is no room to begin.
    """
    address = address or default_address()
    folder = folder_of(address)
    if folder is not None:
        return TinyDBStore(folder, clock)
    try:
        from gesprek.storage.postgresql.postgresql_store import (
            PostgreSQLStore,  # not for who does not use it
        )
    except ImportError:
        raise NoDriver from None
    return PostgreSQLStore(address, clock)


def is_there(address: str | None = None) -> bool:
    """Return whether there is a store at the address already; makes none.

    Raises:
        Unusable, NoDriver: as ``open_store``.
    """
    address = address or default_address()
    folder = folder_of(address)
    if folder is not None:
        return folder.is_dir()
    try:
        from gesprek.storage.postgresql.connection import Connections
    except ImportError:
        raise NoDriver from None
    return Connections(address).is_prepared()
