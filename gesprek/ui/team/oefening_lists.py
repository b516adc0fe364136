"""The team page's groups of oefeningen: what waits, what runs, what is closed."""

from collections.abc import Sequence

import streamlit as st

from gesprek.content import inhoud
from gesprek.domain.oefening import Oefening
from gesprek.domain.progress import Stand, missing, stand
from gesprek.domain.team import Team
from gesprek.domain.team_memory import Geleerd
from gesprek.domain.terugblik import Leerpunt
from gesprek.ui.fields.open_oefening import today
from gesprek.ui.frame.addresses import link_to_step, link_to_take_away
from gesprek.ui.frame.visitor import for_visitor, practices
from gesprek.ui.frame.words import day, day_and_time, label, screen_text
from gesprek.ui.team import waiting_vervolgen
from gesprek.ui.team.keeping_and_erasing import erase_leerpunt, erase_oefening

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
            waiting_vervolgen.taps(oefening)
            waiting_vervolgen.outcome(oefening)
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
