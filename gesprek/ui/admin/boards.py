"""The boards of Beheer, each on a tab, and how the store is doing."""

from collections.abc import Callable

import streamlit as st

from gesprek.access.rights import Recht
from gesprek.domain.dates import local_day
from gesprek.storage.protocol import Probleem
from gesprek.ui.admin import managers, organisation, retention_and_privacy, teams, texts
from gesprek.ui.fields.session import sessie
from gesprek.ui.frame.page_frame import show_problem
from gesprek.ui.frame.visitor import archief, mag
from gesprek.ui.frame.words import clock, day, tekst
from gesprek.ui.reference import manual


def health() -> None:
    """Draw what cannot be read, by kind and id, with the reason; or that all is well."""
    found = archief().problems()
    if not found:
        st.success(tekst("beheer.alles_in_orde"), icon=":material/check_circle:")
        return
    st.warning(tekst("beheer.problemen"), icon=":material/warning:")
    for problem in found:
        with st.container(border=True):
            _problem(problem)
    st.caption(tekst("beheer.wat_nu"))


def _problem(problem: Probleem) -> None:
    key = problem.sleutel
    st.text(tekst("beheer.probleem", soort=tekst(f"beheer.soort_{key.soort}"), id=key.id))
    st.markdown(problem.zin)
    if problem.sinds:
        st.caption(tekst("beheer.sinds", dag=day(local_day(problem.sinds))))


Bord = Callable[[], None]


def boards() -> None:
    """Draw the boards that are for who is there."""
    shown = [one for one in _BOARDS if mag(one[1])]
    names = [tekst(f"beheer.{name}") for name, _, _ in shown]
    for tab, (_, _, draw) in zip(st.tabs(names), shown, strict=True):
        with tab:
            draw()


def answer() -> None:
    """Draw what was refused or kept: at the bottom, in sight however long the board is."""
    with st.bottom:
        refused, saved = sessie().problem, sessie().saved
        show_problem()
        if saved and not refused:
            st.caption(tekst("algemeen.opgeslagen", tijd=clock(saved)))


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


_BOARDS: tuple[tuple[str, Recht, Bord], ...] = (
    ("teams", Recht.TEAMS_BEHEREN, teams.teams),
    ("managers", Recht.ACCOUNTS_BEHEREN, managers.managers),
    ("organisatie", Recht.ORGANISATIE, _organisation),
    ("teksten", Recht.INSTELLINGEN, texts.texts),
    ("privacy", Recht.INSTELLINGEN, retention_and_privacy.own_words),
    ("bewaren", Recht.INSTELLINGEN, _keeping),
    ("opslag", Recht.OPSLAG_GEZONDHEID, _store),
)
