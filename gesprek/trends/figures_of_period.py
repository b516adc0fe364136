"""All figures of the overview, per span and over the whole period."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from gesprek.content.all_texts import Inhoud
from gesprek.domain.dates import Span
from gesprek.domain.stappen import Stap
from gesprek.domain.themas import Behoefte, Leerthema, Thema
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.trends.figure import (
    Bar,
    ChartForm,
    ChartPoint,
    Figure,
    FigureLine,
    FigureMaker,
    FigureNumber,
)
from gesprek.trends.indicators import Answer, Coverage, HowFar, Indicator
from gesprek.trends.kept_figures import ALLES, TOTAL, Chain, QuarterCounts, Selection, chain_of
from gesprek.trends.selected_figures import SelectedFigures, percentage

Waarde = Callable[[Span], int | None]
"""Returns a number of a span; None: too little to show."""
Columns = Sequence[tuple[str, Callable[[Span], FigureNumber]]]
"""Headings, each with what returns the number of a span."""

_HAS_PARTS: Final = frozenset({"geholpen", "vervolg"})


class Figures(FigureMaker):
    """Makes all figures of a choice, from what was published, the oldest first.

    ``drempel`` is the threshold as it is now. Without a ``period`` it is that of all quarters.
    """

    def __init__(
        self,
        kwartalen: Sequence[QuarterCounts],
        keuze: Selection,
        drempel: int,
        woorden: Inhoud,
        period: Span | None = None,
    ) -> None:
        super().__init__(keuze, woorden)
        self._selected = SelectedFigures(kwartalen, keuze, drempel, period)
        played = keuze._replace(form=Werkvorm.ROLLENSPEL)
        self._gespeeld = SelectedFigures(kwartalen, played, drempel, period)

    def alle(self) -> Iterator[Figure]:
        """Yield the figures in the order of the page."""
        yield self._oefeningen()
        yield self._bereik()
        spans = list(map(str, self._selected.spans(Chain.LEERTHEMA)))
        yield self._grid("leerthemas", spans, self._learned_per_span)
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
        count: Waarde = partial(self._selected.within, indicator=Indicator.OEFENINGEN)
        played: Waarde = partial(self._gespeeld.value, indicator=Indicator.OEFENINGEN)
        columns = [
            (self._column("oefeningen"), count),
            (self._woorden.label(Werkvorm.ROLLENSPEL), played),
        ]
        sentence = self._sentence("oefeningen", self._selected.som(Indicator.OEFENINGEN))
        spans = self._selected.spans(Chain.DELEN)
        if self._keuze == ALLES:  # of what is not split there is a total of shorter spans
            parts = self._selected.spans(Chain.TOTAAL)
            spans += [one for one in parts if not any(each.has(one) for each in spans)]
        if self._keuze.form:
            return self._per_span("oefeningen", sentence, (sorted(spans), columns[:1]))
        return self._per_span("oefeningen", sentence, (sorted(spans), columns), (played, count))

    def _bereik(self) -> Figure:
        """Return how many of the active teams practise."""
        practised = self._value(Indicator.TEAMS, Coverage.OEFENT)
        active = self._value(Indicator.TEAMS, Coverage.ACTIEF)
        spans = self._selected.spans(Chain.TEAMS)
        last = self._last(spans, practised)
        count, of = (practised(last), active(last)) if last else (None, None)
        sentence = self._sentence("bereik", count, kwartaal=last, van=of)
        columns = [(self._column("teams"), practised), (self._column("actief"), active)]
        return self._per_span("bereik", sentence, (spans, columns), (practised, active))

    def _geholpen(self) -> Figure:
        """Return whether it helped."""
        ja, nee = (self._value(Indicator.GEHOLPEN, one) for one in (Answer.JA, Answer.NEE))
        sentence = self._sentence("geholpen", self._over_period(ja, _both(ja, nee)))
        columns = [(self._column("ja"), ja), (self._column("nee"), nee)]
        return self._per_span("geholpen", sentence, (self._far(), columns), (ja, _both(ja, nee)))

    def _vervolg(self) -> Figure:
        """Return how many were talked about afterwards."""
        kinds = (HowFar.AFGEROND, HowFar.TE_BESPREKEN, HowFar.NIET_DOORGEGAAN)
        columns = [(self._column(one), self._value(Indicator.HOEVER, one)) for one in kinds]
        (_, done), (_, due), _ = columns
        sentence = self._sentence("vervolg", self._over_period(done, _both(done, due)))
        return self._per_span("vervolg", sentence, (self._far(), columns), (done, _both(done, due)))

    def _dagen(self) -> Figure:
        """Return the days until step 7."""
        dagen = self._selected.dagen
        last = self._last(self._far(), dagen)
        sentence = self._sentence("dagen", dagen(last) if last else None, kwartaal=last)
        columns = [(self._column("dagen"), dagen)]
        return self._per_span("dagen", sentence, (self._far(), columns))

    def _far(self) -> list[Span]:
        return self._selected.spans(Chain.HOEVER)

    def _per_span(
        self,
        naam: str,
        sentence: str,
        table: tuple[Sequence[Span], Columns],
        share: tuple[Waarde, Waarde] | None = None,
    ) -> Figure:
        """Return a figure with a bar for each span.

        The last column is the share of a part in a whole, where they are given. The chart of what
        has parts shows all columns, and else the first.
        """
        spans, columns = table
        rows: list[FigureLine] = []
        for one in spans:
            last = [percentage(share[0](one), share[1](one))] if share else []
            rows.append((str(one), *(value(one) for _, value in columns), *last))
        series = columns if naam in _HAS_PARTS else [("", columns[0][1])]
        points = [ChartPoint(name, str(one), value(one)) for name, value in series for one in spans]
        kop = [self._woorden.tekst("overzicht.kwartaal"), *(name for name, _ in columns)]
        kop += [self._share(naam)] if share else []
        return self._figure(naam, sentence, (ChartForm.STAVEN, points), (kop, rows))

    def _last(self, spans: Sequence[Span], value: Callable[[Span], FigureNumber]) -> Span | None:
        """Return the last span of which this may be shown."""
        return next((one for one in reversed(spans) if value(one) is not None), None)

    def _over_period(self, part: Waarde, whole: Waarde) -> int | None:
        """Return a share over the spans in which both may be shown."""
        parts, total = 0, 0
        for one in self._far():
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

        The share is over the spans that show this kind.
        """
        bars: list[Bar] = []
        for soort in kinds:
            value = self._value(indicator, soort)
            shown = [span for span in self._selected.spans(chain_of(indicator)) if value(span)]
            totals = [self._selected.within(span, *whole) for span in shown]
            total = sum(one or 0 for one in totals) if None not in totals else None
            count = self._selected.som(indicator, soort)
            bars.append((self._woorden.label(soort), count, percentage(count, total)))
        bars.sort(key=lambda one: -(one[1] or 0))
        told = {(indicator, str(soort)): self._woorden.label(soort) for soort in kinds}
        sentence = self._most(naam, indicator, told)
        return self._bars(naam, sentence, bars, self._column(naam), self._share(naam))

    def _most(self, naam: str, told: Indicator, kinds: Mapping[tuple[Indicator, str], str]) -> str:
        """Return which kind occurs most, where that is true of what is hidden too.

        ``kinds`` is indicator and soort → its words.
        """
        best = self._selected.most(told, kinds)
        if best is None:
            return self._woorden.tekst("overzicht.zin_niet_alles")
        return self._sentence(naam, best[1], soort=kinds[best[0]])

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
        told = {(table, str(soort)): self._step(stap) for stap, table, soort in kinds}
        sentence = self._most("ligt", Indicator.LIGT, told)
        found = self._bars("ligt", sentence, bars, self._column("stap"))
        played: Waarde = partial(self._selected.within, indicator=Indicator.OEFENINGEN)
        started = _both(self._value(Indicator.BEGONNEN), played)
        share = self._over_period(self._value(Indicator.AFGEMAAKT), started)
        more = self._woorden.tekst("overzicht.zin_afgemaakt", aantal=share) if share else ""
        return found._replace(sentence=f"{found.sentence} {more}".strip())

    def _learned_per_span(self, thema: Leerthema) -> Iterable[int | None]:
        spans = self._selected.spans(Chain.LEERTHEMA)
        return map(self._value(Indicator.LEERTHEMA, thema), spans)

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
        told = {(Indicator.LEERTHEMA, str(one)): self._woorden.label(one) for one in Leerthema}
        sentence = self._most(naam, Indicator.LEERTHEMA, told)
        table = (self._column("leerthema"), *names), [(thema, *cells) for thema, cells in rows]
        return self._figure(naam, sentence, (ChartForm.VAKKEN, points), table)

    def _value(self, indicator: Indicator, soort: str = TOTAL) -> Waarde:
        return partial(self._selected.value, indicator=indicator, soort=soort)


def _both(one: Waarde, other: Waarde) -> Waarde:
    """Return the sum of two numbers, of the spans that show both."""

    def total(span: Span) -> int | None:
        first, second = one(span), other(span)
        return None if first is None or second is None else first + second

    return total
