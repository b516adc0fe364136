"""The figures over the whole period, and all figures of the overview together."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from gesprek.domain.stappen import Stap
from gesprek.domain.themas import Behoefte, Leerthema, Thema
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.trends.figure import (
    ChartForm,
    ChartPoint,
    Figure,
    FigureLine,
    FigureMaker,
    FigureWords,
    number,
)
from gesprek.trends.figures_by_quarter import FiguresByQuarter
from gesprek.trends.indicators import HowFar, Indicator
from gesprek.trends.kept_figures import TOTAL, QuarterCounts, SelectedFigures, Selection, percentage


class FiguresOfPeriod(FigureMaker):
    """Makes the figures over the period of a choice."""

    def themas(self) -> Figure:
        """Return what the conversations are about."""
        return self._shares("themas", Indicator.THEMA, Thema, Indicator.OEFENINGEN, TOTAL)

    def behoeften(self) -> Figure:
        """Return what teams need."""
        return self._whole_only(
            self._shares(
                "behoeften", Indicator.BEHOEFTE, Behoefte, Indicator.HOEVER, HowFar.AFGEROND
            )
        )

    def _shares(
        self,
        naam: str,
        indicator: Indicator,
        soorten: type[Thema] | type[Behoefte],
        of: Indicator,
        of_soort: str,
    ) -> Figure:
        """Return how often each kind occurred, most often first, and its share of all.

        The share is over the quarters that show this kind.
        """
        rows = []
        for soort in soorten:
            shown = partial(self._is_shown, indicator, soort)
            count = self._selected.som(indicator, soort).aantal
            total = self._selected.som(of, of_soort, among=shown).aantal
            rows.append((self._woorden.label(soort), count, percentage(count, total)))
        return self._bars(naam, rows, self._column(naam), (self._share(naam),))

    def _is_shown(self, indicator: Indicator, soort: str, quarter: str) -> bool:
        """Return whether the figure of this kind may be shown of a quarter."""
        return self._selected.waarde(quarter, indicator, soort) is not None

    def ligt(self) -> Figure:
        """Return where it gets stuck, and how many get through."""
        kinds: list[tuple[str, Indicator, str]] = [
            (self._step(stap), Indicator.LIGT, stap)
            for stap in (Stap.MOMENT, Stap.VOORBEREIDING, Stap.CASUS, Stap.INLEVEN)
        ]
        kinds += [
            (self._step(Stap.GESPREK), Indicator.HOEVER, HowFar.GESPREK),
            (self._step(Stap.TERUGKIJKEN), Indicator.HOEVER, HowFar.TERUGKIJKEN),
            (self._step(Stap.VERVOLG), Indicator.HOEVER, HowFar.TE_BESPREKEN),
        ]
        rows = [(name, self._selected.som(table, soort).aantal) for name, table, soort in kinds]
        found = self._bars("ligt", rows, self._column("stap"), (), in_order=True)
        share = self._finished()
        more = self._woorden.tekst("overzicht.zin_afgemaakt", aantal=share) if share else ""
        return found._replace(zin=f"{found.zin} {more}".strip())

    def _finished(self) -> int | None:
        """Return reached step 6 / started, over the quarters in which both may be shown."""
        pairs = []
        for one in self._selected.kwartalen:
            done = self._selected.waarde(one, Indicator.AFGEMAAKT)
            begun = self._selected.waarde(one, Indicator.BEGONNEN)
            played = self._selected.waarde(one, Indicator.OEFENINGEN)
            if done is not None and begun is not None and played is not None:
                pairs.append((done, played + begun))
        return percentage(sum(done for done, _ in pairs), sum(total for _, total in pairs))

    def _step(self, stap: Stap) -> str:
        shown = self._woorden.label(stap).lower()
        return self._woorden.tekst("overzicht.stap", nummer=stap.number, stap=shown)

    def _bars(
        self,
        naam: str,
        rows: Sequence[FigureLine],
        kind: str,
        more: tuple[str, ...],
        *,
        in_order: bool = False,
    ) -> Figure:
        shown = [row for row in rows if row[1] is not None]
        most = max(shown, key=lambda row: float(row[1] or 0), default=None)
        zin = self._sentence(
            f"overzicht.zin_{naam}", number(most[1]) if most else None, soort=most and most[0]
        )
        if not in_order:
            rows = sorted(rows, key=lambda row: -float(row[1] or 0))
        points = [ChartPoint(str(row[0]), "", number(row[1])) for row in rows if row[1] is not None]
        kop = (kind, self._column("aantal"), *more)
        return self._figure(naam, zin, (ChartForm.BALKEN, points), (kop, rows))


class FiguresOfLeerthemas(FigureMaker):
    """Makes the figures of the leerthema's of a choice."""

    def leerthemas(self) -> Figure:
        """Return what is learned, per quarter."""
        columns = list(self._selected.kwartalen)
        value = lambda thema, one: self._selected.waarde(one, Indicator.LEERTHEMA, thema)  # noqa: E731
        return self._grid("leerthemas", columns, columns, value)

    def per_rol(self) -> Figure:
        """Return what each role learns."""
        roles = list(Rol)
        value = lambda thema, rol: self._selected.som(Indicator.LEERTHEMA, thema, rol).aantal  # noqa: E731
        names = [self._woorden.label(rol) for rol in roles]
        return self._whole_only(self._grid("per_rol", roles, names, value))

    def _grid(
        self,
        naam: str,
        columns: Sequence[str],
        names: Sequence[str],
        value: Callable[[Leerthema, str], int | None],
    ) -> Figure:
        rows: list[FigureLine] = [
            (self._woorden.label(thema), *(value(thema, one) for one in columns))
            for thema in Leerthema
        ]
        points = [
            ChartPoint(str(row[0]), name, number(cell))
            for row in rows
            if any(cell is not None for cell in row[1:])
            for name, cell in zip(names, row[1:], strict=True)
        ]
        totals = {str(row[0]): sum(float(cell or 0) for cell in row[1:]) for row in rows}
        most = max(totals, key=lambda one: totals[one])
        zin = self._sentence(f"overzicht.zin_{naam}", int(totals[most]) or None, soort=most)
        kop = (self._column("leerthema"), *names)
        return self._figure(naam, zin, (ChartForm.VAKKEN, points), (kop, rows))


class Figures:
    """Makes all figures of a choice.

    Args:
        kwartalen: the kept figures of the period, the oldest first.
        keuze: the filter.
        drempel: the threshold as it is now.
        woorden: the words on screen.
    """

    def __init__(
        self,
        kwartalen: Sequence[QuarterCounts],
        keuze: Selection,
        drempel: int,
        woorden: FigureWords,
    ) -> None:
        selected = SelectedFigures(kwartalen, keuze, drempel)
        gespeeld = SelectedFigures(
            kwartalen, Selection(Werkvorm.ROLLENSPEL, keuze.locatie), drempel
        )
        self._quarter = FiguresByQuarter(selected, keuze, woorden, gespeeld)
        self._period = FiguresOfPeriod(selected, keuze, woorden)
        self._leerthema = FiguresOfLeerthemas(selected, keuze, woorden)

    def alle(self) -> Iterator[Figure]:
        """Yield the figures in the order of the page."""
        yield self._quarter.oefeningen()
        yield self._quarter.bereik()
        yield self._leerthema.leerthemas()
        yield self._leerthema.per_rol()
        yield self._period.themas()
        yield self._period.ligt()
        yield self._quarter.geholpen()
        yield self._quarter.vervolg()
        yield self._quarter.dagen()
        yield self._period.behoeften()
