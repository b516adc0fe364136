"""What is stored, who reads it and until when."""

import streamlit as st

from gesprek.inhoud import inhoud
from gesprek.scherm import verantwoording
from gesprek.scherm.bezoek import vraag
from gesprek.toegang.rechten import Recht

vraag(Recht.VERANTWOORDING)

st.title(inhoud().verantwoording.titel)
verantwoording.everything()
