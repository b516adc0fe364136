"""Steps 1 and 2: when, how long, and what everybody reads beforehand."""

from datetime import datetime
from functools import partial

import streamlit as st

from gesprek.content import inhoud
from gesprek.domain.dates import local_day
from gesprek.domain.oefening import DAG, TIJD, Oefening, plan_moment, propose_moment
from gesprek.domain.preparation import Voorbereidingswijze
from gesprek.domain.werkvormen import MEETING_LENGTHS, time_plan_of
from gesprek.ui.fields import unsaved_text
from gesprek.ui.fields.choices import draw_tick
from gesprek.ui.fields.day_field import draw_day_field
from gesprek.ui.fields.folds import expander
from gesprek.ui.fields.open_oefening import OpenOefening, field_key, now, today
from gesprek.ui.fields.text_field import draw_line_field
from gesprek.ui.fields.widgets import fill_widget, save_if_changed, widget_value
from gesprek.ui.frame.visitor import visitor
from gesprek.ui.frame.words import label, screen_text
from gesprek.ui.reference.papers import date_link, links
from gesprek.ui.reference.step_help import bullets, draw_agreements

_NOW, _LATER = "nu", "later"
_READ = ("voorbereiding", "gelezen")


def draw_moment(work: OpenOefening) -> None:
    """Draw the choice between now and a planned moment, with how long the team has."""
    key = field_key(work, ("wanneer",))
    planned = work.oefening.gepland_op
    fill_widget(key, _LATER if planned else _NOW)
    st.segmented_control(
        screen_text("stap_1.moment"),
        [_NOW, _LATER],
        format_func=lambda one: screen_text(f"stap_1.{one}"),
        key=key,
        required=True,
        on_change=save_if_changed,
        args=(key, partial(_store_when, work)),
    )
    if planned:
        _moment(work, planned)
    _minutes(work)


def _moment(work: OpenOefening, planned: datetime) -> None:
    draw_day_field(work, DAG, screen_text("stap_1.dag"), local_day(planned), today())
    hint = screen_text("stap_1.tijd_voorbeeld")
    draw_line_field(work, TIJD, screen_text("stap_1.tijd"), placeholder=hint)
    draw_line_field(work, ("plaats",), screen_text("stap_1.plaats"))


def _minutes(work: OpenOefening) -> None:
    key = field_key(work, ("minuten",))
    fill_widget(key, work.oefening.minuten)
    st.segmented_control(
        screen_text("stap_1.hoe_lang"),
        sorted({*MEETING_LENGTHS, work.oefening.minuten}),
        format_func=lambda one: screen_text("algemeen.minuten", aantal=one),
        key=key,
        required=True,
        on_change=save_if_changed,
        args=(key, partial(_store_minutes, work, key)),
    )
    with expander("stap_1.tijdplan"):
        for deel, minutes in time_plan_of(work.oefening.werkvorm, work.oefening.minuten).items():
            st.markdown(f"- {label(deel)}: {screen_text('algemeen.minuten', aantal=minutes)}")
        st.caption(screen_text("stapbalk.tijd_uitleg"))


def _store_when(work: OpenOefening) -> bool:
    is_later = widget_value(field_key(work, ("wanneer",))) == _LATER
    moment = propose_moment(now()) if is_later else None
    for path in (DAG, TIJD):
        unsaved_text.forget(work, field_key(work, path))
    return work.try_change(lambda one: plan_moment(one, moment, now()))


def _store_minutes(work: OpenOefening, key: str) -> bool:
    return work.try_change(lambda one: one.changed(minuten=widget_value(key)))


def draw_read_aloud_card() -> None:
    """Draw what the team reads aloud: the agreement, the time-out and how to give feedback."""
    shown, rules = inhoud().afspraken, inhoud().feedback.geven
    with st.container(border=True):
        st.header(shown.titel)
        draw_agreements()
        st.markdown(f"**{shown.time_out.titel}**: {shown.time_out.uitleg}")
    with st.container(border=True):
        st.header(rules.titel)
        bullets(f"**{regel.titel}**: {regel.uitleg}" for regel in rules.regels.values())


def draw_shared(work: OpenOefening) -> None:
    """Draw whether this was shared beforehand, and then who has read it."""
    key = field_key(work, ("gedeeld",))
    shared = work.oefening.voorbereiding.wijze is Voorbereidingswijze.GEDEELD
    ticked = fill_widget(key, shared)
    save = partial(_share, work, key)
    words = screen_text("stap_2.gedeeld")
    st.checkbox(words, ticked, key=key, on_change=save_if_changed, args=(key, save))
    if shared:
        st.caption(screen_text("stap_2.gelezen_uitleg"))
        for person in work.oefening.rollen:
            words = screen_text("stap_2.naam_heeft_gelezen", naam=work.team.name_of(person))
            draw_tick(work, (*_READ, person), words)


def _share(work: OpenOefening, key: str) -> bool:
    wijze = Voorbereidingswijze.GEDEELD if widget_value(key) else None
    return work.try_change(lambda one: _by(one, wijze))


def read_together(oefening: Oefening) -> Oefening:
    """Return the oefening as read together, unless the team chose another way."""
    return _by(oefening, oefening.voorbereiding.wijze or Voorbereidingswijze.SAMEN_GELEZEN)


def skipped(oefening: Oefening) -> Oefening:
    """Return the oefening with this step passed over."""
    return _by(oefening, Voorbereidingswijze.OVERGESLAGEN)


def _by(oefening: Oefening, wijze: Voorbereidingswijze | None) -> Oefening:
    return oefening.changed(voorbereiding=oefening.voorbereiding.changed(wijze=wijze))


def share(work: OpenOefening) -> None:
    """Draw the invitation; who is on an own device ticks that they read it."""
    with st.container(border=True):
        st.header(screen_text("delen.titel"))
        st.markdown(screen_text("delen.uitleg"))
        words = (screen_text("delen.pdf"), screen_text("delen.print"))
        links("uitnodiging", {"o": work.oefening.id}, words)
        if work.oefening.gepland_op:
            date_link("moment", work.oefening.id, screen_text("delen.agenda"))
        else:
            st.caption(screen_text("delen.niet_gepland"))
            if work.oefening.afgezegd:
                date_link("moment", work.oefening.id, screen_text("delen.agenda_vervallen"))
        person = visitor().persoon
        if person and person in work.oefening.rollen:
            draw_tick(work, (*_READ, person), screen_text("delen.ik_las"))
