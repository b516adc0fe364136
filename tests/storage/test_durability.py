"""What was acknowledged stays: order of the calls, kill -9, a full disk, failing calls."""

import errno
import json
import os
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from gesprek.storage.files import operating_system
from gesprek.storage.protocol import Kind, Store
from gesprek.storage.store_errors import (
    Busy,
    NotFound,
    OutcomeUnknown,
    StoreError,
    StoreFull,
    Unusable,
)
from tests.storage.examples import OTHER, SLEUTEL, path_of, put, start, temporary_files
from tests.storage.mutants import MUTANTEN
from tests.storage.place import Place
from tests.storage.trials import kill_often, make_documents
from tests.support.extent import size

OP_BESTANDEN = pytest.mark.op_bestanden("about calls of the file system and its failures")

ORDER = [
    "write .o1.json.tmp",
    "fsync .o1.json.tmp",
    "replace .o1.json.tmp o1.json",
    "fsync t1",
]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the calls that change the disk, in order, with what they are about."""
    traced: list[str] = []
    names: dict[int, str] = {}
    real_open, real_write, real_fsync, real_replace = os.open, os.write, os.fsync, os.replace

    def traced_open(path: Path, flags: int, mode: int = 0o777) -> int:
        descriptor = real_open(path, flags, mode)
        names[descriptor] = Path(path).name
        return descriptor

    def traced_write(descriptor: int, data: bytes) -> int:
        traced.append(f"write {names[descriptor]}")
        return real_write(descriptor, data)

    def traced_fsync(descriptor: int) -> None:
        real_fsync(descriptor)
        traced.append(f"fsync {names[descriptor]}")

    def traced_replace(source: Path, target: Path) -> None:
        real_replace(source, target)
        traced.append(f"replace {Path(source).name} {Path(target).name}")

    monkeypatch.setattr(os, "open", traced_open)
    monkeypatch.setattr(os, "write", traced_write)
    monkeypatch.setattr(os, "fsync", traced_fsync)
    monkeypatch.setattr(os, "replace", traced_replace)
    return traced


@OP_BESTANDEN
@pytest.mark.posix_only("fsync van een map")
def test_a_save_returns_after_write_fsync_replace_and_fsync_of_the_folder(
    store: Store, calls: list[str]
) -> None:
    store.create(SLEUTEL, {"a": 1})
    calls.clear()
    store.apply(SLEUTEL, 1, put("a", 2))
    assert calls == ORDER


@OP_BESTANDEN
@pytest.mark.posix_only("fsync van een map")
def test_without_fsync_the_order_of_the_calls_is_another(
    store: Store, calls: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for target, attribute, replacement in MUTANTEN["zonder fsync"]:
        monkeypatch.setattr(target, attribute, replacement)
    store.create(SLEUTEL, {"a": 1})
    calls.clear()
    store.apply(SLEUTEL, 1, put("a", 2))
    assert calls == [call for call in ORDER if not call.startswith("fsync")]


@OP_BESTANDEN
@pytest.mark.posix_only("fsync van een map")
def test_a_new_folder_is_on_the_disk_before_the_document_in_it(
    store: Store, calls: list[str]
) -> None:
    store.create(SLEUTEL, {"a": 1})
    assert calls[0] == "fsync teams"
    assert calls[-1] == "fsync t1"


@OP_BESTANDEN
@pytest.mark.posix_only("fsync van een map")
def test_a_removal_returns_after_the_fsync_of_the_folder(store: Store, calls: list[str]) -> None:
    store.create(SLEUTEL, {"a": 1})
    calls.clear()
    store.delete(SLEUTEL)
    assert calls == ["fsync t1"]


@pytest.mark.posix_only("SIGKILL")
def test_kill_9_loses_nothing_that_was_acknowledged(place: Place) -> None:
    make_documents(place)
    kills = size(3, 40, 200)
    outcome = kill_often(place, kills, longest=size(15, 40) / 100)
    assert (outcome.lost, outcome.unreadable, outcome.left_behind) == (0, 0, 0)
    assert outcome.acknowledged >= kills


@pytest.mark.posix_only("SIGKILL")
def test_kills_do_not_delay_or_harm_who_goes_on(place: Place) -> None:
    make_documents(place)
    survivor = start("survivor.py", place.address)
    outcome = kill_often(place, size(2, 20, 100), longest=0.2, seed=6)
    assert survivor.poll() is None
    said = json.loads(survivor.communicate("")[0])
    assert (outcome.lost, outcome.unreadable) == (0, 0)
    assert said["saves"] > 0  # each of them without Busy: it never waited longer than it may


@OP_BESTANDEN
@pytest.mark.posix_only("een grens aan bestanden (RLIMIT_FSIZE)")
def test_a_full_disk_leaves_the_old_text_and_works_again_with_room(
    store: Store, root: Path
) -> None:
    store.create(SLEUTEL, {"tekst": "oud"})
    output = start("full_disk.py", root).communicate()[0]
    assert output.splitlines() == ["StoreFull", "{'tekst': 'oud'}", "{'tekst': 'kort'}"]
    assert temporary_files(root) == []


FAILURES: dict[int, type[StoreError]] = {
    errno.ENOSPC: StoreFull,
    errno.EFBIG: StoreFull,
    errno.EDQUOT: StoreFull,
    errno.EIO: Unusable,
    errno.EROFS: Unusable,
    errno.EACCES: Unusable,
}


@OP_BESTANDEN
@pytest.mark.posix_only("deze foutnummers")
@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
@pytest.mark.parametrize("number", FAILURES)
def test_a_call_that_fails_leaves_the_old_text_and_no_temporary_file(
    store: Store, root: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    expected = FAILURES[number]
    store.create(SLEUTEL, {"a": 1})
    with monkeypatch.context() as failing:
        failing.setattr(os, call, fails(number))
        with pytest.raises(expected):
            store.apply(SLEUTEL, 1, put("a", 2))
    assert store.get(SLEUTEL).document == {"a": 1}
    assert temporary_files(root) == []
    assert store.apply(SLEUTEL, 1, put("a", 2)).document == {"a": 2}


@OP_BESTANDEN
@pytest.mark.posix_only("deze foutnummers")
def test_no_room_for_a_new_folder_is_store_full(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as failing:
        failing.setattr(os, "mkdir", fails(errno.ENOSPC))
        with pytest.raises(StoreFull):
            store.create(SLEUTEL, {})
    with pytest.raises(NotFound):
        store.get(SLEUTEL)


@OP_BESTANDEN
@pytest.mark.posix_only("fsync van een map")
def test_a_folder_that_cannot_be_synced_leaves_the_outcome_unknown_and_a_retry_settles_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.create(SLEUTEL, {"a": 1})
    with monkeypatch.context() as failing:
        failing.setattr(operating_system, "sync_folder", fails(errno.EIO))
        with pytest.raises(OutcomeUnknown):
            store.apply(SLEUTEL, 1, put("a", 2))
    record = store.apply(SLEUTEL, 1, put("a", 2))
    assert (record.version, record.document) == (2, {"a": 2})


@OP_BESTANDEN
@pytest.mark.posix_only("deze foutnummers")
def test_a_file_that_cannot_be_read_is_one_problem(
    store: Store, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in (SLEUTEL, OTHER):
        store.create(key, {"id": key.id})
    real = Path.read_bytes
    bad = path_of(root, SLEUTEL)

    def read_bytes(path: Path) -> bytes:
        if path == bad:
            raise OSError(errno.EIO, "bad sector")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    assert [record.document for record in store.list(Kind.OEFENING)] == [{"id": "o2"}]
    assert [problem.key for problem in store.problems()] == [SLEUTEL]


@OP_BESTANDEN
def test_on_windows_a_reader_delays_a_save_and_does_not_fail_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.create(SLEUTEL, {"a": 1})
    monkeypatch.setattr(operating_system, "_WINDOWS", True)
    failures = iter([True, True, True])
    real = os.replace

    def in_use(source: Path, target: Path) -> None:
        if next(failures, False):
            raise PermissionError(errno.EACCES, "in use")
        real(source, target)

    monkeypatch.setattr(os, "replace", in_use)
    assert store.apply(SLEUTEL, 1, put("a", 2)).document == {"a": 2}


@OP_BESTANDEN
def test_on_windows_a_file_that_stays_in_use_is_busy(
    store: Store, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.create(SLEUTEL, {"a": 1})
    monkeypatch.setattr(operating_system, "_WINDOWS", True)
    monkeypatch.setattr(operating_system, "_PATIENCE", 0.05)
    with monkeypatch.context() as failing:
        failing.setattr(os, "replace", fails(errno.EACCES))
        with pytest.raises(Busy):
            store.apply(SLEUTEL, 1, put("a", 2))
    assert store.get(SLEUTEL).document == {"a": 1}
    assert temporary_files(root) == []


@OP_BESTANDEN
def test_on_windows_nothing_stays_of_a_failed_save_though_another_program_holds_it(
    store: Store, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else each reader would wait for a writer that is gone."""
    store.create(SLEUTEL, {"a": 1})
    monkeypatch.setattr(operating_system, "_WINDOWS", True)
    monkeypatch.setattr(operating_system, "_PATIENCE", 1.0)
    held = iter([True])
    real = Path.unlink

    def unlink(path: Path) -> None:
        if next(held, False):
            raise PermissionError(errno.EACCES, "in use")
        real(path)

    monkeypatch.setattr(Path, "unlink", unlink)
    monkeypatch.setattr(os, "replace", fails(errno.EACCES))
    with pytest.raises(Busy):
        store.apply(SLEUTEL, 1, put("a", 2))
    assert temporary_files(root) == []


@OP_BESTANDEN
def test_on_windows_a_file_that_another_program_holds_as_it_is_opened_delays_a_save(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.create(SLEUTEL, {"a": 1})
    monkeypatch.setattr(operating_system, "_WINDOWS", True)
    failures = iter([True, True, True])
    real = os.open

    def scanned(path: Path, flags: int, mode: int = 0o777) -> int:
        if Path(path).suffix == ".tmp" and next(failures, False):
            raise PermissionError(errno.EACCES, "in use")
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", scanned)
    assert store.apply(SLEUTEL, 1, put("a", 2)).document == {"a": 2}


@OP_BESTANDEN
def test_on_windows_readers_let_a_writer_go_first(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four read without end, and no file is replaced while one of them has it open."""
    store.create(SLEUTEL, {"a": 1})
    windows = FilesInUse(monkeypatch)
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            store.get(SLEUTEL)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for one in readers:
        one.start()
    try:
        for number in range(5):
            store.apply(SLEUTEL, number + 1, put("a", number))
    finally:
        done.set()
        for one in readers:
            one.join()
    assert windows.refused < 5 * 20  # a handful each; without courtesy it is refused without end


@OP_BESTANDEN
def test_on_windows_a_folder_in_the_place_of_a_file_is_one_damaged_file_and_no_file_in_use(
    store: Store, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.create(OTHER, {"b": 2})
    path_of(root, SLEUTEL).mkdir(parents=True)
    monkeypatch.setattr(operating_system, "_WINDOWS", True)
    unreadable = operating_system._UNREADABLE - {errno.EACCES, errno.EPERM}
    monkeypatch.setattr(operating_system, "_UNREADABLE", unreadable)
    real = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        if path.is_dir():
            raise PermissionError(errno.EACCES, "that is what Windows says")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    assert [record.key for record in store.list(Kind.OEFENING)] == [OTHER]
    assert [problem.key for problem in store.problems()] == [SLEUTEL]


class FilesInUse:
    """Makes this system as Windows: a file that somebody reads can't be replaced.

    Attributes:
        refused: how often it was tried.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.refused = 0
        self._open: Counter[Path] = Counter()
        self._lock = threading.Lock()
        self._read, self._replace = Path.read_bytes, os.replace
        monkeypatch.setattr(operating_system, "_WINDOWS", True)
        slow = self._read_slowly
        monkeypatch.setattr(Path, "read_bytes", lambda path: slow(path))  # noqa: PLW0108 - no method
        monkeypatch.setattr(os, "replace", self._replace_unread)

    def _read_slowly(self, path: Path) -> bytes:
        with self._lock:
            self._open[path] += 1
        time.sleep(0.002)
        try:
            return self._read(path)
        finally:
            with self._lock:
                self._open[path] -= 1

    def _replace_unread(self, source: Path, target: Path) -> None:
        with self._lock:
            if self._open[Path(target)]:
                self.refused += 1
                raise PermissionError(errno.EACCES, "in use")
            self._replace(source, target)


def fails(number: int) -> Callable[..., None]:
    """Return a call that always gives this error."""

    def call(*_arguments: object, **_named: object) -> None:
        raise OSError(number, os.strerror(number))

    return call
