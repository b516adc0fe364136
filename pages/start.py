"""Start: which team, and why practise."""

import streamlit as st

from gesprek.access.rights import Right
from gesprek.content import inhoud
from gesprek.ui.frame.notices import show_text_problems
from gesprek.ui.frame.page_frame import show_problem
from gesprek.ui.frame.visitor import has_right, require_right
from gesprek.ui.frame.words import screen_text
from gesprek.ui.team import people

require_right(Right.UITLEG)
waarom = inhoud().waarom

st.title(screen_text("start.titel"))
st.markdown(screen_text("start.inleiding"))
show_problem()
if has_right(Right.INSTELLINGEN):
    show_text_problems()
people.draw_start()

st.header(waarom.titel)
st.markdown(waarom.inleiding)
with st.grid("auto", min_column_width=260, border=True):
    for card in waarom.kaarten.values():
        with st.container():
            st.markdown(f"**{card.titel}**")
            st.markdown(card.tekst)
st.caption(screen_text("start.alles_blijft_hier"))
