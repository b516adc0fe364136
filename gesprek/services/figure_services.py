"""The figures of the organisation, and their files: for a visitor who may see trends."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Final

from gesprek.access.rights import Right
from gesprek.access.settings import read_settings
from gesprek.content import inhoud
from gesprek.domain.dates import Span, local_day
from gesprek.domain.team_memory import Gedeeld
from gesprek.domain.themas import Behoefte
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.answers import answered_since
from gesprek.services.audit_log import AuditEvent
from gesprek.services.guarded import Guarded
from gesprek.services.kept_drawings import Drawings, KeptDrawings
from gesprek.services.organisation_info import Sharing
from gesprek.services.quarter_figures import closed_quarters, so_far
from gesprek.trends.figure import Figure
from gesprek.trends.figure_files import as_csv, as_json
from gesprek.trends.figures_of_period import Figures
from gesprek.trends.kept_figures import ALLES, Chain, QuarterCounts, Selection
from gesprek.trends.overview_page import OverviewPage, arrange, with_answers
from gesprek.trends.running import Running, Wait
from gesprek.trends.selected_figures import locaties
from gesprek.trends.workbook import as_xlsx

FILES: Final[dict[str, Callable[[Sequence[Figure]], bytes]]] = {
    "csv": as_csv,
    "xlsx": as_xlsx,
    "json": as_json,
}


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

    def shown_needs(self) -> frozenset[Behoefte]:
        """Return what teams need of which some view of the overview shows a number."""
        self._require(Right.CIJFERS)
        return frozenset(Figures(self._kept(), ALLES, self.threshold(), inhoud()).needs())

    def answered(self, figures: Iterable[Figure]) -> list[Figure]:
        """Return the figures; that of what teams need says since when it was answered."""
        self._require(Right.CIJFERS)
        return list(with_answers(figures, answered_since(self._services.store), inhoud()))

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
        figures = self.answered(Figures(kept, selection, threshold, inhoud(), span).alle())
        if kind == "pdf":
            so_far = self.so_far() if selection == ALLES else None
            made = self._paper(arrange(figures, so_far, inhoud()), selection, span)
        else:
            made = FILES[kind](figures)
        self._services.visits.audit_log.note(
            AuditEvent.CIJFERS_UITGEVOERD,
            aantallen={kind: len(shown)},
            soort=self.visitor.soort.value,
        )
        return made

    def _paper(self, page: OverviewPage, selection: Selection, period: Span) -> bytes:
        """Return the page as one sheet, with what it is about; raises NotDrawn."""
        from gesprek.documents.overview_sheet import OverviewSheet

        charts = [*(one.on_paper for one in page.charts), *(one.small for one in page.tiles)]
        texts, (form, place) = inhoud(), selection
        about = " · ".join(filter(None, (form and texts.label(form), place)))
        return OverviewSheet(page, self.drawings(charts), texts).pdf(
            texts.tekst("overzicht.blad_titel", kwartaal=period),
            f"{about or texts.tekst('overzicht.blad_alles')}. {texts.tekst('overzicht.inleiding')}",
            texts.tekst("overzicht.grens", aantal=self.threshold()),
        )

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
