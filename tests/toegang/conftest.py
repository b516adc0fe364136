"""Each test has a store, a secret and a clock of its own."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from gesprek.opslag.tinydb_store import TinyDBStore
from gesprek.toegang.geheim import Geheim
from gesprek.toegang.wachtwoord import Wachtwoorden
from tests.hulp.oidc_aanbieder import PERSON
from tests.toegang.browser import Bezoek
from tests.toegang.huis import Huis, open_house


class Klok:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def later(self, **time: float) -> None:
        """Move on by so many ``seconds``, ``minutes``, ``hours`` or ``days``."""
        self.now += timedelta(**time)


@pytest.fixture
def klok() -> Klok:
    return Klok()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "opslag"


@pytest.fixture
def store(root: Path) -> TinyDBStore:
    return TinyDBStore(root)


@pytest.fixture
def geheim(root: Path) -> Geheim:
    return Geheim(root)


@pytest.fixture
def wachtwoorden() -> Wachtwoorden:
    """As the program's, at the lowest cost."""
    return Wachtwoorden(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture(scope="module")
def one_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Huis]:
    """One for each file of tests: only so many failures of one address are allowed."""
    with open_house(tmp_path_factory.mktemp("organisatie") / "opslag") as house:
        yield house


@pytest.fixture
def huis(one_house: Huis) -> Huis:
    """The house with a provider that behaves, and no manager."""
    one_house.choose()
    one_house.aanbieder.persoon = dict(PERSON)
    one_house.aanbieder.leeftijd = 0
    for one in one_house.portier.accounts.managers():
        one_house.portier.beheer.remove_manager(one.id)
    for one in one_house.portier.accounts.blocked():
        one_house.portier.accounts.allow_again(one.id)
    return one_house


@pytest.fixture
def bezoek(huis: Huis) -> Bezoek:
    return Bezoek(huis.server)
