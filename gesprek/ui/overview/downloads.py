"""Figures that leave: the links on the page, and the file that a link asks for."""

from html import escape
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from gesprek.access.rights import Right
from gesprek.services.paths import figures_path
from gesprek.ui.frame.visitor import has_right
from gesprek.ui.frame.words import screen_text
from gesprek.ui.overview.period_and_figures import OverviewChoice

_KINDS: Final = ("csv", "xlsx", "json")


def links(gekozen: OverviewChoice) -> None:
    """Draw the links to take along what is shown, and a sheet of paper of the last quarter."""
    if not has_right(Right.CIJFERS_UITVOEREN):
        return
    first, last = gekozen.kwartalen[0].kwartaal, gekozen.kwartalen[-1].kwartaal
    form, place = gekozen.keuze
    asked = {"van": first, "tot": last, "vorm": form or "", "plaats": place or ""}
    st.header(screen_text("overzicht.meenemen"), anchor=False)
    st.markdown(screen_text("overzicht.meenemen_uitleg"))
    found = [(kind, screen_text(f"overzicht.als_{kind}"), asked) for kind in _KINDS]
    paper = screen_text("overzicht.als_pdf", kwartaal=last)
    found.append(("pdf", paper, {"van": last, "tot": last, "vorm": "", "plaats": ""}))
    with st.container(horizontal=True):
        for kind, words, query in found:
            _link(f"{figures_path(kind)}?{urlencode(query)}", words)


def _link(address: str, words: str) -> None:
    link = f'<a class="knop" download href="{escape(address)}">{escape(words)}</a>'
    st.html(link, width="content")
