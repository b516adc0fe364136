"""A figure as people see it: a page, a file and a sheet of paper are made of these."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from gesprek.content.all_texts import Inhoud
from gesprek.domain.stappen import Stap
from gesprek.trends.kept_figures import ALLES, Selection

FigureNumber = float | None
FigureLine = tuple[str | FigureNumber, ...]

_BARS: Final = 7
Bar = tuple[str, int | None, *tuple[int | None, ...]]
"""Its name, how many, and its share where it has one."""


class ChartForm(StrEnum):
    """What a chart looks like. One colour each, with the number beside: no colour tells a kind."""

    STAVEN = "staven"
    """A bar for each span: as wide as the span is long, as high as it is per quarter."""
    DELEN = "delen"
    """A bar for each span, divided in its parts."""
    BALKEN = "balken"
    """A lying bar for each kind."""
    VAKKEN = "vakken"
    """A grid: the more, the darker."""
    RIJEN = "rijen"
    """BALKEN with each name beside its bar, for paper."""
    RASTER = "raster"
    """VAKKEN with each name beside its row, for paper."""
    KLEIN = "klein"
    """STAVEN without words, for beside a number that tells the last one."""


class ChartPoint(NamedTuple):
    """One mark of a chart; without ``aantal`` it says that there is too little to show.

    It lies from ``begin`` to ``end``: in quarters since the first, or in columns. It is as high as
    it is per quarter, unless ``height`` is given: of what longer spans do not add up.
    """

    row: str
    column: str
    aantal: FigureNumber
    begin: int = 0
    end: int = 1
    height: float | None = None


class Tile(NamedTuple):
    """A number that stands large at the top of the page: what it is, of when, and what changed.

    ``course`` is its small chart.
    """

    number: str
    of_when: str
    change: str = ""
    course: tuple[ChartPoint, ...] = ()


class Figure(NamedTuple):
    """One figure, by its key.

    Attributes:
        sentence: its conclusion, or that there is too little to show.
        punten: what the chart shows; none: no chart.
        kop: the heading of each column of the table.
        deel: whether its last column is a share in percents.
        regels: the rows of the table; none: too little to show.
        tile: its last number, where it stands at the top of the page.
    """

    naam: str
    titel: str
    sentence: str
    vorm: ChartForm = ChartForm.STAVEN
    punten: tuple[ChartPoint, ...] = ()
    kop: tuple[str, ...] = ()
    deel: bool = False
    regels: tuple[FigureLine, ...] = ()
    tile: Tile | None = None

    @property
    def small(self) -> "Figure":
        """The course of its tile, as a small chart without words."""
        course = self.tile.course if self.tile else ()
        return Figure(self.naam, self.titel, "", ChartForm.KLEIN, course)

    @property
    def on_paper(self) -> "Figure":
        """The figure with names beside the rows of its chart, where a phone has them above."""
        beside = {ChartForm.BALKEN: ChartForm.RIJEN, ChartForm.VAKKEN: ChartForm.RASTER}
        return self._replace(vorm=beside.get(self.vorm, self.vorm))


def shown(value: FigureNumber) -> str:
    """Return a number in Dutch, with one decimal at most."""
    if value is None:
        return ""
    text = f"{int(value):,}" if value == int(value) else f"{value:,.1f}"
    return text.translate(str.maketrans(",.", ".,"))


class FigureMaker:
    """Makes figures of a choice, in the words on screen."""

    def __init__(self, keuze: Selection, woorden: Inhoud) -> None:
        self._keuze = keuze
        self._woorden = woorden

    def _column(self, naam: str) -> str:
        return self._woorden.tekst(f"overzicht.kolom_{naam}")

    def _share(self, naam: str) -> str:
        return self._woorden.tekst(f"overzicht.deel_{naam}")

    def _sentence(self, naam: str, aantal: FigureNumber, **values: object) -> str:
        """Return the conclusion; without a number that there is too little to show."""
        if aantal is None:
            return self._woorden.tekst("overzicht.te_weinig")
        return self._woorden.tekst(f"overzicht.zin_{naam}", aantal=shown(aantal), **values)

    def _figure(
        self,
        naam: str,
        sentence: str,
        chart: tuple[ChartForm, Sequence[ChartPoint]],
        table: tuple[Sequence[str], Sequence[FigureLine]],
    ) -> Figure:
        vorm, points = chart
        kop, rows = table
        titel = self._woorden.tekst(f"overzicht.titel_{naam}")
        if all(one.aantal is None for one in points):
            return Figure(naam, titel, self._woorden.tekst("overzicht.te_weinig"))
        has_share = kop[-1].startswith(self._woorden.tekst("overzicht.deel"))
        return Figure(
            naam, titel, sentence, vorm, tuple(points), tuple(kop), has_share, tuple(rows)
        )

    def _step(self, stap: Stap) -> str:
        words = self._woorden.label(stap).lower()
        return self._woorden.tekst("overzicht.stap", nummer=stap.number, stap=words)

    def _bars(self, naam: str, sentence: str, bars: Sequence[Bar], *kop: str) -> Figure:
        """Return a figure with a lying bar for each kind; the chart shows the first few."""
        points = [ChartPoint(one[0], "", one[1]) for one in bars if one[1] is not None][:_BARS]
        columns = (kop[0], self._column("aantal"), *kop[1:])
        return self._figure(naam, sentence, (ChartForm.BALKEN, points), (columns, bars))

    def _whole_only(self, figure: Figure) -> Figure:
        """Return the figure, or that it is there for the whole organisation only."""
        if self._keuze == ALLES:
            return figure
        return Figure(figure.naam, figure.titel, self._woorden.tekst("overzicht.alleen_geheel"))
