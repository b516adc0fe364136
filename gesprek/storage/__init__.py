"""The store: what it acknowledged is on the disk. Only here databases are known.

An address is a folder, or ``postgresql://…`` for a database; None is ``default_address()``. What is
neither raises Unusable, a database without the packages for it NoDriver.
"""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from gesprek.domain.dates import utc_now
from gesprek.storage.files.file_store import TinyDBStore
from gesprek.storage.protocol import Store
from gesprek.storage.store_errors import NoDriver, Unusable

# From this file and not from the working directory: a second one would look like an empty store.
_DEFAULT: Final = Path(__file__).resolve().parents[2] / "data" / "opslag"


def default_address() -> str:
    """Return what ``GESPREK_OPSLAG`` names, or ``data/opslag`` of this project."""
    return os.environ.get("GESPREK_OPSLAG") or str(_DEFAULT)


def folder_of(address: str | None = None) -> Path | None:
    """Return the folder of the store at an address, None for a database."""
    address = address or default_address()
    if address.startswith(("postgres://", "postgresql://")):
        return None
    if "://" in address:
        raise Unusable
    return Path(address).expanduser()


def open_store(address: str | None = None, clock: Callable[[], datetime] = utc_now) -> Store:
    """Return the store at the address; a folder and tables that are missing are made.

    Raises as ``TinyDBStore`` and ``PostgreSQLStore``.
    """
    folder = folder_of(address)
    if folder is not None:
        return TinyDBStore(folder, clock)
    try:
        # Not for who does not use it.
        from gesprek.storage.postgresql.postgresql_store import PostgreSQLStore
    except ImportError:
        raise NoDriver from None
    return PostgreSQLStore(address or default_address(), clock)


def is_there(address: str | None = None) -> bool:
    """Return whether there is a store at the address already; makes none."""
    folder = folder_of(address)
    if folder is not None:
        return folder.is_dir()
    try:
        from gesprek.storage.postgresql.connection import Connections
    except ImportError:
        raise NoDriver from None
    return Connections(address or default_address()).is_prepared()
