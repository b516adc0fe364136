"""The index gives what a full look gives, notices every save, and can always be made again."""

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest

from gesprek.storage.coded_block import make_block
from gesprek.storage.files.file_store import TinyDBStore
from gesprek.storage.files.row_index import Index
from gesprek.storage.merge import Envelope
from gesprek.storage.protocol import DocumentKey, Kind
from gesprek.storage.stored_form import SCHEMA
from tests.storage.examples import put, start

OP_BESTANDEN = pytest.mark.op_bestanden(
    "the index in files; a database has its own, see test_postgresql"
)

SCHEMA_NOW = f'"schema":{SCHEMA}'.encode()
ROUNDS, WRITERS, SAVES = 20, 3, 6


def row(name: str, team: str = "t1") -> DocumentKey:
    return DocumentKey(Kind.GECODEERD, name, team)


def shown(store: TinyDBStore) -> dict[tuple[str, str], Any]:
    """Return what the index gives: (team, id) → document."""
    return {
        (blok.team, key): document
        for blok in store.aggregate()
        for key, document in zip(blok.ids, blok.documents(), strict=True)
    }


def stored(store: TinyDBStore) -> dict[tuple[str, str], Any]:
    """Return what a look at every file gives."""
    return {(str(one.key.team), one.key.id): one.document for one in store.list(Kind.GECODEERD)}


def rebuilt(root: Path) -> dict[tuple[str, str], Any]:
    """Return what a new index gives."""
    for file in (root / "index").iterdir():
        file.unlink()
    return shown(TinyDBStore(root))


def quiet(root: Path) -> None:
    """Let the folders look as if nothing was saved for a second."""
    for folder in (root / "gecodeerd").iterdir():
        for path in (*folder.iterdir(), folder):
            past = time.time_ns() - 1_000_000_001
            os.utime(path, ns=(past, past))


def test_a_block_gives_back_the_documents_it_was_made_of() -> None:
    documents = {
        "a": {"vorm": 1, "rij": {"dag": "2026-01-01", "themas": ["x"], "leeg": {}, "ja": True}},
        "b": {"vorm": 1.0, "rij": {"dag": "2026-01-01", "ja": 1, "diep": {"er": [{"rol": "x"}]}}},
        "c": {},
    }
    blok = make_block("t1", documents)
    assert [json.dumps(one, sort_keys=True) for one in blok.documents()] == [
        json.dumps(one, sort_keys=True) for one in documents.values()
    ]
    assert list(blok.columns["rij", "dag"]) == ["2026-01-01", "2026-01-01", None]


@OP_BESTANDEN
def test_a_block_of_more_than_256_values_comes_back(store: TinyDBStore, root: Path) -> None:
    for number in range(300):
        store.create(row(f"r{number:03}"), {"n": number})
    assert shown(store) == rebuilt(root) == stored(store)


def test_every_save_is_seen_at_once(store: TinyDBStore) -> None:
    store.create(row("a"), {"n": 0})
    for number in range(1, 40):
        store.apply(row("a"), number, put("n", number))
        assert shown(store) == {("t1", "a"): {"n": number}}
    store.create(row("b", "t2"), {"n": 1})
    store.delete(row("a"))
    assert shown(store) == {("t2", "b"): {"n": 1}}


@OP_BESTANDEN
def test_a_quiet_team_costs_one_stat_and_keeps_its_block(
    store: TinyDBStore, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.create(row("a"), {"n": 0})
    quiet(root)
    first = store.aggregate()
    monkeypatch.setattr(Index, "_renew", None)
    assert store.aggregate()[0] is first[0]


@OP_BESTANDEN
def test_a_new_process_reads_the_index_and_no_row(
    store: TinyDBStore, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.create(row("a"), {"n": 0})
    quiet(root)
    store.aggregate()
    again = TinyDBStore(root)
    monkeypatch.setattr(again._index, "_read", None)
    assert shown(again) == {("t1", "a"): {"n": 0}}


@OP_BESTANDEN
def test_only_the_row_that_changed_is_read_again(
    store: TinyDBStore, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abc":
        store.create(row(name), {"n": 0})
    quiet(root)
    store.aggregate()
    store.apply(row("b"), 1, put("n", 1))
    read: list[DocumentKey] = []
    real = store._index._read

    def noted(key: DocumentKey) -> Envelope:
        read.append(key)
        return real(key)

    monkeypatch.setattr(store._index, "_read", noted)
    assert shown(store) == stored(store)
    assert read == [row("b")]


@OP_BESTANDEN
def test_a_save_within_one_tick_of_the_clock_is_seen(
    store: TinyDBStore, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # All that happened looks as if it happened in this one moment.
    store.create(row("a"), {"n": 0})
    moment = time.time_ns()

    def same_moment() -> None:
        for path in (*(root / "gecodeerd/t1").iterdir(), root / "gecodeerd/t1"):
            os.utime(path, ns=(moment, moment))

    monkeypatch.setattr(time, "time_ns", lambda: moment + 1_000_000)
    same_moment()
    store.aggregate()
    store.apply(row("a"), 1, put("n", 1))
    same_moment()
    assert shown(store) == {("t1", "a"): {"n": 1}}


@OP_BESTANDEN
@pytest.mark.parametrize(
    "damage",
    [
        lambda _data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: b"\x00" * len(data),
        lambda data: data.replace(b'"n"', b'"m"'),
        lambda data: data.replace(b'"vorm":1', b'"vorm":0'),
        lambda _data: b"[]",
    ],
)
def test_a_damaged_index_is_made_again(store: TinyDBStore, root: Path, damage: Any) -> None:  # noqa: ANN401 - a function
    for name in "ab":
        store.create(row(name), {"n": name})
    quiet(root)
    store.aggregate()
    file = root / "index" / "t1.json"
    file.write_bytes(damage(file.read_bytes()))
    assert shown(TinyDBStore(root)) == stored(store)


@OP_BESTANDEN
def test_a_damaged_row_is_left_out_and_is_one_problem(store: TinyDBStore, root: Path) -> None:
    for name in "ab":
        store.create(row(name), {"n": name})
    (root / "gecodeerd/t1/a.json").write_bytes(b"")
    for one in (store, TinyDBStore(root)):
        assert shown(one) == {("t1", "b"): {"n": "b"}}
        assert [problem.key for problem in one.problems()] == [row("a")]


@OP_BESTANDEN
def test_a_row_of_a_newer_program_stays_a_problem_in_a_new_process(
    store: TinyDBStore, root: Path
) -> None:
    store.create(row("a"), {"n": 1})
    file = root / "gecodeerd/t1/a.json"
    file.write_bytes(file.read_bytes().replace(SCHEMA_NOW, b'"schema":99'))
    quiet(root)
    for one in (store, TinyDBStore(root)):
        assert shown(one) == {}
        assert [problem.key for problem in one.problems()] == [row("a")]


@OP_BESTANDEN
def test_a_full_disk_does_not_stop_the_reader(
    store: TinyDBStore, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.create(row("a"), {"n": 1})
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    assert shown(store) == {("t1", "a"): {"n": 1}}
    assert list((root / "index").iterdir()) == []


@OP_BESTANDEN
def test_the_saver_never_writes_the_index(store: TinyDBStore, root: Path) -> None:
    store.create(row("a"), {"n": 1})
    store.apply(row("a"), 1, put("n", 2))
    assert list((root / "index").iterdir()) == []


@OP_BESTANDEN
def test_the_index_is_that_of_a_full_rebuild_after_20_rounds_of_3_writers(root: Path) -> None:
    store = TinyDBStore(root)
    writers = [start("write_rows.py", root, name, SAVES) for name in "abc"[:WRITERS]]
    for _ in range(ROUNDS):
        for writer in writers:
            assert writer.stdin
            writer.stdin.write("ronde\n")
            writer.stdin.flush()
        shown(store)  # while they write
        for writer in writers:
            assert writer.stdout
            assert writer.stdout.readline() == "klaar\n"
        seen = shown(store)
        assert seen == shown(TinyDBStore(root)) == stored(store)
    for writer in writers:
        writer.communicate("")
    assert len(seen) > WRITERS
    assert seen == rebuilt(root)
