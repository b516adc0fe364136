"""Paper: everything that a practice needs, to print beforehand."""

import streamlit as st

from gesprek.access.rights import Recht
from gesprek.ui.frame.visitor import vraag
from gesprek.ui.frame.words import tekst
from gesprek.ui.reference import papers

vraag(Recht.UITLEG)

st.title(tekst("papierbord.titel"))
st.markdown(tekst("papierbord.uitleg"))
papers.papers()
