"""Help: the manual for the team, the quality advisor and the manager."""

import streamlit as st

from gesprek.access.rights import Right
from gesprek.ui.frame.visitor import require_right
from gesprek.ui.frame.words import screen_text
from gesprek.ui.reference import manual

require_right(Right.UITLEG)

st.title(screen_text("help.titel"))
manual.draw_manual()
