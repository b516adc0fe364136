"""Step 4: entering into the role or the client's perspective."""

from gesprek.domein.oefening import everyone_ready
from gesprek.domein.stappen import Stap
from gesprek.scherm import casus, inleven
from gesprek.scherm.kader import footer, go_on_from, open_step_page
from gesprek.scherm.rolkaarten import rolkaarten
from gesprek.scherm.teksten import tekst

werk = open_step_page(Stap.INLEVEN)

casus.leervraag_in_sight(werk)
casus.whole_casus(werk)
rolkaarten(werk, Stap.INLEVEN)
inleven.brief(werk)
inleven.eigen_voorbereiding(werk)
inleven.vragen(werk)

if footer(werk, Stap.INLEVEN, tekst("stap_4.iedereen_klaar")):
    go_on_from(werk, Stap.INLEVEN, everyone_ready)
