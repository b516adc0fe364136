"""Beheer: what the quality advisor looks after; no text or name of a team."""

import streamlit as st

from gesprek.access.rights import Recht
from gesprek.ui.admin import boards
from gesprek.ui.frame.page_frame import show_text_problems
from gesprek.ui.frame.visitor import vraag
from gesprek.ui.frame.words import tekst
from gesprek.ui.team import key_card

vraag(Recht.OPSLAG_GEZONDHEID)
key_card.card()

st.title(tekst("beheer.titel"))
st.markdown(tekst("beheer.inleiding"))
show_text_problems()
boards.boards()
boards.answer()
