"""Step 7: after the real conversation."""

from gesprek.domain.stappen import Stap
from gesprek.ui.frame.addresses import link_to_meenemen
from gesprek.ui.frame.page_frame import footer, open_step_page
from gesprek.ui.frame.words import tekst
from gesprek.ui.reference.papers import date_link
from gesprek.ui.steps import follow_up

werk = open_step_page(Stap.VERVOLG)

follow_up.vervolg(werk)
link_to_meenemen(werk.oefening.id)
if not werk.oefening.vervolg.is_closed:
    date_link("vervolg", werk.oefening.id, tekst("delen.agenda_vervolg"))

if footer(werk, Stap.VERVOLG, follow_up.main_action(werk.oefening.vervolg)):
    follow_up.act(werk)
