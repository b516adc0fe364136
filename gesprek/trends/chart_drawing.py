"""Charts drawn as SVG on the server, one way for the page and for paper.

Vega, inside ``vl_convert``, works out where each mark is. What it finds across is written as a
share of the width, and what it finds down in ems: so one drawing fills a phone and a beamer, with
letters as large as those around it, and the browser needs no program to draw it.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import escape
from typing import Any, Final, NamedTuple

import altair as alt
import vl_convert

from gesprek.trends.charts import COLOUR, charts_of
from gesprek.trends.figure import Figure

LETTER: Final = 14
"""How high a letter is in Vega's measure: one em of the drawing."""
_WIDTH: Final = 350
_LINE: Final = 1.15
_BASELINE: Final = {"middle": 0.3, "top": 0.79}
"""How far below a place, in ems, the foot of a letter is; as Vega itself has it."""
_KEPT: Final = 200
"""Figures of which the drawing is kept: some 6 kB each, and none tells more than the page."""

Mark = Mapping[str, Any]


class Drawing(NamedTuple):
    """A drawn chart.

    Attributes:
        naam: what is above it; may be empty.
        merken: its marks, as SVG that fits any width.
        hoogte: how high it is, in ems.
    """

    naam: str
    merken: str
    hoogte: float


@lru_cache(maxsize=_KEPT)
def drawings_of(figure: Figure) -> tuple[Drawing, ...]:
    """Return the charts of a figure; the same figure is drawn once."""
    return tuple(teken(naam, chart) for naam, chart in charts_of(figure))


def teken(naam: str, chart: alt.LayerChart) -> Drawing:
    """Draw a chart; ``naam`` is what is above it."""
    spec = chart.properties(width=_WIDTH, padding=0).to_dict()
    spec["config"] = {"view": {"stroke": None}}
    found = vl_convert.vegalite_to_scenegraph(spec)["scenegraph"]["items"]
    marks = [mark for one in found for mark in _marks(one, 0, 0)]
    drawn = "".join(_letters(mark) if "text" in mark else _bar(mark) for mark in marks)
    return Drawing(naam, drawn, max(map(_bottom, marks)) / LETTER)


def as_svg(tekening: Drawing, woorden: str) -> str:
    """Return a drawing for a page: as wide as its place, in the colour of the letters there.

    Args:
        tekening: the drawing.
        woorden: what is read aloud in its place.
    """
    return (
        f'<svg role="img" aria-label="{_literal(woorden)}" width="100%" '
        f'height="{_number(tekening.hoogte)}em" fill="currentColor">'
        f'<g aria-hidden="true">{tekening.merken}</g></svg>'
    )


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
    words = mark["text"]
    if isinstance(words, list):
        words = "".join(
            f'<tspan {place} dy="{_LINE if line else 0}em">{_literal(one)}</tspan>'
            for line, one in enumerate(words)
        )
    else:
        words = _literal(words)
    more = "" if size == LETTER else f' font-size="{_number(size / LETTER)}em"'
    more += ' text-anchor="middle"' if mark["align"] == "center" else ""
    more += f' dx="{_number(mark["dx"] / size)}em"' if mark.get("dx") else ""
    return f'<text {place} y="{_number(foot)}em"{more}>{words}</text>'


def _across(x: float) -> str:
    return f"{_number(100 * x / _WIDTH)}%"


def _down(y: float) -> str:
    return f"{_number(y / LETTER)}em"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _literal(words: str) -> str:
    """Return words as one line of plain text: a line break would end the drawing in a page."""
    return escape(" ".join(words.split()))
