"""The fonts of the papers: which letters they have, and what stands in for the others.

Noto Sans has Latin, Greek and Cyrillic, Noto Sans Arabic has Arabic with its neighbours; see
``data/lettertype`` and ``scripts/lettertypes.py``.
"""

import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parents[2] / "data" / "lettertype"
MAIN: Final = "NotoSans"
ARABIC: Final = "NotoSansArabic"
STYLES: Final = {"": "Regular", "B": "Bold"}
REPLACED: Final = "\ufffd"
"""Stands, visibly, for a letter that no font has."""

_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})
_VARIATIONS: Final = range(0xFE00, 0xFE10)


def font_file(name: str, style: str) -> Path:
    """Return the file of a font in a style of fpdf2."""
    return FOLDER / f"{name}-{STYLES[style]}.ttf"


@cache
def letters(name: str) -> frozenset[int]:
    """Return the code points that a font has."""
    from fontTools.ttLib import TTFont

    with TTFont(font_file(name, ""), lazy=True) as font:
        return frozenset(font.getBestCmap())


def printable(text: str) -> str:
    """Return the text with each letter that no font has as U+FFFD.

    What shows nothing by itself and is in no font is left out: joiners, choices of an emoji.
    """
    return "".join(_printable(one) for one in text)


def is_whole(texts: Iterable[str]) -> bool:
    """Return whether the fonts have every letter of these texts."""
    return all(REPLACED not in printable(one) for one in texts)


def needs_arabic(texts: Iterable[str]) -> bool:
    """Return whether a letter of these texts is in the Arabic font only."""
    return any(ord(one) not in letters(MAIN) and one != "\n" for text in texts for one in text)


def needs_shaping(text: str) -> bool:
    """Return whether letters of this text change with what stands beside them.

    Shaping costs five times as much, and a Latin or Cyrillic text looks the same without.
    """
    return any(
        unicodedata.combining(one) or unicodedata.bidirectional(one) in _RIGHT_TO_LEFT
        for one in text
    )


def _printable(letter: str) -> str:
    code = ord(letter)
    if letter == "\n" or code in letters(MAIN) or code in letters(ARABIC):
        return letter
    if letter.isspace():
        return " "
    is_silent = unicodedata.category(letter) == "Cf" or code in _VARIATIONS
    return "" if is_silent else REPLACED
