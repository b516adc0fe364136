"""The store: what it acknowledged is on the disk. Only here TinyDB is known."""

import os
from pathlib import Path
from typing import Final

from gesprek.opslag.fouten import Unusable
from gesprek.opslag.protocol import Store
from gesprek.opslag.tinydb_store import TinyDBStore

_VARIABLE: Final = "GESPREK_OPSLAG"
# From this file and not from the working directory: a second one would look like an empty store.
_DEFAULT: Final = Path(__file__).resolve().parents[2] / "data" / "opslag"


def default_address() -> str:
    """Return what ``GESPREK_OPSLAG`` names, or ``data/opslag`` of this project."""
    return os.environ.get(_VARIABLE) or str(_DEFAULT)


def open_store(address: str | None = None) -> Store:
    """Return the store at the address.

    Args:
        address: a folder, made where it is missing; None: ``default_address()``.

    Raises:
        Unusable: the folder cannot be used, or the address names something else than a folder.
        StoreFull: there is no room to begin.
    """
    address = address or default_address()
    if "://" in address:
        raise Unusable
    return TinyDBStore(Path(address).expanduser())
