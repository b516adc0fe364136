"""The figures of the organisation, and their files: for a visitor who may see trends."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final

from gesprek.access.rights import Right
from gesprek.access.settings import read_settings
from gesprek.content import inhoud
from gesprek.domain.dates import Quarter, Span, local_day
from gesprek.domain.team_memory import Gedeeld
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.audit_log import AuditEvent
from gesprek.services.guarded import Guarded
from gesprek.services.kept_drawings import Drawings, KeptDrawings
from gesprek.services.organisation_info import Sharing
from gesprek.services.quarter_figures import closed_quarters, so_far
from gesprek.trends.chart_process import draw_paper
from gesprek.trends.figure import Figure
from gesprek.trends.figure_files import PaperHead, as_csv, as_json
from gesprek.trends.figures_of_period import Figures
from gesprek.trends.kept_figures import ALLES, Chain, QuarterCounts, Selection
from gesprek.trends.running import Running, Wait
from gesprek.trends.selected_figures import locaties
from gesprek.trends.spans import LONGEST
from gesprek.trends.workbook import as_xlsx

FILES: Final[dict[str, Callable[[Sequence[Figure]], bytes]]] = {
    "csv": as_csv,
    "xlsx": as_xlsx,
    "json": as_json,
}
_ON_PAPER: Final = (
    *("oefeningen", "bereik", "leerthemas", "themas", "ligt", "behoeften"),
    *("geholpen", "vervolg", "dagen"),
)
_IN_COURSE: Final = frozenset({"oefeningen", "bereik", "geholpen", "vervolg", "dagen"})
_BEFORE: Final = 8
"""A sheet shows so many quarters, up to its own, where it shows a course."""


class OrganisationFigures(Guarded):
    """Figures of closed quarters: only what may be shown of many practices together."""

    def quarters(self) -> list[QuarterCounts]:
        """Return the figures of all closed quarters, the oldest first."""
        self._require(Right.CIJFERS)
        return self._kept()

    def so_far(self) -> tuple[Running, dict[Chain, Wait]]:
        """Return what may be said of the quarter that runs, and when each chain may show more."""
        self._require(Right.CIJFERS)
        return so_far(self._services.store, local_day(self._services.clock()))

    def drawings(self, figures: Sequence[Figure]) -> dict[Figure, Drawings]:
        """Return the charts of figures that may be shown; errors as ``KeptDrawings.of``."""
        self._require(Right.CIJFERS)
        return KeptDrawings(self._services.store).of(figures)

    def threshold(self) -> int:
        """Return how many oefeningen a figure must count to be shown."""
        self._require(Right.CIJFERS)
        return read_settings(self._services.store).drempel

    def shared(self) -> list[Gedeeld]:
        """Return the texts that teams share with the organisation."""
        self._require(Right.CIJFERS)
        return Sharing(self._services.store).shown(local_day(self._services.clock()))

    def make_file(self, kind: str, period: tuple[str, str], form: str, place: str) -> bytes | None:
        """Return a file of figures, and note in the log that it was made; None: there are none.

        The kind is 'csv', 'xlsx', 'json' or 'pdf'; a period is its first and its last quarter. The
        form and the place (werkvorm and location) are empty for all. Raises NotDrawn for the last.
        """
        self._require(Right.CIJFERS_UITVOEREN)
        kept = self._kept()
        shown = [one for one in kept if period[0] <= one.kwartaal <= period[1]]
        selection, span = _selection(kept, form, place), _period(kept, period)
        if selection is None or span is None or not shown:
            return None
        threshold = read_settings(self._services.store).drempel
        if kind == "pdf":
            made = _paper(kept, span.laatst, threshold)
        else:
            made = FILES[kind](list(Figures(kept, selection, threshold, inhoud(), span).alle()))
        self._services.visits.audit_log.note(
            AuditEvent.CIJFERS_UITGEVOERD,
            aantallen={kind: len(shown)},
            soort=self.visitor.soort.value,
        )
        return made

    def _kept(self) -> list[QuarterCounts]:
        return closed_quarters(self._services.store, local_day(self._services.clock()))


def _period(kept: Sequence[QuarterCounts], names: tuple[str, str]) -> Span | None:
    """Return the period of two quarters; None where it is not among those that are kept."""
    with suppress(ValueError):
        period = Span.named(*names)
        if kept and Span.named(kept[0].kwartaal, kept[-1].kwartaal).has(period):
            return period
    return None


def _selection(kept: Sequence[QuarterCounts], form: str, place: str) -> Selection | None:
    """Return the filter; None where it is none of those on the screen."""
    if (form and form not in set(Werkvorm)) or (place and place not in locaties(kept)):
        return None
    return Selection(Werkvorm(form) if form else None, place or None)


def _paper(kept: Sequence[QuarterCounts], last: Quarter, threshold: int) -> bytes:
    """Return the sheet of the year that ends with this quarter."""
    texts, year = inhoud(), Span(last.later(1 - LONGEST), last)
    before = Span(last.later(1 - _BEFORE), last)
    course = {one.naam: one for one in Figures(kept, ALLES, threshold, texts, before).alle()}
    told = {one.naam: one for one in Figures(kept, ALLES, threshold, texts, year).alle()}
    figures = [
        (course if name in _IN_COURSE else told)[name]._replace(sentence=told[name].sentence)
        for name in _ON_PAPER
    ]
    head = PaperHead(
        texts.tekst("overzicht.blad_titel", kwartaal=year),
        texts.tekst("overzicht.inleiding"),
        texts.tekst("overzicht.grens", aantal=threshold),
    )
    return draw_paper(head, figures)
