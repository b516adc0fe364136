"""Step 6: looking back."""

from gesprek.domein.stappen import Stap
from gesprek.scherm import casus, rolscherm, terugkijken
from gesprek.scherm.groep import may_go_on
from gesprek.scherm.kader import footer, go_on_from, open_step_page
from gesprek.scherm.rolkaarten import rolkaarten_folded

werk = open_step_page(Stap.TERUGKIJKEN)

casus.leervraag_in_sight(werk)
terugkijken.beurt(werk)
if may_go_on(werk.oefening):
    rolscherm.speaking_order(werk)
rolkaarten_folded(werk, Stap.TERUGKIJKEN)

if footer(werk, Stap.TERUGKIJKEN, terugkijken.main_action(werk.oefening)):
    if terugkijken.is_last(werk.oefening):
        go_on_from(werk, Stap.TERUGKIJKEN, terugkijken.closing)
    terugkijken.next_turn(werk)
