"""The store and the files that a command works on, and how it tells what it does."""

import sys
from enum import IntEnum
from pathlib import Path
from typing import TextIO

from gesprek.domain.text import of_number, printable
from gesprek.storage import folder_of, is_there, open_store
from gesprek.storage.protocol import Store
from gesprek.storage.store_errors import NotFound


class ExitCode(IntEnum):
    """The exit code of a command."""

    DONE = 0
    PROBLEM = 1
    WRONG_USE = 2


class WrongUsage(Exception):
    """The command was given something that it cannot work with; the text is a Dutch sentence."""


def report(sentence: str) -> None:
    """Tell the outcome, on standard output."""
    _write(sys.stdout, sentence)


def progress(sentence: str) -> None:
    """Tell what is being done, on standard error, so that a script can leave it out."""
    _write(sys.stderr, sentence)


def counted(count: int) -> None:
    """Tell a count now and then."""
    if count % 250 == 0:
        progress(f"  {documents_of(count)} …")


def documents_of(count: int) -> str:
    """Return '1 document', '2 documenten'."""
    return f"{count} {of_number(count, 'document', 'documenten')}"


def _write(stream: TextIO, sentence: str) -> None:
    stream.write(f"{printable(sentence)}\n")
    stream.flush()


class NoStore(NotFound):
    """The store is not there."""

    message = (
        "Hier is nog geen opslag. Start eerst Gesprekstool, of zet GESPREK_OPSLAG op de goede map "
        "of database."
    )


def existing_store() -> Store:
    """Return the store of this installation; never makes one, so that a slip shows.

    Raises NoStore where there is none, Unusable where it cannot be used.
    """
    if not is_there():
        raise NoStore
    return open_store()


def file_to_write(typed: str, suffix: str) -> Path:
    """Return the path of a file that may be written.

    Raises WrongUsage for another suffix, a folder that is not there, or one inside the store.
    """
    path = _path(typed)
    if path.suffix != suffix:
        raise WrongUsage(f"Kies een naam die eindigt op {suffix}.")
    if path.is_dir() or not path.parent.is_dir():
        raise WrongUsage("Die map is er niet. Maak eerst de map, of kies een andere.")
    folder = folder_of()
    if folder and path.resolve().is_relative_to(folder.resolve()):
        raise WrongUsage("Die plek ligt in de opslag zelf. Kies een map daarbuiten.")
    return path


def file_to_read(typed: str, suffixes: tuple[str, ...]) -> Path:
    """Return the path of a file; raises WrongUsage where it is not there, or has another suffix."""
    path = _path(typed)
    if path.suffix not in suffixes or not path.is_file():
        raise WrongUsage(
            f"Dat bestand is er niet. Kies een bestand dat eindigt op {' of '.join(suffixes)}."
        )
    return path


def _path(typed: str) -> Path:
    """Return an absolute path; raises WrongUsage where no file can be named like this."""
    try:
        typed.encode()
        path = Path(typed).expanduser().absolute()
        path.stat()
    except FileNotFoundError:
        return path
    except (OSError, ValueError, RuntimeError):
        raise WrongUsage("Die naam van een bestand kan niet. Kies een andere.") from None
    return path
