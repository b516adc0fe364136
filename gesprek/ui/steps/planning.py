"""Steps 1 and 2: when, how long, and what everybody reads beforehand."""

from datetime import datetime
from functools import partial

import streamlit as st

from gesprek.content import inhoud
from gesprek.content.reference_texts import Regel
from gesprek.domain.dates import TIJDZONE, YEAR, local
from gesprek.domain.oefening import Oefening, Voorbereidingswijze, plan_moment, propose_moment
from gesprek.domain.time_plan import MEETING_LENGTHS, tijdplan
from gesprek.ui.fields.choices import field_key, vinkje
from gesprek.ui.fields.open_oefening import Werk, now, today
from gesprek.ui.fields.text_field import regelveld
from gesprek.ui.fields.widgets import fill_widget, forget_widget, save_if_changed, widget_value
from gesprek.ui.frame.visitor import bezoeker
from gesprek.ui.frame.words import label, tekst
from gesprek.ui.reference.papers import date_link, links
from gesprek.ui.reference.step_help import afspraken, bullets

_NOW, _LATER = "nu", "later"


def wanneer(werk: Werk) -> None:
    """Draw the choice between now and a planned moment, with how long the team has."""
    key = field_key(werk, ("wanneer",))
    planned = werk.oefening.gepland_op
    fill_widget(key, _LATER if planned else _NOW)
    st.segmented_control(
        tekst("stap_1.moment"),
        [_NOW, _LATER],
        format_func=lambda one: tekst(f"stap_1.{one}"),
        key=key,
        required=True,
        on_change=save_if_changed,
        args=(key, partial(_store_when, werk)),
    )
    if planned:
        _moment(werk, planned)
    _minutes(werk)


def _moment(werk: Werk, planned: datetime) -> None:
    day, at = field_key(werk, ("dag",)), field_key(werk, ("tijd",))
    fill_widget(day, local(planned).date())
    fill_widget(at, local(planned).time())
    with st.container(horizontal=True):
        st.date_input(
            tekst("stap_1.dag"),
            key=day,
            min_value=min(today(), local(planned).date()),
            max_value=today() + YEAR,
            format="DD-MM-YYYY",
            on_change=save_if_changed,
            args=(day, partial(_store_moment, werk)),
        )
        st.time_input(
            tekst("stap_1.tijd"),
            key=at,
            on_change=save_if_changed,
            args=(at, partial(_store_moment, werk)),
        )
    regelveld(werk, ("plaats",), tekst("stap_1.plaats"))


def _minutes(werk: Werk) -> None:
    key = field_key(werk, ("minuten",))
    fill_widget(key, werk.oefening.minuten)
    st.segmented_control(
        tekst("stap_1.hoe_lang"),
        MEETING_LENGTHS,
        format_func=lambda one: tekst("algemeen.minuten", aantal=one),
        key=key,
        required=True,
        on_change=save_if_changed,
        args=(key, partial(_store_minutes, werk)),
    )
    with st.expander(tekst("stap_1.tijdplan")):
        for deel, minutes in tijdplan(werk.oefening.werkvorm, werk.oefening.minuten).items():
            st.markdown(f"- {label(deel)}: {tekst('algemeen.minuten', aantal=minutes)}")
        st.caption(tekst("stapbalk.tijd_uitleg"))


def _store_when(werk: Werk) -> bool:
    is_later = widget_value(field_key(werk, ("wanneer",))) == _LATER
    moment = propose_moment(now()) if is_later else None
    return werk.try_change(lambda oefening: plan_moment(oefening, moment, now()))


def _store_moment(werk: Werk) -> bool:
    keys = field_key(werk, ("dag",)), field_key(werk, ("tijd",))
    day, at = (widget_value(key) for key in keys)
    if not (day and at):
        return False
    moment = datetime.combine(day, at, TIJDZONE)
    if werk.try_change(lambda oefening: plan_moment(oefening, moment, now())):
        return True
    for key in keys:
        forget_widget(key)
    return False


def _store_minutes(werk: Werk) -> bool:
    minutes = widget_value(field_key(werk, ("minuten",)))
    return werk.try_change(lambda oefening: oefening.changed(minuten=minutes))


def voorleeskaart() -> None:
    """Draw what the team reads aloud: the agreement, the time-out and how to give feedback."""
    shown = inhoud()
    with st.container(border=True):
        st.header(shown.afspraken.titel)
        afspraken()
        st.markdown(f"**{shown.afspraken.time_out.titel}**: {shown.afspraken.time_out.uitleg}")
    with st.container(border=True):
        st.header(shown.feedback.geven.titel)
        bullets(f"**{regel.titel}**: {regel.uitleg}" for regel in _rules())


def gedeeld(werk: Werk) -> None:
    """Draw whether this was shared beforehand, and then who has read it."""
    key = field_key(werk, ("gedeeld",))
    shared = werk.oefening.voorbereiding.wijze is Voorbereidingswijze.GEDEELD
    ticked = fill_widget(key, shared)
    st.checkbox(tekst("stap_2.gedeeld"), ticked, key=key, on_change=_share, args=(werk, key))
    if shared:
        st.caption(tekst("stap_2.gelezen_uitleg"))
        for person in werk.oefening.rollen:
            path = ("voorbereiding", "gelezen", person)
            naam = werk.team.name_of(person)
            vinkje(werk, path, tekst("stap_2.naam_heeft_gelezen", naam=naam))


def _share(werk: Werk, key: str) -> None:
    shared = widget_value(key)
    werk.change(lambda one: _by(one, Voorbereidingswijze.GEDEELD if shared else None))


def read_together(oefening: Oefening) -> Oefening:
    """Return the oefening as read together, unless the team chose another way."""
    return _by(oefening, oefening.voorbereiding.wijze or Voorbereidingswijze.SAMEN_GELEZEN)


def skipped(oefening: Oefening) -> Oefening:
    """Return the oefening with this step passed over."""
    return _by(oefening, Voorbereidingswijze.OVERGESLAGEN)


def _by(oefening: Oefening, wijze: Voorbereidingswijze | None) -> Oefening:
    return oefening.changed(voorbereiding=oefening.voorbereiding.changed(wijze=wijze))


def _rules() -> list[Regel]:
    return list(inhoud().feedback.geven.regels.values())


def share(werk: Werk) -> None:
    """Draw the invitation; who is on an own device ticks that they read it."""
    with st.container(border=True):
        st.header(tekst("delen.titel"))
        st.markdown(tekst("delen.uitleg"))
        words = (tekst("delen.pdf"), tekst("delen.print"))
        links("uitnodiging", {"o": werk.oefening.id}, words)
        if werk.oefening.gepland_op:
            date_link("moment", werk.oefening.id, tekst("delen.agenda"))
        else:
            st.caption(tekst("delen.niet_gepland"))
        _own_tick(werk)


def _own_tick(werk: Werk) -> None:
    person = bezoeker().persoon
    if person and person in werk.oefening.rollen:
        vinkje(werk, ("voorbereiding", "gelezen", person), tekst("delen.ik_las"))
