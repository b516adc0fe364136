"""Draws a paper as PDF: language nl, selectable text, an outline, fonts of our own.

fpdf2 does the PDF; shaping is on only for texts that need it, because it costs five times as much.
"""

from itertools import pairwise
from typing import Final, NamedTuple

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, TableBordersLayout, XPos, YPos
from fpdf.fonts import FontFace

from gesprek.inhoud import Inhoud
from gesprek.uitvoer.blokken import (
    Alinea,
    Blok,
    Code,
    Kaart,
    Kaarten,
    Kop,
    Lijst,
    Schrijfregels,
    Stuk,
    Tabel,
    texts_of,
)
from gesprek.uitvoer.lettertype import (
    ARABIC,
    MAIN,
    STYLES,
    font_file,
    is_whole,
    needs_arabic,
    needs_shaping,
    printable,
)
from gesprek.uitvoer.qr import qr_squares


class _Stijl(NamedTuple):
    """How a text looks; the size in points."""

    size: float
    is_bold: bool = False

    @property
    def line(self) -> float:
        """The height of a line in millimetres."""
        return self.size * _LINE * _POINT


class _Kolom(NamedTuple):
    """Where a text stands: from the left edge of the page on, in millimetres."""

    left: float
    width: float


_TITLE, _HEAD, _SUBHEAD = (
    _Stijl(22, is_bold=True),
    _Stijl(15, is_bold=True),
    _Stijl(12, is_bold=True),
)
_TEXT, _BOLD, _SMALL, _LARGE = (
    _Stijl(11),
    _Stijl(11, is_bold=True),
    _Stijl(9),
    _Stijl(30, is_bold=True),
)
# A poster of eight cards fits on one page.
_CARD_HEAD, _CARD_BOLD, _CARD = _Stijl(13, is_bold=True), _Stijl(9.8, is_bold=True), _Stijl(9.8)
_POINT: Final = 0.3528
_LINE: Final = 1.35
# Millimetres.
_MARGIN: Final = 20.0
_PAGE: Final = _Kolom(_MARGIN, 210 - 2 * _MARGIN)
_GAP: Final = 2.0
_INDENT: Final = 6.0
_INDENTED: Final = _Kolom(_MARGIN + _INDENT, _PAGE.width - _INDENT)
_CELL: Final = (2.0, 1.5)
_BOX: Final = 3.4
_GUTTER: Final = 6.0
_WRITING_LINE: Final = 8.4
_QR: Final = 45.0
_CODE_HEIGHT: Final = _QR + 30
_INK, _GREY, _SOFT = (28, 27, 26), (85, 85, 85), (240, 238, 235)


def pdf(stuk: Stuk, inhoud: Inhoud) -> bytes:
    """Return the paper as PDF."""
    return _Tekenaar(stuk, inhoud).draw()


class _Vel(FPDF):
    """A4 pages with the title and the page number at the foot."""

    voet = ""

    def footer(self) -> None:
        self.set_y(-14)
        self.set_font(MAIN, "", _SMALL.size)
        self.set_text_color(*_GREY)
        self.set_text_shaping(use_shaping_engine=False)
        self.cell(0, 5, f"{self.voet} · {self.page_no()}", align="R")
        self.set_text_color(*_INK)


class _Tekenaar:
    """Draws one paper."""

    def __init__(self, stuk: Stuk, inhoud: Inhoud) -> None:
        self._stuk = stuk
        self._inhoud = inhoud
        self._vel = _Vel(format="A4")
        self._set_up()

    def draw(self) -> bytes:
        """Draw all of it; return the file."""
        is_all = is_whole(self._stuk.teksten)
        for number, page in enumerate(self._stuk.bladzijden):
            self._vel.add_page()
            self._vel.start_section(printable(page.titel))
            self._write(page.titel, _TITLE, after=3 * _GAP)
            if not is_all and not number:
                note = self._inhoud.tekst("papier.letters_ontbreken")
                self._write(note, _SMALL, after=_GAP)
            for blok, following in pairwise((*page.blokken, None)):
                self._draw(blok, following)
        return bytes(self._vel.output())

    def _set_up(self) -> None:
        vel = self._vel
        vel.voet = self._inhoud.tekst("papier.voet")
        for style in STYLES:
            vel.add_font(MAIN, style, font_file(MAIN, style))
        if needs_arabic(map(printable, self._stuk.teksten)):
            for style in STYLES:
                vel.add_font(ARABIC, style, font_file(ARABIC, style))
            vel.set_fallback_fonts([ARABIC], exact_match=False)
        vel.set_margins(_MARGIN, _MARGIN, _MARGIN)
        vel.set_auto_page_break(True, margin=_MARGIN)
        vel.set_lang("nl")
        vel.set_title(printable(self._stuk.titel))
        vel.set_creator("Gesprekstool")
        vel.set_text_color(*_INK)
        vel.set_draw_color(*_GREY)

    def _draw(self, blok: Blok | None, following: Blok | None) -> None:
        match blok:
            case Kop():
                self._heading(blok, following)
            case Alinea():
                plain = _SMALL if blok.klein else _TEXT
                self._write(blok.tekst, _BOLD if blok.vet else plain, after=_GAP)
            case Lijst():
                self._list(blok)
            case Tabel():
                self._table(blok)
            case Kaarten():
                self._cards(blok)
            case Schrijfregels():
                self._lines(blok)
            case Code():
                self._code(blok)

    def _heading(self, kop: Kop, following: Blok | None) -> None:
        """Write a heading on the same page as the beginning of what it is about."""
        stijl = _SUBHEAD if kop.klein else _HEAD
        below = _CODE_HEIGHT if isinstance(following, Code) else 0
        self._keep_together(4 * stijl.line + below)
        self._vel.ln(_GAP)
        self._vel.start_section(printable(kop.tekst), level=1)
        self._write(kop.tekst, stijl, after=_GAP / 2)

    def _list(self, lijst: Lijst) -> None:
        for regel in lijst.regels:
            self._keep_together(2 * _TEXT.line)
            top = self._vel.get_y()
            if lijst.vakjes:
                self._vel.rect(_MARGIN, top + 1, _BOX, _BOX)
            else:
                self._vel.set_font(MAIN, "", _TEXT.size)
                self._vel.text(_MARGIN + 1.5, top + _TEXT.size * _POINT * 1.05, "•")
            self._write(regel, _TEXT, _INDENTED, after=_GAP / 2)
        self._vel.ln(_GAP)

    def _table(self, tabel: Tabel) -> None:
        self._vel.set_font(MAIN, "", _TEXT.size)
        self._shape("".join(texts_of(tabel)))
        with self._vel.table(
            col_widths=tabel.breedtes,
            borders_layout=TableBordersLayout.ALL,
            headings_style=FontFace(emphasis="B", fill_color=_SOFT),
            line_height=_TEXT.line,
            padding=_CELL,
            text_align="L",
        ) as drawn:
            for row in (tabel.kop, *tabel.rijen):
                drawn.row([printable(one) for one in row])
        self._vel.ln(2 * _GAP)

    def _cards(self, kaarten: Kaarten) -> None:
        width = (_PAGE.width - _GUTTER) / 2
        columns = [_Kolom(left, width) for left in (_MARGIN, _MARGIN + width + _GUTTER)]
        for at in range(0, len(kaarten.kaarten), 2):
            pair = [_parts(one) for one in kaarten.kaarten[at : at + 2]]
            inner = _inside(columns[0])
            height = 2 * _GAP + max(
                sum(self._height(text, stijl, inner) for text, stijl in parts) for parts in pair
            )
            self._keep_together(height)
            top = self._vel.get_y()
            for parts, column in zip(pair, columns, strict=False):
                self._vel.rect(column.left, top, width, height)
                self._vel.set_y(top + _GAP)
                self._vel.start_section(printable(parts[0][0]), level=1)
                for text, stijl in parts:
                    self._write(text, stijl, _inside(column))
            self._vel.set_y(top + height + _GUTTER / 2)

    def _lines(self, lines: Schrijfregels) -> None:
        for _ in range(lines.aantal):
            self._keep_together(_WRITING_LINE)
            y = self._vel.get_y() + _WRITING_LINE
            self._vel.line(_MARGIN, y, _MARGIN + _PAGE.width, y)
            self._vel.set_y(y)
        self._vel.ln(2 * _GAP)

    def _code(self, code: Code) -> None:
        self._keep_together(_CODE_HEIGHT)
        self._write(code.tekst, _LARGE, after=_GAP)
        size, squares = qr_squares(code.adres)
        left, top, one = _MARGIN + 2, self._vel.get_y() + 2, (_QR - 4) / size
        self._vel.set_fill_color(0, 0, 0)
        for square in squares:
            # A hair wider, or printers show white lines between the squares.
            self._vel.rect(
                left + square.kolom * one, top + square.rij * one, one + 0.02, one + 0.02, style="F"
            )
        self._vel.set_y(top + _QR)
        self._write(code.uitleg, _SMALL, after=_GAP)

    def _write(self, text: str, stijl: _Stijl, kolom: _Kolom = _PAGE, *, after: float = 0) -> None:
        shown = self._ready(text, stijl)
        self._vel.set_x(kolom.left)
        self._vel.multi_cell(
            kolom.width, stijl.line, shown, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )
        if after:
            self._vel.ln(after)

    def _height(self, text: str, stijl: _Stijl, kolom: _Kolom) -> float:
        """Return the height that a text would take."""
        shown = self._ready(text, stijl)
        lines = self._vel.multi_cell(
            kolom.width, stijl.line, shown, align="L", dry_run=True, output=MethodReturnValue.LINES
        )
        return stijl.line * len(lines) if isinstance(lines, list) else stijl.line

    def _ready(self, text: str, stijl: _Stijl) -> str:
        """Return the text as it is drawn, with its font chosen."""
        shown = printable(text)
        self._shape(shown)
        self._vel.set_font(MAIN, "B" if stijl.is_bold else "", stijl.size)
        return shown

    def _shape(self, text: str) -> None:
        self._vel.set_text_shaping(use_shaping_engine=needs_shaping(text))

    def _keep_together(self, height: float) -> None:
        if self._vel.will_page_break(height) and height < self._vel.eph:
            self._vel.add_page()


def _parts(kaart: Kaart) -> list[tuple[str, _Stijl]]:
    """Return what stands on a card, from above."""
    lines = [(f"• {one}", _CARD) for one in kaart.regels]
    texts = [(kaart.titel, _CARD_HEAD), (kaart.onder, _CARD_BOLD), (kaart.tekst, _CARD), *lines]
    return [(text, stijl) for text, stijl in texts if text]


def _inside(kolom: _Kolom) -> _Kolom:
    return _Kolom(kolom.left + _INDENT / 2, kolom.width - _INDENT)
