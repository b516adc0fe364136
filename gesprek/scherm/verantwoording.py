"""What is stored, who reads it and until when: to print for works council and privacy officer."""

import streamlit as st

from gesprek.inhoud import inhoud
from gesprek.inhoud.stukken import Bewaarregel
from gesprek.scherm.adres import VERANTWOORDING, menu_page
from gesprek.scherm.teksten import tekst


def link() -> None:
    """Draw a link to the page."""
    page, words = menu_page(VERANTWOORDING), inhoud().verantwoording.titel
    st.page_link(page, label=words, icon=":material/policy:")


def everything() -> None:
    """Draw the whole account: the kinds of text, and the rules around them."""
    shown = inhoud().verantwoording
    st.markdown(shown.inleiding)
    st.header(tekst("verantwoording.wat"))
    for regel in shown.regels.values():
        with st.container(border=True):
            _regel(regel)
    for deel in shown.delen.values():
        st.header(deel.titel)
        st.markdown(deel.tekst)


def _regel(regel: Bewaarregel) -> None:
    st.markdown(f"**{regel.soort}**")
    st.markdown(f"{tekst('verantwoording.lezers')}: {regel.lezers}")
    st.markdown(f"{tekst('verantwoording.tot')}: {regel.tot}")
    if regel.blijft:
        st.markdown(f"{tekst('verantwoording.blijft')}: {regel.blijft}")
