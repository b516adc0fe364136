from __future__ import annotations

import ast
import hashlib
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from importlib.metadata import distribution
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import start
from tests.support.extent import NOT_ON_WINDOWS
from tests.support.server import ROOT, free_port, line_to

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

START = ROOT / "start.py"
CONFTEST = ROOT / "tests" / "conftest.py"


def run_start(
    *arguments: str, folder: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run start.py as a user does, but with no settings of pip and no way out."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    offline = {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": "http://127.0.0.1:9/"}
    return subprocess.run(
        [sys.executable, str(folder / "start.py"), *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**own, **offline, "PIP_RETRIES": "0", "PYTHONIOENCODING": "utf-8", **environment},
        timeout=120,
        check=False,
    )


# --- Python, port and options --------------------------------------------------------------------


@pytest.mark.parametrize("version", [(3, 10), (3, 14), (4, 0)])
def test_a_wrong_python_is_refused_in_one_sentence(version: tuple[int, int]) -> None:
    with pytest.raises(start.StartError) as refused:
        start.check_python(version)
    told = str(refused.value)
    assert f"dit is Python {version[0]}.{version[1]}:" in told
    assert "installeer Python 3.13" in told
    assert "\n" not in told


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_a_right_python_is_accepted(version: tuple[int, int]) -> None:
    start.check_python(version)


def test_a_wrong_python_ends_without_a_traceback() -> None:
    pretend = (
        "import runpy, sys; sys.version_info = (3, 14, 0, 'final', 0); sys.argv = ['start.py']; "
        f"runpy.run_path({str(START)!r}, run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", pretend], capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.count("\n") == 1
    assert "Python 3.14" in done.stdout


def test_an_older_python_can_read_the_file_to_refuse_itself() -> None:
    ast.parse(START.read_text("utf-8"), feature_version=(3, 8))


def test_start_needs_the_standard_library_only() -> None:
    tree = ast.parse(START.read_text("utf-8"))
    named = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    named |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in named} <= set(sys.stdlib_module_names)


@pytest.mark.parametrize("wrong", [["--prot", "1"], ["--poort"], ["tset"], ["--geen-browser", "x"]])
def test_an_unknown_command_shows_how_to_use_it(wrong: list[str]) -> None:
    done = run_start(*wrong)
    assert (done.returncode, done.stderr) == (1, "")
    assert "Deze opdracht ken ik niet" in done.stdout
    assert "[--poort N] [--geen-browser]" in done.stdout


@pytest.mark.parametrize("port", ["80", "65536", "acht", "-1", "²", ""])
def test_an_impossible_port_is_refused(port: str) -> None:
    with pytest.raises(start.StartError, match="getal van 1024 tot en met 65535"):
        start.check_options(["--poort", port])


@pytest.mark.parametrize(
    "options", [[], ["--geen-browser", "--poort=9000"], ["--poort", "9000"], ["--geen-browser"]]
)
def test_options_are_taken_in_both_spellings(options: list[str]) -> None:
    start.check_options(options)


# --- What Windows has in the way ----------------------------------------------------------------


@pytest.mark.parametrize("name", ["OneDrive", "OneDriveCommercial"])
def test_in_a_folder_of_onedrive_nothing_is_installed(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "Bureaublad van één" / "Gesprekstool"
    folder.mkdir(parents=True)
    shutil.copy(START, folder)
    done = run_start(folder=folder, **{name: str(tmp_path)})
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("Gesprekstool staat in OneDrive")
    assert str(folder) in done.stdout
    assert list(folder.iterdir()) == [folder / "start.py"]


def test_beside_a_folder_of_onedrive_it_may_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OneDrive", str(tmp_path))
    monkeypatch.setenv("ONEDRIVE_EMPTY", "")
    start.check_folder()


@pytest.mark.parametrize("letters", ["cp850", "cp437", "cp1252", "ascii"])
def test_a_console_with_few_letters_shows_every_word_it_can(letters: str) -> None:
    done = run_start("--hulp", PYTHONIOENCODING=letters, PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Gesprekstool starten" in done.stdout


def test_a_file_that_a_virus_scanner_holds_is_tried_again_on_windows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = iter([True, True])

    def remove() -> None:
        if next(held, False):
            raise PermissionError

    monkeypatch.setattr(start, "ON_WINDOWS", False)
    with pytest.raises(PermissionError):
        start.patiently(remove)
    monkeypatch.setattr(start, "ON_WINDOWS", True)
    start.patiently(remove)


@pytest.mark.parametrize(("on_windows", "ended"), [(True, False), (False, True)])
def test_on_windows_the_server_that_got_ctrl_c_too_is_left_to_finish(
    monkeypatch: pytest.MonkeyPatch,
    on_windows: bool,  # noqa: FBT001 - one row of a table
    ended: bool,  # noqa: FBT001
) -> None:
    monkeypatch.setattr(start, "ON_WINDOWS", on_windows)
    program = "import sys, time; time.sleep(0 if sys.argv[1] == 'True' else 60)"
    server = subprocess.Popen([sys.executable, "-c", program, str(on_windows)])
    start.stop_server(server)
    assert (server.returncode != 0) == ended


# --- Installing: real, with a package made here, so without a network ---------------------------


def line_of(folder: Path, name: str, *, digest: str | None = None) -> str:
    """Return the line of a lock for a tiny package, made where it does not stand there yet."""
    wheel = folder / f"{name}-0-py3-none-any.whl"
    if not wheel.exists():
        with zipfile.ZipFile(wheel, "w") as package:
            package.writestr(f"{name}.py", "")
            package.writestr(f"{name}-0.dist-info/METADATA", f"Name: {name}\nVersion: 0\n")
            package.writestr(f"{name}-0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
            package.writestr(f"{name}-0.dist-info/RECORD", "")
    digest = digest or hashlib.sha256(wheel.read_bytes()).hexdigest()
    return f"{name} @ {wheel.as_uri()} --hash=sha256:{digest}\n"


def write_lock(folder: Path, *, digest: str | None = None) -> None:
    """Write a lock that names one tiny package that stands beside it."""
    line = line_of(folder, "streamlit", digest=digest)
    (folder / "requirements.lock").write_text(line, "utf-8")


def load_start(folder: Path) -> ModuleType:
    """Load the start.py of a folder."""
    spec = importlib.util.spec_from_file_location("start_van_elders", folder / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """A folder of its own with start.py, a lock and the .venv that `install` made."""
    pytest.importorskip("venv", reason=f"{NOT_ON_WINDOWS}: de losse Python daar heeft geen venv")
    folder = tmp_path_factory.mktemp("los")
    shutil.copy(START, folder)
    write_lock(folder)
    module = load_start(folder)
    module.install(module.APP_LOCK)
    return module


@pytest.fixture
def fresh(installed: ModuleType) -> ModuleType:
    """The same, brought back to a good state."""
    write_lock(installed.FOLDER)
    installed.install(installed.APP_LOCK)
    return installed


def test_a_second_start_runs_no_pip(fresh: ModuleType) -> None:
    fresh.LOG.unlink(missing_ok=True)
    fresh.install(fresh.APP_LOCK)
    assert not fresh.LOG.exists()


def test_a_changed_lock_is_installed(fresh: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    fresh.LOG.unlink(missing_ok=True)
    with fresh.APP_LOCK.open("a", encoding="utf-8") as lock:
        lock.write("# anders\n")
    assert not fresh.is_installed(fresh.APP_LOCK)
    fresh.install(fresh.APP_LOCK)
    assert "streamlit" in fresh.LOG.read_text("utf-8")
    assert "1 van 1 pakketten: streamlit" in capsys.readouterr().out
    assert fresh.is_installed(fresh.APP_LOCK)


@pytest.mark.alles
def test_packages_are_installed_two_at_once(
    fresh: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    with fresh.APP_LOCK.open("a", encoding="utf-8") as lock:
        lock.write("    # via app\n" + line_of(fresh.FOLDER, "tweede"))
    fresh.install(fresh.APP_LOCK)
    assert list(fresh.VENV.rglob("tweede.py"))
    told = capsys.readouterr().out
    assert "2 van 2 pakketten" in told
    assert told.count("Het uitpakken is begonnen") == 1


@pytest.mark.alles
def test_where_one_of_the_two_fails_nothing_counts_as_installed(fresh: ModuleType) -> None:
    with fresh.APP_LOCK.open("a", encoding="utf-8") as lock:
        lock.write(line_of(fresh.FOLDER, "derde", digest="0" * 64))
    with pytest.raises(fresh.StartError, match="Een opgehaald pakket is niet het pakket"):
        fresh.install(fresh.APP_LOCK)
    assert not fresh.is_installed(fresh.APP_LOCK)


@pytest.mark.parametrize("lock", [start.APP_LOCK, start.POSTGRES_LOCK, start.DEV_LOCK])
def test_a_lock_names_all_that_its_packages_need(lock: Path) -> None:
    """For pip is told to look no further than the lock."""
    lines = [line for line in lock.read_text("utf-8").splitlines() if line[:1].isalnum()]
    locked = [Requirement(line.removesuffix("\\")) for line in lines]
    present = [one.name for one in locked if not one.marker or one.marker.evaluate()]
    needed = [Requirement(line) for name in present for line in distribution(name).requires or ()]
    here = [one.name for one in needed if not one.marker or one.marker.evaluate({"extra": ""})]
    assert set(map(canonicalize_name, here)) <= {canonicalize_name(one.name) for one in locked}
    assert {"streamlit", "tinydb"} <= set(present)


def test_a_stamp_of_another_python_does_not_count(fresh: ModuleType) -> None:
    stamp = fresh.stamp_of(fresh.APP_LOCK)
    stamp.write_text(re.sub(r"python3\.\d+", "python3.10", stamp.read_text("utf-8")), "utf-8")
    assert not fresh.is_installed(fresh.APP_LOCK)


@pytest.mark.alles
def test_a_broken_venv_is_made_anew(fresh: ModuleType) -> None:
    for file in fresh.VENV.rglob("streamlit.py"):
        file.unlink()
    assert not fresh.is_installed(fresh.APP_LOCK)
    fresh.PYTHON.unlink()
    assert not fresh.is_installed(fresh.APP_LOCK)
    fresh.install(fresh.APP_LOCK)
    assert fresh.is_installed(fresh.APP_LOCK)


def test_a_package_with_another_digest_is_refused(fresh: ModuleType) -> None:
    write_lock(fresh.FOLDER, digest="0" * 64)
    done = run_start("--poort", str(free_port()), folder=fresh.FOLDER)
    assert (done.returncode, done.stderr) == (1, "")
    last = done.stdout.splitlines()[-1]
    assert last.startswith("Een opgehaald pakket is niet het pakket dat in de lijst staat")
    assert last.endswith(f"staat in {fresh.LOG}.")
    assert not fresh.is_installed(fresh.APP_LOCK)


@pytest.mark.alles
def test_a_package_without_a_digest_is_refused(fresh: ModuleType) -> None:
    line = fresh.APP_LOCK.read_text("utf-8").partition(" --hash")[0]
    fresh.APP_LOCK.write_text(line + "\n", "utf-8")
    with pytest.raises(fresh.StartError):
        fresh.install(fresh.APP_LOCK)


def test_without_a_network_one_sentence_tells_what_to_do(fresh: ModuleType) -> None:
    fresh.APP_LOCK.write_text(f"bestaatniet==1 --hash=sha256:{'0' * 64}\n", "utf-8")
    done = run_start("--poort", str(free_port()), folder=fresh.FOLDER)
    assert (done.returncode, done.stderr) == (1, "")
    last = done.stdout.splitlines()[-1]
    assert last.startswith("De pakketten zijn niet op te halen: kijk of er internet is")
    assert "bestaatniet" in fresh.LOG.read_text("utf-8")


@pytest.mark.parametrize(
    ("log", "told"),
    [
        ("OSError: [Errno 28] No space left on device", "De schijf is vol: maak ruimte"),
        ("ERROR: [Errno 13] Permission denied: '.venv/lib'", "mag niet worden geschreven"),
        ("ERROR: [WinError 32] The process cannot access the file", "sluit Gesprekstool overal"),
        ("ERROR: [Errno 2] No such file\nHINT: Windows Long Path support", "map is te lang"),
        ("SSLError(SSLCertVerificationError(1))", "niet op te halen"),
        ("ERROR: Could not find a version (from versions: none)", "niet op te halen"),
        ("ERROR: iets onbekends", "niet gelukt: start opnieuw"),
    ],
)
def test_every_failure_of_pip_becomes_a_sentence_with_the_log(log: str, told: str) -> None:
    sentence = start.explain_pip(log)
    assert told in sentence
    assert str(start.LOG) in sentence
    assert "\n" not in sentence


def test_a_python_without_venv_is_told_what_to_install(tmp_path: Path) -> None:
    shutil.copy(START, tmp_path)
    write_lock(tmp_path)
    (tmp_path / "zonder").mkdir()
    (tmp_path / "zonder" / "venv.py").write_text("raise SystemExit('no ensurepip')", "utf-8")
    done = run_start(
        "--poort", str(free_port()), folder=tmp_path, PYTHONPATH=str(tmp_path / "zonder")
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert "sudo apt install python3-venv" in done.stdout.splitlines()[-1]
    assert "no ensurepip" in (tmp_path / ".venv" / "installatie.log").read_text("utf-8")


# --- The locks -----------------------------------------------------------------------------------


def pins(lock: Path) -> dict[str, str]:
    """Read a lock: each `name==version ; marker` with the text of its digests."""
    blocks = re.split(r"^(?=[a-z0-9])", lock.read_text("utf-8"), flags=re.MULTILINE)[1:]
    parted = (block.partition(" \\\n") for block in blocks)
    return {name: " ".join(re.findall(r"sha256:[0-9a-f]{64}", rest)) for name, _, rest in parted}


def test_every_package_of_a_lock_has_digests() -> None:
    for lock in (start.APP_LOCK, start.POSTGRES_LOCK, start.DEV_LOCK):
        assert all(pins(lock).values())


def test_the_lock_for_tests_holds_the_whole_lock_of_the_program() -> None:
    postgres = pins(start.POSTGRES_LOCK).items()
    assert pins(start.APP_LOCK).items() <= postgres <= pins(start.DEV_LOCK).items()


def test_only_a_store_in_a_database_needs_the_packages_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for address in ("postgresql://a,b/gesprek", "postgres://a/gesprek"):
        monkeypatch.setenv("GESPREK_OPSLAG", address)
        assert start.chosen_lock() == start.POSTGRES_LOCK
    for address in ("", "data/opslag", "C:/opslag"):
        monkeypatch.setenv("GESPREK_OPSLAG", address)
        assert start.chosen_lock() == start.APP_LOCK
    assert start.held_by(start.APP_LOCK) == [start.APP_LOCK]
    assert start.held_by(start.POSTGRES_LOCK) == [start.APP_LOCK, start.POSTGRES_LOCK]
    assert not {"sqlalchemy", "psycopg", "alembic"} & {
        name.split("==")[0] for name in pins(start.APP_LOCK)
    }


@pytest.mark.parametrize("kind", ["requirements", "requirements-postgres", "requirements-dev"])
def test_every_named_package_is_in_its_lock(kind: str) -> None:
    lines = (ROOT / f"{kind}.txt").read_text("utf-8").splitlines()
    named = {re.sub(r"\[.*\]|;.*", "", line) for line in lines if re.match(r"[a-z]", line)}
    locked = {name.split(" ")[0] for name in pins(ROOT / f"{kind}.lock")}
    assert named <= locked


def test_no_lock_names_where_packages_come_from() -> None:
    for lock in (start.APP_LOCK, start.POSTGRES_LOCK, start.DEV_LOCK):
        text = lock.read_text("utf-8")
        assert not re.search(r"://|index-url|find-links|trusted-host", text)


# --- CI and the whole command -----------------------------------------------------------


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_a_skipped_test_fails_the_run_in_ci_only(tmp_path: Path, ci: str, code: int) -> None:
    shutil.copy(CONFTEST, tmp_path)
    text = "import pytest\ndef test_a(): pass\ndef test_b(): pytest.skip('geen zin')\n"
    (tmp_path / "test_iets.py").write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-c", os.devnull, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "CI": ci},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == code
    assert ("overslaan telt als fout" in done.stdout) == bool(ci)
    assert ("test_b: Skipped: geen zin" in done.stdout) == bool(ci)
    assert re.search(r"1 passed, 1 skipped", done.stdout.splitlines()[-1])


@pytest.mark.skipif(start.ON_WINDOWS, reason="Windows kent geen SIGTERM")
@pytest.mark.skipif(not sys.prefix.startswith(str(start.VENV)), reason="alleen via start.py test")
def test_start_tells_the_address_and_stops_with_its_server(tmp_path: Path) -> None:
    port = free_port()
    own = {**os.environ, "GESPREK_OPSLAG": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, str(START), "--geen-browser", "--poort", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", env=own) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "Gesprekstool start …\n"
        assert f"staat klaar op http://127.0.0.1:{port}" in running.stdout.readline()
        assert f"http://127.0.0.1:{port}/inrichten/" in running.stdout.readline()
        line = line_to(port, tls=False)
        line.request("GET", "/gezond")
        assert line.getresponse().status == 200
        running.send_signal(signal.SIGTERM)
        assert running.wait(60) == 0
    with pytest.raises(ConnectionError):
        line_to(port, tls=False).request("GET", "/gezond")
