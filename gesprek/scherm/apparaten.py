"""The devices on which a team is signed in: to look at and to sign out."""

import streamlit as st

from gesprek.scherm.bezoek import bezoeker, binnen, portier
from gesprek.scherm.teksten import day_and_time, tekst
from gesprek.scherm.werk import refusals_shown
from gesprek.toegang.aanmelding import Aanmelding
from gesprek.toegang.rechten import Recht, Zaak


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
            on_click=_revoke,
            args=(team_id, one.id),
        )


def _revoke(team_id: str, aanmelding_id: str) -> None:
    with refusals_shown():
        door = bezoeker().soort
        portier(Recht.TEAMAPPARATEN, Zaak(team_id)).revoke_device(team_id, aanmelding_id, door)
