"""Step 2: a good preparation."""

import streamlit as st

from gesprek.domain.stappen import Stap
from gesprek.ui.frame.page_frame import footer, go_on_from, open_step_page
from gesprek.ui.frame.words import screen_text
from gesprek.ui.steps import planning
from gesprek.ui.team import organisation_answers
from gesprek.ui.together.pace import may_go_on

work = open_step_page(Stap.VOORBEREIDING)

planning.draw_read_aloud_card()
planning.share(work)
planning.draw_shared(work)
organisation_answers.newest(work)

if may_go_on(work.oefening) and st.button(screen_text("stap_2.sla_over"), type="tertiary"):
    go_on_from(work, Stap.VOORBEREIDING, planning.skipped)
if footer(work, Stap.VOORBEREIDING, screen_text("stap_2.verder")):
    go_on_from(work, Stap.VOORBEREIDING, planning.read_together)
