"""What the overview is about, a figure on the page, and the files that leave."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Final, NamedTuple, TypeVar
from urllib.parse import urlencode

import streamlit as st

from gesprek.access.rights import Right
from gesprek.content import inhoud
from gesprek.domain.dates import Span
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.paths import figures_path
from gesprek.trends.chart_process import NotDrawn
from gesprek.trends.drawing import Drawing, as_svg
from gesprek.trends.figure import Figure, FigureLine, shown
from gesprek.trends.figures_of_period import Figures
from gesprek.trends.kept_figures import QuarterCounts, Selection
from gesprek.trends.selected_figures import locaties
from gesprek.ui.frame.visitor import for_visitor, has_right
from gesprek.ui.frame.words import label, screen_text

_Option = TypeVar("_Option", bound=str)
_SHOWN: Final = 8
"""So many quarters at first: two years, as long as rows are kept."""
_NARROW: Final = 5
_FITS: Final = 3
"""So many columns fit on a phone."""


class OverviewChoice(NamedTuple):
    """What somebody chose: the period and the filter; with all quarters, and the threshold now."""

    kwartalen: tuple[QuarterCounts, ...]
    keuze: Selection
    drempel: int
    period: Span


def choose(kwartalen: Sequence[QuarterCounts]) -> OverviewChoice:
    """Draw the choices and return what was chosen; the last two years at first."""
    drempel = for_visitor().figures.threshold()
    names = [one.kwartaal for one in kwartalen]
    begin = max(len(names) - _SHOWN, 0)
    with st.container(horizontal=True, key="overzichtkeuze"):
        first = st.selectbox(screen_text("overzicht.eerst"), names, begin, key="eerst")
        last = st.selectbox(screen_text("overzicht.laatst"), names, len(names) - 1, key="laatst")
        form = _one_or_all("vorm", screen_text("overzicht.vorm"), Werkvorm, label)
        places = locaties(kwartalen)
        place = _one_or_all("plaats", screen_text("overzicht.plaats"), places, str)
    st.caption(screen_text("overzicht.grens", aantal=drempel))
    first, last = sorted((first, last))
    return OverviewChoice(
        tuple(kwartalen), Selection(form, place), drempel, Span.named(first, last)
    )


def _one_or_all(
    key: str, words: str, options: Iterable[_Option], name: Callable[[_Option], str]
) -> _Option | None:
    """Draw a choice of one or all (None); nothing to choose from is all."""
    every = screen_text(f"overzicht.{key}_alle")
    found = list(options)
    if not found:
        return None
    return st.selectbox(
        words, [None, *found], format_func=lambda one: name(one) if one else every, key=key
    )


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
    missing = []
    for one in figures:
        if one.punten:
            _figure(one, drawings.get(one, ()))
        else:
            missing.append(one)
    if missing:
        _not_yet(missing)


def _drawings(figures: Sequence[Figure]) -> Mapping[Figure, Sequence[Drawing]]:
    try:
        return for_visitor().figures.drawings(figures)
    except NotDrawn:
        st.info(screen_text("overzicht.geen_grafieken"), icon=":material/insights:")
        return {}


def _figure(one: Figure, drawings: Sequence[Drawing]) -> None:
    st.header(one.titel, anchor=False)
    st.markdown(one.sentence)
    for drawn in drawings:
        if drawn.naam:
            st.markdown(f"**{drawn.naam}**")
        told = as_svg(drawn, f"{one.titel} {one.sentence} {drawn.naam}")
        # Not st.html, which takes every drawing out.
        st.markdown(f'<div class="grafiek">{told}</div>', unsafe_allow_html=True)
    with st.expander(screen_text("overzicht.als_tabel"), expanded=True):
        _table(one)


def _not_yet(missing: list[Figure]) -> None:
    """List the figures without a number by why; what each waits for is the same for everybody."""
    st.header(screen_text("overzicht.nog_niet"), anchor=False)
    for sentence, group in groupby(
        sorted(missing, key=lambda one: one.sentence), key=lambda one: one.sentence
    ):
        st.markdown(sentence)
        waits = sentence == screen_text("overzicht.te_weinig")
        lines = [
            f"- **{one.titel}** {screen_text(f'overzicht.wacht_{one.naam}') if waits else ''}"
            for one in group
        ]
        st.markdown("\n".join(lines))


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


def links(chosen: OverviewChoice) -> None:
    """Draw the links to take along what is shown, and a sheet of paper of the last quarter."""
    if not has_right(Right.CIJFERS_UITVOEREN):
        return
    first, last = map(str, chosen.period)
    form, place = chosen.keuze
    asked = {"van": first, "tot": last, "vorm": form or "", "plaats": place or ""}
    st.header(screen_text("overzicht.meenemen"), anchor=False)
    st.markdown(screen_text("overzicht.meenemen_uitleg"))
    with st.container(horizontal=True):
        for kind in ("csv", "xlsx", "json"):
            _link(kind, screen_text(f"overzicht.als_{kind}"), asked)
        paper = screen_text("overzicht.als_pdf", kwartaal=last)
        _link("pdf", paper, {"van": last, "tot": last, "vorm": "", "plaats": ""})


def _link(kind: str, words: str, query: dict[str, str]) -> None:
    address = escape(f"{figures_path(kind)}?{urlencode(query)}")
    st.html(f'<a class="knop" download href="{address}">{escape(words)}</a>', width="content")
