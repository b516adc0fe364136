"""Step 1: the right moment."""

from gesprek.domain.stappen import Stap
from gesprek.ui.frame.page_frame import footer, go_on_from, open_step_page, words_to_go_on
from gesprek.ui.steps import planning, roles
from gesprek.ui.team import waiting_vervolgen

werk = open_step_page(Stap.MOMENT)

waiting_vervolgen.before_new(werk)
roles.wie(werk)
roles.werkvorm(werk)
roles.rollen(werk)
planning.wanneer(werk)

if footer(werk, Stap.MOMENT, words_to_go_on(Stap.MOMENT)):
    go_on_from(werk, Stap.MOMENT)
