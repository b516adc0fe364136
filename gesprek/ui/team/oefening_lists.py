"""The team page's oefeningen: what waits, what runs, what is closed."""

from collections.abc import Sequence

import streamlit as st

from gesprek.access.rights import Right, Subject
from gesprek.content import inhoud
from gesprek.domain.coded_row import CodedRow
from gesprek.domain.oefening import Oefening
from gesprek.domain.progress import (
    Openstaand,
    Stand,
    call_off,
    missing,
    openstaand,
    put_off,
    stand,
    uitkomst,
)
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team
from gesprek.domain.vervolg import Vervolgstaat
from gesprek.ui.fields.choices import draw_button
from gesprek.ui.fields.folds import expander, popover
from gesprek.ui.fields.open_oefening import Change, OpenOefening, save, today
from gesprek.ui.frame.addresses import link_to_step, link_to_take_away, link_to_team
from gesprek.ui.frame.visitor import for_visitor, has_right, practices
from gesprek.ui.frame.words import day, day_and_time, label, screen_text
from gesprek.ui.steps.card_of_inbrenger import link_to_card
from gesprek.ui.team.memory_and_trends import erase_oefening

_ICONS = {
    Stand.TE_LANG_OPEN: ":material/schedule:",
    Stand.BESPREKEN: ":material/forum:",
    Stand.BEZIG: ":material/play_circle:",
    Stand.GEPLAND: ":material/event:",
    Stand.WACHT_OP_GESPREK: ":material/hourglass_empty:",
    Stand.AFGEROND: ":material/check_circle:",
    Stand.NIET_DOORGEGAAN: ":material/event_busy:",
}


def on_start(teams: Sequence[Team]) -> None:
    """Draw for each team how many follow-ups wait, with the way there."""
    for team in teams:
        waiting = openstaand(practices().oefeningen(team.id), today())
        if waiting:
            with st.container(border=True, horizontal=True, vertical_alignment="center"):
                st.text(_how_many("op_start", len(waiting), team=team.naam))
                link_to_team(team.id)


def before_new(work: OpenOefening) -> None:
    """Draw what waits when a new oefening begins, for who may open the others."""
    is_new = work.oefening.verst is Stap.MOMENT
    if not is_new or not has_right(Right.TEAM_ZIEN, Subject(work.team.id)):
        return
    waiting = openstaand(practices().oefeningen(work.team.id), today())
    if waiting:
        with st.container(border=True):
            st.markdown(f":material/forum: {_how_many('voor_nieuwe', len(waiting))}")
            _waits(waiting[0], with_link=True)


def _how_many(key: str, count: int, **named: str) -> str:
    if count == 1:
        return screen_text(f"vervolgbord.{key}_een", **named)
    return screen_text(f"vervolgbord.{key}", aantal=count, **named)


def _waits(one: Openstaand, *, with_link: bool = False) -> None:
    """Draw since when a follow-up asks something, and what one tap does to it."""
    words = screen_text("vervolgbord.wacht_lang" if one.te_lang else "vervolgbord.wacht")
    st.caption(f"{words} · {screen_text('vervolgbord.sinds', dag=day(one.since))}")
    if not practices().is_open(one.oefening):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if with_link:
            there = screen_text("vervolgbord.praat_na")
            link_to_step(one.oefening, Stap.VERVOLG, there, ":material/forum:")
        if not one.was_had:
            _tap("niet_doorgegaan", "event_busy", one, lambda it: call_off(it, today()))
            _tap("week_later", "event_repeat", one, lambda it: put_off(it, today()))


def _tap(name: str, icon: str, one: Openstaand, change: Change) -> None:
    words, key = screen_text(f"vervolgbord.{name}"), f"{name}-{one.oefening.id}"
    icon = f":material/{icon}:"
    draw_button(words, save, one.oefening.id, change, key=key, icon=icon, kind="tertiary")


def open_oefeningen(team: Team, oefeningen: Sequence[Oefening], rows: Sequence[CodedRow]) -> None:
    """Draw the oefeningen that still ask something, the most urgent first.

    That the team never practised, only its coded rows can tell: they outlive the text.
    """
    st.header(screen_text("team.lopend"))
    found = _groups(team, oefeningen, are_open=True)
    if practices().has_unreadable(team.id):
        st.warning(screen_text("fouten.oefening_kapot"), icon=":material/warning:")
    elif not found:
        practised = oefeningen or any(row.is_played for row in rows)
        words = screen_text("team.niets_open" if practised else "team.leeg")
        st.info(words, icon=":material/waving_hand:")


def closed_oefeningen(team: Team, oefeningen: Sequence[Oefening], rows: Sequence[CodedRow]) -> None:
    """Draw the oefeningen that are done, and how many more were."""
    there = {one.id for one in oefeningen}
    closed = [row for row in rows if row.vervolg and row.vervolg.is_closed]
    gone = sum(row.oefening not in there for row in closed)
    with expander("team.gesloten"):
        found = _groups(team, oefeningen, are_open=False)
        if gone:
            st.caption(screen_text("team.gesloten_weg", aantal=gone))
        elif not found:
            st.caption(screen_text("team.geen_gesloten"))


def take_away(team: Team, oefeningen: Sequence[Oefening]) -> None:
    """Draw which texts will go soon, each with the way to what the team can take along."""
    left = for_visitor().learned.take_away(team.id)
    going = [one for one in oefeningen if one.id in left]
    if not going:
        return
    with st.container(border=True):
        st.markdown(f":material/hourglass_bottom: {screen_text('team.tekst_gaat_weg')}")
        for one in sorted(going, key=lambda oefening: left[oefening.id]):
            days = left[one.id]
            st.text(one.casus.onderwerp or screen_text("team.zonder_onderwerp"))
            only_one = screen_text("team.nog_een_dag")
            st.caption(only_one if days == 1 else screen_text("team.nog_dagen", aantal=days))
            link_to_take_away(one.id)


def _groups(team: Team, oefeningen: Sequence[Oefening], *, are_open: bool) -> bool:
    """Draw the oefeningen that are open, or not, by where they stand; return whether any is."""
    found = False
    for one in Stand:
        rows = [oefening for oefening in oefeningen if stand(oefening, today()) is one]
        if rows and one.is_open is are_open:
            found = True
            st.markdown(f"### {_ICONS[one]} {label(one)}")
            for oefening in reversed(rows):
                with st.container(border=True):
                    _oefening(team, one, oefening)
    return found


def _oefening(team: Team, where: Stand, oefening: Oefening) -> None:
    if not practices().is_open(oefening):
        st.caption(_about(team, oefening))
        return
    st.text(oefening.casus.onderwerp or screen_text("team.zonder_onderwerp"))
    st.caption(_about(team, oefening))
    stap = oefening.stap
    lacking = missing(oefening, stap)
    if lacking and where is Stand.BEZIG:
        st.caption(screen_text("team.nog_nodig", wat=label(lacking[0])))
    for one in openstaand([oefening], today()):
        _waits(one)
    _outcome(oefening)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        if not where.is_open:
            link_to_take_away(oefening.id)
        elif oefening.verst is Stap.VERVOLG and oefening.vervolg.staat is not Vervolgstaat.GEWEEST:
            link_to_card(oefening)
        kort = inhoud().stappen[stap].kort
        words = screen_text("stapbalk.ga_naar", nummer=stap.number, stap=kort)
        link_to_step(oefening, stap, words, ":material/arrow_forward:")
        # One tap away from a tap by mistake.
        with popover("team.verwijder", ":material/delete:", of=oefening.id):
            st.markdown(screen_text("team.verwijder_uitleg"))
            words, key = screen_text("team.verwijder_oefening"), f"verwijder-{oefening.id}"
            draw_button(words, erase_oefening, oefening.id, key=key)


def _outcome(oefening: Oefening) -> None:
    """Draw the expectation beside how it went, where both were told."""
    vervolg = oefening.vervolg
    found = uitkomst(vervolg)
    if found and vervolg.verwachting and vervolg.hoe_ging_het:
        expected = f"{screen_text('stap_7.verwachting_was')}: {label(vervolg.verwachting)}"
        was = f"{screen_text('stap_7.zo_ging_het')}: {label(vervolg.hoe_ging_het)}"
        st.caption(f"{expected} · {was} · {label(found)}")


def _about(team: Team, oefening: Oefening) -> str:
    planned = oefening.gepland_op
    when = day_and_time(planned) if planned else day(oefening.practised)
    if oefening.inbrenger is None:
        return when
    by = screen_text("team.ingebracht_door", naam=team.name_of(oefening.inbrenger))
    return f"{when} · {by}"
