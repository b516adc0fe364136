"""The boards of Beheer, each on a tab, as far as who is there may use them."""

from collections.abc import Callable

import streamlit as st

from gesprek.scherm import (
    bewaarbord,
    managersbord,
    opslagbord,
    organisatiebord,
    privacybord,
    teamsbord,
    tekstenbord,
    verantwoording,
)
from gesprek.scherm.bezoek import mag
from gesprek.scherm.kader import show_problem
from gesprek.scherm.sessie import sessie
from gesprek.scherm.teksten import clock, tekst
from gesprek.toegang.rechten import Recht

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
    organisatiebord.network()
    st.divider()
    organisatiebord.threshold()
    st.divider()
    organisatiebord.password()
    organisatiebord.everybody_out()


def _keeping() -> None:
    bewaarbord.terms()
    verantwoording.link()


def _store() -> None:
    opslagbord.health()
    bewaarbord.log()


_BOARDS: tuple[tuple[str, Recht, Bord], ...] = (
    ("teams", Recht.TEAMS_BEHEREN, teamsbord.teams),
    ("managers", Recht.ACCOUNTS_BEHEREN, managersbord.managers),
    ("organisatie", Recht.ORGANISATIE, _organisation),
    ("teksten", Recht.INSTELLINGEN, tekstenbord.texts),
    ("privacy", Recht.INSTELLINGEN, privacybord.own_words),
    ("bewaren", Recht.INSTELLINGEN, _keeping),
    ("opslag", Recht.OPSLAG_GEZONDHEID, _store),
)
