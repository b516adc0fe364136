"""The team's own page: begin, go on, look back."""

import streamlit as st

from gesprek.access.rights import Right, Subject
from gesprek.ui.fields.folds import expander
from gesprek.ui.fields.widgets import end_page
from gesprek.ui.frame import notices
from gesprek.ui.frame.addresses import asked_team, link_to_papers, link_to_start, remember_team
from gesprek.ui.frame.page_frame import show_problem, show_undo
from gesprek.ui.frame.visitor import has_right, practices, require_right, visitor
from gesprek.ui.frame.words import screen_text
from gesprek.ui.team import (
    memory_and_trends,
    oefening_lists,
    organisation_answers,
    people,
    team_access,
    team_reminders,
)

team_id = asked_team()
if team_id is None:
    st.info(screen_text("team.geen_team_gekozen"))
    link_to_start()
    end_page()
    st.stop()

require_right(Right.TEAM_ZIEN, Subject(team_id))
team = practices().team(team_id).value
remember_team(team_id)
oefeningen = practices().oefeningen(team_id)
rows = practices().team_rows(team_id)

st.title(team.naam)
show_problem()
show_undo(team_id)
with st.container(horizontal=True):
    if st.button(screen_text("team.nu_oefenen"), type="primary", icon=":material/play_arrow:"):
        people.begin_now(team)
    if st.button(screen_text("team.plan"), icon=":material/event:"):
        people.plan_ahead(team)

if visitor().vraagt_code:
    notices.ask_code()
oefening_lists.take_away(team, oefeningen)
oefening_lists.open_oefeningen(team, oefeningen, rows)
oefening_lists.closed_oefeningen(team, oefeningen, rows)
organisation_answers.all_answers()
memory_and_trends.memory(team, oefeningen, rows)
memory_and_trends.kept_leerpunten(team)
memory_and_trends.own_trends(team, rows)
link_to_papers()

with expander("team.deelnemers", expanded=people.names_stay_open(team)):
    st.caption(screen_text("team.deelnemers_uitleg"))
    people.names(team)
with expander("agenda.titel", ":material/event:"):
    team_access.subscription(team_id)
team_reminders.reminders(team)
if has_right(Right.TEAMAPPARATEN, Subject(team_id)):
    with expander("apparaten.titel", ":material/devices:"):
        st.caption(screen_text("apparaten.uitleg"))
        team_access.devices(team_id)
