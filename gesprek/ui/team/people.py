"""Choosing a team, its names, and the door to a new oefening."""

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from gesprek.access.visitors import VisitorKind
from gesprek.domain.oefening import Oefening, new_oefening, propose_moment
from gesprek.domain.rolverdeling import propose_present, propose_rollen
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team, add_deelnemer, new_team
from gesprek.domain.werkvormen import propose_werkvorm
from gesprek.storage.ids import new_id, new_oefening_id
from gesprek.ui.fields.open_oefening import now, refusals_shown, try_change_team
from gesprek.ui.fields.session import session
from gesprek.ui.fields.widgets import set_widget_value, widget_value
from gesprek.ui.frame.addresses import (
    BEHEER,
    OVERZICHT,
    link_to_step,
    menu_page,
    open_step,
    open_team,
)
from gesprek.ui.frame.notices import sign_in_link
from gesprek.ui.frame.visitor import practices, visitor
from gesprek.ui.frame.words import screen_text
from gesprek.ui.team import oefening_lists
from gesprek.ui.team.keeping_and_erasing import erase_inbreng, erase_name


def choose_team(teams: Sequence[Team]) -> None:
    """Draw a button per team that opens its page."""
    with st.container(horizontal=True):
        for team in teams:
            if st.button(team.naam, key=f"team-{team.id}", icon=":material/groups:"):
                open_team(team.id)


def proefteam() -> None:
    """Draw the way to the one team to try out with: the main action before the set-up."""
    st.markdown(screen_text("start.proefteam_uitleg"))
    if st.button(
        screen_text("start.begin_proefteam"), type="primary", icon=":material/play_arrow:"
    ):
        team = new_team(new_id(), screen_text("start.proefteam"))
        with refusals_shown():
            practices().begin_proefteam(team)
            open_team(team.id)
        st.rerun()


def begin_now(team: Team) -> None:
    """Open step 1 of an oefening that starts now; an untouched one is used again."""
    with refusals_shown():
        history = practices().oefeningen(team.id)
        mine = (one for one in reversed(history) if one.is_untouched and practices().is_open(one))
        untouched = next(mine, None)
        open_step(Stap.MOMENT, (untouched or _create(team, history, None)).id)
    st.rerun()


def plan_ahead(team: Team) -> None:
    """Open step 1 of an oefening for tomorrow, to be changed there."""
    with refusals_shown():
        history = practices().oefeningen(team.id)
        open_step(Stap.MOMENT, _create(team, history, propose_moment(now())).id)
    st.rerun()


def names_stay_open(team: Team) -> bool:
    """Return whether the list is unfolded: it was empty, and who fills it adds the next name."""
    key, opened = f"namen-{team.id}", session().opened
    if not team.deelnemers:
        opened.setdefault(key, now())
    return key in opened


def names(team: Team) -> None:
    """Draw the team's own list, to add to and remove from."""
    for key, deelnemer in team.deelnemers.items():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(deelnemer.naam)
            st.button(
                screen_text("team.verwijder_naam", naam=deelnemer.naam),
                key=f"weg-{key}",
                icon=":material/close:",
                type="tertiary",
                on_click=erase_name,
                args=(team.id, key),
            )
    add_name(team)
    if team.deelnemers:
        _erase_inbreng(team)


def _erase_inbreng(team: Team) -> None:
    """Draw a way for each person to take back what they put in."""
    with st.popover(screen_text("team.wis_inbreng"), icon=":material/delete:", type="tertiary"):
        st.markdown(screen_text("team.wis_inbreng_uitleg"))
        for key, deelnemer in team.deelnemers.items():
            st.button(
                screen_text("team.wis_inbreng_van", naam=deelnemer.naam),
                key=f"wis-{key}",
                width="stretch",
                on_click=erase_inbreng,
                args=(team.id, key, deelnemer.naam),
            )


def add_name(team: Team) -> None:
    """Draw a field for one more name; Enter adds it."""
    st.text_input(
        screen_text("team.nieuwe_naam"),
        key=_name_key(team),
        placeholder=screen_text("nu.nieuwe_naam_voorbeeld"),
        on_change=_add,
        args=(team,),
    )


def _name_key(team: Team) -> str:
    return f"nieuwe-naam-{team.id}"


def _add(team: Team) -> None:
    naam = widget_value(_name_key(team))
    if naam and try_change_team(team.id, lambda one: add_deelnemer(one, new_id(), naam)):
        set_widget_value(_name_key(team), "")


def _create(team: Team, history: list[Oefening], moment: datetime | None) -> Oefening:
    present = propose_present(team, history)
    werkvorm = propose_werkvorm(len(present))
    rollen = propose_rollen(werkvorm, present, history)
    oefening_id = new_oefening_id(team.id)
    oefening = new_oefening(oefening_id, team.id, now(), werkvorm, rollen)
    practices().create_oefening(oefening.changed(gepland_op=moment))
    return oefening


def draw_start() -> None:
    """Draw the way to where this visitor belongs."""
    who = visitor()
    if who.alleen:
        oefening = practices().oefening(who.alleen).waarde
        link_to_step(
            oefening, oefening.stap, screen_text("start.naar_oefening"), ":material/arrow_forward:"
        )
        return
    match who.soort:
        case VisitorKind.GAST:
            st.markdown(screen_text("start.gast"))
            sign_in_link()
        case VisitorKind.LOKAAL | VisitorKind.TEAM:
            _teams()
        case VisitorKind.MANAGER:
            _link(OVERZICHT)
        case VisitorKind.ADVISEUR:
            _link(BEHEER)


def _teams() -> None:
    teams = practices().teams()
    if teams:
        st.header(screen_text("start.kies_team"))
        choose_team(teams)
        oefening_lists.on_start(teams)
    else:
        proefteam()
    if visitor().soort is VisitorKind.LOKAAL:
        st.caption(screen_text("start.nog_niet_ingericht"))


def _link(page: str) -> None:
    st.page_link(
        menu_page(page), label=screen_text(f"menu.{page}"), icon=":material/arrow_forward:"
    )
