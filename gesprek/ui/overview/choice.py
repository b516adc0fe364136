"""What the overview is about: the period, the form and the location; and what leaves of it."""

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import NamedTuple, TypeVar
from urllib.parse import urlencode

import streamlit as st

from gesprek.access.rights import Right
from gesprek.domain.dates import Span
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.paths import figures_path
from gesprek.trends.kept_figures import QuarterCounts, Selection
from gesprek.trends.selected_figures import locaties
from gesprek.trends.usual_views import periods
from gesprek.ui.frame.addresses import link_to_year
from gesprek.ui.frame.visitor import for_visitor, has_right
from gesprek.ui.frame.words import label, screen_text

_Option = TypeVar("_Option", bound=str)


class OverviewChoice(NamedTuple):
    """What somebody chose: the period and the filter; with all quarters, and the threshold now."""

    kwartalen: tuple[QuarterCounts, ...]
    keuze: Selection
    drempel: int
    period: Span


def choose(kwartalen: Sequence[QuarterCounts]) -> OverviewChoice:
    """Draw the choices and return what was chosen; the last two years at first."""
    drempel = for_visitor().figures.threshold()
    found = periods(kwartalen)
    with st.container(horizontal=True, key="overzichtkeuze"):
        period = st.selectbox(
            screen_text("overzicht.periode"),
            found,
            min(1, len(found) - 1),
            format_func=lambda one: _period_words(one, found),
            key="periode",
        )
        form = _one_or_all("vorm", screen_text("overzicht.vorm"), Werkvorm, label)
        places = locaties(kwartalen)
        place = _one_or_all("plaats", screen_text("overzicht.plaats"), places, str)
    return OverviewChoice(tuple(kwartalen), Selection(form, place), drempel, period)


def _period_words(period: Span, found: Sequence[Span]) -> str:
    name = "alles" if period == found[-1] else ("jaar", "twee_jaar")[found.index(period)]
    return f"{screen_text(f'overzicht.periode_{name}')} ({period})"


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


def links(chosen: OverviewChoice) -> None:
    """Draw the links to take along what is shown, also as a sheet of paper."""
    if not has_right(Right.CIJFERS_UITVOEREN):
        return
    first, last = map(str, chosen.period)
    form, place = chosen.keuze
    asked = {"van": first, "tot": last, "vorm": form or "", "plaats": place or ""}
    st.header(screen_text("overzicht.meenemen"), anchor=False)
    st.markdown(screen_text("overzicht.meenemen_uitleg"))
    with st.container(horizontal=True):
        for kind in ("csv", "xlsx", "json", "pdf"):
            file_link(figures_path(kind), screen_text(f"overzicht.als_{kind}"), asked)
    link_to_year()


def file_link(path: str, words: str, query: dict[str, str]) -> None:
    """Draw a button that fetches a file."""
    address = escape(f"{path}?{urlencode(query)}")
    st.html(f'<a class="knop" download href="{address}">{escape(words)}</a>', width="content")
