"""The store and the files that a command works on, and how it tells what it does."""

import sys
from enum import IntEnum
from pathlib import Path
from typing import Final, TextIO

from gesprek.domain.text import printable
from gesprek.storage import folder_of, is_there, open_store
from gesprek.storage.protocol import Store
from gesprek.storage.store_errors import NotFound

_EVERY: Final = 250


class Uitkomst(IntEnum):
    """The exit code of a command."""

    GOED = 0
    PROBLEEM = 1
    VERKEERD_GEBRUIK = 2


class VerkeerdGebruik(Exception):
    """The command was given something that it cannot work with; the text is a Dutch sentence."""


def meld(zin: str) -> None:
    """Tell the outcome, on standard output."""
    _write(sys.stdout, zin)


def voortgang(zin: str) -> None:
    """Tell what is being done, on standard error, so that a script can leave it out."""
    _write(sys.stderr, zin)


def tel(aantal: int) -> None:
    """Tell a count now and then."""
    if aantal % _EVERY == 0:
        voortgang(f"  {aantal} documenten …")


def documenten(aantal: int) -> str:
    """Return '1 document', '2 documenten'."""
    return f"{aantal} document" if aantal == 1 else f"{aantal} documenten"


def _write(stream: TextIO, zin: str) -> None:
    stream.write(f"{printable(zin)}\n")
    stream.flush()


class GeenOpslag(NotFound):
    """The store is not there."""

    melding = (
        "Hier is nog geen opslag. Start eerst Gesprekstool, of zet GESPREK_OPSLAG op de goede map "
        "of database."
    )


def existing_store() -> Store:
    """Return the store of this installation; never makes one, so that a slip shows.

    Raises:
        GeenOpslag: there is none.
        Unusable: it cannot be used.
    """
    if not is_there():
        raise GeenOpslag
    return open_store()


def file_to_write(tekst: str, suffix: str) -> Path:
    """Return the path of a file that may be written.

    Raises:
        VerkeerdGebruik: another suffix, a folder that is not there, or one inside the store.
    """
    path = _path(tekst)
    if path.suffix != suffix:
        raise VerkeerdGebruik(f"Kies een naam die eindigt op {suffix}.")
    if path.is_dir() or not path.parent.is_dir():
        raise VerkeerdGebruik("Die map is er niet. Maak eerst de map, of kies een andere.")
    folder = folder_of()
    if folder and path.resolve().is_relative_to(folder.resolve()):
        raise VerkeerdGebruik("Die plek ligt in de opslag zelf. Kies een map daarbuiten.")
    return path


def file_to_read(tekst: str, suffixes: tuple[str, ...]) -> Path:
    """Return the path of a file that is there.

    Raises:
        VerkeerdGebruik: it is not, or it has another suffix.
    """
    path = _path(tekst)
    if path.suffix not in suffixes or not path.is_file():
        raise VerkeerdGebruik(
            f"Dat bestand is er niet. Kies een bestand dat eindigt op {' of '.join(suffixes)}."
        )
    return path


def _path(tekst: str) -> Path:
    """Return an absolute path.

    Raises:
        VerkeerdGebruik: no file can be named like this, or its name cannot be remembered.
    """
    try:
        tekst.encode()
        path = Path(tekst).expanduser().absolute()
        path.stat()
    except FileNotFoundError:
        return path
    except (OSError, ValueError, RuntimeError):
        raise VerkeerdGebruik("Die naam van een bestand kan niet. Kies een andere.") from None
    return path
