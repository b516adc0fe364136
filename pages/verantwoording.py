"""What is stored, who reads it and until when."""

import streamlit as st

from gesprek.access.rights import Recht
from gesprek.content import inhoud
from gesprek.ui.frame.visitor import vraag
from gesprek.ui.reference import manual

vraag(Recht.VERANTWOORDING)

st.title(inhoud().verantwoording.titel)
manual.draw_accountability()
