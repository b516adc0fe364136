"""Step 4: entering into the role or the client's perspective."""

from gesprek.domain.oefening import everyone_ready
from gesprek.domain.stappen import Stap
from gesprek.ui.frame.page_frame import footer, go_on_from, open_step_page
from gesprek.ui.frame.words import screen_text
from gesprek.ui.steps import agreed_points, casus, inleven
from gesprek.ui.steps.inleven import draw_role_cards

work = open_step_page(Stap.INLEVEN)

casus.draw_leervraag_in_sight(work)
casus.draw_whole_casus(work)
draw_role_cards(work, Stap.INLEVEN)
agreed_points.draw_board(work)
inleven.draw_brief(work)
inleven.draw_own_preparation(work)
inleven.draw_questions(work)

if footer(work, Stap.INLEVEN, screen_text("stap_4.iedereen_klaar")):
    go_on_from(work, Stap.INLEVEN, everyone_ready)
