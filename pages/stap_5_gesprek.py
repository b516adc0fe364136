"""Step 5: the conversation."""

from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Werkvorm
from gesprek.ui.frame.page_frame import footer, go_on_from, open_step_page
from gesprek.ui.steps import cards_and_observation, casus, play
from gesprek.ui.steps.inleven import rolkaarten_folded
from gesprek.ui.together import room_screens

werk = open_step_page(Stap.GESPREK)

casus.leervraag_in_sight(werk)
if werk.oefening.werkvorm is Werkvorm.VOORBESPREKEN:
    cards_and_observation.kaarten(werk)
else:
    play.spel(werk)
room_screens.in_gesprek(werk)
play.notitie(werk)
rolkaarten_folded(werk, Stap.GESPREK)

if footer(werk, Stap.GESPREK, play.main_action(werk.oefening)):
    if werk.oefening.gesprek.finished and not werk.oefening.gesprek.running:
        go_on_from(werk, Stap.GESPREK)
    play.act(werk)
