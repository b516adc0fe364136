"""The figures on the page of the overview: tiles, charts and tables, and what is not there yet."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Final

import streamlit as st

from gesprek.content import inhoud
from gesprek.domain.dates import Span
from gesprek.trends.chart_process import NotDrawn
from gesprek.trends.drawing import Drawing, as_svg, literal
from gesprek.trends.figure import ChartForm, Figure, FigureLine, Tile, shown
from gesprek.trends.figures_of_period import Figures
from gesprek.trends.kept_figures import ALLES, Chain
from gesprek.trends.running import Running, Wait
from gesprek.trends.span_words import in_words
from gesprek.ui.frame.visitor import for_visitor
from gesprek.ui.frame.words import label, screen_text
from gesprek.ui.overview.choice import OverviewChoice

Drawings = Mapping[Figure, Sequence[Drawing]]
SoFar = tuple[Running, Mapping[Chain, Wait]]

_ROWS: Final = (
    (("leerthemas",), ("vervolg", "behoeften")),
    (("oefeningen",), ("ligt",)),
    (("themas",), ("per_rol",)),
)
"""The figures from top to bottom, side by side where there is room."""
_TABLE_ONLY: Final = frozenset({"bereik", "geholpen", "dagen"})
"""Their course is in a tile or a sentence already."""
_CHAINS: Final = {
    "oefeningen": Chain.TOTAAL,
    "bereik": Chain.TEAMS,
    "leerthemas": Chain.LEERTHEMA,
    "per_rol": Chain.ROL,
    "themas": Chain.THEMA,
}
"""Figure → the chain it is published in; all others with how far it came."""
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
    figures = list(Figures(*chosen[:3], inhoud(), chosen.period).alle())
    drawings = _drawings(figures)
    _tiles([one for one in figures if one.tile], drawings)
    so_far = for_visitor().figures.so_far() if chosen.keuze == ALLES else None
    if so_far:
        draw_so_far(so_far[0])
    shown = {one.naam: one for one in figures if one.punten}
    for row in _ROWS:
        columns = [[shown[naam] for naam in names if naam in shown] for names in row]
        _row_of_figures([one for one in columns if one], drawings)
    more = [one for naam, one in shown.items() if naam in _TABLE_ONLY]
    if more:
        with st.expander(screen_text("overzicht.meer_tabellen")):
            for one in more:
                st.markdown(f"**{one.titel}** {one.sentence}")
                _table(one)
    st.caption(screen_text("overzicht.grens", aantal=chosen.drempel))
    missing = [one for one in figures if not one.punten and not one.tile]
    if missing:
        _not_yet(missing, so_far)


def _drawings(figures: Sequence[Figure]) -> Drawings:
    try:
        return for_visitor().figures.drawings([*figures, *(one.small for one in figures)])
    except NotDrawn:
        st.info(screen_text("overzicht.geen_grafieken"), icon=":material/insights:")
        return {}


def _tiles(figures: Sequence[Figure], drawings: Drawings) -> None:
    """Draw a number for each figure, what changed, and a small chart of its course."""
    if figures:
        st.markdown(
            f'<div class="tegels">{"".join(_tile(one, drawings) for one in figures)}</div>',
            unsafe_allow_html=True,
        )


def _tile(one: Figure, drawings: Drawings) -> str:
    number, of_when, change, _ = one.tile or Tile("", "")
    drawn = "".join(as_svg(chart, one.titel) for chart in drawings.get(one.small, ()))
    return (
        f'<section class="tegel"><h2>{literal(one.titel)}</h2><p><b>{literal(number)}</b> '
        f"{literal(of_when)}</p><p>{literal(change)}</p>"
        f'<div class="grafiek">{drawn}</div></section>'
    )


def draw_so_far(running: Running) -> None:
    """Tell what may be said of the time that runs, of all oefeningen together."""
    when = in_words(Span(running.span.eerst, running.span.eerst), inhoud())
    if running.oefeningen is None:
        st.caption(screen_text("overzicht.nu_toe_niets", tijd=when))
        return
    teams = screen_text("overzicht.nu_toe_teams", aantal=running.teams) if running.teams else ""
    words = {"tijd": when, "aantal": shown(running.oefeningen), "teams": teams}
    st.caption(screen_text("overzicht.nu_toe", **words))


def _row_of_figures(columns: list[list[Figure]], drawings: Drawings) -> None:
    """Draw figures side by side; on a phone below each other."""
    if not columns:
        return
    for place, figures in zip(st.columns(len(columns), gap="medium"), columns, strict=True):
        with place:
            for one in figures:
                _figure(one, drawings)


def _figure(one: Figure, drawings: Drawings) -> None:
    st.header(one.titel, anchor=False)
    st.markdown(one.sentence)
    for drawn in drawings.get(one, ()):
        told = as_svg(drawn, f"{one.titel} {one.sentence}")
        # Not st.html, which takes every drawing out.
        st.markdown(f'<div class="grafiek">{told}</div>', unsafe_allow_html=True)
    lengths = {mark.end - mark.begin for mark in one.punten}
    if one.vorm is ChartForm.STAVEN and len(lengths) > 1 and drawings.get(one):
        st.caption(screen_text("overzicht.hoogte"))
    with st.expander(screen_text("overzicht.als_tabel")):
        _table(one)


def _not_yet(missing: list[Figure], so_far: SoFar | None) -> None:
    """List the figures without a number: a line for each, with when it may come where known."""
    st.header(screen_text("overzicht.nog_niet"), anchor=False)
    for sentence, group in groupby(
        sorted(missing, key=lambda one: one.sentence), key=lambda one: one.sentence
    ):
        st.markdown(sentence)
        is_waiting = sentence == screen_text("overzicht.te_weinig")
        lines = [
            f"- **{one.titel}** {_wait(one.naam, so_far) if is_waiting else ''}" for one in group
        ]
        st.markdown("\n".join(lines))


def _wait(naam: str, so_far: SoFar | None) -> str:
    """Return for what a figure waits, and where that may be said when it may be there."""
    why = screen_text(f"overzicht.wacht_{naam}")
    if so_far is None:
        return why
    running, waits = so_far
    wait = waits[_CHAINS.get(naam, Chain.HOEVER)]
    if wait.uiterlijk < running.span.laatst:  # its time is up: it comes with the next closing
        when = screen_text("overzicht.wacht_volgende")
    elif wait.oefeningen:
        when = screen_text("overzicht.wacht_op", aantal=wait.oefeningen)
    else:
        last = in_words(Span(wait.uiterlijk, wait.uiterlijk), inhoud())
        when = screen_text("overzicht.wacht_uiterlijk", tijd=last)
    return f"{why} {when}"


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
