"""What the charts of the figures look like, as Altair describes them.

One colour, dark enough on paper and light enough in the dark theme (3 : 1 on both grounds), and
each number beside its mark: nothing is told by colour. Names stand above their row, so that a
phone has the whole width for the figures; on paper beside it, as high as one line. Along a time
axis a year is as wide as four quarters.
"""

from collections.abc import Iterator, Sequence
from textwrap import shorten
from typing import Final, NamedTuple

import altair as alt
import pandas as pd

from gesprek.trends.figure import ChartForm, ChartPoint, Figure, shown

COLOUR: Final = "#2f84b5"
LETTER: Final = 14
"""How high a letter is in Vega's measure: one em of the drawing."""
_BARS, _DIVIDED, _ALONE, _SMALL = 110, 165, 84, 34
"""How high upright bars are: one alone has nothing to be compared with."""
_SMALL_LETTER: Final = 12
_ROOM: Final = 1.25
"""The highest bar leaves a quarter of its length for its number."""
_DARKEST: Final = 0.5
"""Letters on a square can be read in both themes as long as it is not darker."""
_BESIDE: Final = 36
"""So many letters of a name fit beside its row, at eight points."""
_GAP: Final = 0.06
"""Between two bars, in quarters."""
_PARTS: Final = (0.5, 0.3, 0.14)
"""How dark the parts of a bar are, the first one below."""
_LEGEND: Final = (0, 114, 196)
"""Where the name of each part stands, in Vega's measure of the width."""
_LABELLED: Final = 0.12
"""A lower part of a bar has no room for its number; the table has it."""


class _Rows(NamedTuple):
    """How high rows are, the share between them, and the share of the width for names beside."""

    row: int
    padding: float
    names: float = 0


_ROWS: Final = {
    ChartForm.BALKEN: _Rows(40, 0.6),
    ChartForm.VAKKEN: _Rows(40, 0.55),
    ChartForm.RIJEN: _Rows(21, 0.15, 0.64),
    ChartForm.RASTER: _Rows(21, 0.15, 0.44),
}
Described = alt.Chart | alt.LayerChart


def charts_of(figure: Figure) -> Iterator[Described]:
    """Yield the chart of a figure, where it has one."""
    if not figure.punten:
        return
    match figure.vorm:
        case ChartForm.STAVEN:
            yield _staven(figure.punten, _BARS if len(figure.punten) > 1 else _ALONE)
        case ChartForm.KLEIN:
            yield _bars(figure.punten).properties(height=_SMALL)
        case ChartForm.DELEN:
            yield _delen(figure.punten).properties(height=_DIVIDED)
        case ChartForm.BALKEN | ChartForm.RIJEN:
            yield _balken(figure.punten, _ROWS[figure.vorm])
        case ChartForm.VAKKEN | ChartForm.RASTER:
            yield _vakken(figure.punten, _ROWS[figure.vorm])


def _height(punten: Sequence[ChartPoint], rows: _Rows) -> int:
    return rows.row * len(_names(punten)) + (0 if rows.names else rows.row // 2)


def frame(punten: Sequence[ChartPoint]) -> pd.DataFrame:
    """Return the marks of a chart: ``rij``, ``kolom`` and ``aantal`` (0 where it is hidden).

    ``van`` to ``tot`` is where it lies, ``per`` how high it is: as many as in each quarter of it.
    ``woord`` is beside the mark, and a mouse finds ``hint`` on it.
    """
    words = ["–" if one.aantal is None else shown(one.aantal) for one in punten]
    names = [", ".join(filter(None, (one.row, " ".join(one.column.split())))) for one in punten]
    return pd.DataFrame(
        {
            "rij": [one.row for one in punten],
            "kolom": [one.column for one in punten],
            "aantal": [one.aantal or 0 for one in punten],
            "van": [one.begin + _GAP / 2 for one in punten],
            "tot": [one.end - _GAP / 2 for one in punten],
            "midden": [(one.begin + one.end) / 2 for one in punten],
            "per": [_high(one) for one in punten],
            "woord": words,
            "hint": [f"{name}: {word}" for name, word in zip(names, words, strict=True)],
        }
    )


def _high(one: ChartPoint) -> float:
    per_quarter = (one.aantal or 0) / (one.end - one.begin)
    return per_quarter if one.height is None else one.height


def _names(punten: Sequence[ChartPoint]) -> list[str]:
    return list(dict.fromkeys(one.row for one in punten))


def _time(punten: Sequence[ChartPoint], names: float = 0) -> alt.Scale:
    """Return the axis along which a year is as wide as four quarters."""
    return _beside(max(one.end for one in punten), names)


def _bars(punten: Sequence[ChartPoint]) -> alt.Chart:
    """Return upright bars without words."""
    most = max(map(_high, punten))
    high = alt.Y(
        "per:Q", title=None, axis=None, scale=alt.Scale(domain=[0, most * _ROOM or 1], nice=False)
    )
    wide = alt.X("van:Q", title=None, axis=None, scale=_time(punten))
    base = alt.Chart(frame(punten)).mark_rect(color=COLOUR)
    drawn: alt.Chart = base.encode(x=wide, x2="tot:Q", y=high, y2=alt.datum(0), description="hint")
    return drawn


def _staven(punten: Sequence[ChartPoint], height: int) -> alt.LayerChart:
    """Return upright bars, each with its number above it and its time below."""
    bars = _bars(punten)
    words = alt.Chart(frame(punten)).mark_text(dy=-9, fontSize=LETTER)
    numbers = words.encode(x=_middle(punten), y=bars.encoding.y, text="woord")
    drawn = alt.LayerChart(layer=[bars, numbers, _below(punten, height)])
    return drawn.properties(height=height)


def _middle(punten: Sequence[ChartPoint], names: float = 0) -> alt.X:
    return alt.X("midden:Q", title=None, axis=None, scale=_time(punten, names))


def _below(punten: Sequence[ChartPoint], height: int) -> alt.Chart:
    """Return what is below each place, in one line or two."""
    places = {(one.column, one.begin, one.end): one for one in punten}
    table = frame([*places.values()])
    table["regels"] = pd.Series([name.split("\n") for name, *_ in places], dtype=object)
    words = alt.Chart(table).mark_text(baseline="top", dy=6, fontSize=_SMALL_LETTER)
    below: alt.Chart = words.encode(x=_middle(punten), y=alt.value(height), text="regels:N")
    return below


def _delen(punten: Sequence[ChartPoint]) -> alt.LayerChart:
    """Return upright bars of one height, each divided in its parts, with their names above."""
    names = _names(punten)
    table = frame(punten)
    whole = table.groupby("van")["aantal"].transform("sum")
    table["deel"] = table["aantal"] / whole.where(whole > 0, 1)
    table["top"] = table.groupby("van")["deel"].cumsum()
    table["onder"] = table["top"] - table["deel"]
    table["halverwege"] = (table["top"] + table["onder"]) / 2
    is_first_of_nothing = (whole == 0) & (table["rij"] == names[0])
    table["woord"] = table["woord"].where((table["deel"] >= _LABELLED) | is_first_of_nothing, "")
    scale = alt.Scale(domain=[0, 1.2], nice=False)
    scale_of_parts = alt.Scale(type="ordinal", domain=names, range=_PARTS)
    seen = alt.Opacity("rij:N", legend=None, scale=scale_of_parts)
    wide = alt.X("van:Q", title=None, axis=None, scale=_time(punten))
    parts = (
        alt.Chart(table)
        .mark_rect(color=COLOUR)
        .encode(
            x=wide,
            x2="tot:Q",
            y=alt.Y("onder:Q", title=None, axis=None, scale=scale),
            y2="top:Q",
            opacity=seen,
            description="hint",
        )
    )
    words = alt.Chart(table).mark_text(baseline="middle", fontSize=LETTER)
    numbers = words.encode(
        x=_middle(punten), y=alt.Y("halverwege:Q", axis=None, scale=scale), text="woord"
    )
    return alt.LayerChart(layer=[parts, numbers, *_legend(names, seen), _below(punten, _DIVIDED)])


def _legend(names: Sequence[str], seen: alt.Opacity) -> Iterator[alt.Chart]:
    """Yield a square in the colour of each part, and its name beside it."""
    for name, left in zip(names, _LEGEND, strict=False):
        one = alt.Chart(pd.DataFrame({"rij": [name], "hint": [name]}))
        yield one.mark_rect(color=COLOUR).encode(
            x=alt.value(left),
            x2=alt.value(left + 12),
            y=alt.value(2),
            y2=alt.value(14),
            opacity=seen,
            description="hint",
        )
        text = one.mark_text(align="left", baseline="middle", fontSize=_SMALL_LETTER)
        yield text.encode(x=alt.value(left + 17), y=alt.value(8), text="rij")


def _balken(punten: Sequence[ChartPoint], rows: _Rows) -> alt.LayerChart:
    """Return lying bars, one per kind, each below or beside its name."""
    room = _ROOM + rows.names / 2  # a number is as wide on the shorter axis beside names
    most = max(one.aantal or 0 for one in punten) * room or 1
    x = alt.X("aantal:Q", title=None, axis=None, scale=_beside(most, rows.names))
    base = alt.Chart(frame(punten)).encode(y=_place(rows), x=x)
    bars = base.mark_bar(color=COLOUR).encode(description="hint")
    words = base.mark_text(align="left", dx=6, fontSize=LETTER).encode(text="woord")
    drawn = alt.LayerChart(layer=[bars, words, _names_of(punten, rows)])
    return drawn.properties(height=_height(punten, rows))


def _vakken(punten: Sequence[ChartPoint], rows: _Rows) -> alt.LayerChart:
    """Return a grid: the more, the darker, and the number in each square."""
    wide = alt.X("van:Q", title=None, axis=None, scale=_time(punten, rows.names))
    middle, height = _middle(punten, rows.names), _height(punten, rows)
    base = alt.Chart(frame(punten)).encode(y=_place(rows))
    most = max(map(_high, punten)) or 1
    dark = alt.Scale(domain=[0, most], range=[0.06, _DARKEST])
    darkness = alt.Opacity("per:Q", legend=None, scale=dark)
    squares = base.mark_rect(color=COLOUR).encode(
        x=wide, x2="tot:Q", opacity=darkness, description="hint"
    )
    numbers = base.mark_text(fontSize=LETTER).encode(x=middle, text="woord")
    below = _below(punten, height - round(rows.padding * rows.row)).encode(x=middle)
    drawn = alt.LayerChart(layer=[squares, numbers, _names_of(punten, rows), below])
    return drawn.properties(height=height)


def _names_of(punten: Sequence[ChartPoint], rows: _Rows) -> alt.Chart:
    """Return the name above each row, or beside it."""
    lifted = 0 if rows.names else -round(rows.row * (1 - rows.padding) / 2 + LETTER * 0.65)
    names = _names(punten)
    told = [shorten(one, _BESIDE, placeholder=" …") if rows.names else one for one in names]
    text = alt.Chart(pd.DataFrame({"rij": names, "naam": told})).mark_text(
        align="left", fontSize=LETTER, dy=lifted
    )
    named: alt.Chart = text.encode(x=alt.value(0), y=_place(rows), text="naam")
    return named


def _place(rows: _Rows) -> alt.Y:
    scale = alt.Scale(paddingInner=rows.padding, paddingOuter=rows.padding)
    return alt.Y("rij:N", title=None, sort=None, axis=None, scale=scale)


def _beside(end: float, names: float) -> alt.Scale:
    """Return an axis with its nought right of names that take this share of its width."""
    return alt.Scale(domain=[-end * names / (1 - names), end], nice=False)
