"""Draws a paper as PDF: language nl, selectable text, an outline."""

from collections.abc import Sequence
from itertools import islice, pairwise
from typing import Final

import segno
from fpdf.enums import TableBordersLayout
from fpdf.fonts import FontFace

from gesprek.content import Inhoud
from gesprek.documents.blocks import (
    Block,
    BulletList,
    Card,
    CardGrid,
    Code,
    Heading,
    Paper,
    Paragraph,
    TableBlock,
    WritingLines,
    texts_of,
)
from gesprek.documents.sheet import (
    MAIN,
    MARGIN,
    PAGE,
    POINT,
    REPLACED,
    SMALL,
    Sheet,
    TableColumn,
    TextStyle,
    printable,
)

_TITLE, _HEAD, _SUBHEAD, _LARGE = (TextStyle(size, is_bold=True) for size in (22, 15, 12, 30))
_TEXT, _BOLD = TextStyle(11), TextStyle(11, is_bold=True)
# A poster of eight cards fits on one page.
_CARD_HEAD, _CARD_BOLD = TextStyle(13, is_bold=True), TextStyle(9.8, is_bold=True)
_CARD = TextStyle(9.8)
# Millimetres.
_GAP: Final = 2.0
_PADDING: Final = 1.5  # beside a text in a table
_INDENT: Final = 6.0
_INDENTED: Final = TableColumn(MARGIN + _INDENT, PAGE.width - _INDENT)
_BOX: Final = 3.4
_GUTTER: Final = 6.0
_CARD_WIDTH: Final = (PAGE.width - _GUTTER) / 2
_COLUMNS: Final = tuple(
    TableColumn(left, _CARD_WIDTH) for left in (MARGIN, MARGIN + _CARD_WIDTH + _GUTTER)
)
_WRITING_LINE: Final = 8.4
_QR: Final = 45.0
_CODE_HEIGHT: Final = _QR + 30


def pdf(piece: Paper, inhoud: Inhoud) -> bytes:
    """Return the paper as PDF."""
    sheet = Sheet(piece.titel, inhoud.tekst("papier.voet"), piece.teksten, klein=piece.klein)
    is_all = all(REPLACED not in printable(text) for text in piece.teksten)
    for number, page in enumerate(piece.bladzijden):
        sheet.add_page()
        sheet.start_section(printable(page.titel))
        style, gap = (_HEAD, _GAP) if piece.klein else (_TITLE, 3 * _GAP)
        sheet.put(page.titel, style, after=gap)
        if not is_all and not number:
            sheet.put(inhoud.tekst("papier.letters_ontbreken"), SMALL, after=_GAP)
        for blok, following in pairwise((*page.blokken, None)):
            _draw(sheet, blok, following)
    return bytes(sheet.output())


def _draw(sheet: Sheet, blok: Block | None, following: Block | None) -> None:
    match blok:
        case Heading():
            _heading(sheet, blok, following)
        case Paragraph():
            plain = SMALL if blok.klein else _TEXT
            sheet.put(blok.tekst, _BOLD if blok.vet else plain, after=_GAP)
        case BulletList():
            _list(sheet, blok)
        case TableBlock():
            _table(sheet, blok)
        case CardGrid():
            cards = iter([_parts(one) for one in blok.kaarten])
            while row := tuple(islice(cards, len(_COLUMNS))):
                _row_of_cards(sheet, row)
        case WritingLines():
            for _ in range(blok.aantal):
                sheet.keep_together(_WRITING_LINE)
                y = sheet.get_y() + _WRITING_LINE
                sheet.line(MARGIN, y, MARGIN + PAGE.width, y)
                sheet.set_y(y)
            sheet.ln(2 * _GAP)
        case Code():
            _code(sheet, blok)


def _heading(sheet: Sheet, kop: Heading, following: Block | None) -> None:
    """Write a heading on the same page as the beginning of what it is about."""
    stijl = _SUBHEAD if kop.klein else _HEAD
    below = _CODE_HEIGHT if isinstance(following, Code) else 0
    sheet.keep_together(4 * stijl.line + below)
    sheet.ln(_GAP)
    sheet.start_section(printable(kop.tekst), level=1)
    sheet.put(kop.tekst, stijl, after=_GAP / 2)


def _list(sheet: Sheet, listed: BulletList) -> None:
    for regel in listed.regels:
        sheet.keep_together(2 * _TEXT.line)
        top = sheet.get_y()
        if listed.vakjes:
            sheet.rect(MARGIN, top + 1, _BOX, _BOX)
        else:
            sheet.set_font(MAIN, "", _TEXT.size)
            sheet.text(MARGIN + 1.5, top + _TEXT.size * POINT * 1.05, "•")
        sheet.put(regel, _TEXT, _INDENTED, after=_GAP / 2)
    sheet.ln(_GAP)


def _table(sheet: Sheet, tabel: TableBlock) -> None:
    """Draw a table; one with a row that is higher than a page as lines below each other."""
    if not _fits(sheet, tabel):
        for row in (tabel.kop, *tabel.rijen):
            sheet.put(" · ".join(filter(None, row)), _TEXT, after=_GAP)
        return
    sheet.set_font(MAIN, "", _TEXT.size)
    sheet.shape("".join(texts_of(tabel)))
    with sheet.table(
        col_widths=tabel.breedtes,
        borders_layout=TableBordersLayout.ALL,
        headings_style=FontFace(emphasis="B", fill_color=(240, 238, 235)),
        line_height=_TEXT.line,
        padding=(2.0, _PADDING),
        text_align="L",
    ) as drawn:
        for row in (tabel.kop, *tabel.rijen):
            drawn.row([printable(one) for one in row])
    sheet.ln(2 * _GAP)


def _fits(sheet: Sheet, tabel: TableBlock) -> bool:
    """Return whether each row fits on a page, below the row of headings."""
    columns = [TableColumn(0, _share(tabel, one) - 2 * _PADDING) for one in tabel.breedtes]
    head, *rows = (
        max(sheet.height_of(text, _BOLD, column) for text, column in zip(row, columns, strict=True))
        for row in (tabel.kop, *tabel.rijen)
    )
    return head + max(rows, default=0) + 8 * _PADDING < sheet.eph


def _share(tabel: TableBlock, breedte: int) -> float:
    return PAGE.width * breedte / sum(tabel.breedtes)


def _row_of_cards(sheet: Sheet, cards: Sequence[Sequence[tuple[str, TextStyle]]]) -> None:
    """Draw cards beside each other, all as high as the highest; below each other if need be."""
    inner = _inside(_COLUMNS[0])
    height = 2 * _GAP + max(
        sum(sheet.height_of(text, stijl, inner) for text, stijl in parts) for parts in cards
    )
    if height >= sheet.eph:
        for text, stijl in (part for parts in cards for part in parts):
            sheet.put(text, stijl, after=_GAP / 2)
        return
    sheet.keep_together(height)
    top = sheet.get_y()
    for parts, column in zip(cards, _COLUMNS, strict=False):
        sheet.rect(column.left, top, column.width, height)
        sheet.set_y(top + _GAP)
        sheet.start_section(printable(parts[0][0]), level=1)
        for text, stijl in parts:
            sheet.put(text, stijl, _inside(column))
    sheet.set_y(top + height + _GUTTER / 2)


def _code(sheet: Sheet, code: Code) -> None:
    sheet.keep_together(_CODE_HEIGHT)
    sheet.put(code.tekst, _LARGE, after=_GAP)
    matrix = segno.make(code.adres, error="m").matrix
    left, top, one = MARGIN + 2, sheet.get_y() + 2, (_QR - 4) / len(matrix)
    sheet.set_fill_color(0, 0, 0)
    side = one + 0.02  # a hair wider, or printers show white lines between the squares
    for row, line in enumerate(matrix):
        for column in (place for place, is_dark in enumerate(line) if is_dark):
            sheet.rect(left + column * one, top + row * one, side, side, style="F")
    sheet.set_y(top + _QR)
    sheet.put(code.uitleg, SMALL, after=_GAP)


def _parts(card: Card) -> list[tuple[str, TextStyle]]:
    """Return what is on a card, from above."""
    lines = [(f"• {one}", _CARD) for one in card.regels]
    texts = [(card.titel, _CARD_HEAD), (card.onder, _CARD_BOLD), (card.tekst, _CARD), *lines]
    return [(text, stijl) for text, stijl in texts if text]


def _inside(column: TableColumn) -> TableColumn:
    return TableColumn(column.left + _INDENT / 2, column.width - _INDENT)
