"""Windows programs on Linux, run by Wine: its folder, and what Debian's Wine 8 lacks.

Nothing of this belongs in what users get: it makes up for Wine, not for Windows. The packages and
the programs of Windows stay as they are; what is missing is put beside Wine itself.

Measured with Wine 8.0 and CPython 3.13 for Windows:

- ``bcryptprimitives.dll``, which the wheels that are made with Rust ask for, is not there;
- ``ucrtbase.dll`` has no complex functions, which numpy asks for: one of our own takes its place,
  has them from the compiler's library, and leaves all other functions to Wine's own;
- ``CopyFile2`` and what the module ``_wmi`` calls end the program: ``work_around`` hides them;
- a program can't write to a file that Linux opened for it, so it always writes to a pipe.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final

from filelock import FileLock

from scripts.find_programs import find_windows_compiler, find_wine
from start import FOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CACHE: Final = FOLDER / ".venv-wine"
PREFIX: Final = CACHE / "prefix"
"""What Wine calls its prefix: the disk C: and the registry of this one Windows."""
_READY: Final = PREFIX / "klaar"
_EDITION: Final = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
_SYSTEM: Final = PREFIX / "drive_c/windows/system32"
_OURS: Final = re.compile(r"PYTHON.*|VIRTUAL_ENV|LD_.*|LC_.*|LANG|WINE.*|PYTEST_.*|GESPREK_.*")

_RANDOM_SOURCE: Final = """
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size) { return SystemFunction036(data, (ULONG)size); }
"""
_COMPLEX: Final = (
    *("cabs", "carg", "ccos", "ccosh", "cexp", "cimag"),
    *("cpow", "creal", "csin", "csinh", "ctan", "ctanh"),
)
_SITE_CUSTOMIZE: Final = """\
# Only under Wine: what it does not have ends a program as soon as it is called.
import sys

import _winapi

sys.modules["_wmi"] = None
if hasattr(_winapi, "CopyFile2"):
    del _winapi.CopyFile2
"""


class NoWine(Exception):
    """Wine or the compiler for Windows is not there, or does not work; the text is Dutch."""


def windows_path(path: Path) -> str:
    """Return how a Windows program names a file of this machine."""
    return "Z:" + str(path.absolute()).replace("/", "\\")


def wine_environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a Windows program: ours, without what is about this machine.

    That is our own Python, and where the programs for the tests are, which Windows can't run.

    Args:
        more: what the program gets besides; it wins.
    """
    own = {name: value for name, value in os.environ.items() if not _OURS.fullmatch(name)}
    return {
        **own,
        "WINEPREFIX": str(PREFIX),
        "WINEARCH": "win64",
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "ucrtbase,bcryptprimitives=n,b;mscoree,mshtml,winemenubuilder.exe=",
        "LC_ALL": "C.UTF-8",  # else names with accents are lost on the way
        **(more or {}),
    }


def wine_command(command: Sequence[str]) -> list[str]:
    """Return the command of this machine that runs a command of Windows; raises NoWine."""
    return [_wine(), *command]


def start_windows(
    command: Sequence[str],
    *,
    cwd: Path = FOLDER,
    environment: Mapping[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """Start a Windows program; what it prints comes out of the pipe ``stdout``.

    Args:
        command: the program, a path of this machine, and its arguments, as Windows knows them.
        cwd: the folder in which it starts.
        environment: what it gets besides ``wine_environment``.

    Raises:
        NoWine: see ``set_up_wine``.
    """
    set_up_wine()
    return subprocess.Popen(
        wine_command(command),
        cwd=cwd,
        env=wine_environment(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def run_windows(
    command: Sequence[str],
    *,
    cwd: Path = FOLDER,
    environment: Mapping[str, str] | None = None,
    seconds: float = 600,
) -> subprocess.CompletedProcess[bytes]:
    """Run a Windows program to its end; takes and raises as ``start_windows``.

    Returns:
        Its exit code and all that it printed, in ``stdout``.

    Raises:
        TimeoutExpired: it took longer, and was ended.
    """
    with start_windows(command, cwd=cwd, environment=environment) as program:
        try:
            output, _ = program.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            program.kill()
            raise
    return subprocess.CompletedProcess(command, program.returncode, output)


def work_around(site_packages: Path) -> None:
    """Hide from a Windows Python what ends it under Wine.

    Args:
        site_packages: where its packages are; the Python must run ``import site``.
    """
    (site_packages / "sitecustomize.py").write_text(_SITE_CUSTOMIZE, "ascii")


def set_up_wine() -> None:
    """Make the disk C: of Wine, once; takes about 20 seconds.

    Raises:
        NoWine: with the sentence that tells what is missing or what failed.
    """
    if _is_ready():
        return
    CACHE.mkdir(exist_ok=True)
    with FileLock(CACHE / "wine.lock"):
        if _is_ready():
            return
        shutil.rmtree(PREFIX, ignore_errors=True)
        # The libraries come last: Wine begins with its own.
        plain = wine_environment({"WINEDLLOVERRIDES": "mscoree,mshtml,winemenubuilder.exe="})
        _must([_wine(), "wineboot", "-i"], plain)
        version = [r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f"]
        _must([_wine(), "reg", "add", *version], plain)
        _build_random(_SYSTEM)
        _build_complex(_SYSTEM)
        _READY.write_text(_EDITION, "ascii")


def _is_ready() -> bool:
    return _READY.is_file() and _READY.read_text("ascii") == _EDITION


def _build_random(folder: Path) -> None:
    source = CACHE / "bcryptprimitives.c"
    source.write_text(_RANDOM_SOURCE, "ascii")
    made = folder / "bcryptprimitives.dll"
    _must([_compiler(), "-shared", "-o", str(made), str(source), "-ladvapi32", "-Wl,--kill-at"])


def _build_complex(folder: Path) -> None:
    """Put an ``ucrtbase.dll`` before Wine's own, which goes on under another name."""
    wines = folder / "ucrtbase.dll"
    # By this mark Wine knows its own libraries, which it would look for elsewhere.
    data = wines.read_bytes().replace(b"Wine builtin DLL", bytes(16), 1)
    renamed = folder / "ucrtwine.dll"
    renamed.write_bytes(data)
    own = {name + end: name + end.strip("l") for name in _COMPLEX for end in ("", "f", "l")}
    lines = [f'  "{one}" = "ucrtwine.{one}"' for one in _functions_of(renamed) if one not in own]
    lines += [f"  {one} = {source}" for one, source in own.items()]  # l: as long as the plain one
    definition, source = CACHE / "ucrtbase.def", CACHE / "ucrtbase.c"
    definition.write_text("\n".join(["LIBRARY ucrtbase", "EXPORTS", *lines, ""]), "ascii")
    used = ", ".join(sorted(set(own.values())))
    source.write_text(f"#include <complex.h>\nvoid *used[] = {{{used}}};\n", "ascii")
    options = ["-shared", "-static-libgcc", "-fno-builtin", "-o", str(wines)]
    wines.unlink()
    _must([_compiler(), *options, str(source), str(definition)])


def _functions_of(library: Path) -> list[str]:
    """Return what a library of Windows offers, by its name."""
    listed = _must([_compiler().replace("gcc", "objdump"), "-p", str(library)])
    table = listed.partition("[Ordinal/Name Pointer] Table")[2]
    return re.findall(r"^\t\[ *\d+\] (\S+)$", table, re.MULTILINE)


def _must(command: Sequence[str], environment: Mapping[str, str] | None = None) -> str:
    """Run a program of this machine; returns what it printed, raises NoWine where it fails."""
    done = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise NoWine(f"{command[0]} doet het niet: {(done.stderr or done.stdout)[-500:]}")
    return done.stdout


def _wine() -> str:
    found = find_wine()
    if found is None:
        raise NoWine("Wine ontbreekt: installeer de pakketten wine en gcc-mingw-w64-x86-64-win32.")
    return found


def _compiler() -> str:
    found = find_windows_compiler()
    if found is None:
        raise NoWine("De compiler ontbreekt: installeer het pakket gcc-mingw-w64-x86-64-win32.")
    return found
