"""The organisation, its network and sign-in, and its managers, for the quality advisor."""

from typing import Final

import streamlit as st

from gesprek.access.openid import PersonClaim, ProviderSettings
from gesprek.access.settings import NetworkMode, filled_in
from gesprek.access.visitors import Account
from gesprek.services.form_fields import NEW
from gesprek.services.paths import ORGANISATION_BACK
from gesprek.storage.protocol import Kind
from gesprek.ui.fields.choices import draw_button
from gesprek.ui.fields.folds import expander, popover
from gesprek.ui.fields.forms import DraftForm, admin_form
from gesprek.ui.fields.open_oefening import now, refusals_shown
from gesprek.ui.fields.session import session
from gesprek.ui.fields.widgets import set_widget_value, widget_value
from gesprek.ui.frame.visitor import for_visitor, practices
from gesprek.ui.frame.words import screen_text
from gesprek.ui.team.team_access import address_for_colleagues

_DREMPEL: Final = "drempel"
_HIGHEST_DREMPEL: Final = 1_000
_PASSWORD = "nieuw-wachtwoord"  # noqa: S105 - the key of a field
_OWN_PASSWORD: Final = {
    "wachtwoord_nu": "current-password",
    "wachtwoord_nieuw": "new-password",
    "wachtwoord_nogmaals": "new-password",
}
"""Field of another password of the advisor → what a browser may fill in."""
_NEEDS: Final = {
    NetworkMode.DICHT: (),
    NetworkMode.CERTIFICAAT: ("namen", "certificaat", "certificaatsleutel"),
    NetworkMode.PROXY: ("namen", "proxies"),
    NetworkMode.ONBEVEILIGD: ("namen",),
}
_PROVIDER: Final = ("uitgever", "client_id", "waarde")
_KENMERK, _SECRET = "kenmerk", "aanmelding-geheim"


def organisation() -> None:
    """Draw the name and the network, the threshold, and who gets in with which password."""
    _network()
    st.divider()
    _threshold()
    st.divider()
    with expander("organisatie.wachtwoord", ":material/password:"):
        for key, complete in _OWN_PASSWORD.items():
            words = screen_text(f"organisatie.{key}")
            st.text_input(words, key=key, type="password", autocomplete=complete)
        st.caption(screen_text("managers.wachtwoord_uitleg"))
        draw_button(screen_text("organisatie.wachtwoord_bewaar"), _change_own_password)
    # One tap away from a tap by mistake.
    with popover("organisatie.iedereen", ":material/logout:"):
        st.markdown(screen_text("organisatie.iedereen_uitleg"))
        draw_button(screen_text("organisatie.iedereen_nu"), _sign_everybody_out, key="iedereen")


def _network() -> None:
    """Draw the name, who can open the server, and the button that keeps it."""
    settings, form = for_visitor().organisation.settings(), admin_form("organisatie")
    _field(form, "organisatie", settings.organisatie)
    form.fill("netwerk", settings.netwerk, list(NetworkMode))
    st.radio(
        screen_text("organisatie.netwerk"),
        list(NetworkMode),
        format_func=_network_words,
        **form.saves("netwerk"),
    )
    form.say_more("netwerk", settings.netwerk, _network_words)
    for name in _NEEDS[form.value("netwerk")]:
        value = getattr(settings, name)
        _field(form, name, value if isinstance(value, str) else " ".join(value))
        st.caption(screen_text(f"organisatie.{name}_uitleg"))
    draw_button(screen_text("organisatie.bewaar"), _keep_network, form, kind="primary")
    st.caption(screen_text("organisatie.herstart"))


def _network_words(mode: NetworkMode) -> str:
    return screen_text(f"organisatie.{mode}")


def _field(form: DraftForm, name: str, stored: str) -> None:
    words = "certificaat_bestand" if name == "certificaat" else name
    form.line(name, screen_text(f"organisatie.{words}"), stored)


def _keep_network(form: DraftForm) -> None:
    netwerk = form.given("netwerk")["netwerk"]  # as another window may have set it by now
    typed = form.given("organisatie", "netwerk", *_NEEDS[netwerk])
    for_visitor().organisation.change_settings(lambda before: filled_in(before, typed, now()))
    session().saved = now()
    form.done()


def _threshold() -> None:
    """Draw from how many oefeningen on a figure is shown; it can only go up."""
    drempel = for_visitor().organisation.settings().drempel
    form, words = admin_form(_DREMPEL), screen_text("organisatie.drempel")
    form.fill(_DREMPEL, drempel, range(drempel, _HIGHEST_DREMPEL + 1))
    st.number_input(words, min_value=drempel, max_value=_HIGHEST_DREMPEL, **form.saves(_DREMPEL))
    form.say_more(_DREMPEL, drempel)
    st.caption(screen_text("organisatie.drempel_uitleg"))
    # By a button, for a slip of the finger could not be undone.
    draw_button(screen_text("organisatie.verhoog"), _raise, form)


def _raise(form: DraftForm) -> None:
    asked = form.value(_DREMPEL)
    for_visitor().organisation.change_settings(lambda one: one.changed(drempel=asked))
    session().saved = now()
    form.done()


def _change_own_password() -> None:
    old, new, again = (widget_value(key) or "" for key in _OWN_PASSWORD)
    with refusals_shown():
        for_visitor().organisation.change_own_password(old, new, again)
    for key in _OWN_PASSWORD:
        set_widget_value(key, "")


def _sign_everybody_out() -> None:
    for_visitor().organisation.sign_everybody_out()


def warn_of_unreadable(kind: Kind) -> bool:
    """Draw a warning where a document of this kind cannot be read; return whether one cannot."""
    is_found = any(problem.key.kind is kind for problem in practices().problems())
    if is_found:
        st.warning(screen_text("beheer.niet_te_lezen"), icon=":material/warning:")
    return is_found


def managers() -> None:
    """Draw the managers, the fields for one more, and the sign-in of the organisation."""
    st.markdown(screen_text("managers.uitleg"))
    found = for_visitor().organisation.managers()
    if not warn_of_unreadable(Kind.ACCOUNT) and not found:
        st.caption(screen_text("managers.geen"))
    for one in found:
        _manager(one)
    st.markdown(f"## {screen_text('managers.nieuw')}")
    form = admin_form("manager", NEW)
    form.line("naam", screen_text("managers.naam"))
    _password_field(_PASSWORD)
    draw_button(screen_text("managers.voeg_toe"), _add_manager, form, icon=":material/person_add:")
    _removed()
    _sign_in()


def _manager(one: Account) -> None:
    with st.container(border=True):
        st.text(one.naam)
        with st.container(horizontal=True):
            if one.wachtwoord:
                words, key = screen_text("managers.ander"), f"wachtwoord-{one.id}"
                with popover("managers.wachtwoord", ":material/password:", of=one.id, words=words):
                    _password_field(key)
                    words = screen_text("managers.bewaar")
                    draw_button(words, _set_password, one.id, key, key=f"bewaar-{one.id}")
            else:
                st.caption(screen_text("managers.met_organisatie"))
            with popover("managers.weg", ":material/delete:", of=one.id):
                st.markdown(screen_text("managers.weg_uitleg"))
                draw_button(
                    screen_text("managers.weg_nu"),
                    lambda: for_visitor().organisation.remove_manager(one.id),
                    key=f"weg-{one.id}",
                )


def _password_field(key: str) -> None:
    st.text_input(
        screen_text("managers.wachtwoord"), key=key, type="password", autocomplete="new-password"
    )
    st.caption(screen_text("managers.wachtwoord_uitleg"))


def _add_manager(form: DraftForm) -> None:
    with refusals_shown():
        typed = form.value("naam"), widget_value(_PASSWORD) or ""
        for_visitor().organisation.add_manager(*typed)
        form.done("naam")
    set_widget_value(_PASSWORD, "")


def _set_password(account: str, key: str) -> None:
    with refusals_shown():
        for_visitor().organisation.set_manager(account, widget_value(key) or "")
    set_widget_value(key, "")


def _removed() -> None:
    """Draw who was removed and could come back by the organisation, with the way to let them."""
    found = for_visitor().organisation.blocked()
    if found:
        st.markdown(f"### {screen_text('aanmelding.buiten')}")
    for one in found:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(one.naam)
            words, key = screen_text("aanmelding.laat_toe"), f"laat-toe-{one.id}"
            draw_button(words, _allow, one.id, key=key, kind="tertiary")


def _allow(account: str) -> None:
    for_visitor().organisation.allow_again(account)


def _sign_in() -> None:
    """Draw the settings of the provider; the secret is never shown again."""
    kept = for_visitor().organisation.settings().organisatie_aanmelding
    with expander("aanmelding.titel", ":material/badge:"):
        st.markdown(screen_text("aanmelding.uitleg"))
        st.code(f"{address_for_colleagues()}{ORGANISATION_BACK}", language=None, wrap_lines=True)
        form, stored = admin_form("aanmelding"), kept.kenmerk if kept else PersonClaim.ROLES
        for name in _PROVIDER:
            words = screen_text(f"aanmelding.{name}")
            form.line(name, words, getattr(kept, name) if kept else "")
        form.fill(_KENMERK, stored, list(PersonClaim))
        st.radio(
            screen_text("aanmelding.kenmerk"),
            list(PersonClaim),
            format_func=lambda one: screen_text(f"aanmelding.{one}"),
            **form.saves(_KENMERK),
        )
        form.say_more(_KENMERK, stored, lambda one: screen_text(f"aanmelding.{one}"))
        words = screen_text("aanmelding.geheim")
        st.text_input(words, key=_SECRET, type="password", autocomplete="off")
        st.caption(screen_text("aanmelding.geheim_uitleg"))
        with st.container(horizontal=True):
            draw_button(screen_text("aanmelding.bewaar"), _keep_provider, form)
            if kept:
                draw_button(screen_text("aanmelding.zet_uit"), _turn_off, kind="tertiary")


def _keep_provider(form: DraftForm) -> None:
    with refusals_shown():
        log_in = ProviderSettings.model_validate(form.given(*_PROVIDER, _KENMERK))
        for_visitor().organisation.set_provider(log_in, widget_value(_SECRET) or "")
        session().saved = now()
        form.done()
    set_widget_value(_SECRET, "")


def _turn_off() -> None:
    for_visitor().organisation.set_provider(None, "")
