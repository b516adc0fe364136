"""Step 6: looking back."""

from gesprek.domain.stappen import Stap
from gesprek.ui.frame.page_frame import footer, go_on_from, open_step_page
from gesprek.ui.steps import casus, looking_back
from gesprek.ui.steps.inleven import rolkaarten_folded
from gesprek.ui.together import room_screens
from gesprek.ui.together.pace import may_go_on

werk = open_step_page(Stap.TERUGKIJKEN)

casus.leervraag_in_sight(werk)
looking_back.beurt(werk)
if may_go_on(werk.oefening):
    room_screens.speaking_order(werk)
rolkaarten_folded(werk, Stap.TERUGKIJKEN)

if footer(werk, Stap.TERUGKIJKEN, looking_back.main_action(werk.oefening)):
    if looking_back.is_last(werk.oefening):
        go_on_from(werk, Stap.TERUGKIJKEN, looking_back.closing)
    looking_back.next_turn(werk)
