"""The organisation, its network and its threshold, for the quality advisor."""

import streamlit as st

from gesprek.access.settings import NetworkMode, Settings, filled_in
from gesprek.ui.fields.open_oefening import now, refusals_shown
from gesprek.ui.fields.session import session
from gesprek.ui.fields.widgets import fill_widget, set_widget_value, widget_value
from gesprek.ui.frame.visitor import for_visitor
from gesprek.ui.frame.words import screen_text

_DREMPEL, _ALLEN = "drempel", "iedereen"
_PASSWORDS = ("wachtwoord-nu", "wachtwoord-nieuw", "wachtwoord-nogmaals")
_NEEDS = {
    NetworkMode.DICHT: (),
    NetworkMode.CERTIFICAAT: ("namen", "certificaat", "certificaatsleutel"),
    NetworkMode.PROXY: ("namen", "proxies"),
    NetworkMode.ONBEVEILIGD: ("namen",),
}


def network() -> None:
    """Draw the name, who can open the server, and the button that keeps it."""
    settings = for_visitor().organisation.settings()
    _field("organisatie", settings.organisatie)
    fill_widget(_key("netwerk"), settings.netwerk)
    st.radio(
        screen_text("organisatie.netwerk"),
        list(NetworkMode),
        format_func=lambda one: screen_text(f"organisatie.{one}"),
        key=_key("netwerk"),
    )
    for name in _NEEDS[widget_value(_key("netwerk"))]:
        value = getattr(settings, name)
        _field(name, value if isinstance(value, str) else " ".join(value))
        st.caption(screen_text(f"organisatie.{name}_uitleg"))
    st.button(screen_text("organisatie.bewaar"), type="primary", on_click=_keep)
    st.caption(screen_text("organisatie.herstart"))


def threshold() -> None:
    """Draw from how many oefeningen on a figure is shown; it can only go up."""
    drempel = for_visitor().organisation.settings().drempel
    fill_widget(_DREMPEL, drempel)
    st.number_input(
        screen_text("organisatie.drempel"), min_value=drempel, max_value=1_000, key=_DREMPEL
    )
    st.caption(screen_text("organisatie.drempel_uitleg"))
    st.button(screen_text("organisatie.verhoog"), on_click=_raise)


def password() -> None:
    """Draw the fields for another password of the advisor."""
    with st.expander(screen_text("organisatie.wachtwoord"), icon=":material/password:"):
        for key, complete in zip(_PASSWORDS, ("current", "new", "new"), strict=True):
            st.text_input(
                screen_text(f"organisatie.{key.replace('-', '_')}"),
                key=key,
                type="password",
                autocomplete=f"{complete}-password",
            )
        st.caption(screen_text("managers.wachtwoord_uitleg"))
        st.button(screen_text("organisatie.wachtwoord_bewaar"), on_click=_change_password)


def everybody_out() -> None:
    """Draw the way to sign everybody out, one tap away from a tap by mistake."""
    with st.popover(screen_text("organisatie.iedereen"), icon=":material/logout:", type="tertiary"):
        st.markdown(screen_text("organisatie.iedereen_uitleg"))
        st.button(screen_text("organisatie.iedereen_nu"), key=_ALLEN, on_click=_sign_everybody_out)


def _field(name: str, stored: str) -> None:
    shown = fill_widget(_key(name), stored)
    words = "certificaat_bestand" if name == "certificaat" else name
    st.text_input(screen_text(f"organisatie.{words}"), shown, key=_key(name), autocomplete="off")


def _key(name: str) -> str:
    return f"organisatie-{name}"


def _keep() -> None:
    names = ("organisatie", "netwerk", *_NEEDS[widget_value(_key("netwerk"))])
    typed = {name: widget_value(_key(name)) or "" for name in names}

    def change(before: Settings) -> Settings:
        return filled_in(before, typed, now())

    with refusals_shown():
        for_visitor().organisation.change_settings(change)
        session().saved = now()


def _raise() -> None:
    """Keep the threshold: by a button, for a slip of the finger could not be undone."""
    asked = widget_value(_DREMPEL)
    with refusals_shown():
        for_visitor().organisation.change_settings(lambda one: one.changed(drempel=asked))
        session().saved = now()


def _change_password() -> None:
    old, new, again = (widget_value(key) or "" for key in _PASSWORDS)
    with refusals_shown():
        for_visitor().organisation.change_own_password(old, new, again)
    for key in _PASSWORDS:
        set_widget_value(key, "")


def _sign_everybody_out() -> None:
    with refusals_shown():
        for_visitor().organisation.sign_everybody_out()
