"""Step 2: a good preparation."""

import streamlit as st

from gesprek.domein.stappen import Stap
from gesprek.scherm import delen, voorbereiden
from gesprek.scherm.groep import may_go_on
from gesprek.scherm.kader import footer, go_on_from, open_step_page
from gesprek.scherm.teksten import tekst

werk = open_step_page(Stap.VOORBEREIDING)

voorbereiden.voorleeskaart()
delen.share(werk)
voorbereiden.gedeeld(werk)

if may_go_on(werk.oefening) and st.button(tekst("stap_2.sla_over"), type="tertiary"):
    go_on_from(werk, Stap.VOORBEREIDING, voorbereiden.skipped)
if footer(werk, Stap.VOORBEREIDING, tekst("stap_2.verder")):
    go_on_from(werk, Stap.VOORBEREIDING, voorbereiden.read_together)
