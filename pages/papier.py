"""Paper: everything that a practice needs, to print beforehand."""

import streamlit as st

from gesprek.scherm import papierbord
from gesprek.scherm.bezoek import vraag
from gesprek.scherm.teksten import tekst
from gesprek.toegang.rechten import Recht

vraag(Recht.UITLEG)

st.title(tekst("papierbord.titel"))
st.markdown(tekst("papierbord.uitleg"))
papierbord.papers()
