"""Figures with a course: a number for each span, of which the last stands in a tile."""

from collections.abc import Callable, Sequence

from gesprek.domain.dates import Span
from gesprek.trends.figure import (
    ChartForm,
    ChartPoint,
    Figure,
    FigureLine,
    FigureNumber,
    Tile,
    shown,
)
from gesprek.trends.figures_of_kinds import KindFigures, Waarde
from gesprek.trends.indicators import Indicator
from gesprek.trends.kept_figures import Chain
from gesprek.trends.selected_figures import percentage
from gesprek.trends.span_words import Course, course_of, in_words, what_it_was

Columns = Sequence[tuple[str, Callable[[Span], FigureNumber]]]
"""Headings, each with what returns the number of a span."""


class CourseFigures(KindFigures):
    """Makes figures of numbers that go up and down."""

    def _far(self) -> list[Span]:
        return self._selected.spans(Chain.HOEVER)

    def _per_span(
        self,
        naam: str,
        sentence: str,
        table: tuple[Sequence[Span], Columns],
        share: tuple[Waarde, Waarde] | None = None,
    ) -> Figure:
        """Return a figure with a bar for each span, of the first column.

        The last column is the share of a part in a whole, where they are given.
        """
        spans, columns = table
        rows: list[FigureLine] = []
        for one in spans:
            last = [percentage(share[0](one), share[1](one))] if share else []
            rows.append((str(one), *(value(one) for _, value in columns), *last))
        points = self._points("", spans, columns[0][1], adds_up=naam == "oefeningen")
        kop = [self._woorden.tekst("overzicht.kwartaal"), *(name for name, _ in columns)]
        kop += [self._share(naam)] if share else []
        return self._figure(naam, sentence, (ChartForm.STAVEN, points), (kop, rows))

    def _parts(
        self,
        naam: str,
        sentence: str,
        table: tuple[Sequence[Span], Columns],
        share: tuple[Waarde, Waarde],
    ) -> Figure:
        """Return a figure as ``_per_span`` does, with a bar divided in all its columns.

        Not of a span in which the whole is hidden; where all are, bars of one part. A
        part that is hidden in some span is in the table only: without it a bar would look whole.
        """
        spans, columns = table
        whole = [one for one in spans if share[1](one) is not None]
        if not whole:
            return self._one_part(naam, table, share)
        points = [
            point if span in whole else point._replace(aantal=None)
            for name, value in columns
            if all(value(one) is not None for one in whole)
            for span, point in zip(spans, self._points(name, spans, value), strict=True)
        ]
        found = self._per_span(naam, sentence, table, share)
        return found._replace(vorm=ChartForm.DELEN, punten=tuple(points))

    def _one_part(
        self, naam: str, table: tuple[Sequence[Span], Columns], share: tuple[Waarde, Waarde]
    ) -> Figure:
        """Return a figure with bars of the first part that shows a number, and which it is."""
        spans, columns = table
        for name, value in columns:
            known = [number for one in spans if (number := value(one)) is not None]
            if known:
                told, is_first = {"aantal": shown(sum(known))}, name == columns[0][0]
                key = f"zin_{naam}_aantal" if is_first else "zin_een_deel"
                more = {} if is_first else {"deel": name}
                said = self._woorden.tekst(f"overzicht.{key}", **told, **more)
                first = ((name, value), *(one for one in columns if one[0] != name))
                found = self._per_span(naam, said, (spans, first), share)
                points = self._points("", spans, value, adds_up=True)
                return found._replace(punten=tuple(points))
        return self._per_span(naam, "", table, share)

    def _points(
        self,
        name: str,
        spans: Sequence[Span],
        value: Callable[[Span], FigureNumber],
        *,
        adds_up: bool = False,
    ) -> list[ChartPoint]:
        """Return a mark for each span; ``adds_up``: a longer span has more, if all is equal."""
        marks = [
            ChartPoint(name, words, value(one), *at)
            for one in spans
            for words, *at in [self._place(one)]
        ]
        return marks if adds_up else [one._replace(height=one.aantal or 0) for one in marks]

    def _over_period(self, part: Waarde, whole: Waarde) -> int | None:
        """Return a share over the spans in which both may be shown."""
        parts, total = 0, 0
        for one in self._far():
            counted, of = part(one), whole(one)
            if counted is not None and of is not None:
                parts, total = parts + counted, total + of
        return percentage(parts, total)

    def _share_tile(self, found: Figure, kinds: tuple[Indicator, str, str]) -> Figure:
        """Return a figure with the last share as its tile, where it may be shown."""
        indicator, first, second = kinds
        one, other = (self._at_any_time(indicator, kind) for kind in (first, second))
        total = both(one, other)
        ever = self._ever.spans(Chain.HOEVER)
        share: Waarde = lambda span: percentage(one(span), total(span))  # noqa: E731
        course = course_of(ever, share, self._period)
        if course is None:
            return found
        number = self._woorden.tekst("overzicht.procent", aantal=shown(course.number))
        tile = self._tile(found.naam, number, course.span)
        told = what_it_was(course, "deel", self._woorden)
        tile = tile._replace(change=told, course=tuple(self._points("", self._far(), share)))
        return self._with_last(found._replace(tile=tile), course, number)

    def _with_last(self, found: Figure, course: Course, number: str) -> Figure:
        """Return a figure that says in its sentence too what its tile says, and what it was."""
        if course.before is None or found.tile is None:
            return found
        said = self._woorden.tekst(
            "overzicht.zin_laatst",
            tijd=in_words(course.span, self._woorden),
            cijfer=number,
            verandering=found.tile.change,
        )
        return found._replace(sentence=f"{found.sentence} {said}")

    def _tile(self, naam: str, number: str, span: Span) -> Tile:
        when = in_words(span, self._woorden)
        return Tile(number, self._woorden.tekst(f"overzicht.tegel_{naam}", tijd=when))


def both(one: Waarde, other: Waarde) -> Waarde:
    """Return the sum of two numbers, of the spans that show both."""

    def total(span: Span) -> int | None:
        first, second = one(span), other(span)
        return None if first is None or second is None else first + second

    return total
