"""The managers, for the quality advisor: who may see the figures."""

import streamlit as st

from gesprek.scherm import aanmeldbord
from gesprek.scherm.bezoek import portier
from gesprek.scherm.teksten import tekst
from gesprek.scherm.werk import refusals_shown
from gesprek.scherm.widgets import set_widget_value, widget_value
from gesprek.toegang.account import Account
from gesprek.toegang.rechten import Recht

_NAME, _PASSWORD = "nieuwe-manager", "nieuw-wachtwoord"


def managers() -> None:
    """Draw the managers, and the fields for one more."""
    st.markdown(tekst("managers.uitleg"))
    found = portier(Recht.ACCOUNTS_BEHEREN).accounts.managers()
    if not found:
        st.caption(tekst("managers.geen"))
    for one in found:
        _manager(one)
    st.markdown(f"## {tekst('managers.nieuw')}")
    st.text_input(tekst("managers.naam"), key=_NAME, autocomplete="off")
    _password_field(_PASSWORD)
    st.button(tekst("managers.voeg_toe"), icon=":material/person_add:", on_click=_add)
    aanmeldbord.removed()
    aanmeldbord.sign_in()


def _manager(one: Account) -> None:
    with st.container(border=True):
        st.text(one.naam)
        with st.container(horizontal=True):
            if one.wachtwoord:
                _other_password(one)
            else:
                st.caption(tekst("managers.met_organisatie"))
            with st.popover(tekst("managers.weg"), icon=":material/delete:", type="tertiary"):
                st.markdown(tekst("managers.weg_uitleg"))
                st.button(
                    tekst("managers.weg_nu"), key=f"weg-{one.id}", on_click=_remove, args=(one.id,)
                )


def _other_password(one: Account) -> None:
    with st.popover(tekst("managers.ander"), icon=":material/password:", type="tertiary"):
        _password_field(f"wachtwoord-{one.id}")
        st.button(
            tekst("managers.bewaar"), key=f"bewaar-{one.id}", on_click=_change, args=(one.id,)
        )


def _password_field(key: str) -> None:
    st.text_input(
        tekst("managers.wachtwoord"), key=key, type="password", autocomplete="new-password"
    )
    st.caption(tekst("managers.wachtwoord_uitleg"))


def _add() -> None:
    with refusals_shown():
        typed = widget_value(_NAME) or "", widget_value(_PASSWORD) or ""
        portier(Recht.ACCOUNTS_BEHEREN).beheer.add_manager(*typed)
        set_widget_value(_NAME, "")
    set_widget_value(_PASSWORD, "")


def _change(account: str) -> None:
    key = f"wachtwoord-{account}"
    with refusals_shown():
        portier(Recht.ACCOUNTS_BEHEREN).beheer.set_manager(account, widget_value(key) or "")
    set_widget_value(key, "")


def _remove(account: str) -> None:
    with refusals_shown():
        portier(Recht.ACCOUNTS_BEHEREN).beheer.remove_manager(account)
