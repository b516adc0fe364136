"""Set up and start Gesprekstool, or test it, with one command. Standard library only.

`python3 start.py` (Windows: `py start.py`) makes `.venv` beside this file, installs exactly what
requirements.lock names, starts the server and opens the browser. `python3 start.py test` does the
same for the tests and runs them. The file must parse on older Pythons to be able to refuse them.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FOLDER = Path(__file__).resolve().parent
VENV = FOLDER / ".venv"
LOG = VENV / "installatie.log"
ON_WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if ON_WINDOWS else "bin/python")
APP_LOCK = FOLDER / "requirements.lock"
# Both hold all of requirements.lock too, and the last one all of the other.
POSTGRES_LOCK = FOLDER / "requirements-postgres.lock"
DEV_LOCK = FOLDER / "requirements-dev.lock"

OLDEST, NEWEST = (3, 11), (3, 13)
DEFAULT_PORT = 8501
FIRST_PORT, LAST_PORT = 1024, 65535  # below these only an administrator may listen
STOP_SECONDS = 10
SHORT_FOLDER = Path(FOLDER.anchor) / "Gesprekstool"  # on the same disk
ME = "py start.py" if ON_WINDOWS else "python3 start.py"

USAGE = f"""Zo gebruik je dit programma:
  {ME} [--poort N] [--geen-browser]    Gesprekstool starten
  {ME} test [--alles [--zonder-uren]]  testen; --alles neemt ook de lange tests,
                                       --zonder-uren laat daarvan weg wat uren duurt
  {ME} test [pytest-opties]            alleen deze tests, zoals: test tests/domain -q"""

PACKAGE_LINE = re.compile(
    r"(?:Collecting |Requirement already satisfied: |Ignoring |Processing (?:\S*[/\\\\])?)([\w.-]+)"
)

# The last one: nothing at all answered for a package that exists.
NO_NETWORK = "connection broken|NewConnection|Max retries|timed out|(SSL|Proxy)Error|versions: none"


class StartError(Exception):
    """Something the user can solve; the text is one Dutch sentence that tells how."""


def check_python(version: tuple[int, int]) -> None:
    """Refuse a Python that the packages are not made for."""
    if OLDEST <= version <= NEWEST:
        return
    newest = ".".join(str(part) for part in NEWEST)
    other = f"py -{newest} start.py" if ON_WINDOWS else f"python{newest} start.py"
    raise StartError(
        f"Gesprekstool werkt met Python 3.11, 3.12 of 3.13 en dit is Python {version[0]}."
        f"{version[1]}: installeer Python {newest} van python.org en start met `{other}`."
    )


def digest(lock: Path) -> str:
    """Return what the stamp must hold for this lock and this Python."""
    python = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return f"{hashlib.sha256(lock.read_bytes()).hexdigest()} python{python}"


def stamp_of(lock: Path) -> Path:
    """Return the file in .venv that tells which version of a lock is installed."""
    return VENV / f"{lock.name}.stempel"


def is_installed(lock: Path) -> bool:
    """Tell whether .venv holds this lock and still works; takes some 50 ms and no network."""
    stamp = stamp_of(lock)
    return stamp.is_file() and stamp.read_text("utf-8") == digest(lock) and venv_works()


def venv_works() -> bool:
    """Tell whether the Python of .venv runs, is of our version and still has its packages."""
    probe = (
        "import importlib.util as u, pip, sys; "
        f"sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])!r} "
        "or not u.find_spec('streamlit'))"
    )
    try:
        done = subprocess.run(
            [str(PYTHON), "-c", probe], capture_output=True, check=False, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def install(lock: Path) -> None:
    """Install a lock in .venv, unless it is there already; makes .venv anew when it is broken.

    Raises:
        StartError: With what to do; the log of pip stands in `.venv/installatie.log`.
    """
    if is_installed(lock):
        return
    try:
        if not venv_works():
            make_venv()
        for old in VENV.glob("*.stempel"):  # from here on .venv is not what a stamp says
            patiently(old.unlink)
        run_pip(lock)
        for done in held_by(lock):
            stamp_of(done).write_text(digest(done), "utf-8")
    except OSError as error:
        raise StartError(
            f"In de map {FOLDER} kan niet worden geschreven ({error.strerror}): sluit Gesprekstool "
            "overal, maak ruimte op de schijf of kies een map van jezelf, en start opnieuw."
        ) from error


def patiently(action: Callable[[], object]) -> object:
    """Do something with files; on Windows again for a while, as a virus scanner may hold one."""
    end = time.monotonic() + (10 if ON_WINDOWS else 0)
    while True:
        try:
            return action()
        except PermissionError:
            if time.monotonic() >= end:
                raise
        time.sleep(0.2)


def held_by(lock: Path) -> list[Path]:
    """Return the locks that are installed along with this one."""
    locks = [APP_LOCK, POSTGRES_LOCK, DEV_LOCK]
    return locks[: locks.index(lock) + 1]


def chosen_lock() -> Path:
    """Return the lock of the store that is chosen: in a database it needs more packages."""
    address = os.environ.get("GESPREK_OPSLAG", "")
    return POSTGRES_LOCK if address.startswith(("postgresql://", "postgres://")) else APP_LOCK


def make_venv() -> None:
    """Make .venv with nothing in it but pip."""
    say("Een eigen Python-omgeving maken in de map .venv …")
    patiently(lambda: shutil.rmtree(VENV, ignore_errors=not (ON_WINDOWS and VENV.exists())))
    python = getattr(sys, "_base_executable", None) or sys.executable
    made = subprocess.run([python, "-m", "venv", str(VENV)], capture_output=True, check=False)
    if made.returncode != 0:
        VENV.mkdir(exist_ok=True)
        LOG.write_bytes(made.stdout + made.stderr)
        raise StartError(
            "Python kon geen eigen omgeving maken: installeer Python opnieuw van python.org (op "
            "Debian of Ubuntu: `sudo apt install python3-venv`) en start opnieuw; wat er misging "
            f"staat in {LOG}."
        )


def run_pip(lock: Path) -> None:
    """Install what the lock names, each package checked against its digests, with progress.

    Two at once: pip fetches one package after the other, and on two cores that halves the wait.
    """
    packages = re.split(r"^(?=[A-Za-z0-9])", lock.read_text("utf-8"), flags=re.MULTILINE)[1:]
    total = len(packages)
    say(f"De pakketten ophalen uit {lock.name}: {total} stuks, dit duurt de eerste keer even …")
    # The tests load a part of it, which is compiled as it is loaded.
    options = ["--no-compile"] if lock == DEV_LOCK else []
    reading, writing = os.pipe()
    pips = [
        start_pip(VENV / f"deel-{number}.txt", half, options, writing)
        for number, half in enumerate((packages[::2], packages[1::2]), 1)
        if half
    ]
    os.close(writing)
    try:
        with os.fdopen(reading, encoding="utf-8", errors="replace") as lines:
            show_progress(lines, total)
        failed = [pip.wait() for pip in pips]
    except BaseException:
        for pip in pips:
            pip.kill()  # whoever stops us must not wait for a download
        raise
    if any(failed):
        raise StartError(explain_pip(LOG.read_text("utf-8", errors="replace")))


def start_pip(
    part: Path, packages: list[str], options: list[str], output: int
) -> subprocess.Popen[bytes]:
    """Begin to install a part of a lock; the lock names what each package needs too."""
    part.write_text("".join(packages), "utf-8")
    command = [str(PYTHON), "-m", "pip", "install", "--require-hashes", "--only-binary=:all:"]
    command += ["--no-deps", "--no-input", "--disable-pip-version-check", "-r", str(part), *options]
    own = {"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0", "PYTHONUTF8": "1"}
    return subprocess.Popen(command, stdout=output, stderr=output, env={**os.environ, **own})


def show_progress(lines: Iterable[str], total: int) -> None:
    """Write pip's words to the log and a Dutch line per package to the terminal."""
    count, unpacks = 0, False
    with LOG.open("w", encoding="utf-8") as log:
        for line in lines:
            log.write(line)
            log.flush()
            found = PACKAGE_LINE.match(line)
            if found:
                count += 1
                say(f"  {min(count, total)} van {total} pakketten: {found.group(1)}")
            elif line.startswith("Installing collected packages") and not unpacks:
                unpacks = True
                say("  Het uitpakken is begonnen …")


def explain_pip(log: str) -> str:
    """Turn the log of a failed pip into one sentence that tells what to do."""
    told = "Het installeren van de pakketten is niet gelukt: start opnieuw"
    if re.search("No space left|Errno 28", log):
        told = "De schijf is vol: maak ruimte en start opnieuw"
    elif "DO NOT MATCH THE HASHES" in log:
        told = (
            "Een opgehaald pakket is niet het pakket dat in de lijst staat: kies een ander netwerk"
        )
    elif re.search(r"Long Path|WinError 206\b", log):
        told = f"De naam van de map is te lang: zet Gesprekstool in {SHORT_FOLDER} en start opnieuw"
    elif re.search(r"Permission denied|Errno 13|WinError (5|32)\b", log):
        told = "In .venv mag niet worden geschreven: sluit Gesprekstool overal, geef jezelf rechten"
    elif re.search(NO_NETWORK, log):
        told = (
            "De pakketten zijn niet op te halen: kijk of er internet is, of vraag je beheerder of "
            "het netwerk Python-pakketten doorlaat, en start opnieuw"
        )
    return f"{told}; wat er misging staat in {LOG}."


def start_server(arguments: list[str]) -> subprocess.Popen[bytes]:
    """Start the server in .venv; it tells itself where it is, or why it can't start."""
    command = [str(PYTHON), "-m", "gesprek", "serve", *arguments]
    return subprocess.Popen(command, cwd=str(FOLDER), env={**os.environ, "PYTHONUTF8": "1"})


def stop_server(server: subprocess.Popen[bytes]) -> None:
    """Let the server finish what it is doing, and end it when that takes too long."""
    if server.poll() is None and not ON_WINDOWS:  # there Ctrl+C came to the server as well, and
        server.terminate()  # this would end it in the middle of what it does
    try:
        server.wait(STOP_SECONDS)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):  # too slow, or Ctrl+C once more
        server.kill()
        server.wait()


def serve(arguments: list[str]) -> int:
    """Run the server until Ctrl+C, SIGTERM or its own end; returns the exit code."""
    install(chosen_lock())
    say("Gesprekstool start …")
    server = start_server(arguments)
    try:
        while server.poll() is None:
            time.sleep(0.2)
    except KeyboardInterrupt:
        say("\nGesprekstool stopt …")
        return 0
    finally:
        stop_server(server)
    if server.returncode > 0:
        return server.returncode  # it told why
    raise StartError("De server is vanzelf gestopt: lees de melding hierboven, start opnieuw.")


def run_tests(arguments: list[str]) -> int:
    """Install what the tests are made with, and let `scripts/run_tests.py` run them."""
    install(DEV_LOCK)
    command = [str(PYTHON), "-m", "scripts.run_tests", *arguments]
    return subprocess.run(command, cwd=str(FOLDER), check=False).returncode


def say(line: str) -> None:
    """Print at once, also when the output goes to a file; never fail on a bare terminal."""
    encoding = sys.stdout.encoding or "ascii"
    print(line.encode(encoding, "replace").decode(encoding), flush=True)


def check_options(arguments: list[str]) -> None:
    """Refuse what the server does not know, before anything is installed."""
    port = str(DEFAULT_PORT)
    left = [part for argument in arguments for part in argument.split("=", 1)]
    while left:
        option = left.pop(0)
        if option == "--poort" and left:
            port = left.pop(0)
        elif option != "--geen-browser":
            raise StartError(f"Deze opdracht ken ik niet: {' '.join(arguments)}\n{USAGE}")
    if not (port.isascii() and port.isdigit() and FIRST_PORT <= int(port) <= LAST_PORT):
        raise StartError(f"Kies als poort een getal van {FIRST_PORT} tot en met {LAST_PORT}.")


def hear_signals() -> None:
    """Treat SIGTERM, and Ctrl+Break on Windows, as Ctrl+C; hear Ctrl+C when started by a script."""
    for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)


def check_folder() -> None:
    """Refuse a folder of OneDrive, where Windows often keeps the Desktop and the Documents."""
    clouds = [Path(one) for name, one in os.environ.items() if name.upper().startswith("ONEDRIVE")]
    if any(cloud in (FOLDER, *FOLDER.parents) for cloud in clouds):
        raise StartError(
            f"Gesprekstool staat in OneDrive, en dan gaat alles naar internet: verplaats {FOLDER} "
            f"naar {SHORT_FOLDER} en start daar opnieuw."
        )


def run(arguments: list[str]) -> int:
    """Do what the command line asks; returns the exit code."""
    if arguments and arguments[0] == "test":
        return run_tests(arguments[1:])
    if any(argument in {"-h", "--help", "--hulp"} for argument in arguments):
        say(USAGE)
        return 0
    check_options(arguments)
    check_folder()
    return serve(arguments)


def main() -> int:
    """Run, and turn what goes wrong into one sentence."""
    try:
        check_python(sys.version_info[:2])
        hear_signals()
        return run(sys.argv[1:])
    except StartError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("\nGestopt.")
        return 130


if __name__ == "__main__":
    sys.exit(main())
