"""Step 1: the right moment."""

from gesprek.domain.stappen import Stap
from gesprek.ui.frame.page_frame import footer, go_on_from, open_step_page, words_to_go_on
from gesprek.ui.steps import planning, roles
from gesprek.ui.team import oefening_lists

work = open_step_page(Stap.MOMENT)

oefening_lists.before_new(work)
roles.draw_people(work)
roles.draw_werkvorm(work)
roles.draw_rollen(work)
planning.draw_moment(work)

if footer(work, Stap.MOMENT, words_to_go_on(Stap.MOMENT)):
    go_on_from(work, Stap.MOMENT)
