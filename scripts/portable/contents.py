"""What is in the zip: two files to open, and one folder with everything else."""

import tomllib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from scripts.portable.build_error import BuildError
from scripts.portable.embedded_python import EmbeddedPython
from scripts.portable.locked_wheels import Licence, licence_of, wheel_files

ROOT: Final = Path(__file__).resolve().parents[2]
TEMPLATES: Final = ROOT / "deploy" / "windows"
_SHIPPED: Final = (
    *(".streamlit/config.toml", "app.py", "gesprek", "pages", "LICENSE"),
    *("data/inhoud", "data/lettertype", "data/privacy", "data/toegang"),
    *("deploy/windows/launcher.py", "deploy/windows/data_folder.py"),
)
"""By name: beside these may be the store, a copy of it, or a file with secrets."""
_CHANGED: Final = frozenset({".pyc", ".orig", ".rej", ".bak", ".tmp"})
_HEADING: Final = """Gesprekstool {version} en wat erin zit

De licentie van Gesprekstool zelf staat in LICENSE, naast dit bestand. Die van Python staat in
python\\LICENSE.txt. Die van elk pakket staat in site-packages, in de map die eindigt op .dist-info.
Van lettertypen en woordenlijsten staat de licentie ernaast, in de map data.

"""

Entry = tuple[str, bytes]
"""A path in the zip, and the bytes of that file."""


class Release(NamedTuple):
    """What a zip is made of."""

    version: str
    python: EmbeddedPython
    wheels: list[Path]

    @property
    def name(self) -> str:
        """The name of the zip."""
        return f"gesprekstool-{self.version}-windows.zip"

    @property
    def folder(self) -> str:
        """The folder of the program.

        It has the version in its name. So nothing of an old version is left in it when a new one
        is unpacked over it: no module that is gone, no package in two versions.
        """
        return f"programma-{self.version}"


def own_version() -> str:
    """Return the version of the project."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])


def entries(release: Release) -> Iterator[Entry]:
    """Yield all that is in the zip, in an order that is the same each time."""
    for name in ("Gesprekstool.cmd", "LEESMIJ.txt"):
        yield name, text_for_windows(TEMPLATES / name, release.version)
    inside = PurePosixPath(release.folder)
    yield str(inside / "licenties.txt"), licences(release)
    for path in program_files():
        yield str(inside / path.relative_to(ROOT).as_posix()), path.read_bytes()
    for name, data in release.python.files():
        yield str(inside / "python" / name), data
    for wheel in release.wheels:
        for name, data in wheel_files(wheel):
            yield str(inside / "site-packages" / name), data


def text_for_windows(template: Path, version: str) -> bytes:
    """Return a text with its version, as programs of Windows read it best.

    Raises:
        BuildError: a command file has a letter that ``cmd`` reads in another way on each computer.
    """
    text = template.read_text("utf-8").replace("{versie}", version).replace("\n", "\r\n")
    if template.suffix != ".cmd":
        return text.encode("utf-8-sig")
    if not text.isascii():
        raise BuildError(f"{template.name} may have plain letters only.")
    return text.encode("ascii")


def program_files() -> list[Path]:
    """Return the files of the program itself: no store, no test, nothing that a machine made."""
    found = []
    for name in _SHIPPED:
        place = ROOT / name
        found += [place] if place.is_file() else [one for one in place.rglob("*") if one.is_file()]
    return sorted(one for one in found if _is_shipped(one.relative_to(ROOT)))


def _is_shipped(path: Path) -> bool:
    return "__pycache__" not in path.parts and path.suffix not in _CHANGED


def licences(release: Release) -> bytes:
    """Return the list of what is shipped, each with its licence."""
    python = Licence("Python", release.python.version, "PSF-2.0, and those of its libraries")
    rows = [Licence("Gesprekstool", release.version, "MIT"), python]
    rows += [licence_of(wheel) for wheel in release.wheels]
    unknown = [row.name for row in rows if not row.licence]
    if unknown:
        raise BuildError(f"No licence is told of {', '.join(unknown)}.")
    lines = [f"{row.name} {row.version}: {row.licence}\n" for row in rows]
    text = _HEADING.format(version=release.version) + "".join(lines)
    return text.replace("\n", "\r\n").encode("utf-8-sig")
