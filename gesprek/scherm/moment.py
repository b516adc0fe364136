"""Step 1: when, and how long the team has."""

from datetime import datetime
from functools import partial

import streamlit as st

from gesprek.domein.oefening import plan_moment, propose_moment
from gesprek.domein.tijd import TIJDZONE, YEAR, local
from gesprek.domein.tijdplan import MEETING_LENGTHS, tijdplan
from gesprek.scherm.teksten import label, tekst
from gesprek.scherm.tekstveld import regelveld
from gesprek.scherm.velden import field_key
from gesprek.scherm.werk import Werk, now, today
from gesprek.scherm.widgets import fill_widget, forget_widget, save_if_changed, widget_value

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
