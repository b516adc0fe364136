"""Beheer: what the quality advisor looks after; no text or name of a team."""

import streamlit as st

from gesprek.scherm import beheer, sleutelkaart
from gesprek.scherm.bezoek import vraag
from gesprek.scherm.kader import show_text_problems
from gesprek.scherm.teksten import tekst
from gesprek.toegang.rechten import Recht

vraag(Recht.OPSLAG_GEZONDHEID)
sleutelkaart.card()

st.title(tekst("beheer.titel"))
st.markdown(tekst("beheer.inleiding"))
show_text_problems()
beheer.boards()
beheer.answer()
