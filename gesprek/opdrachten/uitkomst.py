"""How a command tells what it does and how it ended."""

import sys
from enum import IntEnum
from typing import Final, TextIO

from gesprek.domein.tekst import printable

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
