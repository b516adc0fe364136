"""The zip for Windows: what is in it, and what keeps it from being made."""

from __future__ import annotations

import hashlib
import re
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest

from scripts.portable import contents
from scripts.portable.build_error import BuildError
from scripts.portable.contents import TEMPLATES, Release, entries, own_version, text_for_windows
from scripts.portable.embedded_python import check_digest, check_signatures, read_python
from scripts.portable.locked_wheels import find_wheels, lines_of, read_lock
from scripts.portable.zip_file import LONGEST_PATH, USUAL_PLACE, check_name, write_zip
from tests.support.server import ROOT
from tests.support.small_portable import small_release, write_python, write_wheel

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 11, 30)
INSIDE = "programma-9.8.7"
DIGEST = "a" * 64


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """What a small zip is made of."""
    return small_release(tmp_path_factory.mktemp("klein"))


@pytest.fixture(scope="module")
def packed(release: Release, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a small zip, by their names."""
    path = tmp_path_factory.mktemp("zip") / release.name
    write_zip(path, entries(release), DAY)
    with zipfile.ZipFile(path) as made:
        return {name: made.read(name) for name in made.namelist()}


# --- What is in it -------------------------------------------------------------------------------


def test_whoever_unpacks_it_sees_two_files_and_one_folder(packed: dict[str, bytes]) -> None:
    assert {name.split("/")[0] for name in packed} == {"Gesprekstool.cmd", "LEESMIJ.txt", INSIDE}


def test_the_same_input_gives_the_same_bytes(release: Release, tmp_path: Path) -> None:
    made = [tmp_path / "een.zip", tmp_path / "twee.zip"]
    for path in made:
        write_zip(path, entries(release), DAY)
    first, second = (path.read_bytes() for path in made)
    assert first == second


def test_the_program_is_in_it_with_its_settings_and_texts(packed: dict[str, bytes]) -> None:
    for name in (
        *("app.py", ".streamlit/config.toml", "gesprek/__main__.py", "pages/start.py"),
        *("data/inhoud/stappen.toml", "data/privacy/BRONNEN.md", "deploy/windows/launcher.py"),
    ):
        assert packed[f"{INSIDE}/{name}"] == (ROOT / name).read_bytes()


def test_nothing_that_a_machine_made_and_no_test_is_in_it(packed: dict[str, bytes]) -> None:
    parts = {part for name in packed for part in name.split("/")}
    assert parts & {"__pycache__", "tests", "opslag", ".venv", ".git", "scripts"} == set()
    assert [name for name in packed if name.endswith((".pyc", ".h", ".lock"))] == []
    assert [name for name, data in packed.items() if str(ROOT).encode() in data] == []


def test_of_our_folders_the_program_is_taken_and_no_data_of_teams(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = ["app.py", "data/inhoud/a.toml", "gesprek/a.py", "pages/a.py"]
    left = ["data/opslag/teams/a.json", "data/kopie.zip", ".streamlit/secrets.toml"]
    left += ["gesprek/__pycache__/a.cpython-313.pyc", "gesprek/b.pyc"]
    for name in (*taken, *left, "tests/a.py", ".venv/a.py", "notities.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    monkeypatch.setattr(contents, "ROOT", tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in contents.program_files()] == taken


def test_of_a_wheel_the_library_and_its_licence_are_in_it(packed: dict[str, bytes]) -> None:
    below = f"{INSIDE}/site-packages/"
    assert sorted(name.removeprefix(below) for name in packed if name.startswith(below)) == [
        "brood-1.0.dist-info/METADATA",
        "brood.py",
        "soep-1.0.dist-info/METADATA",
        "soep-1.0.dist-info/licenses/LICENSE",
        "soep/__init__.py",
        "soep/lepel.py",
    ]


def test_its_python_looks_in_the_zip_only(packed: dict[str, bytes]) -> None:
    path = packed[f"{INSIDE}/python/python313._pth"].decode().split()
    assert path == ["python313.zip", ".", "..\\site-packages", ".."]
    assert packed[f"{INSIDE}/python/LICENSE.txt"] == b"PSF"


def test_each_part_is_named_with_its_licence(packed: dict[str, bytes]) -> None:
    lines = packed[f"{INSIDE}/licenties.txt"].decode("utf-8-sig").splitlines()
    assert lines[-4].startswith("Gesprekstool 9.8.7: MIT")
    assert lines[-3].startswith("Python 3.13: PSF")
    assert lines[-2:] == ["brood 1.0: MIT", "soep 1.0: MIT"]


def test_a_package_that_tells_no_licence_is_refused(release: Release, tmp_path: Path) -> None:
    write_wheel(tmp_path, "stil", {}, licence="")
    silent = release._replace(wheels=list(tmp_path.glob("*.whl")))
    with pytest.raises(BuildError, match="stil"):
        list(entries(silent))


# --- The two files that people open --------------------------------------------------------------


def test_the_command_starts_what_is_in_the_zip(packed: dict[str, bytes]) -> None:
    command = packed["Gesprekstool.cmd"].decode("ascii")
    named = re.findall(r'"%~dp0(.+?)"', command)
    assert named
    assert [one for one in named if one.replace("\\", "/") not in packed] == []
    (module,) = re.findall(r" -m (\S+) ", command)
    assert f"{INSIDE}/{module.replace('.', '/')}.py" in packed


def test_the_command_has_the_plain_letters_and_line_ends_of_cmd(packed: dict[str, bytes]) -> None:
    command = packed["Gesprekstool.cmd"]
    assert command.isascii()
    assert command.count(b"\n") == command.count(b"\r\n") > 10


def test_a_command_with_an_accent_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.cmd"
    path.write_text("echo één\n", "utf-8")
    with pytest.raises(BuildError, match="plain letters"):
        text_for_windows(path, "1.0")


def test_the_explanation_opens_well_in_notepad_and_fits_its_window(
    packed: dict[str, bytes],
) -> None:
    raw = packed["LEESMIJ.txt"]
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    text = raw.decode("utf-8-sig")
    assert "{" not in text
    assert "GESPREKSTOOL 9.8.7" in text
    assert max(map(len, text.splitlines())) <= 100


def test_the_explanation_names_the_folder_of_the_data_as_it_is_called() -> None:
    from deploy.windows.data_folder import DATA

    assert DATA in (TEMPLATES / "LEESMIJ.txt").read_text("utf-8")


# --- Names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        *("a:b", "map/wat?", "een twee", "café", "con", "map/NUL.txt", "lpt1.py", "punt.", ""),
        *("/wortel", "map//x", "..", "map/../x", "c\\d"),
    ],
)
def test_a_name_that_does_not_unpack_on_each_windows_is_refused(name: str) -> None:
    with pytest.raises(BuildError, match="no name"):
        check_name(name, set())


def test_two_names_that_are_one_on_windows_are_refused() -> None:
    seen: set[str] = set()
    check_name("map/soep.py", seen)
    with pytest.raises(BuildError, match="twice"):
        check_name("map/Soep.py", seen)


def test_a_path_that_is_too_long_where_people_unpack_is_refused() -> None:
    room = LONGEST_PATH - len(USUAL_PLACE)
    check_name("x" * room, set())
    with pytest.raises(BuildError, match="too long"):
        check_name("x" * (room + 1), set())
    with pytest.raises(BuildError, match="too long"):  # compiled it gets a longer one
        check_name("x" * (room - 3) + ".py", set())


def test_the_program_itself_has_names_that_unpack(packed: dict[str, bytes]) -> None:
    seen: set[str] = set()
    for name in packed:
        check_name(name, seen)


# --- The lock ------------------------------------------------------------------------------------


def test_of_the_lock_what_windows_needs_is_taken(tmp_path: Path) -> None:
    lock = tmp_path / "x.lock"
    conditions = {
        "altijd": "",
        "venster": " ; sys_platform == 'win32'",
        "pinguin": " ; sys_platform == 'linux'",
        "oud": " ; python_full_version < '3.12'",
        "nieuw": " ; python_full_version >= '3.12'",
    }
    lock.write_text(
        "".join(
            f"{name}==1{condition} \\\n    --hash=sha256:{DIGEST}\n    # via x\n"
            for name, condition in conditions.items()
        ),
        "utf-8",
    )
    found = read_lock(lock, "3.13")
    assert [one.name for one in found] == ["altijd", "venster", "nieuw"]
    assert [one.requirement for one in found] == ["altijd==1", "venster==1", "nieuw==1"]
    assert {one.digests for one in found} == {frozenset({DIGEST})}
    assert lines_of(found).splitlines()[1] == f"venster==1 --hash=sha256:{DIGEST}"


def test_the_lock_of_the_program_is_read_and_has_no_tool_for_tests() -> None:
    names = {one.name for one in read_lock(ROOT / "requirements.lock", "3.13")}
    assert {"streamlit", "pandas", "tinydb"} <= names
    assert not {"pytest", "mypy", "ruff", "psycopg", "pip"} & names


@pytest.mark.parametrize("line", ["soep==1\n", f"soep>=1 \\\n    --hash=sha256:{DIGEST}\n"])
def test_a_package_without_a_digest_or_a_version_is_refused(tmp_path: Path, line: str) -> None:
    lock = tmp_path / "x.lock"
    lock.write_text(line, "utf-8")
    with pytest.raises(BuildError, match="soep"):
        read_lock(lock, "3.13")


def test_a_wheel_that_is_not_the_one_of_the_lock_is_refused(tmp_path: Path) -> None:
    lock = tmp_path / "x.lock"
    lock.write_text(write_wheel(tmp_path, "soep", {"soep.py": "goed"}), "utf-8")
    locked = read_lock(lock, "3.13")
    assert len(find_wheels(locked, tmp_path)) == 1
    write_wheel(tmp_path, "soep", {"soep.py": "kwaad"})
    with pytest.raises(BuildError, match="soep==1"):
        find_wheels(locked, tmp_path)


# --- The Python ----------------------------------------------------------------------------------


def test_a_zip_without_an_embeddable_python_is_refused(tmp_path: Path) -> None:
    for without in ("python.exe", "python313._pth", "LICENSE.txt"):
        path = write_python(tmp_path / "x.zip", without=without)
        with pytest.raises(BuildError, match="no embeddable Python"):
            read_python(path)
    (tmp_path / "x.zip").write_bytes(b"MZ")
    with pytest.raises(BuildError, match="can't be read"):
        read_python(tmp_path / "x.zip")


def test_a_python_for_another_machine_is_refused(tmp_path: Path) -> None:
    arm64, i386 = 0xAA64, 0x14C
    for machine in (arm64, i386, 0):
        path = write_python(tmp_path / "x.zip", machine=machine)
        with pytest.raises(BuildError, match="64-bit"):
            read_python(path)


def test_a_python_with_another_digest_is_refused(release: Release) -> None:
    check_digest(release.python, hashlib.sha256(release.python.path.read_bytes()).hexdigest())
    with pytest.raises(BuildError, match="digest"):
        check_digest(release.python, DIGEST)


def test_without_a_signature_or_a_way_to_check_it_a_python_is_refused(
    release: Release, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("GESPREK_OSSLSIGNCODE", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BuildError, match="--sha256"):
        check_signatures(release.python)


def test_the_zip_has_the_version_of_the_project_in_its_name(release: Release) -> None:
    now = release._replace(version=own_version())
    assert re.fullmatch(r"gesprekstool-\d+\.\d+\.\d+-windows\.zip", now.name)


def test_a_zip_that_is_refused_leaves_nothing_in_its_folder(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="twice"):
        write_zip(tmp_path / "x.zip", [("soep.py", b""), ("Soep.py", b"")], DAY)
    assert list(tmp_path.iterdir()) == []


def test_every_folder_of_data_but_the_store_is_in_it(packed: dict[str, bytes]) -> None:
    folders = {path.name for path in (ROOT / "data").iterdir() if path.is_dir()} - {"opslag"}
    below = f"{INSIDE}/data/"
    shipped = {name.removeprefix(below).split("/")[0] for name in packed if name.startswith(below)}
    assert shipped == folders
