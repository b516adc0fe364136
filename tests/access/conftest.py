"""Each test has a store, a secret and a clock of its own."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from gesprek.access.passwords import Passwords
from gesprek.access.signing import ServerSecrets
from gesprek.storage.files.file_store import TinyDBStore


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def later(self, **time: float) -> None:
        """Move on by so many ``seconds``, ``minutes``, ``hours`` or ``days``."""
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "opslag"


@pytest.fixture
def store(root: Path) -> TinyDBStore:
    return TinyDBStore(root)


@pytest.fixture
def server_secrets(root: Path) -> ServerSecrets:
    return ServerSecrets(root)


@pytest.fixture
def passwords() -> Passwords:
    """As the program's, at the lowest cost."""
    return Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
