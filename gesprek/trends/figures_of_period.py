"""All figures of the overview, per span and over the whole period."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from gesprek.content.all_texts import Inhoud
from gesprek.domain.dates import Span
from gesprek.domain.werkvormen import Werkvorm
from gesprek.trends.figure import Figure, shown
from gesprek.trends.figures_of_courses import CourseFigures, both
from gesprek.trends.indicators import Answer, Coverage, HowFar, Indicator
from gesprek.trends.kept_figures import Band, Chain, QuarterCounts, Selection
from gesprek.trends.selected_figures import SelectedFigures
from gesprek.trends.span_words import change, course_of, in_words, what_it_was

if TYPE_CHECKING:
    from gesprek.trends.figures_of_kinds import Waarde

_PERCENT: Final = 100


class Figures(CourseFigures):
    """Makes all figures of a choice, as ``KindFigures`` does."""

    def __init__(
        self,
        kwartalen: Sequence[QuarterCounts],
        keuze: Selection,
        drempel: int,
        woorden: Inhoud,
        period: Span | None = None,
    ) -> None:
        super().__init__(kwartalen, keuze, drempel, woorden, period)
        played = keuze._replace(form=Werkvorm.ROLLENSPEL)
        self._gespeeld = SelectedFigures(kwartalen, played, drempel, period)

    def alle(self) -> Iterator[Figure]:
        """Yield the figures in the order of the page; the first four have a tile."""
        yield self._oefeningen()
        yield self._bereik()
        yield self._vervolg()
        yield self._whole_only(self._geholpen())
        yield self._leerthemas()
        yield self._whole_only(self._behoeften())
        yield self._ligt(self._afgemaakt())
        yield self._themas()
        yield self._whole_only(self._per_rol())
        yield self._whole_only(self._dagen())
        yield self._whole_only(self._plan())

    def _oefeningen(self) -> Figure:
        """Return how often was practised, and in which form."""
        count: Waarde = partial(self._selected.within, indicator=Indicator.OEFENINGEN)
        played: Waarde = partial(self._gespeeld.value, indicator=Indicator.OEFENINGEN)
        columns = [
            (self._column("oefeningen"), count),
            (self._woorden.label(Werkvorm.ROLLENSPEL), played),
        ]
        spans = sorted(self._oefening_spans())
        sentence = self._sentence("oefeningen", self._selected.som(Indicator.OEFENINGEN))
        if self._keuze.form:
            found = self._per_span("oefeningen", sentence, (spans, columns[:1]))
        else:
            found = self._per_span("oefeningen", sentence, (spans, columns), (played, count))
        chain = Chain.TOTAAL if self._is_whole() else Chain.DELEN
        ever = self._ever.spans(chain)
        course = course_of(ever, self._at_any_time(Indicator.OEFENINGEN), self._period)
        if course is None:
            return found
        tile = self._tile("oefeningen", shown(course.number), course.span)
        bars = self._points("", self._selected.spans(chain), count, adds_up=True)
        tile = tile._replace(change=change(course, self._woorden), course=tuple(bars))
        number = self._woorden.tekst("overzicht.keer", aantal=shown(course.number))
        return self._with_last(found._replace(tile=tile), course, number)

    def _oefening_spans(self) -> list[Span]:
        """Return the spans of the forms; of what is not split there is a total of shorter ones."""
        spans = self._selected.spans(Chain.DELEN)
        if not self._is_whole():
            return spans
        count: Waarde = partial(self._selected.within, indicator=Indicator.OEFENINGEN)
        told = [one for one in spans if count(one) is not None]
        parts = self._selected.spans(Chain.TOTAAL)
        return told + [one for one in parts if not any(each.has(one) for each in told)]

    def _bereik(self) -> Figure:
        """Return how many of the active teams practise; there is none for one form."""
        if self._keuze.form:
            titel, told = self._woorden.tekst("overzicht.titel_bereik"), "overzicht.alleen_geheel"
            return Figure("bereik", titel, self._woorden.tekst(told))
        practised = self._value(Indicator.TEAMS, Coverage.OEFENT)
        active = self._value(Indicator.TEAMS, Coverage.ACTIEF)
        columns = [(self._column("teams"), practised), (self._column("actief"), active)]
        table = self._selected.spans(Chain.TEAMS), columns
        ever = self._at_any_time(Indicator.TEAMS, Coverage.OEFENT)
        course = course_of(self._ever.spans(Chain.TEAMS), ever, self._period)
        if course is None:
            return self._per_span("bereik", "", table, (practised, active))
        of = {"aantal": shown(course.number), "van": shown(active(course.span))}
        when = in_words(course.span, self._woorden)
        sentence = self._woorden.tekst("overzicht.zin_bereik", kwartaal=when, **of)
        tile = self._tile("bereik", self._woorden.tekst("overzicht.tegel_van", **of), course.span)
        tile = tile._replace(change=what_it_was(course, "teams", self._woorden))
        found = self._per_span("bereik", sentence, table, (practised, active))
        return found._replace(tile=tile._replace(course=found.punten))

    def _geholpen(self) -> Figure:
        """Return whether it helped."""
        ja, nee = (self._value(Indicator.GEHOLPEN, one) for one in (Answer.JA, Answer.NEE))
        share = self._over_period(ja, both(ja, nee))
        sentence = self._sentence("geholpen", share)
        columns = [(self._column("ja"), ja), (self._column("nee"), nee)]
        table = self._far(), columns
        found = self._parts("geholpen", sentence, table, (ja, both(ja, nee)))
        tiled = self._share_tile(found, (Indicator.GEHOLPEN, Answer.JA, Answer.NEE))
        return tiled if tiled.tile else self._band(found)

    def _band(self, found: Figure) -> Figure:
        """Return between what the share lies, where its numbers are hidden."""
        bands = [(one, band) for one in self._far() if (band := self._selected.band(one))]
        if not bands:
            return found
        span, band = bands[-1]
        words = self._band_words(band)
        when = in_words(span, self._woorden)
        sentence = self._woorden.tekst("overzicht.zin_band", deel=words.lower(), tijd=when)
        return found._replace(sentence=sentence, tile=self._tile("geholpen", words, span))

    def _band_words(self, band: Band) -> str:
        edges = f"{band.boven * _PERCENT:.0f}_{band.tot * _PERCENT:.0f}"
        return self._woorden.tekst(f"overzicht.band_{edges}")

    def _vervolg(self) -> Figure:
        """Return how many were talked about afterwards, and how soon."""
        kinds = (HowFar.AFGEROND, HowFar.TE_BESPREKEN, HowFar.NIET_DOORGEGAAN)
        columns = [(self._column(one), self._value(Indicator.HOEVER, one)) for one in kinds]
        (_, done), (_, due), _ = columns
        share = self._over_period(done, both(done, due))
        table = self._far(), columns
        found = self._parts(
            "vervolg", self._sentence("vervolg", share), table, (done, both(done, due))
        )
        found = self._share_tile(found, (Indicator.HOEVER, HowFar.AFGEROND, HowFar.TE_BESPREKEN))
        whole_words = {columns[1][0]: self._woorden.tekst("overzicht.kop_te_bespreken")}
        kop = tuple(whole_words.get(one, one) for one in found.kop)  # a table has more room
        said = " ".join(filter(None, (found.sentence, self._how_soon(), self._plan_said())))
        return found._replace(sentence=said, kop=kop)

    def _plan(self) -> Figure:
        """Return whether the plan was used in the real conversation."""
        ja, nee = (self._value(Indicator.PLAN, one) for one in (Answer.JA, Answer.NEE))
        columns = [(self._column("gebruikt"), ja), (self._column("niet_gebruikt"), nee)]
        sentence = self._plan_said() or self._sentence("plan", None)
        return self._parts("plan", sentence, (self._far(), columns), (ja, both(ja, nee)))

    def _plan_said(self) -> str:
        """Return which share used the plan; empty where that cannot be shown."""
        ja, nee = (self._value(Indicator.PLAN, one) for one in (Answer.JA, Answer.NEE))
        share = self._over_period(ja, both(ja, nee))
        return "" if share is None else self._sentence("plan", share)

    def _dagen(self) -> Figure:
        """Return the days until step 7."""
        columns = [(self._column("dagen"), self._selected.dagen)]
        return self._per_span("dagen", self._how_soon(), (self._far(), columns))

    def _how_soon(self) -> str:
        """Return after how many days was talked about it; empty where that cannot be shown."""
        course = course_of(self._far(), self._selected.dagen, self._period)
        if course is None:
            return ""
        when = in_words(course.span, self._woorden)
        name = "dag" if course.number == 1 else "dagen"
        return self._sentence(name, course.number, kwartaal=when)

    def _afgemaakt(self) -> int | None:
        """Return reached step 6 / started, in percents."""
        played: Waarde = partial(self._selected.within, indicator=Indicator.OEFENINGEN)
        started = both(self._value(Indicator.BEGONNEN), played)
        return self._over_period(self._value(Indicator.AFGEMAAKT), started)
