"""What is stored, who reads it and until when."""

import streamlit as st

from gesprek.inhoud import inhoud
from gesprek.scherm import verantwoording

st.title(inhoud().verantwoording.titel)
verantwoording.everything()
