"""One user on real files: what each method of the protocol promises."""

import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gesprek import storage
from gesprek.storage.files.file_store import TinyDBStore
from gesprek.storage.files.layout import QUARANTINE
from gesprek.storage.protocol import Copy, DocumentKey, Kind, Store
from gesprek.storage.store_errors import (
    AlreadyExists,
    Corrupt,
    FieldConflict,
    NotFound,
    SchemaTooNew,
    Unusable,
)
from gesprek.storage.stored_form import SCHEMA
from tests.storage.examples import OTHER, SLEUTEL, path_of, put, temporary_files
from tests.storage.place import Place
from tests.support.builders.oefeningen import NOW
from tests.support.rights import others_may_read

OP_BESTANDEN = pytest.mark.op_bestanden("damages or reads the file of a document")

DAMAGE = {
    "empty": b"",
    "truncated": b'{"oefening":{"1":{"schema":1,"ver',
    "zeroed": b"\x00" * 200,
    "half UTF-8": b'{"oefening":{"1":{"a":"\xc3',
    "other encoding": '{"oefening":{}}'.encode("utf-16"),
    "no object": b"[1, 2]",
    "no table": b"{}",
    "other table": b'{"team":{"1":{}}}',
    "no document": b'{"oefening":{}}',
    "two documents": b'{"oefening":{"1":{},"2":{}}}',
    "document is a list": b'{"oefening":{"1":[1]}}',
    "no schema": b'{"oefening":{"1":{"version":1}}}',
    "schema is a text": b'{"oefening":{"1":{"schema":"1"}}}',
    "keys miss": b'{"oefening":{"1":{"schema":1,"version":1}}}',
    "NaN": b'{"oefening":{"1":{"schema":1,"version":NaN}}}',
    "NaN in a document": b'{"oefening":{"1":{"schema":1,"document":{"a":NaN}}}}',
    "nested too deep": b"[" * 100_000,
}


def test_every_store_has_the_whole_protocol(store: Store) -> None:
    everything: Store = store
    assert everything.problems() == ()


def test_a_new_document_is_version_1_with_the_moment_of_the_clock(place: Place) -> None:
    store = place.open(clock=lambda: NOW)
    store.create(SLEUTEL, {"a": 1})
    record = place.open().get(SLEUTEL)
    assert (record.version, record.document, record.saved) == (1, {"a": 1}, NOW)


def test_a_second_document_with_the_same_key_is_refused(store: Store) -> None:
    store.create(SLEUTEL, {"a": 1})
    with pytest.raises(AlreadyExists):
        store.create(SLEUTEL, {"a": 2})
    assert store.get(SLEUTEL).document == {"a": 1}


def test_a_change_is_a_new_version_with_the_moment_of_the_change(place: Place) -> None:
    later = datetime(2026, 6, 1, tzinfo=UTC)
    moments = iter([NOW, later])
    store = place.open(clock=lambda: next(moments))
    store.create(SLEUTEL, {"a": 1})
    record = store.apply(SLEUTEL, 1, put("b/c", 2))
    assert record == store.get(SLEUTEL)
    assert (record.version, record.document, record.saved) == (2, {"a": 1, "b": {"c": 2}}, later)


def test_a_change_that_changes_nothing_writes_nothing(store: Store, place: Place) -> None:
    store.create(SLEUTEL, {"a": 1})
    before = place.snapshot()
    assert store.apply(SLEUTEL, 1, put("a", 1)).version == 1
    assert place.snapshot() == before


def test_a_refused_change_writes_nothing(store: Store, place: Place) -> None:
    store.create(SLEUTEL, {"a": 1})
    store.apply(SLEUTEL, 1, put("a", 2))
    before = place.snapshot()
    with pytest.raises(FieldConflict):
        store.apply(SLEUTEL, 1, [*put("b", 1), *put("a", 3)])
    assert place.snapshot() == before


def test_what_is_not_there_is_not_found(store: Store) -> None:
    for action in (store.get, store.delete):
        with pytest.raises(NotFound):
            action(SLEUTEL)
    with pytest.raises(NotFound):
        store.apply(SLEUTEL, 1, put("a", 1))
    assert store.versions([SLEUTEL]) == {}


def test_a_deleted_document_is_gone_and_its_key_is_free(store: Store, place: Place) -> None:
    store.create(SLEUTEL, {"a": "Zonnebloem"})
    store.delete(SLEUTEL)
    assert place.traces("Zonnebloem") == []
    assert store.create(SLEUTEL, {"a": 2}).version == 1


def test_versions_tells_which_document_changed(store: Store) -> None:
    store.create(SLEUTEL, {})
    store.create(OTHER, {})
    store.apply(OTHER, 1, put("a", 1))
    assert store.versions([SLEUTEL, OTHER]) == {SLEUTEL: 1, OTHER: 2}


def test_a_list_holds_one_kind_of_one_team_in_order(store: Store) -> None:
    keys = [DocumentKey(Kind.OEFENING, name, team) for team in ("t1", "t2") for name in ("a", "b")]
    for key in reversed(keys):
        store.create(key, {})
    store.create(DocumentKey(Kind.TEAM, "t1"), {})
    store.create(DocumentKey(Kind.GECODEERD, "a", "t1"), {})
    assert [record.key for record in store.list(Kind.OEFENING)] == keys
    assert [record.key for record in store.list(Kind.OEFENING, "t2")] == keys[2:]
    assert list(store.list(Kind.OEFENING, "t3")) == []


def test_a_list_of_names_reads_only_what_begins_so(store: Store, place: Place) -> None:
    for name in ("a-1", "a-2", "a_3", "b-1", "ba", "c"):
        store.create(DocumentKey(Kind.AANMELDING, name), {"naam": name})
    place.damage(DocumentKey(Kind.AANMELDING, "c"))
    found = [one.key.id for one in store.list(Kind.AANMELDING, begins=("a-", "b"))]
    assert found == ["a-1", "a-2", "b-1", "ba"]
    assert store.problems() == ()  # nobody looked at it
    assert [one.key.id for one in store.list(Kind.AANMELDING, begins=("a_",))] == ["a_3"]
    assert list(store.list(Kind.AANMELDING, begins=("%", "d"))) == []


def test_an_export_loads_into_an_empty_store_as_it_was(store: Store, place: Place) -> None:
    store.create(SLEUTEL, {"a": 1})
    store.apply(SLEUTEL, 1, put("a", 2))
    store.create(DocumentKey(Kind.TEAM, "t1"), {"naam": "Noord"})
    other = place.beside("ander").open()
    assert other.load(store.export()) == 2
    assert list(other.export()) == list(store.export())
    assert other.apply(SLEUTEL, 1, put("a", 2)).version == 2


def test_a_load_puts_back_what_was_damaged_or_changed(store: Store, place: Place) -> None:
    store.create(SLEUTEL, {"a": 1})
    backups = list(store.export())
    place.damage(SLEUTEL)
    assert store.load(backups) == 1
    assert store.get(SLEUTEL).document == {"a": 1}


def test_a_copy_that_is_none_is_not_loaded(store: Store) -> None:
    with pytest.raises(Corrupt):
        store.load([Copy(SLEUTEL, {"schema": 1})])
    with pytest.raises(NotFound):
        store.get(SLEUTEL)


@OP_BESTANDEN
@pytest.mark.parametrize("content", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_file_is_one_problem_and_the_others_work(
    store: Store, root: Path, content: bytes
) -> None:
    store.create(SLEUTEL, {"a": 1})
    store.create(OTHER, {"b": 2})
    path_of(root, SLEUTEL).write_bytes(content)
    assert [record.document for record in store.list(Kind.OEFENING)] == [{"b": 2}]
    for action in (store.get, lambda key: store.apply(key, 1, put("a", 3))):
        with pytest.raises(Corrupt):
            action(SLEUTEL)
    assert not path_of(root, SLEUTEL).exists()
    assert path_of(root / QUARANTINE, SLEUTEL).read_bytes() == content
    assert [problem.key for problem in store.check()] == [SLEUTEL]
    assert [kopie.key for kopie in store.export()] == [OTHER]


def test_a_problem_is_over_once_the_file_is_whole_again(store: Store, place: Place) -> None:
    store.create(SLEUTEL, {"a": 1})
    whole = place.stored(SLEUTEL)
    place.change(SLEUTEL, schema=0)
    assert len(store.check()) == 1
    place.change(SLEUTEL, **whole)
    assert store.check() == ()


def test_a_problem_is_over_once_the_file_is_gone(store: Store, place: Place) -> None:
    store.create(SLEUTEL, {"a": 1})
    place.damage(SLEUTEL)
    assert len(store.check()) == 1
    store.delete(SLEUTEL)
    assert store.check() == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 0},
        {"version": True},
        {"version": "1"},
        {"saved": "gisteren"},
        {"saved": "2026-05-11T12:00:00"},
        {"document": []},
        {"field_versions": [["a", 1]]},
        {"field_versions": [[[1], 1]]},
        {"field_versions": {"a": 1}},
        {"schema": True},
    ],
)
def test_a_field_of_another_type_is_damage(
    store: Store, place: Place, changes: dict[str, object]
) -> None:
    store.create(SLEUTEL, {"a": 1})
    place.change(SLEUTEL, **changes)
    with pytest.raises(Corrupt):
        store.get(SLEUTEL)


def test_a_newer_schema_is_left_alone(store: Store, place: Place) -> None:
    store.create(SLEUTEL, {"a": 1})
    place.change(SLEUTEL, schema=SCHEMA + 1)
    before = place.snapshot()
    with pytest.raises(SchemaTooNew):
        store.get(SLEUTEL)
    with pytest.raises(SchemaTooNew):
        store.apply(SLEUTEL, 1, put("a", 2))
    assert place.snapshot() == before
    assert [problem.sentence for problem in store.check()] == [SchemaTooNew.message]


@OP_BESTANDEN
def test_a_folder_in_the_place_of_a_file_is_one_problem(store: Store, root: Path) -> None:
    store.create(OTHER, {"b": 2})
    path_of(root, SLEUTEL).mkdir(parents=True)
    assert [record.key for record in store.list(Kind.OEFENING)] == [OTHER]
    assert [problem.key for problem in store.problems()] == [SLEUTEL]


@OP_BESTANDEN
def test_the_folder_of_the_store_and_those_in_it_are_for_this_account_only(
    store: Store, root: Path
) -> None:
    store.create(SLEUTEL, {})
    folders = [root, *(path for path in root.rglob("*") if path.is_dir())]
    assert [path for path in folders if others_may_read(path)] == []


@OP_BESTANDEN
@pytest.mark.posix_only("rechten als 0600")
def test_files_and_folders_are_for_this_account_only(store: Store, root: Path) -> None:
    store.create(SLEUTEL, {})
    store.probe()
    for path in (root, *root.rglob("*")):
        expected = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == expected, path


@OP_BESTANDEN
def test_what_a_killed_process_left_is_swept_at_start(store: Store, root: Path) -> None:
    store.create(SLEUTEL, {"a": 1})
    path = path_of(root, SLEUTEL)
    path.with_name(f".{path.name}.tmp").write_text("half")
    (root / "beheer" / ".x.json.tmp").write_text("half")
    again = TinyDBStore(root)
    assert temporary_files(root) == []
    assert again.get(SLEUTEL).document == {"a": 1}


def test_a_usable_store_answers_the_probe_and_leaves_nothing(store: Store, place: Place) -> None:
    before = place.snapshot()
    store.probe()
    assert place.snapshot() == before


@OP_BESTANDEN
def test_a_store_that_lost_its_folder_says_so(store: Store, root: Path) -> None:
    root.rename(root.with_name("weg"))
    with pytest.raises(Unusable):
        store.probe()


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("")
    with pytest.raises(Unusable):
        TinyDBStore(tmp_path / "bestand")


def test_the_variable_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GESPREK_OPSLAG", str(tmp_path / "hier"))
    storage.open_store().create(SLEUTEL, {})
    assert path_of(tmp_path / "hier", SLEUTEL).is_file()


@pytest.mark.parametrize("value", [None, ""])
def test_without_the_variable_the_folder_is_that_of_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str | None
) -> None:
    monkeypatch.delenv("GESPREK_OPSLAG", raising=False)
    if value is not None:
        monkeypatch.setenv("GESPREK_OPSLAG", value)
    monkeypatch.chdir(tmp_path)
    project = Path(storage.__file__).parents[2]
    assert Path(storage.default_address()) == project / "data" / "opslag"


def test_an_address_of_something_else_is_refused_and_makes_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Unusable):
        storage.open_store("mysql://localhost/gesprek")
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - names only
