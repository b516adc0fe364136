"""The figures that count kinds: what is learned, its subjects, where it stays, what is needed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Final

from gesprek.content.all_texts import Inhoud
from gesprek.domain.dates import Span
from gesprek.domain.stappen import Stap
from gesprek.domain.themas import Behoefte, Leerthema, Thema
from gesprek.domain.werkvormen import Rol
from gesprek.trends.figure import Bar, ChartForm, ChartPoint, Figure, FigureMaker, shown
from gesprek.trends.indicators import HowFar, Indicator
from gesprek.trends.kept_figures import ALLES, TOTAL, Chain, QuarterCounts, Selection, chain_of
from gesprek.trends.selected_figures import SelectedFigures, percentage
from gesprek.trends.span_words import Course, course_of, in_words, label_of

Waarde = Callable[[Span], int | None]
"""Returns a number of a span; None: too little to show."""
Cells = Sequence[tuple[str, int, int]]
"""The columns of a grid: what is below each, where it begins and ends."""

_LEAST_CHANGE: Final = 5
"""A change of fewer leerpunten is not said: it may be chance."""


class KindFigures(FigureMaker):
    """Makes figures of a choice, from what was published, the oldest first.

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
        self._ever = SelectedFigures(kwartalen, keuze, drempel)
        names = [one.kwartaal for one in kwartalen] or ["2000-K1"]
        self._period = period or Span.named(names[0], names[-1])

    def _value(self, indicator: Indicator, soort: str = TOTAL) -> Waarde:
        return partial(self._selected.value, indicator=indicator, soort=soort)

    def _at_any_time(self, indicator: Indicator, soort: str = TOTAL) -> Waarde:
        return partial(self._ever.value, indicator=indicator, soort=soort)

    def _place(self, span: Span) -> tuple[str, int, int]:
        """Return what is below a span in a chart, and where it is, in quarters of the period."""
        begin = len(Span(self._period.eerst, span.eerst).kwartalen) - 1
        return label_of(span), begin, begin + len(span.kwartalen)

    def _leerthemas(self) -> Figure:
        """Return what is learned over time, and what changed most."""
        spans = self._selected.spans(Chain.LEERTHEMA)
        learned = {one: self._value(Indicator.LEERTHEMA, one) for one in Leerthema}
        values = {one: [value(span) for span in spans] for one, value in learned.items()}
        found = self._grid("leerthemas", [*map(self._place, spans)], [*map(str, spans)], values)
        more = self._strongest_change()
        return (
            found._replace(sentence=f"{found.sentence} {more}".strip()) if found.punten else found
        )

    def _strongest_change(self) -> str:
        """Return which leerthema changed most, in words."""
        found = self._strongest()
        if found is None:
            return ""
        name, values = self._comparison(*found)
        return self._woorden.tekst(f"overzicht.{name}", **values)

    def _strongest(self) -> tuple[str, Course] | None:
        """Return which leerthema changed most, of those of which both numbers may be shown."""
        spans = self._ever.spans(Chain.LEERTHEMA)
        courses = [
            (self._woorden.label(one), course)
            for one in Leerthema
            if (
                course := course_of(
                    spans, self._at_any_time(Indicator.LEERTHEMA, one), self._period
                )
            )
            and course.before == self._before(course.span, spans)
        ]
        best = max(courses, key=lambda one: abs(_per_quarter(one[1])), default=None)
        if best is None or abs(_per_quarter(best[1])) * _quarters(best[1].span) < _LEAST_CHANGE:
            return None
        return best

    def _before(self, span: Span, spans: Sequence[Span]) -> Span | None:
        """Return the span right before the last one; of another nothing is compared."""
        last = [one for one in spans if self._period.has(one)][-1]
        at = spans.index(last)
        return spans[at - 1] if span == last and at else Span(span.laatst, span.laatst.later(-1))

    def _comparison(self, soort: str, course: Course) -> tuple[str, dict[str, str]]:
        """Return what was and what is, per quarter where one took longer, and its sentence."""
        before = course.before or course.span
        lengths = _quarters(course.span), _quarters(before)
        now, was = course.number, course.was or 0
        if lengths[0] != lengths[1]:
            now, was = round(now / lengths[0], 1), round(was / lengths[1], 1)
        name = "zin_verandert" if lengths[0] == lengths[1] else "zin_verandert_per_kwartaal"
        return name, {
            "soort": soort,
            "nu": shown(now),
            "was": shown(was),
            "ervoor": in_words(before, self._woorden),
            "tijd": in_words(course.span, self._woorden),
        }

    def _per_rol(self) -> Figure:
        """Return what is learned in which role."""
        roles = [self._woorden.label(rol) for rol in Rol]
        som = partial(self._selected.som, Indicator.LEERTHEMA)
        values = {one: [som(one, rol) for rol in Rol] for one in Leerthema}
        places = [(name, at, at + 1) for at, name in enumerate(roles)]
        return self._grid("per_rol", places, roles, values)

    def _grid(
        self,
        naam: str,
        places: Cells,
        names: Sequence[str],
        values: Mapping[Leerthema, Sequence[int | None]],
    ) -> Figure:
        """Return what is learned: a row for each leerthema, and in it a value for each place."""
        rows = [(self._woorden.label(one), cells) for one, cells in values.items()]
        points = [
            ChartPoint(thema, name, cell, begin, end)
            for thema, cells in rows
            if any(cell is not None for cell in cells)
            for (name, begin, end), cell in zip(places, cells, strict=True)
        ]
        told = {(Indicator.LEERTHEMA, str(one)): self._woorden.label(one) for one in Leerthema}
        sentence = self._most(naam, Indicator.LEERTHEMA, told)
        table = (self._column("leerthema"), *names), [(thema, *cells) for thema, cells in rows]
        return self._figure(naam, sentence, (ChartForm.VAKKEN, points), table)

    def _themas(self) -> Figure:
        return self._shares("themas", Indicator.THEMA, Thema, (Indicator.OEFENINGEN, TOTAL))

    def _behoeften(self) -> Figure:
        done = Indicator.HOEVER, HowFar.AFGEROND
        return self._shares("behoeften", Indicator.BEHOEFTE, Behoefte, done)

    def needs(self) -> dict[Behoefte, int]:
        """Return how often teams told each need of which a number is shown; none of a part."""
        if self._keuze != ALLES:
            return {}
        told = {one: self._selected.som(Indicator.BEHOEFTE, one) for one in Behoefte}
        return {one: number for one, number in told.items() if number is not None}

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
            known = [span for span in self._selected.spans(chain_of(indicator)) if value(span)]
            totals = [self._selected.within(span, *whole) for span in known]
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
        said = self._sentence(naam, best[1], soort=kinds[best[0]])
        if self._selected.shows_each_span(told):
            return said
        return f"{said} {self._woorden.tekst('overzicht.zin_getoond')}"

    def _ligt(self, afgemaakt: int | None) -> Figure:
        """Return where it gets stuck; ``afgemaakt`` is how many percent got through."""
        kinds = [
            *((stap, Indicator.LIGT, stap) for stap in Stap.GESPREK.earlier),
            (Stap.GESPREK, Indicator.HOEVER, HowFar.GESPREK),
            (Stap.TERUGKIJKEN, Indicator.HOEVER, HowFar.TERUGKIJKEN),
            (Stap.VERVOLG, Indicator.HOEVER, HowFar.TE_BESPREKEN),
        ]
        bars: Iterable[Bar] = (
            (self._step(stap), self._selected.som(table, soort)) for stap, table, soort in kinds
        )
        told = {(table, str(soort)): self._step(stap) for stap, table, soort in kinds}
        found = self._bars(
            "ligt", self._most("ligt", Indicator.LIGT, told), list(bars), self._column("stap")
        )
        if not found.punten or not afgemaakt:
            return found
        more = self._woorden.tekst("overzicht.zin_afgemaakt", aantal=afgemaakt)
        return found._replace(sentence=f"{found.sentence} {more}")

    def _is_whole(self) -> bool:
        return self._keuze == ALLES


def _quarters(span: Span) -> int:
    return len(span.kwartalen)


def _per_quarter(course: Course) -> float:
    """Return how much more there was for each quarter than in the span before."""
    before = course.before or course.span
    return course.number / _quarters(course.span) - (course.was or 0) / _quarters(before)
