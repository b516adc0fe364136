"""Step 6: looking back."""

from gesprek.domain.stappen import Stap
from gesprek.ui.frame.page_frame import footer, go_on_from, open_step_page
from gesprek.ui.reference.papers import proof_link
from gesprek.ui.steps import casus, looking_back
from gesprek.ui.steps.inleven import draw_folded_role_cards
from gesprek.ui.together import room_screens
from gesprek.ui.together.pace import may_go_on

work = open_step_page(Stap.TERUGKIJKEN)

casus.draw_leervraag_in_sight(work)
looking_back.draw_beurt(work)
if may_go_on(work.oefening):
    room_screens.speaking_order(work)
draw_folded_role_cards(work, Stap.TERUGKIJKEN)
if looking_back.is_last(work.oefening):
    proof_link(work.oefening.id)

if footer(work, Stap.TERUGKIJKEN, looking_back.main_action(work.oefening)):
    if looking_back.is_last(work.oefening):
        go_on_from(work, Stap.TERUGKIJKEN, looking_back.closing)
    looking_back.next_turn(work)
