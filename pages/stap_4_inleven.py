"""Step 4: entering into the role or the client's perspective."""

from gesprek.domain.oefening import everyone_ready
from gesprek.domain.stappen import Stap
from gesprek.ui.frame.page_frame import footer, go_on_from, open_step_page
from gesprek.ui.frame.words import tekst
from gesprek.ui.steps import casus, inleven
from gesprek.ui.steps.inleven import rolkaarten

werk = open_step_page(Stap.INLEVEN)

casus.leervraag_in_sight(werk)
casus.whole_casus(werk)
rolkaarten(werk, Stap.INLEVEN)
inleven.brief(werk)
inleven.eigen_voorbereiding(werk)
inleven.vragen(werk)

if footer(werk, Stap.INLEVEN, tekst("stap_4.iedereen_klaar")):
    go_on_from(werk, Stap.INLEVEN, everyone_ready)
