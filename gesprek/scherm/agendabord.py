"""The team's calendar: its secret address, shown once, renewed and stopped with one tap."""

import streamlit as st

from gesprek.domein.tijd import local_day
from gesprek.scherm.bezoek import bezoeker, portier
from gesprek.scherm.sessie import sessie
from gesprek.scherm.sleutelkaart import colleagues_address
from gesprek.scherm.teksten import day, tekst
from gesprek.scherm.werk import refusals_shown
from gesprek.toegang.instellingen import Netwerk
from gesprek.toegang.rechten import Recht, Zaak

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
        st.button(tekst("agenda.stop"), key="agenda-stop", on_click=_revoke, args=(team_id,))


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


def _revoke(team_id: str) -> None:
    with refusals_shown():
        portier(Recht.AGENDA, Zaak(team_id)).revoke_agenda(team_id, bezoeker().soort)
        sessie().agenda = {}
