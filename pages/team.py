"""The team's own page: begin, go on, look back."""

import streamlit as st

from gesprek.access.rights import Recht, Zaak
from gesprek.ui.fields.widgets import end_page
from gesprek.ui.frame import notices
from gesprek.ui.frame.addresses import asked_team, link_to_papier, link_to_start, remember_team
from gesprek.ui.frame.page_frame import show_problem, show_undo
from gesprek.ui.frame.visitor import archief, bezoeker, mag, vraag
from gesprek.ui.frame.words import tekst
from gesprek.ui.team import devices_and_calendar, memory_and_trends, oefening_lists, people

team_id = asked_team()
if team_id is None:
    st.info(tekst("team.geen_team_gekozen"))
    link_to_start()
    end_page()
    st.stop()

vraag(Recht.TEAM_ZIEN, Zaak(team_id))
team = archief().team(team_id).waarde
remember_team(team_id)
oefeningen = archief().oefeningen(team_id)

st.title(team.naam)
show_problem()
show_undo(team_id)
with st.container(horizontal=True):
    if st.button(tekst("team.nu_oefenen"), type="primary", icon=":material/play_arrow:"):
        people.begin_now(team)
    if st.button(tekst("team.plan"), icon=":material/event:"):
        people.plan_ahead(team)

if bezoeker().vraagt_code:
    notices.ask_code()
oefening_lists.take_away(team, oefeningen)
oefening_lists.open_oefeningen(team, oefeningen)
oefening_lists.closed_oefeningen(team, oefeningen)
memory_and_trends.memory(team, oefeningen)
oefening_lists.learned(team)
memory_and_trends.own_trends(team)
link_to_papier()

with st.expander(tekst("team.deelnemers"), expanded=people.names_stay_open(team)):
    st.caption(tekst("team.deelnemers_uitleg"))
    people.names(team)
with st.expander(tekst("agenda.titel"), icon=":material/event:"):
    devices_and_calendar.subscription(team_id)
if mag(Recht.TEAMAPPARATEN, Zaak(team_id)):
    with st.expander(tekst("apparaten.titel"), icon=":material/devices:"):
        st.caption(tekst("apparaten.uitleg"))
        devices_and_calendar.devices(team_id)
