"""A figure as people see it: a sentence, a chart and a table.

Pure, and without pandas: a page, a file and a sheet of paper are made of what stands here.
"""

from enum import StrEnum
from typing import Final, NamedTuple

Getal = float | None
Regel = tuple[str | Getal, ...]


class Vorm(StrEnum):
    """What a chart looks like. One colour each, with the number beside: no colour tells a kind."""

    STAVEN = "staven"
    BALKEN = "balken"
    VAKKEN = "vakken"


class Punt(NamedTuple):
    """One mark of a chart; without ``aantal`` it says that there is too little to show."""

    rij: str
    kolom: str
    aantal: Getal


class Figuur(NamedTuple):
    """One figure.

    Attributes:
        naam: its key.
        titel: its heading.
        zin: its conclusion, or that there is too little to show.
        vorm: what its chart looks like.
        punten: what the chart shows; none: no chart.
        kop: the heading of each column of the table.
        deel: whether its last column is a share in percents.
        regels: the rows of the table; None: too little to show.
    """

    naam: str
    titel: str
    zin: str
    vorm: Vorm = Vorm.STAVEN
    punten: tuple[Punt, ...] = ()
    kop: tuple[str, ...] = ()
    deel: bool = False
    regels: tuple[Regel, ...] = ()


_DUTCH: Final = str.maketrans(",.", ".,")


def shown(value: Getal) -> str:
    """Return a number in Dutch, with one decimal at most."""
    if value is None:
        return ""
    text = f"{int(value):,}" if value == int(value) else f"{value:,.1f}"
    return text.translate(_DUTCH)
