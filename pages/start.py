"""Start: which team, and why practise."""

import streamlit as st

from gesprek.access.rights import Recht
from gesprek.content import inhoud
from gesprek.ui.frame.page_frame import show_problem, show_text_problems
from gesprek.ui.frame.visitor import mag, vraag
from gesprek.ui.frame.words import tekst
from gesprek.ui.team import people

vraag(Recht.UITLEG)
waarom = inhoud().waarom

st.title(tekst("start.titel"))
st.markdown(tekst("start.inleiding"))
show_problem()
if mag(Recht.INSTELLINGEN):
    show_text_problems()
people.draw_start()

st.header(waarom.titel)
st.markdown(waarom.inleiding)
with st.grid("auto", min_column_width=260, border=True):
    for kaart in waarom.kaarten.values():
        with st.container():
            st.markdown(f"**{kaart.titel}**")
            st.markdown(kaart.tekst)
st.caption(tekst("start.alles_blijft_hier"))
