"""The year in one paragraph: the choice of the period, the text to copy, and its files."""

from collections.abc import Sequence

import streamlit as st

from gesprek.access.rights import Right
from gesprek.content import inhoud
from gesprek.domain.dates import Span
from gesprek.services.paths import figures_path, year_path
from gesprek.services.year_services import FILES
from gesprek.trends.span_words import in_words
from gesprek.ui.frame.addresses import OVERZICHT, link_to
from gesprek.ui.frame.visitor import for_visitor, has_right
from gesprek.ui.frame.words import screen_text
from gesprek.ui.overview.choice import file_link


def choose(periods: Sequence[Span]) -> Span:
    """Draw the choice of a period, the latest at first, and return it."""
    return st.selectbox(
        screen_text("jaar.periode"),
        periods,
        format_func=lambda one: _words(one, is_latest=one == periods[0]),
        key="jaarperiode",
    )


def _words(period: Span, *, is_latest: bool) -> str:
    words = in_words(period, inhoud())
    return screen_text("jaar.laatste", tijd=words) if is_latest else words


def draw(period: Span) -> None:
    """Draw the paragraph with a button that copies it, and the files; or that there is none."""
    text = for_visitor().year.text(period)
    if text is None:
        st.info(screen_text("jaar.leeg"), icon=":material/insights:")
        return
    st.header(text.titel, anchor=False)
    with st.container(key="jaartekst"):
        st.code(text.whole, language=None, wrap_lines=True)
    if not has_right(Right.CIJFERS_UITVOEREN):
        return
    st.caption(screen_text("jaar.kopieer"))
    first, last = map(str, period)
    with st.container(horizontal=True):
        for kind in FILES:
            words = screen_text(f"jaar.als_{kind}")
            file_link(year_path(kind), words, {"van": first, "tot": last})
        words = screen_text("jaar.blad")
        file_link(figures_path("pdf"), words, {"van": first, "tot": last})


def link_back() -> None:
    """Draw a link to the overview."""
    link_to(OVERZICHT, screen_text("menu.overzicht"), ":material/arrow_back:")
