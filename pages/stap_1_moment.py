"""Step 1: the right moment."""

from gesprek.domein.stappen import Stap
from gesprek.scherm import moment, rolverdeling, vervolgbord
from gesprek.scherm.kader import footer, go_on_from, open_step_page, words_to_go_on

werk = open_step_page(Stap.MOMENT)

vervolgbord.before_new(werk)
rolverdeling.wie(werk)
rolverdeling.werkvorm(werk)
rolverdeling.rollen(werk)
moment.wanneer(werk)

if footer(werk, Stap.MOMENT, words_to_go_on(Stap.MOMENT)):
    go_on_from(werk, Stap.MOMENT)
