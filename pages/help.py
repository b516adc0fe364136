"""Help: the manual for the team, the quality advisor and the manager."""

import streamlit as st

from gesprek.scherm import handleiding
from gesprek.scherm.bezoek import vraag
from gesprek.scherm.teksten import tekst
from gesprek.toegang.rechten import Recht

vraag(Recht.UITLEG)

st.title(tekst("help.titel"))
handleiding.everything()
