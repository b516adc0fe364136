"""What a team takes along from an oefening, to print before its text goes."""

import streamlit as st

from gesprek.scherm import meenemen, papierbord
from gesprek.scherm.adres import link_to_team
from gesprek.scherm.teksten import tekst
from gesprek.scherm.werk import open_werk
from gesprek.toegang.rechten import Recht

werk = open_werk(Recht.MEENEMEN)

st.title(tekst("meenemen.titel"))
meenemen.until_when(werk)
meenemen.take_away(werk)
papierbord.links(
    "meenemen",
    {"o": werk.oefening.id},
    (tekst("delen.meenemen_pdf"), tekst("papierbord.print")),
)
st.caption(f"{tekst('meenemen.uitleg')} {tekst('meenemen.afdrukken')}")
link_to_team(werk.oefening.team)
