"""The devices on which a team is signed in, and its calendar."""

import streamlit as st

from gesprek.access.rights import Recht, Zaak
from gesprek.access.settings import Netwerk
from gesprek.access.visitors import Aanmelding
from gesprek.domain.dates import local_day
from gesprek.ui.fields.open_oefening import refusals_shown
from gesprek.ui.fields.session import sessie
from gesprek.ui.frame.visitor import bezoeker, binnen, portier
from gesprek.ui.frame.words import day, day_and_time, tekst
from gesprek.ui.team.key_card import colleagues_address


def devices(team_id: str) -> None:
    """Draw each log-in of a team, the latest used first."""
    found = portier(Recht.TEAMAPPARATEN, Zaak(team_id)).aanmeldingen.of_team(team_id)
    if not found:
        st.caption(tekst("apparaten.geen"))
    here = binnen().aanmelding
    for one in found:
        _device(team_id, one, is_here=here is not None and here.id == one.id)


def _device(team_id: str, one: Aanmelding, *, is_here: bool) -> None:
    with st.container(border=True):
        st.text(tekst(f"apparaten.{one.apparaat}"))
        if is_here:
            st.caption(tekst("apparaten.dit"))
        kept = "onthouden" if one.vertrouwd else "een_oefening" if one.alleen else "vandaag"
        st.caption(f"{tekst(f'apparaten.{kept}')} · {day_and_time(one.gezien)}")
        st.button(
            tekst("apparaten.meld_af"),
            key=f"apparaat-{one.id}",
            icon=":material/logout:",
            on_click=_sign_out,
            args=(team_id, one.id),
        )


def _sign_out(team_id: str, aanmelding_id: str) -> None:
    with refusals_shown():
        door = bezoeker().soort
        portier(Recht.TEAMAPPARATEN, Zaak(team_id)).revoke_device(team_id, aanmelding_id, door)


FEED: str = "/agenda/"


def subscription(team_id: str) -> None:
    """Draw the address of a team's calendar and what it can reach."""
    doorkeeper = portier(Recht.AGENDA, Zaak(team_id))
    st.markdown(tekst("agenda.uitleg"))
    st.markdown(tekst("agenda.bereik"))
    if doorkeeper.instellingen().netwerk is Netwerk.DICHT:
        st.info(tekst("agenda.alleen_hier"), icon=":material/computer:")
    st.caption(tekst("agenda.los"))
    _just_made(team_id)
    made = doorkeeper.agenda.made(team_id)
    if made is None:
        st.button(tekst("agenda.maak"), key="agenda-maak", on_click=_renew, args=(team_id,))
        return
    st.caption(f"{tekst('agenda.sinds', dag=day(local_day(made)))} {tekst('agenda.oud_stopt')}")
    with st.container(horizontal=True):
        st.button(tekst("agenda.vernieuw"), key="agenda-nieuw", on_click=_renew, args=(team_id,))
        st.button(tekst("agenda.stop"), key="agenda-stop", on_click=_stop_calendar, args=(team_id,))


def _just_made(team_id: str) -> None:
    """Draw a new address as long as this tab stays on this team."""
    token = sessie().agenda.get(team_id)
    if token:
        st.warning(tekst("agenda.een_keer"), icon=":material/key:")
        st.code(f"{colleagues_address()}{FEED}{token}.ics", language=None, wrap_lines=True)
        st.markdown(tekst("agenda.zo"))


def _renew(team_id: str) -> None:
    with refusals_shown():
        made = portier(Recht.AGENDA, Zaak(team_id)).renew_agenda(team_id, bezoeker().soort)
        sessie().agenda = {team_id: made}


def _stop_calendar(team_id: str) -> None:
    with refusals_shown():
        portier(Recht.AGENDA, Zaak(team_id)).revoke_agenda(team_id, bezoeker().soort)
        sessie().agenda = {}
