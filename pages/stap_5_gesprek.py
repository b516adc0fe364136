"""Step 5: the conversation."""

from gesprek.domein.stappen import Stap
from gesprek.domein.werkvormen import Werkvorm
from gesprek.scherm import casus, kaartenronde, rolscherm, spel
from gesprek.scherm.kader import footer, go_on_from, open_step_page
from gesprek.scherm.rolkaarten import rolkaarten_folded

werk = open_step_page(Stap.GESPREK)

casus.leervraag_in_sight(werk)
if werk.oefening.werkvorm is Werkvorm.VOORBESPREKEN:
    kaartenronde.kaarten(werk)
else:
    spel.spel(werk)
rolscherm.in_gesprek(werk)
spel.notitie(werk)
rolkaarten_folded(werk, Stap.GESPREK)

if footer(werk, Stap.GESPREK, spel.main_action(werk.oefening)):
    if werk.oefening.gesprek.finished and not werk.oefening.gesprek.running:
        go_on_from(werk, Stap.GESPREK)
    spel.act(werk)
