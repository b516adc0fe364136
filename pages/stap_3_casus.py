"""Step 3: bringing in the case and the leervraag."""

from gesprek.domain.stappen import Stap
from gesprek.ui.frame.page_frame import footer, go_on_from, open_step_page, words_to_go_on
from gesprek.ui.steps import casus

work = open_step_page(Stap.CASUS)

casus.draw_neighbour_tip()
casus.draw_examples(work)
casus.draw_onderwerp(work)
casus.draw_telling(work)
casus.draw_themas(work)
casus.draw_leervraag(work)

if footer(work, Stap.CASUS, words_to_go_on(Stap.CASUS)):
    go_on_from(work, Stap.CASUS)
