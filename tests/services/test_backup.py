import json
import os
import stat
import threading
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from gesprek.domain.oefening import Oefening
from gesprek.services.archive import Archive
from gesprek.services.backup import BackupMade, old_copies, write_copy
from gesprek.services.cleaning import clean_up
from gesprek.services.copy_contents import MANIFEST, CopyTooLarge, NotACopy, key_of, name_of
from gesprek.services.copy_file import open_copy
from gesprek.services.erasing import Erasing
from gesprek.services.erasure_ledger import ErasureLedger
from gesprek.services.restore import NotEmpty, Restored, herstel
from gesprek.storage.files import operating_system
from gesprek.storage.protocol import DocumentKey, Kind, Store
from gesprek.storage.store_errors import (
    Busy,
    CloudFolder,
    FieldConflict,
    NotFound,
    SchemaTooNew,
    StoreFull,
)
from gesprek.storage.stored_form import IN_BACKUP
from tests.storage.examples import path_of
from tests.storage.place import Place
from tests.support.builders.marked import LEARNED, MARKER, files_with, store_marked
from tests.support.builders.oefeningen import NOW, oefening_of, team_of_two
from tests.support.extent import size
from tests.support.rights import others_may_read

OP_BESTANDEN = pytest.mark.op_bestanden("plants or reads files in the folder of the store")

DAY = timedelta(days=1)
FORMS = pytest.mark.parametrize("suffix", [".zip", ".jsonl"])


@pytest.fixture
def store(place: Place) -> Store:
    return place.open(lambda: NOW)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for copies."""
    made = tmp_path / "kopieen"
    made.mkdir()
    return made


@pytest.fixture
def other(place: Place) -> Store:
    """An empty store."""
    return place.beside("andere").open(lambda: NOW)


def write(store: Store, path: Path, now: datetime = NOW) -> BackupMade:
    return write_copy(store, path, lambda: now, lambda _count: None)


def restore(store: Store, path: Path, now: datetime = NOW, *, vervang: bool = False) -> Restored:
    with open_copy(path) as bron:
        return herstel(store, bron, lambda: now, lambda _count: None, vervang=vervang)


def all_of(store: Store) -> dict[DocumentKey, Any]:
    """Return what belongs to teams, with its versions."""
    kinds = IN_BACKUP - {Kind.LOGBOEK, Kind.BEHEER}
    return {one.key: one.envelope for one in store.export() if one.key.kind in kinds}


def names_in(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as opened:
        return opened.namelist()


def rewrite(path: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """Change what is in a zip."""
    with zipfile.ZipFile(path) as opened:
        entries = {name: opened.read(name) for name in opened.namelist()}
    change(entries)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in entries.items():
            opened.writestr(name, data)


# Making one


@FORMS
def test_what_is_in_a_copy_comes_back_exactly(
    store: Store, other: Store, archive: Archive, folder: Path, suffix: str
) -> None:
    for is_played in (True, False):
        store_marked(archive, store, is_played=is_played)
    path = folder / f"kopie{suffix}"
    made = write(store, path)
    assert made.problemen == ()
    done = restore(other, path)
    assert all_of(other) == all_of(store)
    assert len(all_of(store)) == 6
    assert done.gewist == done.weg == 0
    assert Archive(other).rijen() == archive.rijen()


@OP_BESTANDEN
def test_a_backup_holds_no_temporary_file_draft_index_lock_or_quarantine(
    root: Path, store: Store, archive: Archive, folder: Path
) -> None:
    oefening = store_marked(archive, store).value
    broken = store_marked(archive, store).value
    path_of(root, DocumentKey(Kind.OEFENING, broken.id, broken.team)).write_text("{")
    store.check()
    text = path_of(root, DocumentKey(Kind.OEFENING, oefening.id, oefening.team))
    operating_system.temporary_of(text).write_text("half")
    path = folder / "kopie.zip"
    write(store, path)
    names = set(names_in(path)) - {MANIFEST}
    assert {name.split("/")[0] for name in names} == {"team", "oefening", "gecodeerd", "beheer"}
    assert all(name_of(key_of(name)) == name for name in names)
    assert f"oefening/{broken.team}/{broken.id}.json" not in names


def test_only_this_account_may_read_a_backup(store: Store, folder: Path) -> None:
    made = write(store, folder / "kopie.zip")
    assert made.afgeschermd
    assert not others_may_read(folder / "kopie.zip")


@pytest.mark.posix_only("rechten als 0600")
def test_a_backup_on_a_disk_without_rights_is_told_to_be_open_to_others(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a stick with FAT: whoever makes a file may not say who reads it."""
    real = os.open

    def without_rights(path: Path, flags: int, _mode: int = 0o777) -> int:
        descriptor = real(path, flags, 0o755)
        os.fchmod(descriptor, 0o755)
        return descriptor

    monkeypatch.setattr(os, "open", without_rights)
    assert not write(store, folder / "kopie.zip").afgeschermd


def test_a_copy_is_on_the_disk_before_it_takes_its_place(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def traced_fsync(descriptor: int) -> None:
        calls.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        fsync(descriptor)

    def traced_replace(source: Path, target: Path) -> Path:
        calls.append(f"replace {target.name}")
        return replace(source, target)

    monkeypatch.setattr(os, "fsync", traced_fsync)
    monkeypatch.setattr(Path, "replace", traced_replace)
    write(store, folder / "kopie.zip")
    assert calls[:3] == ["file", "replace kopie.zip", "folder"]


def test_an_earlier_copy_stays_when_the_new_one_fails(
    store: Store, archive: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "kopie.zip"
    write(store, path)
    before = path.read_bytes()
    store_marked(archive, store)

    def fail() -> None:
        raise StoreFull

    monkeypatch.setattr(store, "export", fail)
    with pytest.raises(StoreFull):
        write(store, path)
    assert path.read_bytes() == before
    assert list(folder.iterdir()) == [path]


def test_two_copies_to_one_file_at_once_are_refused_and_a_leftover_goes(
    store: Store, folder: Path
) -> None:
    path = folder / "kopie.zip"
    temporary = operating_system.temporary_of(path)
    temporary.write_text(MARKER)
    just_now = datetime.now(UTC).timestamp()  # a disk may have a clock of its own
    os.utime(temporary, (just_now, just_now))
    with pytest.raises(Busy):
        write(store, path)
    long_ago = (datetime.now(UTC) - timedelta(hours=2)).timestamp()
    os.utime(temporary, (long_ago, long_ago))
    write(store, path)
    assert list(folder.iterdir()) == [path]


def test_what_the_screens_cannot_read_is_left_out_and_named(
    store: Store, other: Store, archive: Archive, folder: Path
) -> None:
    oefening = store_marked(archive, store).value
    strange = DocumentKey(Kind.TEAM, "01arz3ndektsv4rrffq69g5fav")
    store.create(strange, {"id": strange.id, "vreemd": 1})
    made = write(store, folder / "kopie.zip")
    assert [one.key for one in made.problemen] == [strange]
    restore(other, folder / "kopie.zip")
    assert Archive(other).oefening(oefening.id).value == oefening


def test_a_backup_does_not_go_to_a_folder_that_is_copied_to_the_internet(
    store: Store, folder: Path
) -> None:
    cloud = folder / "OneDrive"
    cloud.mkdir()
    with pytest.raises(CloudFolder):
        write(store, cloud / "kopie.zip")
    assert list(cloud.iterdir()) == []


@pytest.mark.alles
def test_all_backups_under_load_restore(
    place: Place, store: Store, archive: Archive, folder: Path
) -> None:
    team = archive.create_team(team_of_two()).value
    for _ in range(10):
        archive.create_oefening(oefening_of(team.id))
    stop = threading.Event()

    def save() -> None:
        while not stop.is_set():
            for one in archive.oefeningen(team.id):
                with suppress(NotFound, FieldConflict):  # of the other thread
                    seen = archive.oefening(one.id)
                    archive.save(seen, seen.value.changed(plaats=f"{seen.version} {MARKER}"))
            extra = archive.create_oefening(oefening_of(team.id))
            store.delete(DocumentKey(Kind.OEFENING, extra.value.id, team.id))

    threads = [threading.Thread(target=save) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        paths = [folder / f"{number:02}.zip" for number in range(size(6, 20))]
        counts = [write(store, path).aantal for path in paths]
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    for path, count in zip(paths, counts, strict=True):
        empty = place.beside(path.stem).open(lambda: NOW)
        restore(empty, path)
        assert empty.check() == ()
        assert len(Archive(empty).oefeningen(team.id)) >= 10
        assert count >= 21


# Erased is erased


ERASURES: dict[str, Callable[[Store, Oefening], object]] = {
    "oefening": lambda store, one: Erasing(store).oefening(one.id),
    "inbreng": lambda store, one: Erasing(store).inbreng(one.team, "sam"),
    "termijn": lambda store, _one: clean_up(store, lambda: NOW + 56 * DAY),
}


@pytest.mark.parametrize("erase", ERASURES)
def test_a_marker_that_was_erased_is_in_no_new_copy_and_nowhere_in_the_folder(
    place: Place, store: Store, archive: Archive, folder: Path, erase: str
) -> None:
    seen = store_marked(archive, store)
    mine = "Korenbloemlaan"
    archive.save(seen, seen.value.with_value(("inleven", "eigen", "sam"), mine))
    assert place.traces(mine)
    ERASURES[erase](store, seen.value)
    write(store, folder / "kopie.zip")
    write(store, folder / "kopie.jsonl")
    with zipfile.ZipFile(folder / "kopie.zip") as opened:
        opened.extractall(folder / "uitgepakt")
    assert place.traces(mine) == files_with(folder, mine) == []
    # A colleague's own text stays; whoever removes the whole oefening takes that along.
    assert bool(place.traces()) == bool(files_with(folder)) == (erase == "inbreng")


@pytest.mark.parametrize("is_played", [True, False])
def test_an_old_backup_does_not_bring_a_removed_oefening_back(
    place: Place, store: Store, archive: Archive, folder: Path, *, is_played: bool
) -> None:
    oefening = store_marked(archive, store, is_played=is_played).value
    write(store, folder / "oud.zip")
    Erasing(store).oefening(oefening.id)
    done = restore(store, folder / "oud.zip", vervang=True)
    assert done.gewist == (1 if is_played else 2)
    assert place.traces() == place.traces(LEARNED) == []
    assert len(archive.rijen()) == (1 if is_played else 0)
    assert archive.team(oefening.team).value.deelnemers


@OP_BESTANDEN
def test_the_erased_text_never_reaches_the_disk_on_the_way(
    store: Store, archive: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    oefening = store_marked(archive, store).value
    write(store, folder / "oud.zip")
    Erasing(store).oefening(oefening.id)
    written: list[bytes] = []
    real = os.write

    def traced(descriptor: int, data: bytes | memoryview) -> int:
        written.append(bytes(data))
        return real(descriptor, data)

    monkeypatch.setattr(os, "write", traced)
    restore(store, folder / "oud.zip", vervang=True)
    assert written
    assert not any(MARKER.encode() in data for data in written)


def test_the_ledger_of_the_copy_counts_in_another_store_too(
    place: Place, store: Store, other: Store, archive: Archive, folder: Path
) -> None:
    oefening = store_marked(archive, store).value
    write(store, folder / "oud.zip")
    restore(other, folder / "oud.zip")
    Erasing(store).oefening(oefening.id)
    write(store, folder / "nieuw.zip")
    restore(other, folder / "nieuw.zip", vervang=True)
    assert place.beside("andere").traces() == []
    restore(other, folder / "oud.zip", vervang=True)
    assert place.beside("andere").traces() == []
    assert ErasureLedger(other).of(oefening.team).oefening.keys() == {oefening.id}


def test_an_old_backup_does_not_bring_my_contribution_back_and_leaves_what_came_after(
    place: Place, archive: Archive, folder: Path
) -> None:
    moment = [NOW]
    store = place.open(lambda: moment[0])
    seen = store_marked(Archive(store), store)
    write(store, folder / "oud.zip")
    moment[0] = NOW + timedelta(hours=1)
    Erasing(store, lambda: moment[0]).inbreng(seen.value.team, "sam")
    moment[0] = NOW + timedelta(hours=2)
    now = archive.oefening(seen.value.id)
    archief_now = Archive(store)
    archief_now.save(now, now.value.with_value(("inleven", "eigen", "sam"), "later"))
    write(store, folder / "nieuw.zip")
    restore(store, folder / "oud.zip", vervang=True)
    assert archive.oefening(seen.value.id).value.inleven.eigen == {"noor": MARKER}
    restore(store, folder / "nieuw.zip", vervang=True)
    assert archive.oefening(seen.value.id).value.inleven.eigen["sam"] == "later"


def test_an_old_backup_brings_no_removed_name_or_leerpunt_back(
    place: Place, store: Store, archive: Archive, folder: Path
) -> None:
    oefening = store_marked(archive, store).value
    later = NOW + 56 * DAY
    clean_up(store, lambda: later)
    write(store, folder / "oud.zip")
    Erasing(store).naam(oefening.team, "noor")
    Erasing(store).leerpunt(oefening.id, "l")
    restore(store, folder / "oud.zip", later, vervang=True)
    assert archive.team(oefening.team).value.deelnemers.keys() == {"sam"}
    assert place.traces(LEARNED) == []


def test_text_that_passed_t_since_stays_away_and_its_leerpunten_come_back(
    place: Place, store: Store, archive: Archive, folder: Path
) -> None:
    oefening = store_marked(archive, store).value
    write(store, folder / "oud.zip")
    clean_up(store, lambda: NOW + 56 * DAY)
    restore(store, folder / "oud.zip", NOW + DAY, vervang=True)
    assert place.traces() == []
    assert place.traces(LEARNED) == [f"leerpunten/{oefening.team}/{oefening.id}.json"]


def test_text_that_is_past_t_goes_as_soon_as_it_is_restored(
    place: Place, store: Store, other: Store, archive: Archive, folder: Path
) -> None:
    store_marked(archive, store)
    write(store, folder / "oud.zip")
    restore(other, folder / "oud.zip", NOW + 56 * DAY)
    assert place.beside("andere").traces() == []


def test_a_restore_takes_no_line_from_the_log(store: Store, archive: Archive, folder: Path) -> None:
    oefening = store_marked(archive, store).value
    write(store, folder / "eerste.zip")
    write(store, folder / "oud.zip")
    Erasing(store, lambda: NOW).oefening(oefening.id)
    restore(store, folder / "oud.zip", vervang=True)
    log = store.get(DocumentKey(Kind.LOGBOEK, "2026-05")).document["regels"].values()
    told = {line["wat"] for line in log}
    assert told == {"reservekopie", "oefening_verwijderd", "hersteld", "opgeschoond"}


# Restoring


def test_a_store_that_holds_something_is_left_alone_unless_it_is_asked(
    store: Store, archive: Archive, folder: Path
) -> None:
    store_marked(archive, store)
    write(store, folder / "oud.zip")
    newer = store_marked(archive, store).value
    before = all_of(store)
    with pytest.raises(NotEmpty):
        restore(store, folder / "oud.zip")
    assert all_of(store) == before
    done = restore(store, folder / "oud.zip", vervang=True)
    assert done.weg == 3
    assert archive.oefeningen(newer.team) == []


def test_a_damaged_document_in_the_store_is_replaced_by_that_of_the_copy(
    place: Place, store: Store, archive: Archive, folder: Path
) -> None:
    oefening = store_marked(archive, store).value
    write(store, folder / "oud.zip")
    place.damage(DocumentKey(Kind.OEFENING, oefening.id, oefening.team))
    assert store.check()
    restore(store, folder / "oud.zip", vervang=True)
    assert store.check() == ()
    assert archive.oefening(oefening.id).value == oefening


def plant(name: str, data: bytes) -> Callable[[dict[str, bytes]], None]:
    return lambda entries: entries.update({name: data})


def change_first(kind: str, **fields: object) -> Callable[[dict[str, bytes]], None]:
    """Return a change of the envelope of the first document of a kind."""

    def change(entries: dict[str, bytes]) -> None:
        name = next(one for one in entries if one.startswith(kind))
        entries[name] = json.dumps({**json.loads(entries[name]), **fields}).encode()

    return change


def swap_ids(entries: dict[str, bytes]) -> None:
    name = next(one for one in entries if one.startswith("oefening/"))
    team = name.split("/")[1]
    entries[f"oefening/{team}/{team}-{team}.json"] = entries.pop(name)


def hide_in_draft(entries: dict[str, bytes]) -> None:
    entries["concept/x.json"] = next(
        data for name, data in entries.items() if name.startswith("beheer/")
    )


HOSTILE: dict[str, tuple[Callable[[dict[str, bytes]], Any], type[Exception]]] = {
    "slip": (plant("../../slip.json", b"{}"), NotACopy),
    "slip in an id": (plant("team/../../slip.json", b"{}"), NotACopy),
    "absolute": (plant("/tmp/slip.json", b"{}"), NotACopy),  # noqa: S108 - never written
    "backslash": (plant("team\\..\\slip.json", b"{}"), NotACopy),
    "reserved name": (plant("team/con.json", b"{}"), NotACopy),
    "unknown kind": (plant("iets/x.json", b"{}"), NotACopy),
    "draft": (hide_in_draft, NotACopy),
    "bomb": (plant("team/x.json", b"0" * 50_000_000), CopyTooLarge),
    "no json": (plant("team/x.json", b"{"), NotACopy),
    "half utf-8": (plant("team/x.json", b'"\xc3'), NotACopy),
    "nan": (plant("team/x.json", b"NaN"), NotACopy),
    "nested": (plant("team/x.json", b"[" * 100_000), NotACopy),
    "no envelope": (plant("team/x.json", b"[]"), NotACopy),
    "another shape": (change_first("oefening", document={"vreemd": MARKER}), NotACopy),
    "another id": (swap_ids, NotACopy),
    "newer schema": (change_first("oefening", schema=999), SchemaTooNew),
    "newer copy": (
        plant(MANIFEST, b'{"programma":"gesprekstool","vorm":2,"gemaakt":"x"}'),
        SchemaTooNew,
    ),
    "no manifest": (lambda entries: entries.pop(MANIFEST), NotACopy),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_or_damaged_copy_changes_nothing(
    place: Place, store: Store, archive: Archive, folder: Path, name: str
) -> None:
    store_marked(archive, store)
    path = folder / "kopie.zip"
    write(store, path)
    change, error = HOSTILE[name]
    rewrite(path, change)
    before = place.snapshot()
    with pytest.raises(error) as refused:
        restore(store, path, vervang=True)
    assert MARKER not in str(refused.value)
    assert place.snapshot() == before


@pytest.mark.parametrize("name", ["team/x", "team/x.json.json.", "team//x.json", "Team/x.json"])
def test_one_document_has_one_name_in_a_copy(name: str) -> None:
    assert name_of(key_of("team/x.json")) == "team/x.json"
    with pytest.raises(NotACopy):
        key_of(name)


def test_a_bomb_is_never_unpacked(
    store: Store, other: Store, archive: Archive, folder: Path
) -> None:
    store_marked(archive, store)
    path = folder / "kopie.zip"
    write(store, path)
    rewrite(path, plant("team/x.json", b"0" * 50_000_000))
    tracemalloc.start()
    with pytest.raises(CopyTooLarge):
        restore(other, path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 10_000_000


@pytest.mark.parametrize("end", ['{"einde": 3}\n', '{"einde": 4}\n{"naam": "team/x.json"}\n'])
def test_lines_that_were_taken_out_or_added_are_found(
    store: Store, other: Store, archive: Archive, folder: Path, end: str
) -> None:
    store_marked(archive, store)
    path = folder / "kopie.jsonl"
    assert write(store, path).aantal == 4
    *lines, _ = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(lines) + end, "utf-8")
    with pytest.raises(NotACopy):
        restore(other, path)


@FORMS
def test_a_copy_that_was_cut_short_is_refused(
    store: Store, other: Store, archive: Archive, folder: Path, suffix: str
) -> None:
    store_marked(archive, store)
    path = folder / f"kopie{suffix}"
    write(store, path)
    whole = path.read_bytes()
    for share in (0, 0.3, 0.6, 0.9):
        path.write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(NotACopy):
            restore(other, path)
    path.write_bytes(b"\n".join(whole.splitlines()[:-1]) + b"\n")
    with pytest.raises(NotACopy):
        restore(other, path)
    assert list(other.export()) == []


def test_a_bit_that_fell_over_in_the_zip_is_found(
    store: Store, other: Store, archive: Archive, folder: Path
) -> None:
    store_marked(archive, store)
    path = folder / "kopie.zip"
    write(store, path)
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 0x10
    path.write_bytes(data)
    with pytest.raises(NotACopy):
        restore(other, path)
    assert list(other.export()) == []


# Too old


def test_copies_are_named_after_28_days_and_not_before(store: Store, folder: Path) -> None:
    write(store, folder / "oud.zip")
    write(store, folder / "oud.jsonl")
    (folder / "van-iemand-anders.zip").write_bytes(b"PK")
    assert old_copies(store, NOW + 28 * DAY).oud == ()
    late = NOW + 29 * DAY
    (folder / "oud.zip").rename(folder / "andere naam.zip")
    write(store, folder / "nieuw.zip", late)
    named = old_copies(store, late)
    assert [one.name for one in named.oud] == ["andere naam.zip", "oud.jsonl"]
    folder.rename(folder.with_name("weg"))
    assert old_copies(store, late).onbereikbaar == (folder,)


def test_no_copy_tells_in_which_folders_copies_were_made(store: Store, folder: Path) -> None:
    write(store, folder / "een.zip")
    write(store, folder / "twee.zip")
    assert not [name for name in names_in(folder / "twee.zip") if "reservekopieen" in name]
