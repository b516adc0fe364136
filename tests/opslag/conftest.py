"""Every test has a store of its own, on real files."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from gesprek.opslag.archief import Archief
from gesprek.opslag.tinydb_store import TinyDBStore

# Files in memory where the system has that: with a busy disk the fsyncs of 230 tests take minutes.
# The calls are the same ones; what a disk adds, only a power cut shows.
_MEMORY = Path("/dev/shm")  # noqa: S108 - the folder in it is private


@pytest.fixture
def root() -> Iterator[Path]:
    memory = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="gesprek-", dir=memory) as folder:
        yield Path(folder) / "opslag"


@pytest.fixture
def store(root: Path) -> TinyDBStore:
    return TinyDBStore(root)


@pytest.fixture
def archief(store: TinyDBStore) -> Archief:
    return Archief(store)
