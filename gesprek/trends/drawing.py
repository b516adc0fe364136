"""A chart that was drawn, as it is kept and as a page shows it; what draws it is not loaded."""

from html import escape
from typing import NamedTuple


class Drawing(NamedTuple):
    """A drawn chart: its marks as SVG that fits any width, and its height in ems."""

    merken: str
    hoogte: float


def as_svg(drawing: Drawing, woorden: str) -> str:
    """Return a drawing as wide as its place, in the colour there; ``woorden`` is read aloud."""
    return (
        f'<svg role="img" aria-label="{literal(woorden)}" width="100%" '
        f'height="{number(drawing.hoogte)}em" fill="currentColor">'
        f'<g aria-hidden="true">{drawing.merken}</g></svg>'
    )


def number(value: float) -> str:
    """Return a length as it stands in a drawing."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def literal(words: str) -> str:
    """Return words as one line of plain text: a line break would end the drawing in a page."""
    return escape(" ".join(words.split()))
