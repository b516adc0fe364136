"""The sign-in of the organisation for managers, and who may come back, for the quality advisor."""

from typing import Final

import streamlit as st

from gesprek.scherm.bezoek import portier
from gesprek.scherm.sessie import sessie
from gesprek.scherm.sleutelkaart import colleagues_address
from gesprek.scherm.teksten import tekst
from gesprek.scherm.werk import now, refusals_shown
from gesprek.scherm.widgets import fill_widget, set_widget_value, widget_value
from gesprek.toegang.organisatie import Kenmerk, OrganisatieAanmelding
from gesprek.toegang.rechten import Recht

BACK_PATH: Final = "/aanmelden/organisatie/terug"
_FIELDS: Final = ("uitgever", "client_id", "waarde")
_KENMERK, _SECRET = "aanmelding-kenmerk", "aanmelding-geheim"


def sign_in() -> None:
    """Draw the settings of the provider; the secret is never shown again."""
    kept = portier(Recht.ORGANISATIE).instellingen().organisatie_aanmelding
    with st.expander(tekst("aanmelding.titel"), icon=":material/badge:"):
        st.markdown(tekst("aanmelding.uitleg"))
        st.code(f"{colleagues_address()}{BACK_PATH}", language=None, wrap_lines=True)
        for name in _FIELDS:
            shown = fill_widget(_key(name), getattr(kept, name) if kept else "")
            st.text_input(tekst(f"aanmelding.{name}"), shown, key=_key(name), autocomplete="off")
        fill_widget(_KENMERK, kept.kenmerk if kept else Kenmerk.ROLES)
        st.radio(
            tekst("aanmelding.kenmerk"),
            list(Kenmerk),
            format_func=lambda one: tekst(f"aanmelding.{one}"),
            key=_KENMERK,
        )
        st.text_input(tekst("aanmelding.geheim"), key=_SECRET, type="password", autocomplete="off")
        st.caption(tekst("aanmelding.geheim_uitleg"))
        with st.container(horizontal=True):
            st.button(tekst("aanmelding.bewaar"), on_click=_keep)
            if kept:
                st.button(tekst("aanmelding.zet_uit"), type="tertiary", on_click=_turn_off)


def removed() -> None:
    """Draw who was removed and could come back by the organisation, with the way to let them."""
    found = portier(Recht.ACCOUNTS_BEHEREN).accounts.blocked()
    if found:
        st.markdown(f"### {tekst('aanmelding.buiten')}")
    for one in found:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(one.naam)
            st.button(
                tekst("aanmelding.laat_toe"),
                key=f"laat-toe-{one.id}",
                type="tertiary",
                on_click=_allow,
                args=(one.id,),
            )


def _key(name: str) -> str:
    return f"aanmelding-{name}"


def _keep() -> None:
    typed = {name: widget_value(_key(name)) or "" for name in _FIELDS}
    with refusals_shown():
        aanmelding = OrganisatieAanmelding.model_validate(
            {**typed, "kenmerk": widget_value(_KENMERK)}
        )
        doorkeeper = portier(Recht.ORGANISATIE)
        doorkeeper.beheer.set_organisation(aanmelding, widget_value(_SECRET) or "")
        sessie().saved = now()
    set_widget_value(_SECRET, "")


def _turn_off() -> None:
    with refusals_shown():
        portier(Recht.ORGANISATIE).beheer.set_organisation(None, "")


def _allow(account: str) -> None:
    with refusals_shown():
        portier(Recht.ACCOUNTS_BEHEREN).beheer.allow_again(account)
