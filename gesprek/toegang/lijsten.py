"""The word lists beside the program; where they come from: ``data/toegang/BRONNEN.md``."""

from functools import cache
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).resolve().parents[2] / "data" / "toegang"


@cache
def woorden() -> tuple[str, ...]:
    """Return the words that a team's key is made of."""
    return tuple((_FOLDER / "woorden.txt").read_text("utf-8").split())


@cache
def veelgebruikt() -> frozenset[str]:
    """Return what many people choose as a password, without digits and signs at both ends."""
    return frozenset((_FOLDER / "wachtwoorden.txt").read_text("utf-8").split())
