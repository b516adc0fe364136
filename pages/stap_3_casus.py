"""Step 3: bringing in the case and the leervraag."""

from gesprek.domein.stappen import Stap
from gesprek.scherm import casus
from gesprek.scherm.kader import footer, go_on_from, open_step_page, words_to_go_on

werk = open_step_page(Stap.CASUS)

casus.buurvrouw()
casus.voorbeelden(werk)
casus.onderwerp(werk)
casus.vertel(werk)
casus.themas(werk)
casus.leervraag(werk)

if footer(werk, Stap.CASUS, words_to_go_on(Stap.CASUS)):
    go_on_from(werk, Stap.CASUS)
