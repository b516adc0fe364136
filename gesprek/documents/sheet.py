"""A sheet of A4 that our texts are written on, with fonts of our own.

Noto Sans has Latin, Greek and Cyrillic, Noto Sans Arabic has Arabic with its neighbours; see
``data/lettertype`` and ``scripts/lettertypes.py``. Shaping is on only for texts of which letters
change with what is beside them: it costs five times as much, and others look the same without.
"""

import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos

from gesprek.domain.text import clean_line

FOLDER: Final = Path(__file__).resolve().parents[2] / "data" / "lettertype"
MAIN: Final = "NotoSans"
ARABIC: Final = "NotoSansArabic"
STYLES: Final = {"": "Regular", "B": "Bold"}
REPLACED: Final = "\ufffd"
"""Stands, visibly, for a letter that no font has."""

_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})


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
    return "".join(map(_printable, text))


def _printable(letter: str) -> str:
    code = ord(letter)
    if letter == "\n" or code in letters(MAIN) or code in letters(ARABIC):
        return letter
    if letter.isspace():
        return " "
    is_silent = unicodedata.category(letter) == "Cf" or code in range(0xFE00, 0xFE10)
    return "" if is_silent else REPLACED


POINT: Final = 0.3528
"""Millimetres."""


class TextStyle(NamedTuple):
    """How a text looks; the size in points."""

    size: float
    is_bold: bool = False

    @property
    def line(self) -> float:
        """The height of a line in millimetres."""
        return self.size * 1.35 * POINT


class TableColumn(NamedTuple):
    """Where a text is: from the left edge of the page on, in millimetres."""

    left: float
    width: float


MARGIN: Final = 20.0
PAGE: Final = TableColumn(MARGIN, 210 - 2 * MARGIN)
POCKET: Final = TableColumn(8.0, 105 - 2 * 8.0)
"""Where texts are on a sheet of A6."""
SMALL: Final = TextStyle(9)
_FOOT: Final = 14.0
_INK, _GREY = (28, 27, 26), (85, 85, 85)


class Sheet(FPDF):
    """Pages in Dutch, with ``voet`` and the page number at the foot; fonts for ``teksten``.

    They are of A4; with ``klein`` of A6.
    """

    def __init__(
        self, titel: str, voet: str, teksten: Iterable[str], *, klein: bool = False
    ) -> None:
        super().__init__(format=(105, 148) if klein else "A4")
        self._page = POCKET if klein else PAGE
        self._footer = printable(clean_line(voet))
        self._load_fonts([*teksten, voet])
        side = self._page.left
        self.set_margins(side, side, side)
        self.set_auto_page_break(True, margin=max(side, _FOOT))
        self.set_lang("nl")
        self.set_title(printable(titel))
        self.set_creator("Gesprekstool")
        self.set_text_color(*_INK)
        self.set_draw_color(*_GREY)

    def footer(self) -> None:
        """Write the foot; fpdf2 asks for it at the end of each page."""
        self.set_y(-_FOOT)
        self.set_text_color(*_GREY)
        shown = self._ready(f"{self._footer} · {self.page_no()}", SMALL)
        wide = self.get_string_width(shown)
        self.set_font_size(SMALL.size * min(1, self._page.width / wide))
        self.cell(0, 5, shown, align="R")
        self.set_text_color(*_INK)

    def put(
        self, text: str, stijl: TextStyle, column: TableColumn | None = None, *, after: float = 0
    ) -> None:
        """Write a text and go below it, with so many millimetres of room after it."""
        shown, column = self._ready(text, stijl), column or self._page
        self.set_x(column.left)
        self.multi_cell(
            column.width, stijl.line, shown, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )
        if after:
            self.ln(after)

    def height_of(self, text: str, stijl: TextStyle, column: TableColumn) -> float:
        """Return the height that a text would take, in millimetres."""
        shown = self._ready(text, stijl)
        lines = self.multi_cell(
            column.width, stijl.line, shown, align="L", dry_run=True, output=MethodReturnValue.LINES
        )
        return stijl.line * len(lines) if isinstance(lines, list) else stijl.line

    def shape(self, text: str) -> None:
        """Put shaping on where this text needs it, else off."""
        needed = any(
            unicodedata.combining(one) or unicodedata.bidirectional(one) in _RIGHT_TO_LEFT
            for one in text
        )
        self.set_text_shaping(use_shaping_engine=needed)

    def keep_together(self, height: float) -> None:
        """Begin a new page where this height does not fit any more."""
        if self.will_page_break(height) and height < self.eph:
            self.add_page()

    def _load_fonts(self, teksten: Iterable[str]) -> None:
        for style in STYLES:
            self.add_font(MAIN, style, font_file(MAIN, style))
        used = {ord(letter) for text in teksten for letter in printable(text)}
        if used - letters(MAIN) - {ord("\n")}:
            for style in STYLES:
                self.add_font(ARABIC, style, font_file(ARABIC, style))
            self.set_fallback_fonts([ARABIC], exact_match=False)

    def _ready(self, text: str, stijl: TextStyle) -> str:
        """Return the text as it is drawn, with its font chosen."""
        shown = printable(text)
        self.shape(shown)
        self.set_font(MAIN, "B" if stijl.is_bold else "", stijl.size)
        return shown
