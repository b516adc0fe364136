"""A document that is asked at each request is read once, and every change of it is seen at once."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gesprek.storage.files import document_cache
from gesprek.storage.files.document_cache import DocumentCache
from gesprek.storage.files.file_store import TinyDBStore
from gesprek.storage.files.layout import QUARANTINE
from gesprek.storage.protocol import DocumentKey, Kind, Record, Store
from gesprek.storage.store_errors import Corrupt, NotFound
from tests.storage.examples import path_of, put
from tests.support.builders.oefeningen import NOW

pytestmark = pytest.mark.op_bestanden("what is kept of a file; a row is always asked for")

LOG_IN = DocumentKey(Kind.AANMELDING, "aanmelding-a")
ASKED = (
    LOG_IN,
    DocumentKey(Kind.TEAMSLEUTEL, "sleutel-a"),
    DocumentKey(Kind.ACCOUNT, "account-a"),
    DocumentKey(Kind.DEELCODE, "code-a"),
    DocumentKey(Kind.BEHEER, "instellingen"),
)
FEW = 3


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read since."""
    names: list[str] = []
    real = Path.read_bytes

    def noted(path: Path) -> bytes:
        names.append(path.name)
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", noted)
    return names


def settled(root: Path, sleutel: DocumentKey, seconds: float = 1) -> None:
    """Let a file look as if it was written this long ago."""
    moment = time.time_ns() - int(seconds * 1_000_000_000) | 1
    os.utime(path_of(root, sleutel), ns=(moment, moment))


def kept(store: Store, root: Path, sleutel: DocumentKey = LOG_IN) -> TinyDBStore:
    """Store a document with one store and return another one that holds it."""
    store.create(sleutel, {"a": 1})
    settled(root, sleutel)
    other = TinyDBStore(root)
    assert other.get(sleutel).document == {"a": 1}
    return other


@pytest.mark.parametrize("sleutel", ASKED, ids=lambda one: one.kind.value)
def test_an_unchanged_document_is_not_read_again(
    store: Store, root: Path, read: list[str], sleutel: DocumentKey
) -> None:
    other = kept(store, root, sleutel)
    first = other.get(sleutel)
    read.clear()
    assert other.get(sleutel) == first
    assert other.versions([sleutel]) == {sleutel: 1}
    assert read == []


@pytest.mark.parametrize("soort", sorted(set(Kind) - {one.kind for one in ASKED}))
def test_a_document_of_any_other_kind_is_read_each_time_and_only_its_version_is_kept(
    store: Store, root: Path, read: list[str], soort: Kind
) -> None:
    team = "t1" if soort in (Kind.OEFENING, Kind.GECODEERD, Kind.LEERPUNTEN) else None
    other = kept(store, root, sleutel := DocumentKey(soort, "x1", team))
    read.clear()
    other.get(sleutel)
    assert len(read) == 1
    assert [one.text for one in other._cache._kept.values()] == [None]
    assert other.versions([sleutel]) == {sleutel: 1}
    assert len(read) == 1


def changed(store: Store, _path: Path) -> None:
    store.apply(LOG_IN, 1, put("a", 2))


def made_anew(store: Store, _path: Path) -> None:
    store.delete(LOG_IN)
    store.create(LOG_IN, {"a": 2})


def put_back(store: Store, _path: Path) -> None:
    (one,) = store.export()
    store.load([type(one)(LOG_IN, {**one.envelope, "document": {"a": 2}})])


def written_in_place(_store: Store, path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'{"a":1}', b'{"a":2}'))


def replaced_by_one_as_old_and_as_large(_store: Store, path: Path) -> None:
    moment = path.stat().st_mtime_ns
    new = path.with_name("new")
    new.write_bytes(path.read_bytes().replace(b'{"a":1}', b'{"a":2}'))
    os.utime(new, ns=(moment, moment))
    new.replace(path)


@pytest.mark.parametrize(
    "change", [changed, made_anew, put_back, written_in_place, replaced_by_one_as_old_and_as_large]
)
def test_a_change_by_another_is_seen_at_once(
    store: Store, root: Path, change: Callable[[Store, Path], None]
) -> None:
    other = kept(store, root)
    change(store, path_of(root, LOG_IN))
    assert other.get(LOG_IN).document == {"a": 2}


def test_a_removal_by_another_is_seen_at_once_and_nothing_of_it_is_kept(
    store: Store, root: Path
) -> None:
    other = kept(store, root)
    store.delete(LOG_IN)
    with pytest.raises(NotFound):
        other.get(LOG_IN)
    assert other.versions([LOG_IN]) == {}
    assert not other._cache._kept


@pytest.mark.parametrize("finder", ["the other", "itself"])
def test_damage_is_seen_at_once_and_stays_damage_in_quarantine(
    store: Store, root: Path, finder: str
) -> None:
    other = kept(store, root)
    path = path_of(root, LOG_IN)
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(Corrupt):
        (store if finder == "the other" else other).get(LOG_IN)
    assert path_of(root / QUARANTINE, LOG_IN).exists()
    for _ in range(2):
        with pytest.raises(Corrupt):
            other.get(LOG_IN)
    assert [problem.key for problem in other.problems()] == [LOG_IN]


@pytest.mark.posix_only("een koppeling maken mag daar niet iedereen")
def test_a_link_in_its_place_leads_nowhere(store: Store, root: Path) -> None:
    other = kept(store, root)
    path = path_of(root, LOG_IN)
    outside = root.with_name("elders.json")
    path.rename(outside)
    path.symlink_to(outside)
    with pytest.raises(Corrupt):
        other.get(LOG_IN)


def test_a_check_reads_what_is_on_the_disk(store: Store, root: Path, read: list[str]) -> None:
    other = kept(store, root)
    read.clear()
    assert other.check() == ()
    assert list(other.export())
    assert read == 2 * [path_of(root, LOG_IN).name]


def test_a_file_that_was_written_just_now_is_read_again_until_it_is_settled(
    store: Store, root: Path, read: list[str]
) -> None:
    store.create(LOG_IN, {"a": 1})
    settled(root, LOG_IN, -1)  # its clock runs ahead: it is never older than now
    other = TinyDBStore(root)
    for _ in range(FEW):
        other.get(LOG_IN)
    assert len(read) == FEW
    settled(root, LOG_IN)
    for _ in range(FEW):
        other.get(LOG_IN)
    assert len(read) == FEW + 1


def test_who_changes_what_they_got_changes_nothing_for_others(store: Store, root: Path) -> None:
    other = kept(store, root)
    for _ in range(FEW):
        document = other.get(LOG_IN).document
        assert document == {"a": 1}
        document["a"] = 2


def test_the_one_that_was_asked_longest_ago_goes_first(root: Path, store: Store) -> None:
    keys = [DocumentKey(Kind.ACCOUNT, f"account-{number}") for number in range(FEW + 1)]
    for key in keys:
        store.create(key, {})
        settled(root, key)
    asked: list[DocumentKey] = []

    def read_one(key: DocumentKey) -> Record:
        asked.append(key)
        return Record(key, 1, {}, NOW, NOW)

    cache = DocumentCache(lambda key: path_of(root, key), read_one, most=FEW)
    for key in (*keys[:FEW], keys[0], keys[FEW], keys[0]):
        cache.get(key)
    assert asked == keys
    cache.get(keys[1])
    assert asked == [*keys, keys[1]]
    assert len(cache._kept) == FEW
    assert document_cache._MOST == 2_000


def test_threads_that_ask_while_another_changes_never_go_back(store: Store, root: Path) -> None:
    store.create(LOG_IN, {"a": 1})
    other, ended = TinyDBStore(root), threading.Event()
    wrong: list[object] = []

    def ask() -> None:
        seen = 0
        while not ended.is_set():
            record = other.get(LOG_IN)
            if record.version < seen or record.document["a"] != record.version:
                wrong.append(record)
            seen = record.version

    threads = [threading.Thread(target=ask) for _ in range(FEW)]
    for thread in threads:
        thread.start()
    for version in range(1, 20):
        store.apply(LOG_IN, version, put("a", version + 1))
        if version % 4 == 0:
            time.sleep(0.06)  # settled
    ended.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert other.get(LOG_IN).document == {"a": 20}
