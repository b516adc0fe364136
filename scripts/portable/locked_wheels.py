"""The packages of the lock as wheels for Windows, each with a digest that the lock names."""

import hashlib
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator
from email.parser import BytesParser
from pathlib import Path
from typing import Final, NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

from scripts.portable.build_error import BuildError

_NOT_NEEDED: Final = frozenset(
    {"tests", "nbextension", ".agents", "__pycache__", "default-docx-template"}
)
"""Folders that no program opens: tests, a part of Jupyter, texts for those who write Streamlit, and
the parts of a template that python-docx has as one file too."""
_FOR_COMPILERS: Final = frozenset(
    {".map", ".h", ".hpp", ".c", ".cc", ".cpp", ".lib", ".pyx", ".pxd", ".pxi", ".pyc"}
)
_LIBRARY: Final = re.compile(r"[^/]+\.data/(?:purelib|platlib)/(.+)")


class Locked(NamedTuple):
    """A package of the lock that Windows needs.

    Attributes:
        name: its normalized name.
        requirement: ``name==version``.
        digests: the SHA-256 of each file that may be used.
    """

    name: str
    requirement: str
    digests: frozenset[str]


class Licence(NamedTuple):
    """What a package says of its licence."""

    name: str
    version: str
    licence: str


def read_lock(lock: Path, python: str) -> list[Locked]:
    """Return the packages of a lock that a Python of this version (``3.13``) needs on Windows.

    Raises:
        BuildError: a package has no exact version, or no digest.
    """
    blocks = re.split(r"^(?=[A-Za-z0-9])", lock.read_text("utf-8"), flags=re.MULTILINE)[1:]
    found = []
    for block in blocks:
        requirement = Requirement(re.split(r"\\|--hash|\n", block)[0].strip())
        digests = frozenset(re.findall(r"--hash=sha256:([0-9a-f]{64})\b", block))
        if not digests or not str(requirement.specifier).startswith("=="):
            raise BuildError(f"{lock.name} has no digest or no version of {requirement.name}.")
        if requirement.marker is None or requirement.marker.evaluate(_windows(python)):
            pinned = f"{requirement.name}{requirement.specifier}"
            found.append(Locked(canonicalize_name(requirement.name), pinned, digests))
    return found


def _windows(python: str) -> dict[str, str]:
    """Return what a marker of the lock may ask: the values of a Windows laptop."""
    return {
        "implementation_name": "cpython",
        "implementation_version": f"{python}.0",
        "os_name": "nt",
        "platform_machine": "AMD64",
        "platform_python_implementation": "CPython",
        "platform_release": "10",
        "platform_system": "Windows",
        "platform_version": "",
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": "win32",
    }


def lines_of(locked: Iterable[Locked]) -> str:
    """Return a lock of these packages without conditions.

    Pip weighs the conditions of a lock for the Python that it runs on itself.
    """
    return "".join(
        " ".join([one.requirement, *(f"--hash=sha256:{digest}" for digest in sorted(one.digests))])
        + "\n"
        for one in locked
    )


def fetch(locked: Iterable[Locked], python: str, folder: Path) -> None:
    """Let pip fetch the wheels for Windows into a folder; it checks each against the lock.

    Raises:
        BuildError: pip could not.
    """
    abis = (f"cp{python.replace('.', '')}", "abi3", "none")
    options = ["--only-binary=:all:", "--python-version", python, "--platform", "win_amd64"]
    options += ["--implementation", "cp", *(part for abi in abis for part in ("--abi", abi))]
    download(lines_of(locked), folder, *options)


def download(lock: str, folder: Path, *options: str) -> None:
    """Let pip fetch what a lock names into a folder, checked against its digests.

    Raises:
        BuildError: pip could not.
    """
    named = folder / "windows.lock"
    named.write_text(lock, "utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-input"]
    command += ["--disable-pip-version-check", "--require-hashes", *options]
    done = subprocess.run(
        [*command, "-d", str(folder), "-r", str(named)],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    named.unlink()
    if done.returncode != 0:
        raise BuildError(f"pip could not fetch the packages: {done.stderr[-800:]}")


def find_wheels(locked: Iterable[Locked], folder: Path) -> list[Path]:
    """Return the wheel of each package, in the order of their names.

    Raises:
        BuildError: one is missing, or has a digest that the lock does not name.
    """
    by_name: dict[str, list[Path]] = {}
    for path in sorted(folder.glob("*.whl")):
        by_name.setdefault(parse_wheel_filename(path.name)[0], []).append(path)
    found = []
    for one in locked:
        right = [path for path in by_name.get(one.name, []) if _digest(path) in one.digests]
        if len(right) != 1:
            raise BuildError(f"{folder} has no wheel of {one.requirement} that the lock names.")
        found += right
    return sorted(found)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def wheel_files(wheel: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the path below ``site-packages`` and the bytes of each file that is needed."""
    with zipfile.ZipFile(wheel) as packed:
        for name in sorted(packed.namelist()):
            place = _place_of(name)
            if place and _is_needed(place):
                yield place, packed.read(name)


def _place_of(name: str) -> str:
    """Return where a file of a wheel goes; empty for a folder, a command or a page of a manual."""
    if found := _LIBRARY.fullmatch(name):
        return found[1]
    return "" if name.endswith("/") or ".data/" in name else name


def _is_needed(place: str) -> bool:
    parts = place.split("/")
    if parts[0].endswith(".dist-info"):
        return True
    return not (_NOT_NEEDED & set(parts[:-1])) and Path(place).suffix not in _FOR_COMPILERS


def licence_of(wheel: Path) -> Licence:
    """Return what a wheel says of its licence."""
    with zipfile.ZipFile(wheel) as packed:
        name = next(one for one in packed.namelist() if one.endswith(".dist-info/METADATA"))
        told = BytesParser().parsebytes(packed.read(name), headersonly=True)
    classifiers = [
        line.rpartition(" :: ")[2]
        for line in told.get_all("Classifier", [])
        if line.startswith("License ::")
    ]
    short = (told["License"] or "").strip()
    named = told["License-Expression"] or ("" if "\n" in short else short)
    return Licence(told["Name"], told["Version"], named or "; ".join(classifiers))
