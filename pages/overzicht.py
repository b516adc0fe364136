"""The overview: trends over closed quarters, from figures that give nobody away."""

import streamlit as st

from gesprek.access.rights import Recht
from gesprek.ui.fields.widgets import end_page
from gesprek.ui.frame.visitor import vraag
from gesprek.ui.frame.words import tekst
from gesprek.ui.overview import downloads, period_and_figures
from gesprek.ui.overview.period_and_figures import figuren

vraag(Recht.CIJFERS)

st.title(tekst("overzicht.titel"))
st.markdown(tekst("overzicht.inleiding"))

kwartalen = period_and_figures.quarters()
if not kwartalen:
    st.info(tekst("overzicht.leeg"), icon=":material/insights:")
    end_page()
    st.stop()

gekozen = period_and_figures.choose(kwartalen)
figuren(gekozen.figuren.alle())
period_and_figures.shared()
downloads.links(gekozen)
