"""The teams of the organisation, for the quality advisor: by name, without their people."""

from collections.abc import Callable

import streamlit as st

from gesprek.domain.dates import local_day
from gesprek.services.practices import TeamLine
from gesprek.storage.ids import new_id
from gesprek.ui.fields.open_oefening import refusals_shown, today
from gesprek.ui.fields.widgets import set_widget_value, widget_value
from gesprek.ui.frame.visitor import for_visitor, practices
from gesprek.ui.frame.words import day, screen_text
from gesprek.ui.team import team_access
from gesprek.ui.team.team_access import hand_out

_NAME = "nieuw-team"


def teams() -> None:
    """Draw a field for a new team and each team with what can be done with it."""
    st.markdown(screen_text("teams.uitleg"))
    st.text_input(
        screen_text("teams.naam"), key=_NAME, placeholder=screen_text("teams.naam_voorbeeld")
    )
    st.button(
        screen_text("teams.maak"), type="primary", icon=":material/group_add:", on_click=_make
    )
    found = practices().team_lines()
    for one in found:
        if not one.gearchiveerd:
            _team(one)
    put_away = [one for one in found if one.gearchiveerd]
    if put_away:
        st.markdown(f"### {screen_text('teams.archief')}")
    for one in put_away:
        _put_away(one)


def _team(team: TeamLine) -> None:
    made = for_visitor().organisation.key_made(team.id)
    with st.container(border=True):
        st.text(team.naam)
        told = screen_text("teams.sleutel_van", dag=day(local_day(made))) if made else ""
        st.caption(told or screen_text("teams.geen_sleutel"))
        if team.locatie:
            st.caption(screen_text("teams.hoort_bij", locatie=team.locatie))
        with st.container(horizontal=True):
            with st.popover(screen_text("teams.sleutel"), icon=":material/key:", type="tertiary"):
                st.markdown(screen_text("teams.sleutel_uitleg"))
                _button(team, "nieuwe_sleutel", _renew)
            with st.popover(screen_text("teams.hernoem"), icon=":material/edit:", type="tertiary"):
                st.text_input(screen_text("teams.naam"), value=team.naam, key=f"naam-{team.id}")
                _button(team, "bewaar_naam", _rename)
            with st.popover(screen_text("teams.locatie"), icon=":material/place:", type="tertiary"):
                st.markdown(screen_text("teams.locatie_uitleg"))
                st.text_input(
                    screen_text("teams.locatie"), value=team.locatie, key=f"locatie-{team.id}"
                )
                _button(team, "bewaar_locatie", _place)
            _devices(team)
            with st.popover(
                screen_text("teams.archiveer"), icon=":material/archive:", type="tertiary"
            ):
                st.markdown(screen_text("teams.archiveer_uitleg"))
                _button(team, "archiveer_nu", _archive)


def _devices(team: TeamLine) -> None:
    # Drawn anew when it opens: somebody may have signed in since the page was drawn.
    popover = st.popover(
        screen_text("apparaten.titel"),
        icon=":material/devices:",
        type="tertiary",
        key=f"apparaten-{team.id}",
        on_change="rerun",
    )
    with popover:
        team_access.devices(team.id)


def _put_away(team: TeamLine) -> None:
    with st.container(border=True):
        st.text(team.naam)
        if team.gearchiveerd:
            st.caption(screen_text("teams.archief_sinds", dag=day(team.gearchiveerd)))
        _button(team, "haal_terug", _take_back)


def _button(team: TeamLine, what: str, act: Callable[[TeamLine], None]) -> None:
    st.button(screen_text(f"teams.{what}"), key=f"{what}-{team.id}", on_click=act, args=(team,))


def _make() -> None:
    naam, team_id = widget_value(_NAME) or "", new_id()
    with refusals_shown():
        practices().make_team(team_id, naam)
        set_widget_value(_NAME, "")
        _hand_out(team_id)


def _renew(team: TeamLine) -> None:
    with refusals_shown():
        _hand_out(team.id)


def _rename(team: TeamLine) -> None:
    with refusals_shown():
        practices().rename_team(team.id, widget_value(f"naam-{team.id}") or "")


def _place(team: TeamLine) -> None:
    with refusals_shown():
        practices().place_team(team.id, widget_value(f"locatie-{team.id}") or "")


def _archive(team: TeamLine) -> None:
    with refusals_shown():
        practices().archive_team(team.id, today())
        for_visitor().organisation.close_team(team.id)


def _take_back(team: TeamLine) -> None:
    with refusals_shown():
        practices().unarchive_team(team.id)
        _hand_out(team.id)


def _hand_out(team_id: str) -> None:
    key = for_visitor().organisation.renew_key(team_id)
    (naam,) = [one.naam for one in practices().team_lines() if one.id == team_id]
    hand_out(naam, key)
