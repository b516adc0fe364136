"""The overview on one sheet of A4: large numbers, charts in two columns, what is not there yet.

Charts are drawn as on the screen, with names beside their rows. They are lower where there is much
to tell, until all of it is on the sheet; letters keep their size.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import ceil
from typing import Final
from xml.etree import ElementTree as ET

from gesprek.content import Inhoud
from gesprek.documents.sheet import MAIN, POINT, Sheet, TableColumn, TextStyle, printable
from gesprek.trends.drawing import Drawing
from gesprek.trends.figure import ChartForm, Figure, Tile
from gesprek.trends.overview_page import OverviewPage, remark_of

_Text = tuple[str, TextStyle]
_Place = tuple[TableColumn, float, float]
"""Where a chart is, its top, and the millimetres of one em down."""

_TITLE, _HEAD, _TILE_HEAD, _NUMBER = (TextStyle(size, is_bold=True) for size in (17, 10, 8.5, 15))
_TEXT, _SMALL = TextStyle(8.5), TextStyle(8)
_LETTER: Final = 8.0
"""The least height of a letter, in points."""
# Millimetres.
_MARGIN, _TOP, _FOOT = 11.0, 11.0, 282.0
_GAP, _GUTTER = 2.0, 5.5
_WIDTH: Final = 210 - 2 * _MARGIN
_WIDE: Final = 0.595 * (_WIDTH - _GUTTER)
"""The first column has room for a grid."""
_WHOLE: Final = TableColumn(_MARGIN, _WIDTH)
_COLUMNS: Final = (
    TableColumn(_MARGIN, _WIDE),
    TableColumn(_MARGIN + _WIDE + _GUTTER, _WIDTH - _WIDE - _GUTTER),
)
_EM: Final = _LETTER * POINT
_HIGH: Final = (1.5, 1.4, 1.3, 1.2, 1.1, 1.0, 0.9, 0.8)
"""How high charts may be, of their height on the screen beside letters of the same size."""
_NEXT_LINE: Final = 1.15


class OverviewSheet:
    """Draws the parts of the page in their order, without its tables.

    ``drawings`` are the charts ``on_paper`` of its figures, and those of its tiles.
    """

    def __init__(
        self, page: OverviewPage, drawings: Mapping[Figure, Sequence[Drawing]], woorden: Inhoud
    ) -> None:
        self._page = page
        self._drawings = drawings
        self._woorden = woorden

    def pdf(self, titel: str, about: str, limit: str) -> bytes:
        """Return one page: its title, what it is about, the parts, and from when a figure shows."""
        below = [(limit, _SMALL), *self._not_yet()]
        texts = repr((titel, about, below, self._page))  # all of them, for their fonts
        self._sheet = sheet = Sheet(titel, self._woorden.tekst("papier.voet"), texts)
        sheet.set_margins(_MARGIN, _TOP, _MARGIN)
        sheet.set_auto_page_break(False)
        sheet.c_margin = 0
        sheet.add_page()
        sheet.start_section(printable(titel))
        self._put([(titel, _TITLE), (about, _TEXT)], _WHOLE)
        self._tiles()
        self._put([(self._page.so_far, _SMALL)] if self._page.so_far else [], _WHOLE)
        self._figures(_FOOT - sheet.get_y() - self._height(below, _WHOLE))
        self._put(below, _WHOLE)
        return bytes(sheet.output())

    def _not_yet(self) -> Iterator[_Text]:
        if self._page.missing:
            yield self._woorden.tekst("overzicht.nog_niet"), _HEAD
        for why, figures in self._page.missing:
            yield why, _SMALL
            yield from ((f"• {titel} {wait}".strip(), _SMALL) for titel, wait in figures)

    def _tiles(self) -> None:
        """Draw tiles beside each other, as high as the highest, with their charts at the foot."""
        told = [(one, _of_tile(one)) for one in self._page.tiles]
        if not told:
            return
        self._sheet.ln(_GAP)
        wide = (_WIDTH + _GAP) / len(told)
        inner = wide - 3 * _GAP
        chart = max(self._chart_height(one.small, _EM) for one, _ in told)
        texts = max(self._height(each, TableColumn(0, inner)) for _, each in told)
        top, height = self._sheet.get_y(), 2 * _GAP + texts + chart
        for at, (one, each) in enumerate(told):
            left = _MARGIN + at * wide
            self._sheet.rect(left, top, wide - _GAP, height)
            self._sheet.set_y(top + _GAP)
            column = TableColumn(left + _GAP, inner)
            self._put(each, column)
            self._chart(one.small, (column, top + _GAP + texts, _EM))
        self._sheet.set_y(top + height + _GAP / 2)

    def _figures(self, room: float) -> None:
        """Draw figures in two columns of about the same length, no longer than there is room."""
        told = [(one.on_paper, self._of_figure(one)) for one in self._page.charts]
        for em in (_EM * high for high in _HIGH):
            charts = [self._chart_height(one, em) + 1.5 * _GAP for one, _ in told]
            heights = [
                [self._height(texts, column) + chart for column in _COLUMNS]
                for chart, (_, texts) in zip(charts, told, strict=True)
            ]
            longest, sides = _evenly([one for one, _ in told], heights)
            if longest < room:
                break
        tops = [self._sheet.get_y() + _GAP] * 2
        for (one, texts), side, height in zip(told, sides, heights, strict=True):
            self._sheet.set_y(tops[side])
            self._put(texts, _COLUMNS[side])
            self._chart(one, (_COLUMNS[side], self._sheet.get_y() + _GAP / 2, em))
            tops[side] += height[side]
        self._sheet.set_y(max(tops))

    def _of_figure(self, one: Figure) -> list[_Text]:
        remark = remark_of(one, self._woorden)
        return [(one.titel, _HEAD), (one.sentence, _TEXT), *([(remark, _SMALL)] if remark else [])]

    def _put(self, texts: Sequence[_Text], column: TableColumn) -> None:
        for text, style in texts:
            if style in (_HEAD, _TILE_HEAD):
                self._sheet.start_section(printable(text), level=1)
            self._sheet.put(text, style, column)

    def _height(self, texts: Sequence[_Text], column: TableColumn) -> float:
        return sum(self._sheet.height_of(*one, column) for one in texts)

    def _chart_height(self, one: Figure, em: float) -> float:
        return sum(height * em + _GAP for _, height in self._drawings.get(one, ()))

    def _chart(self, one: Figure, place: _Place) -> None:
        for marks, _ in self._drawings.get(one, ()):
            for mark in ET.fromstring(f"<g>{marks}</g>"):  # noqa: S314 - our own
                (_bar if mark.tag == "rect" else _letters)(self._sheet, mark, place)


def _of_tile(one: Figure) -> list[_Text]:
    said = zip((one.tile or Tile("", ""))[:3], (_NUMBER, _SMALL, _SMALL), strict=True)
    return [(one.titel, _TILE_HEAD), *((text, style) for text, style in said if text)]


def _evenly(
    figures: Sequence[Figure], heights: Sequence[Sequence[float]]
) -> tuple[float, tuple[int, ...]]:
    """Return how long the longest column is, as short as can be, and where each figure is then."""
    ways = product(*((0,) if one.vorm is ChartForm.RASTER else (0, 1) for one in figures))
    return min((ceil(max(_lengths(heights, sides))), sides) for sides in ways)


def _lengths(heights: Sequence[Sequence[float]], sides: Sequence[int]) -> Iterator[float]:
    for at in (0, 1):
        yield sum(high[at] for high, side in zip(heights, sides, strict=True) if side == at)


def _bar(sheet: Sheet, mark: ET.Element, place: _Place) -> None:
    column, top, em = place
    seen = _number(mark, "fill-opacity", 1)
    colour = bytes.fromhex(mark.get("fill", "")[1:])
    sheet.set_fill_color(*(round(255 - (255 - one) * seen) for one in colour))
    left, width = (column.width / 100 * _number(mark, name) for name in ("x", "width"))
    down, height = (em * _number(mark, name) for name in ("y", "height"))
    sheet.rect(column.left + left, top + down, width, height, style="F")


def _letters(sheet: Sheet, mark: ET.Element, place: _Place) -> None:
    """Write the lines of a text; its place down counts in ems of its own."""
    column, top, em = place
    relative = _number(mark, "font-size", 1)
    size = max(_LETTER * relative, _LETTER)
    foot = top + _number(mark, "y") * relative * em
    for line in map(printable, mark.itertext()):
        sheet.shape(line)
        sheet.set_font(MAIN, "", size)
        width = sheet.get_string_width(line)
        back = width / 2 if mark.get("text-anchor") else -_number(mark, "dx") * size * POINT
        # A cell puts the foot of its letters 0.3 of their height below its middle.
        left = column.left + _number(mark, "x") * column.width / 100 - back
        sheet.set_xy(left, foot - 0.3 * size * POINT)
        sheet.cell(width, 0, line)
        foot += _NEXT_LINE * size * POINT


def _number(mark: ET.Element, name: str, usual: float = 0) -> float:
    """Return a length in percents or ems."""
    return float(mark.get(name, str(usual)).rstrip("%em"))
