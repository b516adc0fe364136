"""The teams of the organisation, for the quality advisor: by name, without their people."""

from collections.abc import Callable

import streamlit as st

from gesprek.domain.dates import local_day
from gesprek.services.form_fields import NEW
from gesprek.services.practices import Practices, TeamLine
from gesprek.storage.protocol import Kind
from gesprek.storage.values import new_id
from gesprek.ui.admin.organisation import warn_of_unreadable
from gesprek.ui.fields.choices import draw_button
from gesprek.ui.fields.folds import popover
from gesprek.ui.fields.forms import DraftForm, admin_form
from gesprek.ui.fields.open_oefening import today
from gesprek.ui.fields.session import KeyCard, session
from gesprek.ui.fields.unsaved_text import forget_in
from gesprek.ui.frame.visitor import for_visitor, practices
from gesprek.ui.frame.words import day, screen_text
from gesprek.ui.team.team_access import devices


def teams() -> None:
    """Draw a field for a new team and each team with what can be done with it."""
    st.markdown(screen_text("teams.uitleg"))
    form, hint = admin_form("team", NEW), screen_text("teams.naam_voorbeeld")
    form.line("", screen_text("teams.naam"), placeholder=hint)
    words, icon = screen_text("teams.maak"), ":material/group_add:"
    draw_button(words, _make, form, icon=icon, kind="primary")
    found = practices().team_lines()
    warn_of_unreadable(Kind.TEAM)
    for one in found:
        if not one.gearchiveerd:
            _team(one)
    if any(one.gearchiveerd for one in found):
        st.markdown(f"### {screen_text('teams.archief')}")
    for one in found:
        if one.gearchiveerd:
            with st.container(border=True):
                st.text(one.naam)
                st.caption(screen_text("teams.archief_sinds", dag=day(one.gearchiveerd)))
                _button(one, "haal_terug", _take_back)


def _team(team: TeamLine) -> None:
    made = for_visitor().organisation.key_made(team.id)
    with st.container(border=True):
        st.text(team.naam)
        told = screen_text("teams.sleutel_van", dag=day(local_day(made))) if made else ""
        st.caption(told or screen_text("teams.geen_sleutel"))
        if team.locatie:
            st.caption(screen_text("teams.hoort_bij", locatie=team.locatie))
        with st.container(horizontal=True):
            _changes(team)


def _changes(team: TeamLine) -> None:
    with popover("teams.sleutel", ":material/key:", of=team.id):
        st.markdown(screen_text("teams.sleutel_uitleg"))
        _button(team, "nieuwe_sleutel", _hand_out)
    with popover("teams.hernoem", ":material/edit:", of=team.id):
        _text(team, "naam", team.naam, Practices.rename_team)
    with popover("teams.locatie", ":material/place:", of=team.id):
        st.markdown(screen_text("teams.locatie_uitleg"))
        _text(team, "locatie", team.locatie, Practices.place_team)
    # Drawn anew when it opens: somebody may have signed in since the page was drawn.
    words, icon, key = screen_text("apparaten.titel"), ":material/devices:", f"apparaten-{team.id}"
    with st.popover(words, icon=icon, type="tertiary", key=key, on_change="rerun"):
        devices(team.id)
    with popover("teams.archiveer", ":material/archive:", of=team.id):
        st.markdown(screen_text("teams.archiveer_uitleg"))
        _button(team, "archiveer_nu", _archive)


def _text(
    team: TeamLine, part: str, stored: str, save: Callable[[Practices, str, str], object]
) -> None:
    form = admin_form("team", team.id)
    form.line(part, screen_text(f"teams.{part}"), stored)

    def keep(team_id: str) -> None:
        save(practices(), team_id, form.given(part)[part])
        forget_in(form.place, form.key(part))

    _button(team, f"bewaar_{part}", keep)


def _button(team: TeamLine, what: str, act: Callable[[str], object]) -> None:
    draw_button(screen_text(f"teams.{what}"), act, team.id, key=f"{what}-{team.id}")


def _make(form: DraftForm) -> None:
    naam, team_id = form.value(), new_id()
    practices().make_team(team_id, naam)
    form.done("")
    _hand_out(team_id)


def _archive(team_id: str) -> None:
    practices().archive_team(team_id, today())
    for_visitor().organisation.close_team(team_id)


def _take_back(team_id: str) -> None:
    practices().unarchive_team(team_id)
    _hand_out(team_id)


def _hand_out(team_id: str) -> None:
    """Show a new key instead of the page, until it is put away."""
    key = for_visitor().organisation.renew_key(team_id)
    (naam,) = [one.naam for one in practices().team_lines() if one.id == team_id]
    session().sleutelkaart = KeyCard(naam, key)
