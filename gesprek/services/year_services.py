"""The year in one paragraph, and its files: for a visitor who may see trends."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from gesprek.access.rights import Right
from gesprek.access.settings import read_settings
from gesprek.content import inhoud
from gesprek.domain.antwoorden import given_in
from gesprek.domain.dates import Span, local_day
from gesprek.services.answers import read_answers
from gesprek.services.audit_log import AuditEvent
from gesprek.services.guarded import Guarded
from gesprek.services.quarter_figures import closed_quarters
from gesprek.trends.kept_figures import ALLES, QuarterCounts
from gesprek.trends.year_text import YearFigures, YearText, year_periods

FILES: Final = ("pdf", "docx")


class OrganisationYear(Guarded):
    """The paragraph of a period, of what the overview shows of it."""

    def periods(self) -> list[Span]:
        """Return the periods to choose from; see ``year_periods``."""
        self._require(Right.CIJFERS)
        return year_periods(self._kept())

    def text(self, period: Span) -> YearText | None:
        """Return the paragraph; None where nothing is shown of this period, or it is no choice."""
        self._require(Right.CIJFERS)
        kept = self._kept()
        if period not in year_periods(kept):
            return None
        known = read_answers(self._services.store).antwoorden.values()
        is_last = str(period.laatst) == kept[-1].kwartaal
        drempel = read_settings(self._services.store).drempel
        figures = YearFigures(kept, ALLES, drempel, inhoud(), period)
        return figures.text(given_in(known, period, is_last=is_last))

    def make_file(self, kind: str, first: str, last: str) -> bytes | None:
        """Return the paragraph as 'pdf' or 'docx', and note in the log that it was made.

        None where there is none. A period is the names of its first and its last quarter.
        """
        self._require(Right.CIJFERS_UITVOEREN)
        period = None
        with suppress(ValueError):
            period = Span.named(first, last)
        text = self.text(period) if period and last and kind in FILES else None
        if text is None or period is None:
            return None
        made = self._drawn(kind, text)
        counts = {f"jaar_{kind}": len(period.kwartalen)}
        self._services.visits.audit_log.note(
            AuditEvent.CIJFERS_UITGEVOERD, aantallen=counts, soort=self.visitor.soort.value
        )
        return made

    def _drawn(self, kind: str, text: YearText) -> bytes:
        from gesprek.documents.year_paper import year_paper  # a page needs nothing that draws

        paper = year_paper(inhoud(), text)
        if kind == "docx":
            from gesprek.documents.docx_paper import docx

            return docx(paper, self._services.clock())
        from gesprek.documents.pdf_paper import pdf

        return pdf(paper, inhoud())

    def _kept(self) -> Sequence[QuarterCounts]:
        return closed_quarters(self._services.store, local_day(self._services.clock()))
