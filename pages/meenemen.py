"""What a team takes along from an oefening, to print before its text goes."""

import streamlit as st

from gesprek.access.rights import Right
from gesprek.ui.fields.open_oefening import open_oefening_page
from gesprek.ui.frame.addresses import link_to_team
from gesprek.ui.frame.visitor import has_right
from gesprek.ui.frame.words import screen_text
from gesprek.ui.reference import papers
from gesprek.ui.team import memory_and_trends

work = open_oefening_page(Right.MEENEMEN)

st.title(screen_text("meenemen.titel"))
memory_and_trends.take_away(work)
papers.links(
    "meenemen",
    {"o": work.oefening.id},
    (screen_text("delen.meenemen_pdf"), screen_text("papierbord.print")),
)
st.caption(f"{screen_text('meenemen.uitleg')} {screen_text('meenemen.afdrukken')}")
if has_right(Right.BEWIJS, work.subject):
    papers.proof_link(work.oefening.id)
link_to_team(work.oefening.team)
