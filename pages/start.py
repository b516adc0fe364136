"""Start: which team, and why practise."""

import streamlit as st

from gesprek.inhoud import inhoud
from gesprek.scherm import ploeg
from gesprek.scherm.kader import show_problem, show_text_problems
from gesprek.scherm.teksten import tekst
from gesprek.scherm.werk import archief

waarom = inhoud().waarom
teams = archief().teams()

st.title(tekst("start.titel"))
st.markdown(tekst("start.inleiding"))
show_problem()
show_text_problems()

if teams:
    st.subheader(tekst("start.kies_team"))
    ploeg.choose_team(teams)
    ploeg.another_team()
else:
    ploeg.first_team()

st.header(waarom.titel)
st.markdown(waarom.inleiding)
with st.grid("auto", min_column_width=260, border=True):
    for kaart in waarom.kaarten.values():
        with st.container():
            st.markdown(f"**{kaart.titel}**")
            st.markdown(kaart.tekst)
st.caption(tekst("start.alles_blijft_hier"))
