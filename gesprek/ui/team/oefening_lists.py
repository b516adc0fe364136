"""The team page's oefeningen: what waits, what runs, what is closed."""

from collections.abc import Callable, Sequence

import streamlit as st

from gesprek.access.rights import Right, Subject
from gesprek.content import inhoud
from gesprek.domain.oefening import Oefening
from gesprek.domain.open_vervolgen import Openstaand, call_off, openstaand, put_off, uitkomst
from gesprek.domain.progress import Stand, missing, stand
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team
from gesprek.domain.team_memory import Geleerd
from gesprek.domain.terugblik import Leerpunt
from gesprek.ui.fields.open_oefening import Change, OpenOefening, refusals_shown, save, today
from gesprek.ui.frame.addresses import link_to_step, link_to_take_away, link_to_team
from gesprek.ui.frame.visitor import for_visitor, has_right, practices
from gesprek.ui.frame.words import day, day_and_time, label, screen_text
from gesprek.ui.team.keeping_and_erasing import erase_leerpunt, erase_oefening


def taps(oefening: Oefening) -> None:
    """Draw what one tap does to a follow-up that asks something; nothing for any other."""
    for one in openstaand([oefening], today()):
        _row(one, with_link=False)


def outcome(oefening: Oefening) -> None:
    """Draw the expectation beside how it went, where both were told."""
    vervolg = oefening.vervolg
    found = uitkomst(vervolg)
    if found and vervolg.verwachting and vervolg.hoe_ging_het:
        expected = f"{screen_text('stap_7.verwachting_was')}: {label(vervolg.verwachting)}"
        was = f"{screen_text('stap_7.zo_ging_het')}: {label(vervolg.hoe_ging_het)}"
        st.caption(f"{expected} · {was} · {label(found)}")


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
            _row(waiting[0], with_link=True)


def _how_many(key: str, count: int, **named: str) -> str:
    if count == 1:
        return screen_text(f"vervolgbord.{key}_een", **named)
    return screen_text(f"vervolgbord.{key}", aantal=count, **named)


def _row(one: Openstaand, *, with_link: bool) -> None:
    words = screen_text("vervolgbord.wacht_lang" if one.te_lang else "vervolgbord.wacht")
    st.caption(f"{words} · {screen_text('vervolgbord.sinds', dag=day(one.since))}")
    if not practices().is_open(one.oefening):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if with_link:
            there = screen_text("vervolgbord.praat_na")
            link_to_step(one.oefening, Stap.VERVOLG, there, ":material/forum:")
        if not one.was_had:
            _tap("niet_doorgegaan", ":material/event_busy:", one, lambda it: call_off(it, today()))
            _tap("week_later", ":material/event_repeat:", one, lambda it: put_off(it, today()))


def _tap(key: str, icon: str, one: Openstaand, change: Change) -> None:
    st.button(
        screen_text(f"vervolgbord.{key}"),
        key=f"{key}-{one.oefening.id}",
        icon=icon,
        type="tertiary",
        on_click=_save,
        args=(one.oefening.id, change),
    )


def _save(oefening_id: str, change: Callable[[Oefening], Oefening]) -> None:
    with refusals_shown():
        save(oefening_id, change)


_ICONS = {
    Stand.TE_LANG_OPEN: ":material/schedule:",
    Stand.BESPREKEN: ":material/forum:",
    Stand.BEZIG: ":material/play_circle:",
    Stand.GEPLAND: ":material/event:",
    Stand.WACHT_OP_GESPREK: ":material/hourglass_empty:",
    Stand.AFGEROND: ":material/check_circle:",
    Stand.NIET_DOORGEGAAN: ":material/event_busy:",
}


def open_oefeningen(team: Team, oefeningen: Sequence[Oefening]) -> None:
    """Draw the oefeningen that still ask something, the most urgent first."""
    st.header(screen_text("team.lopend"))
    found = False
    for one in Stand:
        rows = [oefening for oefening in oefeningen if stand(oefening, today()) is one]
        if one.is_open and rows:
            found = True
            _group(team, one, rows)
    if practices().has_unreadable(team.id):
        st.warning(screen_text("fouten.oefening_kapot"), icon=":material/warning:")
    elif not found:
        words = screen_text("team.niets_open") if oefeningen else screen_text("team.leeg")
        st.info(words, icon=":material/waving_hand:")


def closed_oefeningen(team: Team, oefeningen: Sequence[Oefening]) -> None:
    """Draw the oefeningen that are done."""
    rows = [one for one in oefeningen if not stand(one, today()).is_open]
    with st.expander(screen_text("team.gesloten")):
        if not rows:
            st.caption(screen_text("team.geen_gesloten"))
        for one in (Stand.AFGEROND, Stand.NIET_DOORGEGAAN):
            matching = [row for row in rows if stand(row, today()) is one]
            if matching:
                _group(team, one, matching)


def take_away(team: Team, oefeningen: Sequence[Oefening]) -> None:
    """Draw which texts will go soon, each with the way to what the team can take along."""
    left = for_visitor().learned.take_away(team.id)
    going = [one for one in oefeningen if one.id in left and practices().is_open(one)]
    if not going:
        return
    with st.container(border=True):
        st.markdown(f":material/hourglass_bottom: {screen_text('team.tekst_gaat_weg')}")
        for one in sorted(going, key=lambda oefening: left[oefening.id]):
            st.text(one.casus.onderwerp or screen_text("team.zonder_onderwerp"))
            st.caption(_days_left(left[one.id]))
            link_to_take_away(one.id)


def learned(team: Team) -> None:
    """Draw the leerpunten of which the oefening has gone, the newest first."""
    kept = for_visitor().learned.kept(team.id)
    if not kept:
        return
    with st.expander(screen_text("team.geleerd"), icon=":material/school:"):
        st.caption(screen_text("team.geleerd_uitleg"))
        for one in reversed(kept):
            for key, leerpunt in one.leerpunten.items():
                _learned_row(one, key, leerpunt)


def _learned_row(one: Geleerd, key: str, leerpunt: Leerpunt) -> None:
    with st.container(border=True):
        st.text(leerpunt.tekst)
        st.caption(f"{label(leerpunt.leerthema)} · {label(leerpunt.rol)} · {day(one.dag)}")
        st.button(
            screen_text("stap_6.verwijder_leerpunt"),
            key=f"verwijder-{one.oefening}-{key}",
            icon=":material/close:",
            type="tertiary",
            on_click=erase_leerpunt,
            args=(one.oefening, key),
        )


def _days_left(days: int) -> str:
    return (
        screen_text("team.nog_een_dag") if days == 1 else screen_text("team.nog_dagen", aantal=days)
    )


def _group(team: Team, one: Stand, oefeningen: Sequence[Oefening]) -> None:
    st.markdown(f"### {_ICONS[one]} {label(one)}")
    for oefening in reversed(oefeningen):
        with st.container(border=True):
            if not practices().is_open(oefening):
                st.caption(_about(team, oefening))
                continue
            st.text(oefening.casus.onderwerp or screen_text("team.zonder_onderwerp"))
            st.caption(_about(team, oefening))
            lacking = missing(oefening, oefening.stap)
            if lacking and one is Stand.BEZIG:
                st.caption(screen_text("team.nog_nodig", wat=label(lacking[0])))
            taps(oefening)
            outcome(oefening)
            with st.container(horizontal=True, horizontal_alignment="distribute"):
                if not one.is_open:
                    link_to_take_away(oefening.id)
                _go_on(oefening)
                _remove(oefening)


def _go_on(oefening: Oefening) -> None:
    number, shown = oefening.stap.number, inhoud().stappen[oefening.stap]
    link_to_step(
        oefening,
        oefening.stap,
        screen_text("stapbalk.ga_naar", nummer=number, stap=shown.kort),
        ":material/arrow_forward:",
    )


def _remove(oefening: Oefening) -> None:
    """Draw 'verwijder deze oefening', one tap away from a tap by mistake."""
    with st.popover(screen_text("team.verwijder"), icon=":material/delete:", type="tertiary"):
        st.markdown(screen_text("team.verwijder_uitleg"))
        st.button(
            screen_text("team.verwijder_oefening"),
            key=f"verwijder-{oefening.id}",
            on_click=erase_oefening,
            args=(oefening.id,),
        )


def _about(team: Team, oefening: Oefening) -> str:
    planned = oefening.gepland_op
    when = day_and_time(planned) if planned else day(oefening.practised)
    if oefening.inbrenger is None:
        return when
    by = screen_text("team.ingebracht_door", naam=team.name_of(oefening.inbrenger))
    return f"{when} · {by}"
