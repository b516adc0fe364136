"""What is stored, who reads it and until when."""

import streamlit as st

from gesprek.access.rights import Right
from gesprek.content import inhoud
from gesprek.ui.frame.visitor import require_right
from gesprek.ui.reference import manual

require_right(Right.VERANTWOORDING)

st.title(inhoud().verantwoording.titel)
manual.draw_accountability()
