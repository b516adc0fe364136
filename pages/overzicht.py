"""The overview: trends over closed quarters, from figures that give nobody away."""

import streamlit as st

from gesprek.scherm import overzichtbord, uitvoer
from gesprek.scherm.bezoek import vraag
from gesprek.scherm.figuren import figuren
from gesprek.scherm.teksten import tekst
from gesprek.scherm.widgets import end_page
from gesprek.toegang.rechten import Recht

vraag(Recht.CIJFERS)

st.title(tekst("overzicht.titel"))
st.markdown(tekst("overzicht.inleiding"))

kwartalen = overzichtbord.quarters()
if not kwartalen:
    st.info(tekst("overzicht.leeg"), icon=":material/insights:")
    end_page()
    st.stop()

gekozen = overzichtbord.choose(kwartalen)
figuren(gekozen.figuren.alle())
overzichtbord.shared()
uitvoer.links(gekozen)
