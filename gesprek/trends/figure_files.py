"""The figures as files, CSV and JSON, and as one page on paper about a year."""

import csv
import io
import json
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final, NamedTuple

from gesprek.trends.figure import ChartForm, ChartPoint, Figure

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(figures: Sequence[Figure]) -> bytes:
    """Return one line per figure that is shown: figure, row, column, value.

    With semicolons and a mark for UTF-8, as a Dutch spreadsheet program opens it. All cells are
    quoted: LibreOffice takes a comma for the end of a cell too, also the one in 6,5. No cell begins
    with a sign that such a program takes for a formula.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(("Figure", "Rij", "Kolom", "Waarde"))
    for figure in figures:
        for row, column, value in cells(figure):
            texts = [
                f"'{text}" if text.startswith(_FORMULA) else text
                for text in (figure.titel, row, column)
            ]
            writer.writerow((*texts, f"{value:g}".replace(".", ",")))
    return file.getvalue().encode("utf-8-sig")


def as_json(figures: Sequence[Figure]) -> bytes:
    """Return the figures with their sentences; null is too little to show."""
    told = [
        {
            "naam": one.naam,
            "titel": one.titel,
            "zin": one.sentence,
            "kolommen": one.kop,
            "regels": one.regels,
        }
        for one in figures
    ]
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def cells(figure: Figure) -> Iterator[tuple[str, str, float]]:
    """Yield row, column and value of each number in the table of a figure that is shown."""
    for row in figure.regels:
        for name, value in zip(figure.kop[1:], row[1:], strict=True):
            if value is not None and not isinstance(value, str):
                yield str(row[0]), name, value


_WIDTH, _HEIGHT = 595, 842  # points: A4
_MARGIN, _GAP = 40, 22
_COLUMN: Final = (_WIDTH - 2 * _MARGIN - _GAP) // 2
_CHART: Final = 390
"""The width of a chart in its own measure, in which its letters are 12 to 14 high."""
_SCALE: Final = _COLUMN / _CHART
_TITLE, _TEXT, _LINE = 11, 8.5, 11
_FONT: Final = "Liberation Sans, Arial, Helvetica, sans-serif"
_IN_COURSE: Final = (ChartForm.STAVEN, ChartForm.DELEN)
_INK: Final = "#222222"


class PaperHead(NamedTuple):
    """The heading, the line below it, and the line at the foot of the page."""

    titel: str
    regel: str
    voet: str


def as_pdf(kop: PaperHead, figures: Sequence[Figure]) -> bytes:
    """Return one A4 page with the figures in two columns; of bars the four highest are drawn."""
    import vl_convert

    pdf: bytes = vl_convert.svg_to_pdf(as_svg(kop, figures))
    return pdf


def as_svg(kop: PaperHead, figures: Sequence[Figure]) -> str:
    """Return the page as one drawing."""
    parts = [
        _text(_MARGIN, 58, kop.titel, 20, bold=True),
        _text(_MARGIN, 76, kop.regel, 9.5),
        _text(_MARGIN, _HEIGHT - 28, kop.voet, 7.5),
    ]
    tops = [96.0, 96.0]
    for figure in figures:
        column = tops.index(min(tops))
        drawn, height = _block(figure, _MARGIN + column * (_COLUMN + _GAP), tops[column])
        parts.append(drawn)
        tops[column] += height
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" '
        f'viewBox="0 0 {_WIDTH} {_HEIGHT}"><rect width="100%" height="100%" fill="#ffffff"/>'
        f"{''.join(parts)}</svg>"
    )


def _block(figure: Figure, left: float, top: float) -> tuple[str, float]:
    """Return the title, the sentence and the chart of a figure, and how high they are."""
    lines = textwrap.wrap(figure.sentence, 54)
    parts = [_text(left, top + _TITLE, figure.titel, _TITLE, bold=True)]
    parts += [
        _text(left, top + _TITLE + _LINE * number, line, _TEXT)
        for number, line in enumerate(lines, 1)
    ]
    below = _TITLE + _LINE * len(lines) + 8
    chart, height = _chart(figure)
    if chart:
        place = f'transform="translate({left} {top + below}) scale({_SCALE:.4f})"'
        parts.append(f"<g {place}>{chart}</g>")
    return "".join(parts), below + height * _SCALE + 9


def _chart(figure: Figure) -> tuple[str, float]:
    """Return the drawing of a figure and its height.

    Nothing without figures. Of a grid the sum of each row is drawn, as a bar.
    """
    if not figure.punten:
        return "", 0
    from gesprek.trends.chart_drawing import teken
    from gesprek.trends.chart_forms import LETTER, charts_of

    vorm = figure.vorm if figure.vorm in _IN_COURSE else ChartForm.BALKEN
    shown = figure._replace(vorm=vorm, punten=_highest(figure))
    drawn = teken(next(charts_of(shown, bars=66)))
    height = drawn.hoogte * LETTER
    # The number above a low bar may stand higher than its chart.
    frame = f'width="{_CHART}" height="{height:.1f}" overflow="visible" fill="{_INK}"'
    letters = f'font-family="{_FONT}" font-size="{LETTER}"'
    return f"<svg {frame} {letters}>{drawn.merken}</svg>", height


def _highest(figure: Figure) -> tuple[ChartPoint, ...]:
    if figure.vorm in _IN_COURSE:
        return figure.punten
    totals: Counter[str] = Counter()
    for one in figure.punten:
        totals[one.row] += int(one.aantal or 0)
    kept = (+totals).most_common(4)
    return tuple(ChartPoint(row, "", total) for row, total in kept)


def _text(left: float, top: float, words: str, size: float, *, bold: bool = False) -> str:
    weight = "bold" if bold else "normal"
    return (
        f'<text x="{left}" y="{top}" font-family="{_FONT}" font-size="{size}" '
        f'font-weight="{weight}" fill="{_INK}">{escape(words)}</text>'
    )
