"""Start: which team, and why practise."""

import streamlit as st

from gesprek.inhoud import inhoud
from gesprek.scherm import welkom
from gesprek.scherm.bezoek import mag, vraag
from gesprek.scherm.kader import show_problem, show_text_problems
from gesprek.scherm.teksten import tekst
from gesprek.toegang.rechten import Recht

vraag(Recht.UITLEG)
waarom = inhoud().waarom

st.title(tekst("start.titel"))
st.markdown(tekst("start.inleiding"))
show_problem()
if mag(Recht.INSTELLINGEN):
    show_text_problems()
welkom.begin()

st.header(waarom.titel)
st.markdown(waarom.inleiding)
with st.grid("auto", min_column_width=260, border=True):
    for kaart in waarom.kaarten.values():
        with st.container():
            st.markdown(f"**{kaart.titel}**")
            st.markdown(kaart.tekst)
st.caption(tekst("start.alles_blijft_hier"))
