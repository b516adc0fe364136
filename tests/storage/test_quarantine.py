"""A damaged file is set apart, once, with a reason that quotes nothing of it."""

import errno
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gesprek.services.archive import Archive
from gesprek.storage.files import operating_system
from gesprek.storage.files.file_store import TinyDBStore
from gesprek.storage.files.layout import QUARANTINE
from gesprek.storage.protocol import DocumentKey, Kind, Store
from gesprek.storage.store_errors import AlreadyExists, Corrupt, NotFound
from tests.storage.examples import OTHER, SLEUTEL, path_of, put, stored_oefening
from tests.support.builders.oefeningen import NOW

pytestmark = pytest.mark.op_bestanden(
    "the folder of damaged files; a row that is damaged stays where it is"
)

MARKER = "GEHEIMEMERKTEKST"


def damage(store: Store, root: Path) -> Path:
    """Store two documents, damage the first and return where it will be set apart."""
    store.create(SLEUTEL, {"tekst": MARKER})
    store.create(OTHER, {"b": 2})
    path = path_of(root, SLEUTEL)
    path.write_bytes(path.read_bytes()[:-5])
    return path_of(root / QUARANTINE, SLEUTEL)


@pytest.mark.posix_only("een koppeling maken mag daar niet iedereen")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_lies_outside_behind_a_link_stays_as_it_is(
    store: Store, root: Path, tmp_path: Path, what: str
) -> None:
    store.create(SLEUTEL, {"tekst": MARKER})
    store.create(OTHER, {"b": 2})
    inside = path_of(root, SLEUTEL)
    outside = tmp_path / "elders" / inside.name
    outside.parent.mkdir()
    outside.write_bytes(inside.read_bytes()[:-5])
    if what == "file":
        inside.unlink()
        inside.symlink_to(outside)
    else:
        shutil.rmtree(inside.parent)
        inside.parent.symlink_to(outside.parent)
    before = outside.read_bytes()
    if inside.parent != path_of(root, OTHER).parent or what == "file":
        assert store.get(OTHER).document == {"b": 2}
    for use in (
        lambda: store.get(SLEUTEL),
        lambda: store.apply(SLEUTEL, 1, put("a", 1)),
        lambda: store.delete(SLEUTEL),
    ):
        with pytest.raises(Corrupt):
            use()
    assert [one.key for one in store.check() if one.key == SLEUTEL] == [SLEUTEL]
    assert SLEUTEL not in [one.key for one in store.export()]
    assert [one.name for one in outside.parent.iterdir()] == [outside.name]
    assert outside.read_bytes() == before
    assert not list((root / QUARANTINE).rglob("*.json"))


@pytest.mark.parametrize(
    "find",
    [
        lambda store: store.get(SLEUTEL),
        lambda store: store.apply(SLEUTEL, 1, put("a", 1)),
    ],
)
def test_whoever_finds_the_damage_sets_it_apart(
    store: Store, root: Path, find: Callable[[Store], object]
) -> None:
    apart = damage(store, root)
    with pytest.raises(Corrupt):
        find(store)
    assert apart.is_file()
    assert not path_of(root, SLEUTEL).exists()


def test_the_reason_holds_ids_and_no_text(root: Path) -> None:
    store = TinyDBStore(root, clock=lambda: NOW)
    apart = damage(store, root)
    store.check()
    reason = apart.with_name("o1.json.reden").read_text("utf-8")
    assert json.loads(reason) == {
        "soort": "oefening",
        "team": "t1",
        "id": "o1",
        "schade": "geen hele JSON",
        "sinds": NOW.isoformat(),
    }


def test_the_problem_shows_once_also_after_a_restart(root: Path) -> None:
    store = TinyDBStore(root, clock=lambda: NOW)
    damage(store, root)
    for one in (store, store, TinyDBStore(root)):
        (problem,) = one.check()
        assert (problem.key, problem.sentence, problem.sinds) == (SLEUTEL, Corrupt.message, NOW)


def test_what_is_set_apart_is_still_damaged_and_its_key_is_taken(store: Store, root: Path) -> None:
    damage(store, root)
    store.check()
    with pytest.raises(Corrupt):
        store.get(SLEUTEL)
    with pytest.raises(AlreadyExists):
        store.create(SLEUTEL, {})


def test_removing_a_damaged_document_leaves_nothing_of_it(store: Store, root: Path) -> None:
    damage(store, root)
    store.check()
    store.delete(SLEUTEL)
    assert store.check() == ()
    assert list((root / QUARANTINE).rglob("*.json*")) == []
    with pytest.raises(NotFound):
        store.delete(SLEUTEL)


def test_putting_back_a_copy_ends_the_problem(store: Store, root: Path) -> None:
    store.create(SLEUTEL, {"tekst": "heel"})
    backups = list(store.export())
    path_of(root, SLEUTEL).write_bytes(b"kapot")
    store.check()
    store.load(backups)
    assert store.check() == ()
    assert store.get(SLEUTEL).document == {"tekst": "heel"}
    assert list((root / QUARANTINE).rglob("*.json*")) == []


def test_a_file_that_the_disk_does_not_give_stays_where_it_is(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.create(SLEUTEL, {})

    def unreadable(_path: Path) -> bytes:
        raise OSError(errno.EIO, "bad sector")

    with monkeypatch.context() as failing:
        failing.setattr(Path, "read_bytes", unreadable)
        with pytest.raises(Corrupt):
            store.get(SLEUTEL)
    assert store.get(SLEUTEL).document == {}


def test_without_room_for_the_reason_it_is_a_problem_where_it_lies(
    store: Store, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damage(store, root)

    def full(_path: Path, _data: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as failing:
        failing.setattr(operating_system, "write_atomic", full)
        assert [problem.key for problem in store.check()] == [SLEUTEL]
    assert path_of(root, SLEUTEL).exists()


def test_what_a_killed_process_left_in_quarantine_and_index_is_swept(
    store: Store, root: Path
) -> None:
    damage(store, root)
    store.check()
    left = [root / QUARANTINE / "teams/t1/.o1.json.reden.tmp", root / "index/.t1.json.1-2.tmp"]
    for file in left:
        file.write_text("half")
    TinyDBStore(root)
    assert not any(file.exists() for file in left)


def test_a_damaged_row_is_made_again_from_its_text(archive: Archive, root: Path) -> None:
    seen = stored_oefening(archive).value
    expected = archive.rijen()
    path_of(root, DocumentKey(Kind.GECODEERD, seen.id, seen.team)).write_bytes(b"kapot")
    assert archive.mend() == 1
    assert archive.rijen() == expected
    assert archive.problems() == ()
