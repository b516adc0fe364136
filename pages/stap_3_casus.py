"""Step 3: bringing in the case and the leervraag."""

from gesprek.domain.stappen import Stap
from gesprek.ui.frame.page_frame import footer, go_on_from, open_step_page, words_to_go_on
from gesprek.ui.steps import casus

werk = open_step_page(Stap.CASUS)

casus.buurvrouw()
casus.voorbeelden(werk)
casus.onderwerp(werk)
casus.vertel(werk)
casus.themas(werk)
casus.leervraag(werk)

if footer(werk, Stap.CASUS, words_to_go_on(Stap.CASUS)):
    go_on_from(werk, Stap.CASUS)
