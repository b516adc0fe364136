"""Charts of the figures, drawn as SVG on the server, one way for the page and for paper.

One colour, dark enough on paper and light enough in the dark theme (3 : 1 on both grounds), and
each number beside its mark: nothing is told by colour. Names stand above their row, so that a
phone has the whole width for the figures.

Vega, inside ``vl_convert``, works out where each mark is. What it finds across is written as a
share of the width, and what it finds down in ems: so one drawing fills a phone and a beamer, with
letters as large as those around it, and the browser needs no program to draw it. Loaded by
``chart_process`` only: Altair and Vega are heavy.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import altair as alt
import pandas as pd
import vl_convert

from gesprek.trends.drawing import Drawing
from gesprek.trends.drawing import literal as _literal
from gesprek.trends.drawing import number as _number
from gesprek.trends.figure import ChartForm, ChartPoint, Figure, shown

COLOUR: Final = "#2f84b5"
LETTER: Final = 14
"""How high a letter is in Vega's measure: one em of the drawing."""
_ROW: Final = 46
_WIDTH: Final = 350
_LINE: Final = 1.15
_BASELINE: Final = {"middle": 0.3, "top": 0.79}
"""How far below a place, in ems, the foot of a letter is; as Vega itself has it."""
_ROOM: Final = 1.25
"""The highest bar leaves a quarter of its length for its number."""
_DARKEST: Final = 0.5
"""Letters on a square can be read in both themes as long as it is not darker."""
# A quarter in two lines, so that eight fit on a phone; a name has no such sign.
_TWO_LINES: Final = "split(datum.label, '-K').length == 2 ? split(datum.label, '-') : datum.label"
_COLUMNS: Final = alt.X(
    "kolom:O",
    title=None,
    sort=None,
    axis=alt.Axis(
        grid=False,
        ticks=False,
        domain=False,
        labelAngle=0,
        labelExpr=_TWO_LINES,
        labelOverlap=False,
        labelFlush=False,
        labelLimit=220,
        labelFontSize=12,
    ),
)

Mark = Mapping[str, Any]


def charts_of(figure: Figure, bars: int = 110) -> Iterator[tuple[str, alt.LayerChart]]:
    """Yield the charts of a figure, each with what is above it: bars per quarter have one per kind.

    ``bars`` is how high upright bars are.
    """
    if not figure.punten:
        return
    if figure.vorm is ChartForm.STAVEN:
        scale = _from_nought(figure.punten)  # one for all: else a small kind looks like a big one
        for name in _names(figure.punten):
            kind = [one for one in figure.punten if one.row == name]
            yield name, _staven(kind, scale).properties(height=bars)
    else:
        chart = (_balken if figure.vorm is ChartForm.BALKEN else _vakken)(figure.punten)
        yield "", chart.properties(height=_ROW * len(_names(figure.punten)) + _ROW // 2)


def frame(punten: Sequence[ChartPoint]) -> pd.DataFrame:
    """Return the marks of a chart: ``rij`` and ``kolom``, and ``aantal`` (0 where it is hidden).

    ``woord`` is beside the mark, and a mouse finds ``hint`` on it.
    """
    words = ["–" if one.aantal is None else shown(one.aantal) for one in punten]
    names = [", ".join(filter(None, (one.row, one.column))) for one in punten]
    return pd.DataFrame(
        {
            "rij": [one.row for one in punten],
            "kolom": [one.column for one in punten],
            "aantal": [one.aantal or 0 for one in punten],
            "woord": words,
            "hint": [f"{name}: {word}" for name, word in zip(names, words, strict=True)],
        }
    )


def _names(punten: Sequence[ChartPoint]) -> list[str]:
    return list(dict.fromkeys(one.row for one in punten))


def _staven(punten: Sequence[ChartPoint], scale: alt.Scale) -> alt.LayerChart:
    """Return upright bars per quarter."""
    y = alt.Y("aantal:Q", title=None, axis=None, scale=scale)
    base = alt.Chart(frame(punten)).encode(x=_COLUMNS, y=y)
    bars = base.mark_bar(color=COLOUR, size=30).encode(description="hint")
    words = base.mark_text(dy=-9, fontSize=LETTER).encode(text="woord")
    return alt.LayerChart(layer=[bars, words])


def _balken(punten: Sequence[ChartPoint]) -> alt.LayerChart:
    """Return lying bars, one per kind, each below its name."""
    x = alt.X("aantal:Q", title=None, axis=None, scale=_from_nought(punten))
    base = alt.Chart(frame(punten)).encode(y=_rows(0.6), x=x)
    bars = base.mark_bar(color=COLOUR).encode(description="hint")
    words = base.mark_text(align="left", dx=6, fontSize=LETTER).encode(text="woord")
    return alt.LayerChart(layer=[bars, words, _above_rows(punten, 0.6)])


def _vakken(punten: Sequence[ChartPoint]) -> alt.LayerChart:
    """Return a grid: the more, the darker, and the number in each square."""
    base = alt.Chart(frame(punten)).encode(x=_COLUMNS, y=_rows(0.45))
    darkness = alt.Opacity("aantal:Q", legend=None, scale=alt.Scale(range=[0.03, _DARKEST]))
    squares = base.mark_rect(color=COLOUR).encode(opacity=darkness, description="hint")
    words = base.mark_text(fontSize=LETTER).encode(text="woord")
    return alt.LayerChart(layer=[squares, words, _above_rows(punten, 0.45)])


def _above_rows(punten: Sequence[ChartPoint], padding: float) -> alt.Chart:
    """Return the name above each row."""
    lifted = -round(_ROW * (1 - padding) / 2 + LETTER * 0.75)
    text = alt.Chart(pd.DataFrame({"rij": _names(punten)})).mark_text(
        align="left", fontSize=LETTER, dy=lifted
    )
    named: alt.Chart = text.encode(x=alt.value(0), y=_rows(padding), text="rij")
    return named


def _rows(padding: float) -> alt.Y:
    scale = alt.Scale(paddingInner=padding, paddingOuter=padding)
    return alt.Y("rij:N", title=None, sort=None, axis=None, scale=scale)


def _from_nought(punten: Sequence[ChartPoint]) -> alt.Scale:
    most = max(one.aantal or 0 for one in punten)
    return alt.Scale(domain=[0, most * _ROOM or 1], nice=False)


def drawings_of(figure: Figure) -> tuple[Drawing, ...]:
    """Return the charts of a figure."""
    return tuple(teken(naam, chart) for naam, chart in charts_of(figure))


def teken(naam: str, chart: alt.LayerChart) -> Drawing:
    """Draw a chart; ``naam`` is what is above it."""
    spec = chart.properties(width=_WIDTH, padding=0).to_dict() | {
        "config": {"view": {"stroke": None}}
    }
    found = vl_convert.vegalite_to_scenegraph(spec)["scenegraph"]["items"]
    marks = [mark for one in found for mark in _marks(one, 0, 0)]
    drawn = "".join(_letters(mark) if "text" in mark else _bar(mark) for mark in marks)
    return Drawing(naam, drawn, max(map(_bottom, marks)) / LETTER)


def _marks(group: Mark, left: float, top: float) -> Iterator[Mark]:
    """Yield each text and bar in a group, with its place in the whole drawing."""
    left, top = left + group.get("x", 0), top + group.get("y", 0)
    for mark in group["items"]:
        for one in mark["items"]:
            if "items" in one:
                yield from _marks(one, left, top)
            else:
                yield {**one, "x": one["x"] + left, "y": one["y"] + top}


def _bottom(mark: Mark) -> float:
    """Return where a mark ends; Vega's own measure cuts off the second line below a grid."""
    if "text" not in mark:
        return float(mark["y"] + mark["height"])
    lines = len(mark["text"]) if isinstance(mark["text"], list) else 1
    return float(mark["y"] + mark.get("dy", 0) + mark["fontSize"] * _LINE * lines)


def _bar(mark: Mark) -> str:
    """Return a bar or a square, with the hint that a mouse finds on it."""
    if not mark["height"] or not mark["width"]:
        return ""
    hint = f"<title>{_literal(mark['description'])}</title>"
    top, height, width = mark["y"], mark["height"], mark["width"]
    if "y2" in mark:  # it is upright, and is as wide on a beamer as on a phone
        middle = _across(mark["x"] + width / 2)
        return (
            f'<line x1="{middle}" x2="{middle}" y1="{_down(top)}" y2="{_down(top + height)}" '
            f'stroke="{COLOUR}" stroke-width="{_down(width)}">{hint}</line>'
        )
    seen = f' fill-opacity="{_number(mark["opacity"])}"' if "opacity" in mark else ""
    return (
        f'<rect x="{_across(mark["x"])}" y="{_down(top)}" width="{_across(width)}" '
        f'height="{_down(height)}" fill="{COLOUR}"{seen}>{hint}</rect>'
    )


def _letters(mark: Mark) -> str:
    """Return a text, in the colour of the letters around it; a list has a line for each part."""
    size = mark["fontSize"]
    foot = (mark["y"] + mark.get("dy", 0)) / size + _BASELINE[mark["baseline"]]
    place = f'x="{_across(mark["x"])}"'
    if isinstance(mark["text"], list):
        words = "".join(
            f'<tspan {place} dy="{_LINE if line else 0}em">{_literal(one)}</tspan>'
            for line, one in enumerate(mark["text"])
        )
    else:
        words = _literal(mark["text"])
    more = "" if size == LETTER else f' font-size="{_number(size / LETTER)}em"'
    more += ' text-anchor="middle"' if mark["align"] == "center" else ""
    more += f' dx="{_number(mark["dx"] / size)}em"' if mark.get("dx") else ""
    return f'<text {place} y="{_number(foot)}em"{more}>{words}</text>'


def _across(x: float) -> str:
    return f"{_number(100 * x / _WIDTH)}%"


def _down(y: float) -> str:
    return f"{_number(y / LETTER)}em"
