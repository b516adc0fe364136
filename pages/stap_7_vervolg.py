"""Step 7: after the real conversation."""

from gesprek.domain.stappen import Stap
from gesprek.ui.frame.addresses import link_to_take_away
from gesprek.ui.frame.page_frame import footer, open_step_page
from gesprek.ui.frame.words import screen_text
from gesprek.ui.reference.papers import date_link, proof_link
from gesprek.ui.steps import card_of_inbrenger, follow_up

work = open_step_page(Stap.VERVOLG)

follow_up.draw_vervolg(work)
link_to_take_away(work.oefening.id)
proof_link(work.oefening.id)
if card_of_inbrenger.is_for_later(work.oefening):
    date_link("gesprek", work.oefening.id, screen_text("dagkaart.agenda"))
if not work.oefening.vervolg.is_closed:
    date_link("vervolg", work.oefening.id, screen_text("delen.agenda_vervolg"))

if footer(work, Stap.VERVOLG, follow_up.main_action(work.oefening.vervolg)):
    follow_up.act(work)
