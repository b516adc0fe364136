"""Figures that leave: the links on the page, and the file that a link asks for."""

from collections.abc import Callable, Sequence
from html import escape
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from gesprek.access.rights import Right
from gesprek.access.settings import read_settings
from gesprek.content import inhoud
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.audit_log import AuditEvent, AuditLog
from gesprek.services.paths import figures_path
from gesprek.services.quarter_figures import closed_quarters
from gesprek.storage.protocol import Store
from gesprek.trends.figure import Figure
from gesprek.trends.figure_files import as_csv, as_json, as_xlsx
from gesprek.trends.figures_of_period import Figures
from gesprek.trends.kept_figures import QuarterCounts
from gesprek.trends.selection import ALLES, Selection, locaties
from gesprek.ui.fields.open_oefening import now, today
from gesprek.ui.frame.visitor import has_right
from gesprek.ui.frame.words import screen_text
from gesprek.ui.overview.period_and_figures import OverviewChoice

_FILES: Final[dict[str, Callable[[Sequence[Figure]], bytes]]] = {
    "csv": as_csv,
    "xlsx": as_xlsx,
    "json": as_json,
}
_ON_PAPER: Final = (
    *("oefeningen", "bereik", "leerthemas", "themas", "ligt", "behoeften"),
    *("geholpen", "vervolg", "dagen"),
)
_BEFORE: Final = 8
"""A sheet shows so many quarters, up to its own, where it shows a course."""


def links(gekozen: OverviewChoice) -> None:
    """Draw the links to take along what is shown, and a sheet of paper of the last quarter."""
    if not has_right(Right.CIJFERS_UITVOEREN):
        return
    first, last = gekozen.kwartalen[0].kwartaal, gekozen.kwartalen[-1].kwartaal
    form, place = gekozen.keuze
    asked = {"van": first, "tot": last, "vorm": form or "", "plaats": place or ""}
    st.header(screen_text("overzicht.meenemen"), anchor=False)
    st.markdown(screen_text("overzicht.meenemen_uitleg"))
    found = [(kind, screen_text(f"overzicht.als_{kind}"), asked) for kind in _FILES]
    paper = screen_text("overzicht.als_pdf", kwartaal=last)
    found.append(("pdf", paper, {"van": last, "tot": last, "vorm": "", "plaats": ""}))
    with st.container(horizontal=True):
        for kind, words, query in found:
            _link(f"{figures_path(kind)}?{urlencode(query)}", words)


def _link(address: str, words: str) -> None:
    link = f'<a class="knop" download href="{escape(address)}">{escape(words)}</a>'
    st.html(link, width="content")


def make_file(
    store: Store, soort: str, bestand: str, period: tuple[str, str], part: tuple[str, str]
) -> bytes | None:
    """Return a file of figures, and note in the log that it was made.

    Args:
        store: where the figures are kept.
        soort: the kind of visitor.
        bestand: 'csv', 'xlsx', 'json' or 'pdf'.
        period: the first and the last quarter.
        part: the form and the location, empty for all.

    Returns:
        The file; None where there are no such figures.
    """
    kept = closed_quarters(store, today())
    shown = [one for one in kept if period[0] <= one.kwartaal <= period[1]]
    keuze = _keuze(kept, *part)
    if keuze is None or not {*period} <= {one.kwartaal for one in kept} or not shown:
        return None
    drempel = read_settings(store).drempel
    if bestand == "pdf":
        until = [one for one in kept if one.kwartaal <= period[1]]
        found = _paper(until[-_BEFORE:], drempel)
    else:
        found = _FILES[bestand](list(Figures(shown, keuze, drempel, inhoud()).alle()))
    AuditLog(store, now).note(
        AuditEvent.CIJFERS_UITGEVOERD, aantallen={bestand: len(shown)}, soort=soort
    )
    return found


def _keuze(kept: Sequence[QuarterCounts], form: str, place: str) -> Selection | None:
    """Return the filter; None where it is none of those on the screen."""
    if form and form not in set(Werkvorm):
        return None
    if place and place not in locaties(kept):
        return None
    return Selection(Werkvorm(form) if form else None, place or None)


def _paper(kwartalen: Sequence[QuarterCounts], drempel: int) -> bytes:
    """Return the sheet of the last of these quarters."""
    from gesprek.trends.quarter_paper import PaperHead, as_pdf

    course = {one.naam: one for one in Figures(kwartalen, ALLES, drempel, inhoud()).alle()}
    last = {one.naam: one for one in Figures(kwartalen[-1:], ALLES, drempel, inhoud()).alle()}
    in_course = {"oefeningen", "bereik", "geholpen", "vervolg", "dagen"}
    figures = []
    for name in _ON_PAPER:
        one = (course if name in in_course else last)[name]
        figures.append(one._replace(zin=last[name].zin))
    kop = PaperHead(
        screen_text("overzicht.blad_titel", kwartaal=kwartalen[-1].kwartaal),
        screen_text("overzicht.inleiding"),
        screen_text("overzicht.grens", aantal=drempel),
    )
    return as_pdf(kop, figures)
