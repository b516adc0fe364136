"""Altair charts of the figures; loaded by the overview page and its sheet only: Altair is heavy.

One colour, dark enough on paper and light enough in the dark theme (3 : 1 on both grounds), and
each number beside its mark: nothing is told by colour. Names stand above their row, so that a
phone has the whole width for the figures.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import altair as alt
import pandas as pd

from gesprek.trends.figure import ChartForm, ChartPoint, Figure, shown

COLOUR: Final = "#2f84b5"
STAVEN: Final = 110
"""How high the upright bars are."""
_ROW: Final = 46
_LETTER: Final = 14
_ROOM: Final = 1.25
"""The highest bar leaves a quarter of its length for its number."""
_NOTHING: Final = "–"
# A quarter in two lines, so that eight fit on a phone; a name has no such sign.
_TWO_LINES: Final = "split(datum.label, '-K').length == 2 ? split(datum.label, '-') : datum.label"
_DARKEST: Final = 0.5
"""Letters on a square can be read in both themes as long as it is not darker."""


def charts_of(figure: Figure, staven: int = STAVEN) -> Iterator[tuple[str, alt.LayerChart]]:
    """Yield the charts of a figure: bars per quarter have one for each kind.

    Args:
        figure: the figure.
        staven: how high upright bars are.

    Yields:
        What is above a chart (may be empty), and the chart.
    """
    if not figure.punten:
        return
    if figure.vorm is ChartForm.STAVEN:
        scale = _from_nought(figure.punten)  # one for all: else a small kind looks like a big one
        for name in dict.fromkeys(one.row for one in figure.punten):
            kind = [one for one in figure.punten if one.row == name]
            yield name, _staven(kind, scale, staven)
    else:
        yield "", (_balken if figure.vorm is ChartForm.BALKEN else _vakken)(figure.punten)


def frame(punten: Sequence[ChartPoint]) -> pd.DataFrame:
    """Return the marks of a chart.

    Returns:
        Columns ``row``, ``column`` (str), ``aantal`` (float, 0 where nothing may be shown),
        ``woord`` (str, what is beside the mark) and ``hint`` (str, what a mouse finds on it).
    """
    words = [_NOTHING if one.aantal is None else shown(one.aantal) for one in punten]
    return pd.DataFrame(
        {
            "rij": [one.row for one in punten],
            "kolom": [one.column for one in punten],
            "aantal": [one.aantal or 0 for one in punten],
            "woord": words,
            "hint": [_hint(one, word) for one, word in zip(punten, words, strict=True)],
        }
    )


def _hint(punt: ChartPoint, woord: str) -> str:
    return f"{', '.join(filter(None, (punt.row, punt.column)))}: {woord}"


def _staven(punten: Sequence[ChartPoint], scale: alt.Scale, height: int) -> alt.LayerChart:
    """Return upright bars per quarter."""
    base = alt.Chart(frame(punten)).encode(
        x=alt.X("kolom:O", title=None, sort=None, axis=_axis()),
        y=alt.Y("aantal:Q", title=None, axis=None, scale=scale),
    )
    bars = base.mark_bar(color=COLOUR, size=30).encode(description="hint")
    return _layered(height, bars, base.mark_text(dy=-9, fontSize=_LETTER).encode(text="woord"))


def _balken(punten: Sequence[ChartPoint]) -> alt.LayerChart:
    """Return lying bars, one per kind, each below its name."""
    base = alt.Chart(frame(punten)).encode(
        y=_rows(0.6),
        x=alt.X("aantal:Q", title=None, axis=None, scale=_from_nought(punten)),
    )
    bars = base.mark_bar(color=COLOUR).encode(description="hint")
    words = base.mark_text(align="left", dx=6, fontSize=_LETTER).encode(text="woord")
    return _layered(_height(punten), bars, words, _names(punten, 0.6))


def _vakken(punten: Sequence[ChartPoint]) -> alt.LayerChart:
    """Return a grid: the more, the darker, and the number in each square."""
    base = alt.Chart(frame(punten)).encode(
        x=alt.X("kolom:O", title=None, sort=None, axis=_axis()), y=_rows(0.45)
    )
    squares = base.mark_rect(color=COLOUR).encode(
        opacity=alt.Opacity("aantal:Q", legend=None, scale=alt.Scale(range=[0.03, _DARKEST])),
        description="hint",
    )
    words = base.mark_text(fontSize=_LETTER).encode(text="woord")
    return _layered(_height(punten), squares, words, _names(punten, 0.45))


def _layered(height: int, *layers: alt.Chart) -> alt.LayerChart:
    return alt.LayerChart(layer=list(layers)).properties(height=height)


def _names(punten: Sequence[ChartPoint], padding: float) -> alt.Chart:
    """Return the name above each row."""
    names = pd.DataFrame({"rij": list(dict.fromkeys(one.row for one in punten))})
    lifted = -round(_ROW * (1 - padding) / 2 + _LETTER * 0.75)
    text: alt.Chart = (
        alt.Chart(names)
        .mark_text(align="left", fontSize=_LETTER, dy=lifted)
        .encode(x=alt.value(0), y=_rows(padding), text="rij")
    )
    return text


def _rows(padding: float) -> alt.Y:
    scale = alt.Scale(paddingInner=padding, paddingOuter=padding)
    return alt.Y("rij:N", title=None, sort=None, axis=None, scale=scale)


def _from_nought(punten: Sequence[ChartPoint]) -> alt.Scale:
    most = max(one.aantal or 0 for one in punten)
    return alt.Scale(domain=[0, most * _ROOM or 1], nice=False)


def _axis() -> alt.Axis:
    return alt.Axis(
        grid=False,
        ticks=False,
        domain=False,
        labelAngle=0,
        labelExpr=_TWO_LINES,
        labelOverlap=False,
        labelFlush=False,
        labelLimit=220,
        labelFontSize=12,
    )


def _height(punten: Sequence[ChartPoint]) -> int:
    return _ROW * len(dict.fromkeys(one.row for one in punten)) + _ROW // 2
