"""Step 2: a good preparation."""

import streamlit as st

from gesprek.domain.stappen import Stap
from gesprek.ui.frame.page_frame import footer, go_on_from, open_step_page
from gesprek.ui.frame.words import tekst
from gesprek.ui.steps import planning
from gesprek.ui.together.pace import may_go_on

werk = open_step_page(Stap.VOORBEREIDING)

planning.voorleeskaart()
planning.share(werk)
planning.gedeeld(werk)

if may_go_on(werk.oefening) and st.button(tekst("stap_2.sla_over"), type="tertiary"):
    go_on_from(werk, Stap.VOORBEREIDING, planning.skipped)
if footer(werk, Stap.VOORBEREIDING, tekst("stap_2.verder")):
    go_on_from(werk, Stap.VOORBEREIDING, planning.read_together)
