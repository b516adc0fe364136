"""Reminders, for the quality advisor: how sending goes, the mail server, hosts of channels."""

from functools import partial
from typing import Final

import streamlit as st

from gesprek.access.reminder_settings import MailSecurity, MailServer, ReminderSettings
from gesprek.access.settings import NetworkMode
from gesprek.domain.reminders import Herinnerwijze
from gesprek.services.form_fields import NEW, mail_field
from gesprek.services.outbox import OutboxCounts
from gesprek.services.root import services
from gesprek.ui.fields.choices import draw_button
from gesprek.ui.fields.folds import popover
from gesprek.ui.fields.forms import DraftForm, admin_form
from gesprek.ui.fields.open_oefening import now, refusals_shown
from gesprek.ui.fields.session import session
from gesprek.ui.fields.widgets import set_widget_value, widget_value
from gesprek.ui.frame.visitor import for_visitor
from gesprek.ui.frame.words import day_and_time, label, listed, screen_text
from gesprek.ui.team.team_access import address_for_colleagues

_USUAL: Final = {
    "teams": (".webhook.office.com", ".logic.azure.com", ".environment.api.powerplatform.com"),
    "slack": ("hooks.slack.com",),
}
"""Whose channel → the servers of its webhooks."""
_SECURITY, _PORT = "beveiliging", "poort"
_PASSWORD, _TRIAL_TO = "mailwachtwoord", "proefmail-naar"
_LOOK_AGAIN: Final = 1.0  # s


def reminders() -> None:
    """Draw how sending goes, and what it needs."""
    settings = for_visitor().reminder_settings.settings()
    st.markdown(screen_text("herinnerbeheer.uitleg"))
    _state(settings)
    st.markdown(f"## {screen_text('herinnerbeheer.mail')}")
    _mail(settings)
    st.markdown(f"## {screen_text('herinnerbeheer.kanaal')}")
    _channels(settings)
    if settings.ways:
        st.markdown(f"## {screen_text('herinnerbeheer.links')}")
        _links(settings)


def _state(settings: ReminderSettings) -> None:
    words = {Herinnerwijze.MAIL: "aan_mail", Herinnerwijze.KANAAL: "aan_kanaal"}
    if not settings.ways:
        st.info(screen_text("herinnerbeheer.staat_uit"), icon=":material/info:")
        return
    how = listed([screen_text(f"herinnerbeheer.{words[one]}") for one in settings.ways])
    st.success(screen_text("herinnerbeheer.staat_aan", hoe=how), icon=":material/check_circle:")
    _how_it_goes(for_visitor().reminder_settings.counts())


def _how_it_goes(counts: OutboxCounts) -> None:
    """Draw what waits and what went wrong; nothing where all went well."""
    if counts.oldest:
        since = day_and_time(counts.oldest)
        st.text(screen_text("herinnerbeheer.wacht", aantal=counts.waiting, sinds=since))
    for name, count in (("mislukt", counts.failed), ("onzeker", counts.uncertain)):
        if count:
            words = screen_text(f"herinnerbeheer.{name}", aantal=count)
            st.warning(words, icon=":material/warning:")
    if counts.last_failure:
        st.text(screen_text("herinnerbeheer.laatste_fout", fout=label(counts.last_failure)))


def _mail(settings: ReminderSettings) -> None:
    """Draw the fields of the mail server, and the buttons that keep it, try it and turn it off."""
    form = admin_form("mailserver")
    st.markdown(screen_text("herinnerbeheer.mail_uitleg"))
    _line(form, settings, "server")
    _how(form, settings)
    _line(form, settings, "afzender")
    _line(form, settings, "gebruiker")
    st.caption(screen_text("herinnerbeheer.gebruiker_uitleg"))
    words = screen_text("herinnerbeheer.wachtwoord")
    st.text_input(words, key=_PASSWORD, type="password", autocomplete="off")
    st.caption(screen_text("herinnerbeheer.wachtwoord_uitleg"))
    with st.container(horizontal=True):
        kept = settings.mail is not None
        draw_button(
            screen_text("herinnerbeheer.bewaar"),
            _keep,
            form,
            kind="secondary" if kept else "primary",
        )
        if kept:
            with popover("herinnerbeheer.zet_uit", ":material/close:"):
                st.markdown(screen_text("herinnerbeheer.zet_uit_uitleg"))
                draw_button(screen_text("herinnerbeheer.zet_uit_nu"), _turn_off)
    if kept:
        _trial()


def _line(form: DraftForm, settings: ReminderSettings, name: str) -> None:
    form.line(name, screen_text(f"herinnerbeheer.{name}"), mail_field(settings, name))


def _how(form: DraftForm, settings: ReminderSettings) -> None:
    """Draw how the line is secured, and to which port it goes."""
    held = mail_field(settings, _SECURITY)
    form.fill(_SECURITY, held, list(MailSecurity))
    st.radio(
        screen_text(f"herinnerbeheer.{_SECURITY}"),
        list(MailSecurity),
        format_func=_security_words,
        **form.saves(_SECURITY),
    )
    form.say_more(_SECURITY, held, _security_words)
    port = mail_field(settings, _PORT)
    form.fill(_PORT, port)
    words = screen_text(f"herinnerbeheer.{_PORT}")
    st.number_input(words, min_value=1, max_value=65_535, **form.saves(_PORT))
    form.say_more(_PORT, port)


def _security_words(one: MailSecurity) -> str:
    return screen_text(f"herinnerbeheer.{one}")


def _keep(form: DraftForm) -> None:
    with refusals_shown():
        mail = MailServer.model_validate(form.given(*MailServer.model_fields))
        kept, password = for_visitor().reminder_settings, str(widget_value(_PASSWORD) or "")
        kept.set_mail(_address(kept.settings()), mail, password)
        session().saved = now()
        form.done()
    set_widget_value(_PASSWORD, "")


def _address(settings: ReminderSettings) -> str:
    """Return where links lead to; unless it was set, to where colleagues open this server."""
    return settings.adres or address_for_colleagues()


def _links(settings: ReminderSettings) -> None:
    form, used = admin_form("linkadres"), _address(settings)
    form.line("", screen_text("herinnerbeheer.adres"), settings.adres, placeholder=used)
    st.caption(screen_text("herinnerbeheer.adres_uitleg", adres=address_for_colleagues()))
    if services().public.network() is NetworkMode.DICHT:
        st.warning(screen_text("herinnerbeheer.alleen_hier"), icon=":material/computer:")
    draw_button(screen_text("herinnerbeheer.bewaar_adres"), _keep_address, form)


def _keep_address(form: DraftForm) -> None:
    adres = form.given("")[""] or address_for_colleagues()
    for_visitor().reminder_settings.change(lambda one: one.changed(adres=adres))
    session().saved = now()
    form.done()


def _turn_off() -> None:
    kept = for_visitor().reminder_settings
    kept.set_mail(kept.settings().adres, None, "")


def _trial() -> None:
    """Draw the field and the button for a test message, and what became of the last one."""
    words = screen_text("herinnerbeheer.proef_naar")
    st.text_input(words, key=_TRIAL_TO, autocomplete="email", max_chars=254)
    st.caption(screen_text("herinnerbeheer.proef_uitleg"))
    draw_button(screen_text("herinnerbeheer.proef"), _begin_trial, icon=":material/arrow_forward:")
    with st.container():
        found = session().proefmail
        if found and not found.is_done:
            _under_way()
        elif found and found.fout:
            st.error(label(found.fout), icon=":material/error:")
        elif found:
            st.success(screen_text("herinnerbeheer.proef_gelukt"), icon=":material/check_circle:")


def _begin_trial() -> None:
    session().proefmail = None
    to = str(widget_value(_TRIAL_TO) or "")
    session().proefmail = for_visitor().reminder_settings.begin_trial(to)


@st.fragment(run_every=_LOOK_AGAIN)
def _under_way() -> None:
    """Look every second whether it ended; the rest of the page can be used meanwhile."""
    found = session().proefmail
    st.info(screen_text("herinnerbeheer.proef_bezig"), icon="spinner")
    if found is None or found.is_done:
        st.rerun()


def _channels(settings: ReminderSettings) -> None:
    """Draw the servers that a team's channel may be on, to add to and remove from."""
    st.markdown(screen_text("herinnerbeheer.kanaal_uitleg"))
    if not settings.kanalen:
        st.caption(screen_text("herinnerbeheer.geen_kanaal"))
    for one in settings.kanalen:
        with st.container(horizontal=True, vertical_alignment="center"):
            below = one.removeprefix(".")
            st.text(screen_text("herinnerbeheer.onder", naam=below) if below != one else one)
            words, key = screen_text("herinnerbeheer.haal_weg", naam=below), f"kanaal-weg-{one}"
            icon = ":material/close:"
            draw_button(words, _forbid, one, key=key, icon=icon, kind="tertiary")
    with st.container(horizontal=True):
        for whose, hosts in _USUAL.items():
            if not set(hosts) <= set(settings.kanalen):
                words = screen_text(f"herinnerbeheer.sta_toe_{whose}")
                draw_button(words, _allow, hosts, key=f"sta-toe-{whose}", icon=":material/add:")
    form = admin_form("kanaal", NEW)
    hint = screen_text("herinnerbeheer.andere_voorbeeld")
    form.new_line(screen_text("herinnerbeheer.andere"), partial(_add, form), hint)


def _add(form: DraftForm, typed: str) -> bool:
    with refusals_shown():
        _allow((typed,))
        form.done("")
        return True
    return False


def _allow(hosts: tuple[str, ...]) -> None:
    def allow(one: ReminderSettings) -> ReminderSettings:
        both = one.changed(kanalen=(*one.kanalen, *hosts), adres=_address(one))
        return both.changed(kanalen=tuple(dict.fromkeys(both.kanalen)))  # spelled the same by now

    for_visitor().reminder_settings.change(allow)
    session().saved = now()


def _forbid(host: str) -> None:
    for_visitor().reminder_settings.change(
        lambda one: one.changed(kanalen=tuple(kept for kept in one.kanalen if kept != host))
    )
    session().saved = now()
