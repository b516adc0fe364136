"""Choosing a team, its names, and the door to a new oefening."""

from datetime import datetime
from functools import partial

import streamlit as st

from gesprek.access.rights import Right
from gesprek.access.visitors import VisitorKind
from gesprek.domain.oefening import Oefening, new_oefening, propose_moment
from gesprek.domain.rolverdeling import propose_present, propose_rollen
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team, add_deelnemer, new_team
from gesprek.domain.werkvormen import propose_werkvorm
from gesprek.storage.values import new_id, new_oefening_id
from gesprek.ui.fields.choices import draw_button
from gesprek.ui.fields.folds import popover
from gesprek.ui.fields.forms import DraftForm, team_form
from gesprek.ui.fields.open_oefening import attempt, now, refusals_shown
from gesprek.ui.fields.session import session
from gesprek.ui.frame.addresses import HOME, link_to, link_to_step, open_step, open_team
from gesprek.ui.frame.notices import sign_in_link
from gesprek.ui.frame.visitor import has_right, practices, visitor
from gesprek.ui.frame.words import screen_text
from gesprek.ui.team import oefening_lists
from gesprek.ui.team.memory_and_trends import erase_inbreng, erase_name


def begin_now(team: Team) -> None:
    """Open step 1 of an oefening that starts now; an untouched one is used again."""
    with refusals_shown():
        history = practices().oefeningen(team.id)
        mine = (one for one in reversed(history) if one.is_untouched and practices().is_open(one))
        untouched = next(mine, None)
        open_step(Stap.MOMENT, (untouched or _create(team, None)).id)
    st.rerun()


def plan_ahead(team: Team) -> None:
    """Open step 1 of an oefening for tomorrow, to be changed there."""
    with refusals_shown():
        open_step(Stap.MOMENT, _create(team, propose_moment(now())).id)
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
            words = screen_text("team.verwijder_naam", naam=deelnemer.naam)
            name, icon = f"weg-{key}", ":material/close:"
            draw_button(words, erase_name, team.id, key, key=name, icon=icon, kind="tertiary")
    add_name(team)
    if not team.deelnemers:
        return
    with popover("team.wis_inbreng", ":material/delete:"):
        st.markdown(screen_text("team.wis_inbreng_uitleg"))
        for key, deelnemer in team.deelnemers.items():
            st.button(
                screen_text("team.wis_inbreng_van", naam=deelnemer.naam),
                key=f"wis-{key}",
                width="stretch",
                on_click=attempt,
                args=(erase_inbreng, team.id, key, deelnemer.naam),
            )


def add_name(team: Team) -> None:
    """Draw a field for one more name; Enter adds it."""
    form, hint = team_form(team.id, "naam"), screen_text("nu.nieuwe_naam_voorbeeld")
    words = screen_text("team.nieuwe_naam")
    form.new_line(words, partial(_add_name, team.id, form), hint)


def _add_name(team_id: str, form: DraftForm, naam: str) -> bool:
    with refusals_shown():
        practices().change_team(team_id, lambda one: add_deelnemer(one, new_id(), naam))
        form.done("")
        session().saved = now()
        return True
    return False


def _create(team: Team, moment: datetime | None) -> Oefening:
    history = practices().past(team.id, practices().oefeningen(team.id))
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
        oefening = practices().oefening(who.alleen).value
        words = screen_text("start.naar_oefening")
        link_to_step(oefening, oefening.stap, words, ":material/arrow_forward:")
        return
    match who.soort:
        case VisitorKind.GAST:
            st.markdown(screen_text("start.gast"))
            sign_in_link()
        case VisitorKind.LOKAAL | VisitorKind.TEAM:
            _teams()
        case VisitorKind.MANAGER | VisitorKind.ADVISEUR as kind:
            page = HOME[kind]
            link_to(page, screen_text(f"menu.{page}"), ":material/arrow_forward:")


def _teams() -> None:
    teams = practices().teams()
    if practices().has_unreadable_team():
        st.warning(screen_text("fouten.team_kapot"), icon=":material/warning:")
    if teams:
        st.header(screen_text("start.kies_team"))
        with st.container(horizontal=True):
            for team in teams:
                if st.button(team.naam, key=f"team-{team.id}", icon=":material/groups:"):
                    open_team(team.id)
        oefening_lists.on_start(teams)
    elif has_right(Right.PROEFTEAM) and not practices().has_unreadable_team():
        _proefteam()
    if visitor().soort is VisitorKind.LOKAAL:
        st.caption(screen_text("start.nog_niet_ingericht"))


def _proefteam() -> None:
    """Draw the way to the one team to try out with: the main action before the set-up."""
    st.markdown(screen_text("start.proefteam_uitleg"))
    words, icon = screen_text("start.begin_proefteam"), ":material/play_arrow:"
    if st.button(words, type="primary", icon=icon):
        team = new_team(new_id(), screen_text("start.proefteam"))
        with refusals_shown():
            practices().begin_proefteam(team)
            open_team(team.id)
        st.rerun()
