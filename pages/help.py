"""Help: the manual for the team, the quality advisor and the manager."""

import streamlit as st

from gesprek.access.rights import Recht
from gesprek.ui.frame.visitor import vraag
from gesprek.ui.frame.words import tekst
from gesprek.ui.reference import manual

vraag(Recht.UITLEG)

st.title(tekst("help.titel"))
manual.draw_manual()
