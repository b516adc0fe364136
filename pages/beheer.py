"""Beheer: what the quality advisor looks after; no text or name of a team."""

import streamlit as st

from gesprek.scherm import bewaarbord, opslagbord, privacybord, verantwoording
from gesprek.scherm.kader import show_problem, show_text_problems
from gesprek.scherm.teksten import tekst

st.title(tekst("beheer.titel"))
st.markdown(tekst("beheer.inleiding"))
show_problem()
show_text_problems()

st.header(tekst("beheer.opslag"))
opslagbord.health()

st.header(tekst("beheer.privacy"))
privacybord.own_words()

st.header(tekst("beheer.bewaren"))
bewaarbord.terms()
bewaarbord.log()
verantwoording.link()
