"""Every test has a store of its own on real files."""

from pathlib import Path

import pytest

from gesprek.opslag.archief import Archief
from gesprek.opslag.tinydb_store import TinyDBStore


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "opslag"


@pytest.fixture
def store(root: Path) -> TinyDBStore:
    return TinyDBStore(root)


@pytest.fixture
def archief(store: TinyDBStore) -> Archief:
    return Archief(store)
