"""Step 5: the conversation."""

from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Werkvorm
from gesprek.ui.frame.page_frame import footer, go_on_from, open_step_page
from gesprek.ui.steps import cards_and_observation, casus, play, ten_minutes_more
from gesprek.ui.steps.inleven import draw_folded_role_cards
from gesprek.ui.together import room_screens

work = open_step_page(Stap.GESPREK)

casus.draw_leervraag_in_sight(work)
ten_minutes_more.draw_plan_to_try(work)
if work.oefening.werkvorm is Werkvorm.VOORBESPREKEN:
    cards_and_observation.draw_cards(work)
else:
    play.draw_play(work)
room_screens.draw_role_screen(work)
play.draw_note(work)
draw_folded_role_cards(work, Stap.GESPREK)

if footer(work, Stap.GESPREK, play.main_action(work.oefening)):
    if work.oefening.gesprek.finished and not work.oefening.gesprek.running:
        go_on_from(work, Stap.GESPREK)
    play.act(work)
