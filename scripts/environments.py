"""Run the tests without a browser on other days, in other places and with other Pythons.

`python -m scripts.environments` runs each environment of the list, one after the other, and names
what fails; words behind it choose those with one of these words in their name, `--kort` the first
few. Needs Linux. Root runs them as the account `nobody`, who may write nowhere else.

The clock is moved by libfaketime: it tells each program another day, and goes on from there.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from scripts.programs import set_up_programs
from start import FOLDER, say

SHORT: Final = 3
"""How many of the list are run where there is no time for all."""
ACCOUNT: Final = "nobody"
ACCENTS: Final = "Gesprekstool van één team"
TURKISH: Final = "tr_TR.UTF-8"
LANGUAGES: Final = "talen"
_KEPT: Final = re.compile(r"PATH|CI|SSL_CERT_FILE|PIP_\w+|\w+_proxy|\w+_PROXY")
_LEFT_OUT: Final = (".git", ".venv", ".venv-wine", "__pycache__", ".*_cache", ".hypothesis")
_LIBRARY: Final = "lib/python3.*/site-packages/libfaketime/vendor/libfaketime/src/libfaketime.so.1"
_INSTALL: Final = "import start; start.install(start.DEV_LOCK)"
_SHOWN: Final = ("FAILED ", "ERROR ", "E  ")
_MOST_LINES: Final = 60


@dataclass(frozen=True)
class Environment:
    """A moment and a place in which the tests have to pass.

    Attributes:
        name: what is special about it.
        moment: when they begin, in UTC.
        zone: the time zone of the machine.
        python: the version of Python.
        locale: the language of the machine.
        folder: the name of the folder in which the program stands.
        read_only: whether nothing may be written in that folder.
    """

    name: str
    moment: str
    zone: str
    python: str
    locale: str = "C.UTF-8"
    folder: str = "gesprekstool"
    read_only: bool = False


ENVIRONMENTS: Final = (
    Environment(
        "end of the year", "2027-01-01T04:59:30", "America/New_York", "3.11", "C", read_only=True
    ),
    Environment("hour that is lost", "2027-03-28T00:59:30", "UTC", "3.12", TURKISH, folder=ACCENTS),
    Environment("hour that comes twice", "2027-10-31T00:30:00", "Europe/Amsterdam", "3.13"),
    Environment("just after new year", "2027-01-01T00:00:30", "Asia/Tokyo", "3.13", TURKISH),
    Environment("29 February", "2028-02-29T11:00:00", "Asia/Tokyo", "3.11", folder=ACCENTS),
    Environment("turn of a quarter", "2027-03-31T21:59:00", "UTC", "3.12", read_only=True),
    Environment("hour lost over there", "2030-03-10T06:59:30", "America/New_York", "3.13", "C"),
    Environment("2036, a leap day", "2036-02-29T23:30:00", "UTC", "3.12", TURKISH),
    Environment("a Sunday", "2026-12-06T10:00:00", "Europe/Amsterdam", "3.11"),
)


def main(arguments: list[str]) -> int:
    """Run the environments that are asked for; returns 0 when all tests passed in all of them."""
    if sys.platform != "linux":
        say("De omgevingen zijn alleen op Linux na te bootsen: draai ze daar.")
        return 1
    words = [one for one in arguments if not one.startswith("-")]
    chosen = [one for one in ENVIRONMENTS if not words or any(word in one.name for word in words)]
    if "--kort" in arguments:
        chosen = chosen[:SHORT]
    results = {}
    for number, one in enumerate(chosen, start=1):
        say(f"--- omgeving {number} van {len(chosen)}: {one.name} ({_described(one)})")
        began = time.monotonic()
        failure = run(one)
        results[one.name] = failure
        say(f"    {failure or 'goed'} ({time.monotonic() - began:.0f} s)")
    for name, failure in results.items():
        say(f"  {name:<24} {failure or 'goed'}")
    return 1 if any(results.values()) or not results else 0


def run(one: Environment) -> str:
    """Run the tests in one environment; returns what went wrong in one line, empty for nothing."""
    place = Path(tempfile.mkdtemp(prefix="omgeving-"))
    try:
        python = _copy_python(one.python, place / "python")
        if python is None:
            return f"Python {one.python} is er niet: installeer die, bijvoorbeeld met pyenv"
        tree = _copy_tree(place / one.folder)
        environment = _environment(one, place)
        if one.locale == TURKISH and not _make_turkish(place / LANGUAGES):
            return "de Turkse taal is er niet: installeer localedef en de talen (pakket locales)"
        _give_away(place)
        if not _ask(python, ["-c", _INSTALL], tree, environment):
            return "de pakketten zijn niet geïnstalleerd"
        if one.read_only:
            _close(tree)
        return _test(tree, environment | _clock(one, tree, place))
    finally:
        _open(place)
        shutil.rmtree(place, ignore_errors=True)


def _described(one: Environment) -> str:
    """Return all that is special, for the screen."""
    parts = [f"{one.moment}Z", one.zone, f"Python {one.python}", one.locale, repr(one.folder)]
    return ", ".join([*parts, *(["alleen lezen"] if one.read_only else [])])


def _copy_python(version: str, place: Path) -> Path | None:
    """Copy a Python without what was installed in it, to where each account may use it.

    Returns:
        Its program, None where this machine has no such version.
    """
    found = _find_python(version)
    if found is None:
        return None
    ask = [found, "-c", "import sys; print(sys.base_prefix)"]
    prefix = Path(subprocess.check_output(ask, text=True).strip())
    for part in ("bin", "lib"):
        leave = shutil.ignore_patterns("site-packages", "test", "__pycache__", "*.a")
        shutil.copytree(prefix / part, place / part, symlinks=True, ignore=leave)
    return place / "bin" / f"python{version}"


def _find_python(version: str) -> str | None:
    if version == f"{sys.version_info[0]}.{sys.version_info[1]}":
        return sys.executable
    homes = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = sorted(homes.glob(f"{version}.*/bin/python{version}"))
    return str(found[-1]) if found else shutil.which(f"python{version}")


def _copy_tree(place: Path) -> Path:
    """Copy the program as somebody downloads it, without what is stored here."""
    shutil.copytree(FOLDER, place, ignore=shutil.ignore_patterns(*_LEFT_OUT))
    shutil.rmtree(place / "data/opslag", ignore_errors=True)
    return place


def _environment(one: Environment, place: Path) -> dict[str, str]:
    """Return the environment of everything that is run there."""
    home = place / "thuis"
    home.mkdir()
    (place / LANGUAGES).mkdir()
    programs, _ = set_up_programs()
    return {
        **{name: value for name, value in os.environ.items() if _KEPT.fullmatch(name)},
        **programs,
        "GESPREK_TESTS": "kort",
        "HOME": str(home),
        "TMPDIR": str(home),
        "LANG": one.locale,
        "LC_ALL": one.locale,
        "LOCPATH": str(place / LANGUAGES),
        "LD_LIBRARY_PATH": str(place / "python" / "lib"),
        "TZ": one.zone,
    }


def _make_turkish(languages: Path) -> bool:
    """Make the language of that name, which few machines have; returns success."""
    localedef = shutil.which("localedef")
    command = [str(localedef), "-i", "tr_TR", "-f", "UTF-8", str(languages / TURKISH)]
    return bool(localedef) and subprocess.run(command, check=False).returncode == 0


def _clock(one: Environment, tree: Path, place: Path) -> dict[str, str]:
    """Return what moves the clock: as an offset, and for the day only, not for how long one waits.

    Without the last setting each wait for the lock of Python looks at the clock without end.
    """
    (library,) = (tree / ".venv").glob(_LIBRARY)
    copy = shutil.copy(library, place / library.name)  # LD_PRELOAD is a list with spaces between
    moment = datetime.fromisoformat(one.moment).replace(tzinfo=UTC)
    offset = round((moment - datetime.now(UTC)).total_seconds())
    return {
        "LD_PRELOAD": str(copy),
        "FAKETIME": f"{offset:+d}s",
        "DONT_FAKE_MONOTONIC": "1",
        "FAKETIME_WAIT_MS": "5",
    }


def _test(tree: Path, environment: dict[str, str]) -> str:
    """Run the tests; returns the last line where they fail, and shows what did."""
    command = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not browser"]
    command += ["--numprocesses", str((os.cpu_count() or 1) + 1), "--dist", "loadfile"]
    done = subprocess.run(
        [str(tree / ".venv/bin/python"), *command],
        cwd=tree,
        env=environment,
        check=False,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        user=_account(),
    )
    lines = done.stdout.splitlines()
    if done.returncode == 0:
        return ""
    for line in [one for one in lines if one.startswith(_SHOWN)][-_MOST_LINES:]:
        say(f"    {line}")
    return lines[-1].strip(" =") if lines else done.stderr[-500:]


def _ask(python: Path, arguments: list[str], tree: Path, environment: dict[str, str]) -> bool:
    done = subprocess.run(
        [str(python), *arguments],
        cwd=tree,
        env=environment,
        check=False,
        capture_output=True,
        encoding="utf-8",
        user=_account(),
    )
    if done.returncode:
        say((done.stdout + done.stderr)[-2000:])
    return done.returncode == 0


def _account() -> str | None:
    """Return the ordinary account that root runs the tests as, None for the one that runs this."""
    return ACCOUNT if os.geteuid() == 0 else None


def _give_away(place: Path) -> None:
    """Let the ordinary account own all that lies there."""
    if os.geteuid() == 0:
        subprocess.run(["chown", "-R", ACCOUNT, str(place)], check=True)


def _close(tree: Path) -> None:
    subprocess.run(["chmod", "-R", "a-w", str(tree)], check=True)


def _open(place: Path) -> None:
    subprocess.run(["chmod", "-R", "u+w", str(place)], check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
