"""The buckets of the limits on guessing, in the memory of a server and shared in a database."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, Protocol

import pytest

from gesprek.storage.postgresql import server_state as in_database
from gesprek.storage.postgresql.connection import Connections
from gesprek.storage.postgresql.server_state import DatabaseTokenBuckets
from gesprek.storage.shared_state import MemoryTokenBuckets, TokenBuckets
from tests.storage.place import Database
from tests.storage.test_concurrency import run_together

MOST = 50
# A database measures the real time that goes by between two steps of a test.
NEARLY = 60.0


class Proef(Protocol):
    """Buckets, with time that a test can let go by."""

    buckets: TokenBuckets

    def later(self, seconds: float) -> None:
        """Let so much time go by."""

    def kept(self) -> int:
        """Return how many buckets are remembered."""


class InGeheugen:
    def __init__(self) -> None:
        self.now = 0.0
        self.memory = MemoryTokenBuckets(lambda: self.now, MOST)
        self.buckets: TokenBuckets = self.memory

    def later(self, seconds: float) -> None:
        self.now += seconds

    def kept(self) -> int:
        return len(self.memory._empty_at)


class InDatabase:
    def __init__(self, database: Database) -> None:
        database.open()
        self.database = database
        self.connections = Connections(database.address)
        self.buckets: TokenBuckets = DatabaseTokenBuckets(self.connections, MOST)

    def later(self, seconds: float) -> None:
        self.database.ask("UPDATE emmers SET leeg = leeg - %s", (timedelta(seconds=seconds),))

    def kept(self) -> int:
        ((number,),) = self.database.ask("SELECT count(*) FROM emmers")
        return int(str(number))


@pytest.fixture(params=["geheugen", "database"])
def proef(request: pytest.FixtureRequest) -> Iterator[Proef]:
    if request.param == "geheugen":
        yield InGeheugen()
        return
    one = InDatabase(request.getfixturevalue("database"))
    yield one
    one.connections.close()


def nearly(seconds: float) -> Any:  # noqa: ANN401 - what pytest gives
    return pytest.approx(seconds, abs=NEARLY)


def test_what_was_added_leaks_out_in_as_many_seconds(proef: Proef) -> None:
    assert proef.buckets.level("a") == 0
    proef.buckets.add("a", 10_000, 100_000)
    proef.buckets.add("a", 10_000, 100_000)
    assert proef.buckets.level("a") == nearly(20_000)
    proef.later(15_000)
    assert proef.buckets.level("a") == nearly(5_000)
    proef.later(15_000)
    assert proef.buckets.level("a") == 0
    proef.buckets.add("a", 10_000, 100_000)
    assert proef.buckets.level("a") == nearly(10_000)
    assert proef.buckets.level("b") == 0


def test_a_bucket_holds_no_more_than_it_can_and_no_less_than_nothing(proef: Proef) -> None:
    for _ in range(3):
        proef.buckets.add("a", 60_000, 100_000)
    assert proef.buckets.level("a") == nearly(100_000)
    proef.buckets.add("a", -60_000, 100_000)
    assert proef.buckets.level("a") == nearly(40_000)
    for _ in range(2):
        proef.buckets.add("a", -60_000, 100_000)
        assert proef.buckets.level("a") == 0


def test_an_empty_bucket_is_forgotten_and_a_full_one_is_not(proef: Proef) -> None:
    proef.buckets.add("a", 10_000, 100_000)
    proef.buckets.add("b", 50_000, 100_000)
    proef.later(20_000)
    proef.buckets.forget_empty()
    assert proef.kept() == 1
    assert proef.buckets.level("b") == nearly(30_000)


def test_however_many_there_are_the_latest_are_remembered(
    proef: Proef, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_database, "_CLEAN_EACH", 10)
    for number in range(2 * MOST):
        proef.buckets.add(str(number), 10_000, 100_000)
    assert proef.kept() == MOST
    assert proef.buckets.level(str(2 * MOST - 1)) == nearly(10_000)
    assert proef.buckets.level("0") == 0


def test_what_is_added_at_once_all_counts(proef: Proef) -> None:
    def add() -> None:
        for _ in range(5):
            proef.buckets.add("a", 10_000, 1_000_000)

    actions: list[Callable[[], None]] = [add] * 6
    run_together(*actions)
    assert proef.buckets.level("a") == nearly(300_000)


def test_servers_on_one_database_add_to_the_same_buckets(database: Database) -> None:
    one, other = database.open().buckets(), database.open().buckets()
    one.add("a", 10_000, 100_000)
    other.add("a", 10_000, 100_000)
    assert [each.level("a") for each in (one, other)] == [nearly(20_000), nearly(20_000)]


def test_a_guess_is_not_written_to_the_log_of_the_database(database: Database) -> None:
    database.open()
    asked = "SELECT relpersistence::text FROM pg_class WHERE relname = 'emmers'"
    assert database.ask(asked) == [("u",)]
