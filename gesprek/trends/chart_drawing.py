"""Charts of the figures, drawn as SVG on the server, one way for the page and for paper.

Vega, inside ``vl_convert``, works out where each mark is. What it finds across is written as a
share of the width, and what it finds down in ems: so one drawing fills a phone and a beamer, with
letters as large as those around it, and the browser needs no program to draw it. Loaded by
``chart_process`` only: Altair and Vega are heavy.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import vl_convert

from gesprek.trends.chart_forms import COLOUR, LETTER, Described, charts_of
from gesprek.trends.drawing import Drawing
from gesprek.trends.drawing import literal as _literal
from gesprek.trends.drawing import number as _number
from gesprek.trends.figure import Figure

_WIDTH: Final = 350
_LINE: Final = 1.15
_BASELINE: Final = {"middle": 0.3, "top": 0.79}
"""How far below a place, in ems, the foot of a letter is; as Vega itself has it."""

Mark = Mapping[str, Any]


def drawings_of(figure: Figure) -> tuple[Drawing, ...]:
    """Return the charts of a figure."""
    return tuple(map(teken, charts_of(figure)))


def teken(chart: Described) -> Drawing:
    """Draw a chart."""
    spec = chart.properties(width=_WIDTH, padding=0).to_dict() | {
        "config": {"view": {"stroke": None}}
    }
    found = vl_convert.vegalite_to_scenegraph(spec)["scenegraph"]["items"]
    marks = [mark for one in found for mark in _marks(one, 0, 0)]
    drawn = "".join(_letters(mark) if "text" in mark else _bar(mark) for mark in marks)
    return Drawing(drawn, max(map(_bottom, marks)) / LETTER)


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
