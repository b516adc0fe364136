"""The figures on the page of the overview: tiles, charts and tables, and what is not there yet."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Final

import streamlit as st

from gesprek.content import inhoud
from gesprek.trends.chart_process import NotDrawn
from gesprek.trends.drawing import Drawing, as_svg, literal
from gesprek.trends.figure import Figure, FigureLine, Tile, shown
from gesprek.trends.figures_of_period import Figures
from gesprek.trends.kept_figures import ALLES
from gesprek.trends.overview_page import NotYet, arrange, remark_of, so_far_words
from gesprek.trends.running import Running
from gesprek.ui.fields.folds import expander
from gesprek.ui.frame.visitor import for_visitor
from gesprek.ui.frame.words import label, screen_text
from gesprek.ui.overview.choice import OverviewChoice

Drawings = Mapping[Figure, Sequence[Drawing]]

_NARROW: Final = 5
_FITS: Final = 3
"""So many columns fit on a phone."""


def shared() -> None:
    """Draw what teams share with the organisation, by leerthema; nothing where it is too little."""
    found = for_visitor().figures.shared()
    if not found:
        return
    st.header(screen_text("overzicht.gedeeld"), anchor=False)
    st.caption(screen_text("overzicht.gedeeld_uitleg"))
    for thema, texts in groupby(found, key=lambda one: one.leerthema):
        with st.container(border=True):
            st.markdown(f"**{label(thema)}**")
            for one in texts:
                st.text(one.tekst)


def draw_figures(chosen: OverviewChoice) -> None:
    """Draw the figures that may be shown, and at the end in one list which are not there yet."""
    made = Figures(*chosen[:3], inhoud(), chosen.period).alle()
    figures = for_visitor().figures.answered(made)
    so_far = for_visitor().figures.so_far() if chosen.keuze == ALLES else None
    page = arrange(figures, so_far, inhoud())
    drawings = _drawings(figures)
    if page.tiles:
        tiles = "".join(_tile(one, drawings) for one in page.tiles)
        st.markdown(f'<div class="tegels">{tiles}</div>', unsafe_allow_html=True)
    if page.so_far:
        st.caption(page.so_far)
    for columns in page.rows:  # side by side; on a phone below each other
        for place, several in zip(st.columns(len(columns), gap="medium"), columns, strict=True):
            with place:
                for one in several:
                    _figure(one, drawings)
    if page.tables:
        with expander("overzicht.meer_tabellen"):
            for one in page.tables:
                st.markdown(f"**{one.titel}** {one.sentence}")
                _table(one)
    st.caption(screen_text("overzicht.grens", aantal=chosen.drempel))
    if page.missing:
        _not_yet(page.missing)


def _drawings(figures: Sequence[Figure]) -> Drawings:
    try:
        return for_visitor().figures.drawings([*figures, *(one.small for one in figures)])
    except NotDrawn:
        st.info(screen_text("overzicht.geen_grafieken"), icon=":material/insights:")
        return {}


def _tile(one: Figure, drawings: Drawings) -> str:
    """Return its number, what changed, and a small chart of its course."""
    number, of_when, change, _ = one.tile or Tile("", "")
    drawn = "".join(as_svg(chart, one.titel) for chart in drawings.get(one.small, ()))
    return (
        f'<section class="tegel"><h2>{literal(one.titel)}</h2><p><b>{literal(number)}</b> '
        f"{literal(of_when)}</p><p>{literal(change)}</p>"
        f'<div class="grafiek">{drawn}</div></section>'
    )


def draw_so_far(running: Running) -> None:
    """Tell what may be said of the time that runs, of all oefeningen together."""
    st.caption(so_far_words(running, inhoud()))


def _figure(one: Figure, drawings: Drawings) -> None:
    st.header(one.titel, anchor=False)
    st.markdown(one.sentence)
    for drawn in drawings.get(one, ()):
        told = as_svg(drawn, f"{one.titel} {one.sentence}")
        # Not st.html, which takes every drawing out.
        st.markdown(f'<div class="grafiek">{told}</div>', unsafe_allow_html=True)
    if drawings.get(one) and (remark := remark_of(one, inhoud())):
        st.caption(remark)
    with expander("overzicht.als_tabel", of=one.titel):
        _table(one)


def _not_yet(missing: Sequence[NotYet]) -> None:
    """List the figures without a number: a line for each, with when it may come where known."""
    st.header(screen_text("overzicht.nog_niet"), anchor=False)
    for why, figures in missing:
        st.markdown(why)
        st.markdown("\n".join(f"- **{titel}** {wait}" for titel, wait in figures))


def _table(one: Figure) -> None:
    """Draw a plain table; what may not be shown says so, in a wide table by a dash.

    As HTML: for ``st.table`` a browser fetches 130 kB, and it takes signs in a cell for Markdown.
    """
    is_wide = len(one.kop) > _NARROW
    nothing = "–" if is_wide else screen_text("overzicht.weinig")
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in one.kop)
    body = "".join(_row(one, row, nothing) for row in one.regels)
    scrolls = f' tabindex="0" role="group" aria-label="{escape(one.titel)}"'
    st.html(
        f'<div class="cijfers"{scrolls if len(one.kop) > _FITS else ""}><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
    if is_wide and any(None in row for row in one.regels):
        st.caption(screen_text("overzicht.streepje"))


def _row(one: Figure, row: FigureLine, nothing: str) -> str:
    cells = [cell if isinstance(cell, str) else shown(cell) or nothing for cell in row]
    if one.deel and row[-1] is not None:
        cells[-1] = screen_text("overzicht.procent", aantal=cells[-1])
    name, *rest = map(escape, cells)
    return f'<tr><th scope="row">{name}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>'
