"""Step 2 beforehand: one invitation to send or print, and a tick for who read it."""

import streamlit as st

from gesprek.scherm.bezoek import bezoeker
from gesprek.scherm.papierbord import date_link, links
from gesprek.scherm.teksten import tekst
from gesprek.scherm.velden import vinkje
from gesprek.scherm.werk import Werk


def share(werk: Werk) -> None:
    """Draw the invitation; who is on an own device ticks that they read it."""
    with st.container(border=True):
        st.header(tekst("delen.titel"))
        st.markdown(tekst("delen.uitleg"))
        words = (tekst("delen.pdf"), tekst("delen.print"))
        links("uitnodiging", {"o": werk.oefening.id}, words)
        if werk.oefening.gepland_op:
            date_link("moment", werk.oefening.id, tekst("delen.agenda"))
        else:
            st.caption(tekst("delen.niet_gepland"))
        _own_tick(werk)


def _own_tick(werk: Werk) -> None:
    person = bezoeker().persoon
    if person and person in werk.oefening.rollen:
        vinkje(werk, ("voorbereiding", "gelezen", person), tekst("delen.ik_las"))
