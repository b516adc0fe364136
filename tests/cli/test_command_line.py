"""The commands as an advisor runs them: in a process of their own."""

import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from gesprek.cli import command_line
from gesprek.domain.dates import utc_now
from gesprek.services.archive import Archive
from gesprek.services.backup import write_copy
from gesprek.services.erasing import Erasing
from gesprek.storage.files.file_store import TinyDBStore
from gesprek.storage.protocol import DocumentKey, Kind, Operation, Store
from tests.cli.conftest import Run
from tests.storage.examples import path_of
from tests.support.builders.marked import MARKER, files_with, store_marked
from tests.support.builders.oefeningen import team_of_two
from tests.support.server import Server

COMMANDS = (
    *("backup", "herstel", "exporteer", "controle", "opschonen", "demo"),
    *("privacy", "wachtwoord", "inrichten", "serve"),
)


def do(*arguments: str | Path) -> int:
    """Do a command in this process."""
    return command_line.main([str(one) for one in arguments])


# Help and wrong use


def test_the_program_tells_its_commands_in_dutch(run: Run) -> None:
    done = run("--help")
    assert done.returncode == 0
    assert all(command in done.stdout for command in COMMANDS)
    assert "usage" not in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself_in_dutch(
    command: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert do(command, "--help") == 0
    told = capsys.readouterr().out
    assert told.startswith(f"zo gebruik je het: python -m gesprek {command} ")
    assert not {"usage", "options", "positional", "show"} & set(told.replace(":", " ").split())
    assert not root.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["niets"],
        ["backup"],
        ["backup", "a.zip", "b.zip"],
        ["backup", "kopie.tar"],
        ["backup", "bestaat/niet/kopie.zip"],
        ["backup", "a\0b.zip"],
        ["backup", "\udcff.zip"],
        ["exporteer", "kopie.zip"],
        ["herstel", "bestaat-niet.zip"],
        ["herstel", "kopie.zip", "--verv"],
        ["controle", "iets"],
        ["opschonen", "--nu"],
        ["demo", "--teams", "0"],
        ["demo", "--teams", "veel"],
        ["demo", "--seed"],
    ],
)
def test_wrong_use_ends_with_2_and_touches_nothing(
    arguments: list[str], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert do(*arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err
    assert "Traceback" not in told.err
    assert not root.exists()


@pytest.mark.parametrize(
    ("arguments", "usage"),
    [
        ([], "[-h] OPDRACHT ..."),
        (["niets"], "[-h] OPDRACHT ..."),
        (["--niets"], "[-h] OPDRACHT ..."),
        (["backup"], "backup [-h] BESTAND.zip"),
        (["herstel", "kopie.zip", "--verv"], "herstel [-h] [--vervang] BESTAND"),
        (["controle", "iets"], "controle [-h]"),
        (["privacy", "--masker=ja"], "privacy [-h] [--masker]"),
        (["demo", "--seed"], "demo [-h] [--teams N] [--oefeningen N] [--seed N]"),
        (["demo", "--teams", "0"], "demo [-h] [--teams N] [--oefeningen N] [--seed N]"),
    ],
)
def test_what_cannot_be_read_is_answered_with_how_to_type_it(
    arguments: list[str], usage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert do(*arguments) == 2
    told = " ".join(capsys.readouterr().err.split())
    assert told == f"Deze opdracht klopt niet. zo gebruik je het: python -m gesprek {usage}"


def test_wrong_use_ends_with_2_in_a_process_too(run: Run) -> None:
    assert run("niets").returncode == 2


@pytest.mark.parametrize("is_private", [True, False])
def test_a_backup_that_others_can_read_is_told(
    store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    is_private: bool,  # noqa: FBT001 - one row of a table
) -> None:
    Archive(store).create_team(team_of_two())
    monkeypatch.setattr("gesprek.services.backup.make_private", lambda _path: is_private)
    assert do("backup", tmp_path / "kopie.zip") == 0
    assert ("Iedereen die bij de schijf kan" in capsys.readouterr().err) != is_private


@pytest.mark.parametrize("command", ["backup", "exporteer", "controle", "opschonen", "wachtwoord"])
def test_a_store_that_is_not_there_is_not_made(
    command: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suffix = {"backup": ".zip", "exporteer": ".jsonl"}.get(command)
    assert do(command, *([tmp_path / f"kopie{suffix}"] if suffix else [])) == 1
    assert "nog geen opslag" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    assert not root.exists()


def test_a_copy_does_not_go_into_the_store_itself(
    archive: Archive, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert archive.teams() == []
    assert do("backup", root / "teams" / "kopie.zip") == 2
    assert "in de opslag zelf" in capsys.readouterr().err


def test_an_error_of_the_program_shows_its_place_and_not_its_text(
    store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_arguments: object) -> None:
        raise KeyError(MARKER)

    assert store.check() == ()
    monkeypatch.setattr(TinyDBStore, "check", fail)
    assert do("controle") == 1
    told = capsys.readouterr().err
    assert "KeyError, test_command_line.py" in told
    assert MARKER not in told


# Back-up, restore, export


@pytest.mark.parametrize(("command", "name"), [("backup", "k.zip"), ("exporteer", "k.jsonl")])
def test_a_copy_goes_round_through_the_commands(
    command: str, name: str, run: Run, store: Store, tmp_path: Path
) -> None:
    oefening = store_marked(Archive(store), store, is_played=False).value
    path, other = tmp_path / name, tmp_path / "andere"
    made = run(command, path)
    assert made.returncode == 0, made.stderr
    assert "4 documenten" in made.stdout
    back = run("herstel", path, GESPREK_OPSLAG=str(other))
    assert back.returncode == 0, back.stderr
    assert Archive(TinyDBStore(other)).oefening(oefening.id).value == oefening


def test_a_store_with_something_in_it_is_replaced_only_when_asked(
    archive: Archive, store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    oefening = store_marked(archive, store).value
    path = tmp_path / "kopie.zip"
    assert do("backup", path) == 0
    Erasing(store).oefening(oefening.id)
    assert do("herstel", path) == 1
    assert "--vervang" in capsys.readouterr().err
    assert do("herstel", path, "--verv") == 2
    assert do("herstel", path, "--vervang") == 0
    assert "want gewist: 1 document." in capsys.readouterr().out
    assert archive.oefeningen(oefening.team) == []


def plant_slip(opened: zipfile.ZipFile) -> None:
    opened.writestr("../../gevonden.json", "{}")


def plant_bomb(opened: zipfile.ZipFile) -> None:
    opened.writestr("team/bom.json", b"0" * 30_000_000)


def plant_bad_json(opened: zipfile.ZipFile) -> None:
    opened.writestr("team/kapot.json", f'{{"tekst": "{MARKER}')


def plant_newer(opened: zipfile.ZipFile) -> None:
    opened.writestr("team/nieuw.json", '{"schema": 999}')


@pytest.mark.parametrize("plant", [plant_slip, plant_bomb, plant_bad_json, plant_newer])
def test_a_hostile_zip_ends_with_1_and_changes_nothing(
    plant: Callable[[zipfile.ZipFile], None],
    archive: Archive,
    store: Store,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    store_marked(archive, store)
    path = tmp_path / "kopie.zip"
    assert do("backup", path) == 0
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as opened:
        plant(opened)
    before = {one: one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()}
    assert do("herstel", path, "--vervang") == 1
    after = {one: one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()}
    assert after == before
    told = capsys.readouterr().err
    assert MARKER not in told
    assert "Traceback" not in told


def test_a_damaged_document_is_named_by_controle_and_backup_and_the_rest_is_kept(
    root: Path, archive: Archive, store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = (store_marked(archive, store).value for _ in range(2))
    text = path_of(root, DocumentKey(Kind.OEFENING, bad.id, bad.team)).read_text("utf-8")
    path_of(root, DocumentKey(Kind.OEFENING, bad.id, bad.team)).write_text(text[:-5], "utf-8")
    assert do("controle") == 1
    told = capsys.readouterr()
    assert f"oefening {bad.id}: " in told.err
    assert good.id not in told.err
    assert MARKER not in told.err + told.out
    assert do("backup", tmp_path / "kopie.zip") == 1
    assert bad.id in capsys.readouterr().err
    with zipfile.ZipFile(tmp_path / "kopie.zip") as opened:
        assert f"oefening/{good.team}/{good.id}.json" in opened.namelist()


def test_a_document_that_is_whole_but_no_oefening_is_a_problem_too(
    archive: Archive, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    oefening = store_marked(archive, store).value
    key = DocumentKey(Kind.OEFENING, oefening.id, oefening.team)
    store.apply(key, store.get(key).version, [Operation(("werkvorm",), None)])
    assert do("controle") == 1
    assert f"oefening {oefening.id}: " in capsys.readouterr().err


def test_a_sound_store_is_in_order(
    archive: Archive, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    store_marked(archive, store)
    assert do("controle") == 0
    assert capsys.readouterr().out == "Alles is in orde.\n"


# Cleaning


def test_opschonen_removes_what_is_past_its_term_and_names_old_copies(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long_ago = utc_now() - timedelta(days=400)
    old = TinyDBStore(root, lambda: long_ago)
    store_marked(Archive(old), old, is_played=False)
    write_copy(old, tmp_path / "oud.zip", lambda: long_ago, lambda _count: None)
    assert do("opschonen") == 1
    told = capsys.readouterr()
    assert "Weggegooid: 1 oefeningen waarvan de tekst weg moest." in told.out
    assert f"gooi weg: {tmp_path / 'oud.zip'}" in told.err
    assert files_with(root) == []
    (tmp_path / "oud.zip").unlink()
    assert do("opschonen") == 0
    assert "Er hoefde niets weg." in capsys.readouterr().out


# While the server runs


@pytest.mark.alles
def test_all_commands_work_while_the_server_runs_and_the_server_goes_on(
    run: Run, archive: Archive, store: Store, root: Path, tmp_path: Path
) -> None:
    oefening = store_marked(archive, store, is_played=False).value
    server = Server(root, tmp_path / "server.log").start()
    try:
        path = tmp_path / "kopie.zip"
        for arguments in (
            ("controle",),
            ("backup", path),
            ("opschonen",),
            ("herstel", path, "--vervang"),
        ):
            done = run(*arguments)
            assert done.returncode == 0, done.stderr
        assert server.request("/gezond")[0].status == 200
    finally:
        server.stop()
    assert archive.oefening(oefening.id).value == oefening
    assert MARKER not in (tmp_path / "server.log").read_text("utf-8")
