"""Step 7: after the real conversation."""

from gesprek.domein.stappen import Stap
from gesprek.scherm import napraten
from gesprek.scherm.adres import link_to_meenemen
from gesprek.scherm.kader import footer, open_step_page
from gesprek.scherm.papierbord import date_link
from gesprek.scherm.teksten import tekst

werk = open_step_page(Stap.VERVOLG)

napraten.vervolg(werk)
link_to_meenemen(werk.oefening.id)
if not werk.oefening.vervolg.is_closed:
    date_link("vervolg", werk.oefening.id, tekst("delen.agenda_vervolg"))

if footer(werk, Stap.VERVOLG, napraten.main_action(werk.oefening.vervolg)):
    napraten.act(werk)
