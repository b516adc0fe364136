"""The team's own page: begin, go on, look back."""

import streamlit as st

from gesprek.scherm import (
    aanwezig,
    agendabord,
    apparaten,
    geheugenbord,
    ploeg,
    teambord,
    teamcijfers,
)
from gesprek.scherm.adres import asked_team, link_to_papier, link_to_start, remember_team
from gesprek.scherm.bezoek import archief, bezoeker, mag, vraag
from gesprek.scherm.kader import show_problem, show_undo
from gesprek.scherm.teksten import tekst
from gesprek.scherm.widgets import end_page
from gesprek.toegang.rechten import Recht, Zaak

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
        ploeg.begin_now(team)
    if st.button(tekst("team.plan"), icon=":material/event:"):
        ploeg.plan_ahead(team)

if bezoeker().vraagt_code:
    aanwezig.ask_code()
teambord.take_away(team, oefeningen)
teambord.open_oefeningen(team, oefeningen)
teambord.closed_oefeningen(team, oefeningen)
geheugenbord.memory(team, oefeningen)
teambord.learned(team)
teamcijfers.own_trends(team)
link_to_papier()

with st.expander(tekst("team.deelnemers"), expanded=ploeg.names_stay_open(team)):
    st.caption(tekst("team.deelnemers_uitleg"))
    ploeg.names(team)
with st.expander(tekst("agenda.titel"), icon=":material/event:"):
    agendabord.subscription(team_id)
if mag(Recht.TEAMAPPARATEN, Zaak(team_id)):
    with st.expander(tekst("apparaten.titel"), icon=":material/devices:"):
        st.caption(tekst("apparaten.uitleg"))
        apparaten.devices(team_id)
