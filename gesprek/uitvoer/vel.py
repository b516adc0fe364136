"""A sheet of A4 that our texts are written on: how they look, fonts of our own, page breaks.

Shaping is on only for texts that need it, because it costs five times as much.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos

from gesprek.uitvoer.lettertype import (
    ARABIC,
    MAIN,
    STYLES,
    font_file,
    needs_arabic,
    needs_shaping,
    printable,
)

POINT: Final = 0.3528
"""Millimetres."""
_LINE: Final = 1.35


class Stijl(NamedTuple):
    """How a text looks; the size in points."""

    size: float
    is_bold: bool = False

    @property
    def line(self) -> float:
        """The height of a line in millimetres."""
        return self.size * _LINE * POINT


class Kolom(NamedTuple):
    """Where a text stands: from the left edge of the page on, in millimetres."""

    left: float
    width: float


MARGIN: Final = 20.0
PAGE: Final = Kolom(MARGIN, 210 - 2 * MARGIN)
SMALL: Final = Stijl(9)
_INK, _GREY = (28, 27, 26), (85, 85, 85)


class Vel(FPDF):
    """A4 pages in Dutch, with the title and the page number at the foot.

    Args:
        titel: the title of the paper.
        voet: what stands at the foot of each page.
        teksten: all that will be written, to load the fonts for it.
    """

    def __init__(self, titel: str, voet: str, teksten: Iterable[str]) -> None:
        super().__init__(format="A4")
        self._voet = voet
        self._load_fonts(teksten)
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(True, margin=MARGIN)
        self.set_lang("nl")
        self.set_title(printable(titel))
        self.set_creator("Gesprekstool")
        self.set_text_color(*_INK)
        self.set_draw_color(*_GREY)

    def footer(self) -> None:
        """Write the foot; fpdf2 asks for it at the end of each page."""
        self.set_y(-14)
        self.set_font(MAIN, "", SMALL.size)
        self.set_text_color(*_GREY)
        self.set_text_shaping(use_shaping_engine=False)
        self.cell(0, 5, f"{self._voet} · {self.page_no()}", align="R")
        self.set_text_color(*_INK)

    def put(self, text: str, stijl: Stijl, kolom: Kolom = PAGE, *, after: float = 0) -> None:
        """Write a text and go below it, with so many millimetres of room after it."""
        shown = self._ready(text, stijl)
        self.set_x(kolom.left)
        self.multi_cell(
            kolom.width, stijl.line, shown, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )
        if after:
            self.ln(after)

    def height_of(self, text: str, stijl: Stijl, kolom: Kolom) -> float:
        """Return the height that a text would take, in millimetres."""
        shown = self._ready(text, stijl)
        lines = self.multi_cell(
            kolom.width, stijl.line, shown, align="L", dry_run=True, output=MethodReturnValue.LINES
        )
        return stijl.line * len(lines) if isinstance(lines, list) else stijl.line

    def shape(self, text: str) -> None:
        """Put shaping on where this text needs it, else off."""
        self.set_text_shaping(use_shaping_engine=needs_shaping(text))

    def keep_together(self, height: float) -> None:
        """Begin a new page where this height does not fit any more."""
        if self.will_page_break(height) and height < self.eph:
            self.add_page()

    def _load_fonts(self, teksten: Iterable[str]) -> None:
        for style in STYLES:
            self.add_font(MAIN, style, font_file(MAIN, style))
        if needs_arabic(map(printable, teksten)):
            for style in STYLES:
                self.add_font(ARABIC, style, font_file(ARABIC, style))
            self.set_fallback_fonts([ARABIC], exact_match=False)

    def _ready(self, text: str, stijl: Stijl) -> str:
        """Return the text as it is drawn, with its font chosen."""
        shown = printable(text)
        self.shape(shown)
        self.set_font(MAIN, "B" if stijl.is_bold else "", stijl.size)
        return shown
