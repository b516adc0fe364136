"""A first overview: leerthema's and follow-ups per quarter, from coded rows of this machine."""

import streamlit as st

from gesprek.domein.onderwerpen import Leerthema
from gesprek.domein.vervolg import Vervolgstaat
from gesprek.overzicht.cijfers import leerthemas_per_kwartaal, vervolg_per_kwartaal
from gesprek.scherm.bezoek import archief, vraag
from gesprek.scherm.figuren import figuur
from gesprek.scherm.teksten import tekst
from gesprek.toegang.rechten import Recht

vraag(Recht.CIJFERS)

st.title(tekst("overzicht.titel"))
st.markdown(tekst("overzicht.inleiding"))
st.caption(tekst("overzicht.alleen_deze_computer"))

rijen = archief().rijen()
learned = leerthemas_per_kwartaal(rijen)
followed = vervolg_per_kwartaal(rijen)

if learned.empty and followed.empty:
    st.info(tekst("overzicht.leeg"), icon=":material/insights:")
if not learned.empty:
    st.header(tekst("overzicht.leerthemas"))
    st.caption(tekst("overzicht.leerthemas_uitleg"))
    figuur(learned, list(Leerthema), tekst("overzicht.leerthema"), tekst("overzicht.aantal"))
if not followed.empty:
    st.header(tekst("overzicht.vervolg"))
    st.caption(tekst("overzicht.vervolg_uitleg"))
    titles = tekst("overzicht.staat"), tekst("overzicht.aantal_oefeningen")
    figuur(followed, list(Vervolgstaat), *titles)
