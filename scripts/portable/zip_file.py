"""The zip itself: the same bytes for the same files, with names that unpack on any Windows."""

import re
import zipfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final

from scripts.portable.build_error import BuildError
from scripts.portable.contents import Entry

LONGEST_PATH: Final = 259
"""Characters of a path that every program of Windows opens: MAX_PATH less the end of the text."""
USUAL_PLACE: Final = (
    "C:\\Users\\voornaam.achternaam01\\OneDrive - Zorgorganisatie\\Bureaublad\\"
    "gesprekstool-00.00.00-windows\\gesprekstool-00.00.00-windows\\"
)
"""A long place to unpack in; some programs make a folder with the name of the zip twice."""
_COMPILED: Final = "__pycache__\\" + ".cpython-313.pyc"
"""What Python adds to the path of a module that it keeps compiled."""
_NAME: Final = re.compile(r"[\w.+-]+", re.ASCII)
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def write_zip(target: Path, entries: Iterable[Entry], day: date) -> int:
    """Write the files in a zip, all with one date; returns how many bytes they have unpacked.

    Raises:
        BuildError: a name does not unpack everywhere.
    """
    seen: set[str] = set()
    size = 0
    part = target.with_suffix(".part")
    try:
        with zipfile.ZipFile(part, "w") as packed:
            for name, data in entries:
                check_name(name, seen)
                size += len(data)
                packed.writestr(_described(name, day), data, zipfile.ZIP_DEFLATED, 6)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return size


def check_name(name: str, seen: set[str]) -> None:
    """Accept a path of the zip, and remember it.

    Raises:
        BuildError: Windows has no such name, has it already, or has no room for it.
    """
    for one in name.split("/"):
        if not _NAME.fullmatch(one) or one.endswith(".") or _RESERVED.fullmatch(one):
            raise BuildError(f"{name} is no name for every Windows.")
    if name.casefold() in seen:
        raise BuildError(f"{name} is there twice.")
    seen.add(name.casefold())
    if len(USUAL_PLACE) + length_of(name) > LONGEST_PATH:
        raise BuildError(f"{name} is too long for Windows in a usual place.")


def length_of(name: str) -> int:
    """Return how long a path below the place of unpacking becomes, compiled modules too."""
    return len(name) + (len(_COMPILED) - len(".py") if name.endswith(".py") else 0)


def _described(name: str, day: date) -> zipfile.ZipInfo:
    """Return the entry of a file, with nothing of this machine: no time, no owner, no system."""
    info = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    info.create_system = 0  # as made on Windows
    info.external_attr = 0
    return info
