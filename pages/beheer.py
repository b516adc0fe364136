"""Beheer: what the quality advisor looks after; no text or name of a team."""

import streamlit as st

from gesprek.access.rights import Right
from gesprek.ui.admin import boards
from gesprek.ui.frame.notices import show_text_problems
from gesprek.ui.frame.page_frame import show_outcome
from gesprek.ui.frame.visitor import require_right
from gesprek.ui.frame.words import screen_text
from gesprek.ui.team import team_access

require_right(Right.OPSLAG_GEZONDHEID)
team_access.card()

st.title(screen_text("beheer.titel"))
st.markdown(screen_text("beheer.inleiding"))
show_text_problems()
boards.boards()
show_outcome()
