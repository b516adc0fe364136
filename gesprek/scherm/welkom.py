"""The first thing to do on the start page, for each kind of visitor."""

import streamlit as st

from gesprek.scherm import ploeg, vervolgbord
from gesprek.scherm.aanwezig import sign_in_link
from gesprek.scherm.adres import BEHEER, OVERZICHT, link_to_step, menu_page
from gesprek.scherm.bezoek import archief, bezoeker
from gesprek.scherm.teksten import tekst
from gesprek.toegang.bezoeker import Bezoekersoort


def begin() -> None:
    """Draw the way to where this visitor belongs."""
    who = bezoeker()
    if who.alleen:
        oefening = archief().oefening(who.alleen).waarde
        link_to_step(
            oefening, oefening.stap, tekst("start.naar_oefening"), ":material/arrow_forward:"
        )
        return
    match who.soort:
        case Bezoekersoort.GAST:
            st.markdown(tekst("start.gast"))
            sign_in_link()
        case Bezoekersoort.LOKAAL | Bezoekersoort.TEAM:
            _teams()
        case Bezoekersoort.MANAGER:
            _link(OVERZICHT)
        case Bezoekersoort.ADVISEUR:
            _link(BEHEER)


def _teams() -> None:
    teams = archief().teams()
    if teams:
        st.header(tekst("start.kies_team"))
        ploeg.choose_team(teams)
        vervolgbord.on_start(teams)
    else:
        ploeg.proefteam()
    if bezoeker().soort is Bezoekersoort.LOKAAL:
        st.caption(tekst("start.nog_niet_ingericht"))


def _link(page: str) -> None:
    st.page_link(menu_page(page), label=tekst(f"menu.{page}"), icon=":material/arrow_forward:")
