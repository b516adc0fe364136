"""The managers, and the sign-in of the organisation."""

from typing import Final

import streamlit as st

from gesprek.access.openid import PersonClaim, ProviderSettings
from gesprek.access.visitors import Account
from gesprek.services.paths import ORGANISATION_BACK
from gesprek.ui.fields.open_oefening import now, refusals_shown
from gesprek.ui.fields.session import session
from gesprek.ui.fields.widgets import fill_widget, set_widget_value, widget_value
from gesprek.ui.frame.visitor import for_visitor
from gesprek.ui.frame.words import screen_text
from gesprek.ui.team.team_access import address_for_colleagues

_FIELDS: Final = ("uitgever", "client_id", "waarde")
_KENMERK, _SECRET = "aanmelding-kenmerk", "aanmelding-geheim"


def sign_in() -> None:
    """Draw the settings of the provider; the secret is never shown again."""
    kept = for_visitor().organisation.settings().organisatie_aanmelding
    with st.expander(screen_text("aanmelding.titel"), icon=":material/badge:"):
        st.markdown(screen_text("aanmelding.uitleg"))
        st.code(f"{address_for_colleagues()}{ORGANISATION_BACK}", language=None, wrap_lines=True)
        for name in _FIELDS:
            shown = fill_widget(_key(name), getattr(kept, name) if kept else "")
            st.text_input(
                screen_text(f"aanmelding.{name}"), shown, key=_key(name), autocomplete="off"
            )
        fill_widget(_KENMERK, kept.kenmerk if kept else PersonClaim.ROLES)
        st.radio(
            screen_text("aanmelding.kenmerk"),
            list(PersonClaim),
            format_func=lambda one: screen_text(f"aanmelding.{one}"),
            key=_KENMERK,
        )
        st.text_input(
            screen_text("aanmelding.geheim"), key=_SECRET, type="password", autocomplete="off"
        )
        st.caption(screen_text("aanmelding.geheim_uitleg"))
        with st.container(horizontal=True):
            st.button(screen_text("aanmelding.bewaar"), on_click=_keep)
            if kept:
                st.button(screen_text("aanmelding.zet_uit"), type="tertiary", on_click=_turn_off)


def removed() -> None:
    """Draw who was removed and could come back by the organisation, with the way to let them."""
    found = for_visitor().organisation.blocked()
    if found:
        st.markdown(f"### {screen_text('aanmelding.buiten')}")
    for one in found:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(one.naam)
            st.button(
                screen_text("aanmelding.laat_toe"),
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
        log_in = ProviderSettings.model_validate({**typed, "kenmerk": widget_value(_KENMERK)})
        for_visitor().organisation.set_provider(log_in, widget_value(_SECRET) or "")
        session().saved = now()
    set_widget_value(_SECRET, "")


def _turn_off() -> None:
    with refusals_shown():
        for_visitor().organisation.set_provider(None, "")


def _allow(account: str) -> None:
    with refusals_shown():
        for_visitor().organisation.allow_again(account)


_NAME, _PASSWORD = "nieuwe-manager", "nieuw-wachtwoord"


def managers() -> None:
    """Draw the managers, and the fields for one more."""
    st.markdown(screen_text("managers.uitleg"))
    found = for_visitor().organisation.managers()
    if not found:
        st.caption(screen_text("managers.geen"))
    for one in found:
        _manager(one)
    st.markdown(f"## {screen_text('managers.nieuw')}")
    st.text_input(screen_text("managers.naam"), key=_NAME, autocomplete="off")
    _password_field(_PASSWORD)
    st.button(screen_text("managers.voeg_toe"), icon=":material/person_add:", on_click=_add)
    removed()
    sign_in()


def _manager(one: Account) -> None:
    with st.container(border=True):
        st.text(one.naam)
        with st.container(horizontal=True):
            if one.wachtwoord:
                _other_password(one)
            else:
                st.caption(screen_text("managers.met_organisatie"))
            with st.popover(screen_text("managers.weg"), icon=":material/delete:", type="tertiary"):
                st.markdown(screen_text("managers.weg_uitleg"))
                st.button(
                    screen_text("managers.weg_nu"),
                    key=f"weg-{one.id}",
                    on_click=_remove,
                    args=(one.id,),
                )


def _other_password(one: Account) -> None:
    with st.popover(screen_text("managers.ander"), icon=":material/password:", type="tertiary"):
        _password_field(f"wachtwoord-{one.id}")
        st.button(
            screen_text("managers.bewaar"), key=f"bewaar-{one.id}", on_click=_change, args=(one.id,)
        )


def _password_field(key: str) -> None:
    st.text_input(
        screen_text("managers.wachtwoord"), key=key, type="password", autocomplete="new-password"
    )
    st.caption(screen_text("managers.wachtwoord_uitleg"))


def _add() -> None:
    with refusals_shown():
        typed = widget_value(_NAME) or "", widget_value(_PASSWORD) or ""
        for_visitor().organisation.add_manager(*typed)
        set_widget_value(_NAME, "")
    set_widget_value(_PASSWORD, "")


def _change(account: str) -> None:
    key = f"wachtwoord-{account}"
    with refusals_shown():
        for_visitor().organisation.set_manager(account, widget_value(key) or "")
    set_widget_value(key, "")


def _remove(account: str) -> None:
    with refusals_shown():
        for_visitor().organisation.remove_manager(account)
