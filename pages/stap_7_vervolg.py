"""Step 7: after the real conversation."""

from gesprek.domein.stappen import Stap
from gesprek.scherm import napraten
from gesprek.scherm.kader import footer, open_step_page

werk = open_step_page(Stap.VERVOLG)

napraten.vervolg(werk)

if footer(werk, Stap.VERVOLG, napraten.main_action(werk.oefening.vervolg)):
    napraten.act(werk)
