"""Paper: everything that a practice needs, to print beforehand."""

import streamlit as st

from gesprek.access.rights import Right
from gesprek.ui.frame.visitor import require_right
from gesprek.ui.frame.words import screen_text
from gesprek.ui.reference import papers

require_right(Right.UITLEG)

st.title(screen_text("papierbord.titel"))
st.markdown(screen_text("papierbord.uitleg"))
papers.papers()
