"""What a team takes along from an oefening, to print before its text goes."""

import streamlit as st

from gesprek.access.rights import Recht
from gesprek.ui.fields.open_oefening import open_werk
from gesprek.ui.frame.addresses import link_to_team
from gesprek.ui.frame.words import tekst
from gesprek.ui.reference import papers
from gesprek.ui.team import take_along

werk = open_werk(Recht.MEENEMEN)

st.title(tekst("meenemen.titel"))
take_along.until_when(werk)
take_along.take_away(werk)
papers.links(
    "meenemen",
    {"o": werk.oefening.id},
    (tekst("delen.meenemen_pdf"), tekst("papierbord.print")),
)
st.caption(f"{tekst('meenemen.uitleg')} {tekst('meenemen.afdrukken')}")
link_to_team(werk.oefening.team)
