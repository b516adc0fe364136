"""The boards of Beheer, each on a tab, and how the store is doing."""

from collections.abc import Callable

import streamlit as st

from gesprek.access.rights import Right
from gesprek.domain.dates import local_day
from gesprek.storage.protocol import StoreProblem
from gesprek.ui.admin import managers, organisation, retention_and_privacy, teams, texts
from gesprek.ui.fields.session import session
from gesprek.ui.frame.page_frame import show_problem
from gesprek.ui.frame.visitor import has_right, practices
from gesprek.ui.frame.words import clock, day, screen_text
from gesprek.ui.reference import manual


def health() -> None:
    """Draw what cannot be read, by kind and id, with the reason; or that all is well."""
    found = practices().problems()
    if not found:
        st.success(screen_text("beheer.alles_in_orde"), icon=":material/check_circle:")
        return
    st.warning(screen_text("beheer.problemen"), icon=":material/warning:")
    for problem in found:
        with st.container(border=True):
            _problem(problem)
    st.caption(screen_text("beheer.wat_nu"))


def _problem(problem: StoreProblem) -> None:
    key = problem.sleutel
    st.text(
        screen_text("beheer.probleem", soort=screen_text(f"beheer.soort_{key.soort}"), id=key.id)
    )
    st.markdown(problem.zin)
    if problem.sinds:
        st.caption(screen_text("beheer.sinds", dag=day(local_day(problem.sinds))))


Board = Callable[[], None]


def boards() -> None:
    """Draw the boards that are for who is there."""
    shown = [one for one in _BOARDS if has_right(one[1])]
    names = [screen_text(f"beheer.{name}") for name, _, _ in shown]
    for tab, (_, _, draw) in zip(st.tabs(names), shown, strict=True):
        with tab:
            draw()


def answer() -> None:
    """Draw what was refused or kept: at the bottom, in sight however long the board is."""
    with st.bottom:
        refused, saved = session().problem, session().saved
        show_problem()
        if saved and not refused:
            st.caption(screen_text("algemeen.opgeslagen", tijd=clock(saved)))


def _organisation() -> None:
    organisation.network()
    st.divider()
    organisation.threshold()
    st.divider()
    organisation.password()
    organisation.everybody_out()


def _keeping() -> None:
    retention_and_privacy.terms()
    manual.link()


def _store() -> None:
    health()
    retention_and_privacy.log()


_BOARDS: tuple[tuple[str, Right, Board], ...] = (
    ("teams", Right.TEAMS_BEHEREN, teams.teams),
    ("managers", Right.ACCOUNTS_BEHEREN, managers.managers),
    ("organisatie", Right.ORGANISATIE, _organisation),
    ("teksten", Right.INSTELLINGEN, texts.texts),
    ("privacy", Right.INSTELLINGEN, retention_and_privacy.own_words),
    ("bewaren", Right.INSTELLINGEN, _keeping),
    ("opslag", Right.OPSLAG_GEZONDHEID, _store),
)
