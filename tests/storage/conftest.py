"""Every test has a store of its own: on real files, and the same test again in a real database.

What a test asks of ``plek`` or ``store`` must be true of both. A test about files says so with the
mark ``op_bestanden``, and why; only such a test may ask for ``root``.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from gesprek.services.archive import Archive
from gesprek.storage.postgresql.postgresql_store import PostgreSQLStore
from gesprek.storage.protocol import Store
from tests.storage.place import Database, Folder, Place
from tests.support.postgres import Cluster

# Files in memory where the system has that: with a busy disk the fsyncs of 230 tests take minutes.
# The calls are the same ones; what a disk adds, only a power cut shows.
_MEMORY = Path("/dev/shm")  # noqa: S108 - the folder in it is private
_FILES, _DATABASE = "bestanden", "postgresql"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "place" not in metafunc.fixturenames:
        return
    mark = metafunc.definition.get_closest_marker("op_bestanden")
    if mark and not (mark.args and mark.args[0]):
        raise pytest.UsageError(f"{metafunc.definition.nodeid}: say why it is about files")
    if "root" in metafunc.fixturenames and not mark:
        raise pytest.UsageError(f"{metafunc.definition.nodeid}: asks for root without the mark")
    kinds = [_FILES] if mark else [_FILES, _DATABASE]
    metafunc.parametrize("place", kinds, indirect=True)


@pytest.fixture(scope="session")
def tables(cluster: Cluster) -> str:
    """A database with our tables and nothing in them: a copy is made sooner than the tables."""
    address = cluster.new_database()
    PostgreSQLStore(address).close()
    return address


@pytest.fixture
def database(cluster: Cluster) -> Iterator[Database]:
    """A place in an empty database, for a test that is about databases only."""
    one = Database(cluster)
    yield one
    one.close()


@pytest.fixture
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    """A place for a store: once a folder, once a database."""
    if request.param == _DATABASE:
        one = Database(request.getfixturevalue("cluster"), request.getfixturevalue("tables"))
        yield one
        one.close()
        return
    memory = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="gesprek-", dir=memory) as folder:
        yield Folder(Path(folder) / "opslag")


@pytest.fixture
def root(place: Place) -> Path:
    """The folder of the store, for a test about files."""
    assert isinstance(place, Folder)
    return place.root


@pytest.fixture
def store(place: Place) -> Store:
    return place.open()


@pytest.fixture
def archive(store: Store) -> Archive:
    return Archive(store)
