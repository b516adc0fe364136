"""Several threads and processes on one document."""

import signal
import threading
import time
from pathlib import Path

import pytest
from filelock import lock_descriptor

from gesprek.storage.files import locks
from gesprek.storage.files.file_store import TinyDBStore
from gesprek.storage.protocol import Store
from gesprek.storage.store_errors import Busy, FieldConflict, Unusable
from tests.storage.examples import OTHER, SLEUTEL, path_of, put, start, temporary_files
from tests.storage.mutants import MUTANTEN
from tests.storage.place import Place
from tests.storage.trials import write_together
from tests.support.extent import size

OP_BESTANDEN = pytest.mark.op_bestanden("about the lock of the file system")

SAVES = size(4, 40)


@pytest.mark.parametrize(
    ("processes", "threads"), [pytest.param(1, 12, marks=pytest.mark.alles), (4, 3)]
)
def test_12_writers_lose_nothing_and_readers_never_fail_or_go_back(
    place: Place, processes: int, threads: int
) -> None:
    outcome = write_together(place, processes, threads, SAVES)
    assert outcome.problems() == []
    assert len(outcome.acknowledged) == outcome.counter == 12 * SAVES


@pytest.mark.alles
@pytest.mark.parametrize("mutant", ["zonder slot", "zonder conflict"])
def test_12_writers_lose_something_without(place: Place, mutant: str) -> None:
    outcome = write_together(place, 2, 6, 8, mutant)
    assert set(outcome.problems()) & {"an error", "a lost save", "a lost step"}


def test_two_stores_in_one_process_lock_each_other_out(store: Store, place: Place) -> None:
    store.create(SLEUTEL, {"velden": {}})

    def save(name: str) -> None:
        own = place.open()
        for number in range(25):
            own.apply(SLEUTEL, 1, put(f"velden/{name}-{number}", number))

    run_together(lambda: save("een"), lambda: save("twee"))
    assert len(store.get(SLEUTEL).document["velden"]) == 50


def race(store: Store) -> tuple[list[str], dict[str, FieldConflict]]:
    """Let four change one field at once; return who won, and what the others got."""
    store.create(SLEUTEL, {"tekst": "begin"})
    won: list[str] = []
    lost: dict[str, FieldConflict] = {}
    barrier = threading.Barrier(4)

    def save(mine: str) -> None:
        barrier.wait()
        try:
            store.apply(SLEUTEL, 1, put("tekst", mine))
            won.append(mine)
        except FieldConflict as conflict:
            lost[mine] = conflict

    run_together(*(lambda name=name: save(name) for name in "abcd"))
    return won, lost


def test_of_those_who_change_one_field_one_wins_and_the_others_get_both_texts(
    store: Store,
) -> None:
    won, lost = race(store)
    assert len(won) == 1
    assert store.get(SLEUTEL).document == {"tekst": won[0]}
    assert len(lost) == 3
    for mine, conflict in lost.items():
        assert conflict.conflicts == {("tekst",): (mine, won[0])}


@pytest.mark.alles
def test_without_the_conflict_check_all_would_win(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for target, attribute, replacement in MUTANTEN["zonder conflict"]:
        monkeypatch.setattr(target, attribute, replacement)
    won, lost = race(store)
    assert len(won) == 4
    assert lost == {}


def test_a_counter_that_says_who_counted_counts_every_acknowledged_step(store: Store) -> None:
    store.create(SLEUTEL, {"teller": [0, ""]})

    def count(who: str) -> None:
        for _ in range(10):
            while True:
                record = store.get(SLEUTEL)
                step = record.document["teller"][0] + 1
                try:
                    store.apply(SLEUTEL, record.version, put("teller", [step, who]))
                    break
                except FieldConflict:
                    continue

    run_together(*(lambda name=name: count(name) for name in "abcd"))
    assert store.get(SLEUTEL).document["teller"][0] == 40


@OP_BESTANDEN
def test_a_holder_in_another_process_gives_busy_within_the_limit(root: Path) -> None:
    store = TinyDBStore(root, lock_timeout=0.2)
    store.create(SLEUTEL, {"a": 1})
    holder = start("hold_lock.py", root)
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    begin = time.monotonic()
    with pytest.raises(Busy):
        store.apply(SLEUTEL, 1, put("a", 2))
    assert time.monotonic() - begin >= 0.2
    assert store.get(SLEUTEL).document == {"a": 1}
    holder.kill()
    holder.communicate()
    assert store.apply(SLEUTEL, 1, put("a", 2)).version == 2


@OP_BESTANDEN
@pytest.mark.posix_only("een proces stilzetten met SIGSTOP")
def test_a_frozen_holder_gives_busy_within_the_limit_and_readers_go_on(root: Path) -> None:
    store = TinyDBStore(root, lock_timeout=0.3)
    store.create(SLEUTEL, {"a": 1})
    holder = start("hold_lock.py", root)
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    holder.send_signal(signal.SIGSTOP)
    begin = time.monotonic()
    with pytest.raises(Busy):
        store.apply(SLEUTEL, 1, put("a", 2))
    assert time.monotonic() - begin >= 0.3
    assert store.get(SLEUTEL).document == {"a": 1}
    holder.send_signal(signal.SIGCONT)
    holder.communicate("klaar\n")
    assert store.apply(SLEUTEL, 1, put("a", 2)).version == 2


@OP_BESTANDEN
def test_a_holder_in_another_thread_gives_busy_within_the_limit(root: Path) -> None:
    store = TinyDBStore(root, lock_timeout=0.1)
    store.create(SLEUTEL, {"a": 1})
    with store._writing(SLEUTEL):
        errors: list[Exception] = []

        def save() -> None:
            try:
                store.apply(SLEUTEL, 1, put("a", 2))
            except Busy as error:
                errors.append(error)

        run_together(save)
    assert len(errors) == 1
    assert store.apply(SLEUTEL, 1, put("a", 2)).version == 2


@OP_BESTANDEN
def test_another_document_does_not_wait(store: Store, root: Path) -> None:
    store.create(OTHER, {"a": 1})
    holder = start("hold_lock.py", root)
    assert holder.stdout
    holder.stdout.readline()
    store.apply(OTHER, 1, put("a", 2))  # or it would be Busy: the holder holds on
    holder.communicate("klaar\n")


@OP_BESTANDEN
def test_the_sweep_leaves_the_file_of_a_writer_that_lives(store: Store, root: Path) -> None:
    store.create(SLEUTEL, {"a": 1})
    path = path_of(root, SLEUTEL)
    path.with_name(f".{path.name}.tmp").write_text("bezig")
    holder = start("hold_lock.py", root)
    assert holder.stdout
    holder.stdout.readline()
    TinyDBStore(root, lock_timeout=0.05)
    assert len(temporary_files(root)) == 1
    holder.communicate("klaar\n")


@OP_BESTANDEN
def test_threads_of_one_process_queue_and_do_not_poll_the_file_lock(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.create(SLEUTEL, {"velden": {}})
    attempts: list[bool] = []
    real = lock_descriptor

    def counted(descriptor: int, *, blocking: bool) -> bool:
        attempts.append(real(descriptor, blocking=blocking))
        return attempts[-1]

    def save(thread: int) -> None:
        for number in range(10):
            store.apply(SLEUTEL, 1, put(f"velden/{thread}-{number}", 1))

    monkeypatch.setattr(locks, "lock_descriptor", counted)
    run_together(*(lambda thread=thread: save(thread) for thread in range(6)))
    assert attempts == [True] * 60


@OP_BESTANDEN
def test_without_file_locks_nothing_is_written(
    store: Store, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.create(SLEUTEL, {"a": 1})
    before = path_of(root, SLEUTEL).read_bytes()

    def no_locks(_descriptor: int, *, blocking: bool) -> bool:
        raise OSError(38, f"no locks here, {blocking}")

    monkeypatch.setattr(locks, "lock_descriptor", no_locks)
    with pytest.raises(Unusable):
        store.apply(SLEUTEL, 1, put("a", 2))
    assert path_of(root, SLEUTEL).read_bytes() == before


def run_together(*actions: object) -> None:
    """Run the actions in threads of their own; an error in one fails the test."""
    errors: list[BaseException] = []

    def guarded(action: object) -> None:
        try:
            assert callable(action)
            action()
        except BaseException as error:  # noqa: BLE001 - shown below
            errors.append(error)

    threads = [threading.Thread(target=guarded, args=(action,)) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
