"""All figures of the overview, per quarter and over the whole period."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from operator import itemgetter

from gesprek.content.all_texts import Inhoud
from gesprek.domain.stappen import Stap
from gesprek.domain.themas import Behoefte, Leerthema, Thema
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.trends.figure import (
    ChartForm,
    ChartPoint,
    Figure,
    FigureLine,
    FigureMaker,
    FigureNumber,
)
from gesprek.trends.indicators import Answer, Coverage, HowFar, Indicator
from gesprek.trends.kept_figures import TOTAL, QuarterCounts, SelectedFigures, Selection, percentage

Waarde = Callable[[str], int | None]
"""Returns a number of a quarter; None: too little to show."""
Bar = tuple[str, int | None, *tuple[int | None, ...]]
"""Its name, how many, and its share where it has one."""
Columns = Sequence[tuple[str, Callable[[str], FigureNumber]]]
"""Headings, each with what returns the number of a quarter."""


class Figures(FigureMaker):
    """Makes all figures of a choice, of quarters with the oldest first.

    ``drempel`` is the threshold as it is now.
    """

    def __init__(
        self,
        kwartalen: Sequence[QuarterCounts],
        keuze: Selection,
        drempel: int,
        woorden: Inhoud,
    ) -> None:
        super().__init__(keuze, woorden)
        self._selected = SelectedFigures(kwartalen, keuze, drempel)
        played = keuze._replace(form=Werkvorm.ROLLENSPEL)
        self._gespeeld = SelectedFigures(kwartalen, played, drempel)
        self._kwartalen = self._selected.kwartalen

    def alle(self) -> Iterator[Figure]:
        """Yield the figures in the order of the page."""
        yield self._oefeningen()
        yield self._bereik()
        yield self._grid("leerthemas", self._kwartalen, self._learned_per_quarter)
        roles = [self._woorden.label(rol) for rol in Rol]
        yield self._whole_only(self._grid("per_rol", roles, self._learned_per_rol))
        yield self._shares("themas", Indicator.THEMA, Thema, (Indicator.OEFENINGEN, TOTAL))
        yield self._ligt()
        yield self._whole_only(self._geholpen())
        yield self._vervolg()
        yield self._whole_only(self._dagen())
        done = Indicator.HOEVER, HowFar.AFGEROND
        yield self._whole_only(self._shares("behoeften", Indicator.BEHOEFTE, Behoefte, done))

    def _oefeningen(self) -> Figure:
        """Return how often was practised, and in which form."""
        count = self._value(Indicator.OEFENINGEN)
        played: Waarde = partial(self._gespeeld.value, indicator=Indicator.OEFENINGEN)
        columns = [
            (self._column("oefeningen"), count),
            (self._woorden.label(Werkvorm.ROLLENSPEL), played),
        ]
        sentence = self._sentence("oefeningen", self._selected.som(Indicator.OEFENINGEN))
        if self._keuze.form:
            return self._per_quarter("oefeningen", sentence, columns[:1], None, [("", count)])
        return self._per_quarter("oefeningen", sentence, columns, (played, count), [("", count)])

    def _bereik(self) -> Figure:
        """Return how many of the active teams practise."""
        practised = self._value(Indicator.TEAMS, Coverage.OEFENT)
        active = self._value(Indicator.TEAMS, Coverage.ACTIEF)
        last = self._last(practised)
        sentence = self._sentence(
            "bereik",
            practised(last) if last else None,
            kwartaal=last,
            van=active(last) if last else None,
        )
        columns = [(self._column("teams"), practised), (self._column("actief"), active)]
        return self._per_quarter(
            "bereik", sentence, columns, (practised, active), [("", practised)]
        )

    def _geholpen(self) -> Figure:
        """Return whether it helped."""
        ja, nee = (self._value(Indicator.GEHOLPEN, one) for one in (Answer.JA, Answer.NEE))
        sentence = self._sentence("geholpen", self._over_period(ja, _both(ja, nee)))
        columns = [(self._column("ja"), ja), (self._column("nee"), nee)]
        return self._per_quarter("geholpen", sentence, columns, (ja, _both(ja, nee)))

    def _vervolg(self) -> Figure:
        """Return how many were talked about afterwards."""
        kinds = (HowFar.AFGEROND, HowFar.TE_BESPREKEN, HowFar.NIET_DOORGEGAAN)
        columns = [(self._column(one), self._value(Indicator.HOEVER, one)) for one in kinds]
        (_, done), (_, due), _ = columns
        sentence = self._sentence("vervolg", self._over_period(done, _both(done, due)))
        return self._per_quarter("vervolg", sentence, columns, (done, _both(done, due)))

    def _dagen(self) -> Figure:
        """Return the days until step 7."""
        dagen = self._selected.dagen
        last = self._last(dagen)
        sentence = self._sentence("dagen", dagen(last) if last else None, kwartaal=last)
        return self._per_quarter(
            "dagen", sentence, [(self._column("dagen"), dagen)], None, [("", dagen)]
        )

    def _per_quarter(
        self,
        naam: str,
        sentence: str,
        columns: Columns,
        share: tuple[Waarde, Waarde] | None,
        series: Columns | None = None,
    ) -> Figure:
        """Return a figure with a bar for each quarter.

        The last column is the share of a part in a whole, where they are given; the chart shows the
        columns where no series is given.
        """
        rows: list[FigureLine] = []
        for one in self._kwartalen:
            last = [percentage(share[0](one), share[1](one))] if share else []
            rows.append((one, *(value(one) for _, value in columns), *last))
        points = [
            ChartPoint(name, one, value(one))
            for name, value in series or columns
            for one in self._kwartalen
        ]
        kop = [self._woorden.tekst("overzicht.kwartaal"), *(name for name, _ in columns)]
        kop += [self._share(naam)] if share else []
        return self._figure(naam, sentence, (ChartForm.STAVEN, points), (kop, rows))

    def _last(self, value: Callable[[str], FigureNumber]) -> str | None:
        """Return the last quarter of which this may be shown."""
        return next((one for one in reversed(self._kwartalen) if value(one) is not None), None)

    def _over_period(self, part: Waarde, whole: Waarde) -> int | None:
        """Return a share over the quarters in which both may be shown."""
        parts, total = 0, 0
        for one in self._kwartalen:
            counted, of = part(one), whole(one)
            if counted is not None and of is not None:
                parts, total = parts + counted, total + of
        return percentage(parts, total)

    def _shares(
        self,
        naam: str,
        indicator: Indicator,
        kinds: type[Thema] | type[Behoefte],
        whole: tuple[Indicator, str],
    ) -> Figure:
        """Return how often each kind occurred, most often first, and its share of all.

        The share is over the quarters that show this kind.
        """
        bars: list[Bar] = []
        for soort in kinds:
            count = self._selected.som(indicator, soort)
            total = self._selected.som(*whole, among=self._value(indicator, soort))
            bars.append((self._woorden.label(soort), count, percentage(count, total)))
        bars.sort(key=lambda one: -(one[1] or 0))
        return self._bars(naam, bars, self._column(naam), self._share(naam))

    def _ligt(self) -> Figure:
        """Return where it gets stuck, and how many get through: reached step 6 / started."""
        kinds = [
            *((stap, Indicator.LIGT, stap) for stap in Stap.GESPREK.earlier),
            (Stap.GESPREK, Indicator.HOEVER, HowFar.GESPREK),
            (Stap.TERUGKIJKEN, Indicator.HOEVER, HowFar.TERUGKIJKEN),
            (Stap.VERVOLG, Indicator.HOEVER, HowFar.TE_BESPREKEN),
        ]
        bars: list[Bar] = [
            (self._step(stap), self._selected.som(table, soort)) for stap, table, soort in kinds
        ]
        found = self._bars("ligt", bars, self._column("stap"))
        started = _both(self._value(Indicator.BEGONNEN), self._value(Indicator.OEFENINGEN))
        share = self._over_period(self._value(Indicator.AFGEMAAKT), started)
        more = self._woorden.tekst("overzicht.zin_afgemaakt", aantal=share) if share else ""
        return found._replace(sentence=f"{found.sentence} {more}".strip())

    def _step(self, stap: Stap) -> str:
        words = self._woorden.label(stap).lower()
        return self._woorden.tekst("overzicht.stap", nummer=stap.number, stap=words)

    def _bars(self, naam: str, bars: Sequence[Bar], *kop: str) -> Figure:
        known = [one for one in bars if one[1] is not None]
        name, count = max(known, key=lambda one: one[1] or 0, default=("", None))[:2]
        points = [ChartPoint(one[0], "", one[1]) for one in known]
        columns = (kop[0], self._column("aantal"), *kop[1:])
        sentence = self._sentence(naam, count, soort=name)
        return self._figure(naam, sentence, (ChartForm.BALKEN, points), (columns, bars))

    def _learned_per_quarter(self, thema: Leerthema) -> Iterable[int | None]:
        return map(self._value(Indicator.LEERTHEMA, thema), self._kwartalen)

    def _learned_per_rol(self, thema: Leerthema) -> Iterable[int | None]:
        return (self._selected.som(Indicator.LEERTHEMA, thema, rol) for rol in Rol)

    def _grid(
        self,
        naam: str,
        names: Sequence[str],
        values: Callable[[Leerthema], Iterable[int | None]],
    ) -> Figure:
        """Return what is learned: a row for each leerthema, and in it a value for each name."""
        rows = [(self._woorden.label(one), tuple(values(one))) for one in Leerthema]
        points = [
            ChartPoint(thema, name, cell)
            for thema, cells in rows
            if any(cell is not None for cell in cells)
            for name, cell in zip(names, cells, strict=True)
        ]
        totals = [(thema, sum(cell or 0 for cell in cells)) for thema, cells in rows]
        most, total = max(totals, key=itemgetter(1))
        sentence = self._sentence(naam, total or None, soort=most)
        table = (self._column("leerthema"), *names), [(thema, *cells) for thema, cells in rows]
        return self._figure(naam, sentence, (ChartForm.VAKKEN, points), table)

    def _value(self, indicator: Indicator, soort: str = TOTAL) -> Waarde:
        return partial(self._selected.value, indicator=indicator, soort=soort)


def _both(one: Waarde, other: Waarde) -> Waarde:
    """Return the sum of two numbers, of the quarters that show both."""

    def total(kwartaal: str) -> int | None:
        first, second = one(kwartaal), other(kwartaal)
        return None if first is None or second is None else first + second

    return total
