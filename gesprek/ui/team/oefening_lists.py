"""The team page's groups of oefeningen: what waits, what runs, what is closed."""

from collections.abc import Sequence

import streamlit as st

from gesprek.access.rights import Recht, Zaak
from gesprek.content import inhoud
from gesprek.domain.oefening import Oefening
from gesprek.domain.progress import Stand, missing, stand
from gesprek.domain.team import Team
from gesprek.domain.team_memory import Geleerd
from gesprek.domain.terugblik import Leerpunt
from gesprek.services.retention import Bewaring
from gesprek.ui.fields.open_oefening import today
from gesprek.ui.frame.addresses import link_to_meenemen, link_to_step
from gesprek.ui.frame.visitor import archief, store
from gesprek.ui.frame.words import day, day_and_time, label, tekst
from gesprek.ui.team import waiting_vervolgen
from gesprek.ui.team.erase_buttons import wis_leerpunt, wis_oefening

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
    st.header(tekst("team.lopend"))
    found = False
    for one in Stand:
        rows = [oefening for oefening in oefeningen if stand(oefening, today()) is one]
        if one.is_open and rows:
            found = True
            _group(team, one, rows)
    if archief().has_unreadable(team.id):
        st.warning(tekst("fouten.oefening_kapot"), icon=":material/warning:")
    elif not found:
        words = tekst("team.niets_open") if oefeningen else tekst("team.leeg")
        st.info(words, icon=":material/waving_hand:")


def closed_oefeningen(team: Team, oefeningen: Sequence[Oefening]) -> None:
    """Draw the oefeningen that are done."""
    rows = [one for one in oefeningen if not stand(one, today()).is_open]
    with st.expander(tekst("team.gesloten")):
        if not rows:
            st.caption(tekst("team.geen_gesloten"))
        for one in (Stand.AFGEROND, Stand.NIET_DOORGEGAAN):
            matching = [row for row in rows if stand(row, today()) is one]
            if matching:
                _group(team, one, matching)


def take_away(team: Team, oefeningen: Sequence[Oefening]) -> None:
    """Draw which texts will go soon, each with the way to what the team can take along."""
    left = Bewaring(store(Recht.TEAM_ZIEN, Zaak(team.id))).take_away(team.id)
    going = [one for one in oefeningen if one.id in left and archief().is_open(one)]
    if not going:
        return
    with st.container(border=True):
        st.markdown(f":material/hourglass_bottom: {tekst('team.tekst_gaat_weg')}")
        for one in sorted(going, key=lambda oefening: left[oefening.id]):
            st.text(one.casus.onderwerp or tekst("team.zonder_onderwerp"))
            st.caption(_days_left(left[one.id]))
            link_to_meenemen(one.id)


def learned(team: Team) -> None:
    """Draw the leerpunten of which the oefening has gone, the newest first."""
    kept = Bewaring(store(Recht.TEAM_ZIEN, Zaak(team.id))).geleerd(team.id)
    if not kept:
        return
    with st.expander(tekst("team.geleerd"), icon=":material/school:"):
        st.caption(tekst("team.geleerd_uitleg"))
        for one in reversed(kept):
            for key, leerpunt in one.leerpunten.items():
                _learned_row(team, one, key, leerpunt)


def _learned_row(team: Team, one: Geleerd, key: str, leerpunt: Leerpunt) -> None:
    with st.container(border=True):
        st.text(leerpunt.tekst)
        st.caption(f"{label(leerpunt.leerthema)} · {label(leerpunt.rol)} · {day(one.dag)}")
        st.button(
            tekst("stap_6.verwijder_leerpunt"),
            key=f"verwijder-{one.oefening}-{key}",
            icon=":material/close:",
            type="tertiary",
            on_click=wis_leerpunt,
            args=(team.id, one.oefening, key),
        )


def _days_left(days: int) -> str:
    return tekst("team.nog_een_dag") if days == 1 else tekst("team.nog_dagen", aantal=days)


def _group(team: Team, one: Stand, oefeningen: Sequence[Oefening]) -> None:
    st.markdown(f"### {_ICONS[one]} {label(one)}")
    for oefening in reversed(oefeningen):
        with st.container(border=True):
            if not archief().is_open(oefening):
                st.caption(_about(team, oefening))
                continue
            st.text(oefening.casus.onderwerp or tekst("team.zonder_onderwerp"))
            st.caption(_about(team, oefening))
            lacking = missing(oefening, oefening.stap)
            if lacking and one is Stand.BEZIG:
                st.caption(tekst("team.nog_nodig", wat=label(lacking[0])))
            waiting_vervolgen.taps(oefening)
            waiting_vervolgen.outcome(oefening)
            with st.container(horizontal=True, horizontal_alignment="distribute"):
                if not one.is_open:
                    link_to_meenemen(oefening.id)
                _go_on(oefening)
                _remove(oefening)


def _go_on(oefening: Oefening) -> None:
    number, shown = oefening.stap.number, inhoud().stappen[oefening.stap]
    link_to_step(
        oefening,
        oefening.stap,
        tekst("stapbalk.ga_naar", nummer=number, stap=shown.kort),
        ":material/arrow_forward:",
    )


def _remove(oefening: Oefening) -> None:
    """Draw 'verwijder deze oefening', one tap away from a tap by mistake."""
    with st.popover(tekst("team.verwijder"), icon=":material/delete:", type="tertiary"):
        st.markdown(tekst("team.verwijder_uitleg"))
        st.button(
            tekst("team.verwijder_oefening"),
            key=f"verwijder-{oefening.id}",
            on_click=wis_oefening,
            args=(oefening.team, oefening.id),
        )


def _about(team: Team, oefening: Oefening) -> str:
    planned = oefening.gepland_op
    when = day_and_time(planned) if planned else day(oefening.practised)
    if oefening.inbrenger is None:
        return when
    by = tekst("team.ingebracht_door", naam=team.name_of(oefening.inbrenger))
    return f"{when} · {by}"
