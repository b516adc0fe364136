"""The team page's groups of oefeningen: what waits, what runs, what is closed."""

from collections.abc import Sequence

import streamlit as st

from gesprek.domein.oefening import Oefening
from gesprek.domein.stand import Stand, stand
from gesprek.domein.team import Team
from gesprek.domein.voortgang import missing
from gesprek.inhoud import inhoud
from gesprek.scherm.adres import link_to_step
from gesprek.scherm.teksten import day, day_and_time, label, tekst
from gesprek.scherm.werk import archief, today

_ICONS = {
    Stand.TE_LANG_OPEN: ":material/schedule:",
    Stand.BESPREKEN: ":material/forum:",
    Stand.BEZIG: ":material/play_circle:",
    Stand.GEPLAND: ":material/event:",
    Stand.WACHT_OP_GESPREK: ":material/hourglass_empty:",
    Stand.AFGEROND: ":material/check_circle:",
    Stand.NIET_DOORGEGAAN: ":material/event_busy:",
}


def _unreadable(team: Team) -> bool:
    """Return whether an oefening of this team cannot be read; the others work as ever."""
    return any(problem.sleutel.team == team.id for problem in archief().problems())


def open_oefeningen(team: Team, oefeningen: Sequence[Oefening]) -> None:
    """Draw the oefeningen that still ask something, the most urgent first."""
    st.header(tekst("team.lopend"))
    found = False
    for one in Stand:
        rows = [oefening for oefening in oefeningen if stand(oefening, today()) is one]
        if one.is_open and rows:
            found = True
            _group(team, one, rows)
    if _unreadable(team):
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


def _group(team: Team, one: Stand, oefeningen: Sequence[Oefening]) -> None:
    st.markdown(f"##### {_ICONS[one]} {label(one)}")
    for oefening in reversed(oefeningen):
        with st.container(border=True):
            st.text(oefening.casus.onderwerp or tekst("team.zonder_onderwerp"))
            st.caption(_about(team, oefening))
            lacking = missing(oefening, oefening.stap)
            if lacking and one is Stand.BEZIG:
                st.caption(tekst("team.nog_nodig", wat=label(lacking[0])))
            number, shown = oefening.stap.number, inhoud().stappen[oefening.stap]
            link_to_step(
                oefening.stap,
                oefening.id,
                tekst("stapbalk.ga_naar", nummer=number, stap=shown.kort),
                ":material/arrow_forward:",
            )


def _about(team: Team, oefening: Oefening) -> str:
    planned = oefening.gepland_op
    when = day_and_time(planned) if planned else day(oefening.practised)
    if oefening.inbrenger is None:
        return when
    by = tekst("team.ingebracht_door", naam=team.name_of(oefening.inbrenger))
    return f"{when} · {by}"
