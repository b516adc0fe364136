"""Step 5: rounds with their clock, time-out and replay."""

from datetime import timedelta
from functools import partial

import streamlit as st

from gesprek.content import inhoud
from gesprek.domain.gesprek import (
    Ronde,
    call_time_out,
    change_ronde_minuten,
    end_time_out,
    next_ronde,
    next_time_out,
    resume_ronde,
    start_ronde,
    stop_ronde,
)
from gesprek.domain.gesprekskaarten import current_kaart
from gesprek.domain.oefening import Oefening
from gesprek.domain.stappen import Stap
from gesprek.domain.time_plan import minutes_for
from gesprek.domain.werkvormen import Rol, Werkvorm, dekking
from gesprek.ui.fields import unsaved_text
from gesprek.ui.fields.choices import draw_tick
from gesprek.ui.fields.open_oefening import (
    Change,
    OpenOefening,
    field_key,
    now,
    refusals_shown,
    today,
)
from gesprek.ui.fields.text_field import draw_text_field
from gesprek.ui.fields.widgets import widget_value
from gesprek.ui.frame.visitor import practices
from gesprek.ui.frame.words import label, screen_text
from gesprek.ui.reference.step_help import bullets
from gesprek.ui.steps.cards_and_observation import finish_card, words_for_card
from gesprek.ui.steps.clock import ClockWords, draw_clock
from gesprek.ui.steps.inleven import who
from gesprek.ui.together.pace import may_go_on, writes


def begin(oefening: Oefening) -> Oefening:
    """Return the oefening with a round that starts now."""
    gesprek = start_ronde(oefening.gesprek, next_ronde(oefening.gesprek), now())
    return oefening.changed(gesprek=gesprek)


def stop(oefening: Oefening) -> Oefening:
    """Return the oefening with the running round, if there is one still, stopped."""
    if not oefening.gesprek.running:
        return oefening
    return oefening.changed(gesprek=stop_ronde(oefening.gesprek, now()))


def main_action(oefening: Oefening) -> str:
    """Return the words on the main button in this state of the conversation."""
    together = oefening.werkvorm is Werkvorm.VOORBESPREKEN
    if oefening.gesprek.running:
        return words_for_card(oefening) if together else screen_text("stap_5.stop_ronde")
    if oefening.gesprek.finished:
        return screen_text("stap_5.naar_terugkijken")
    return screen_text("stap_5.begin_kaarten" if together else "stap_5.start_eerste_ronde")


def act(work: OpenOefening) -> None:
    """Do what the main button says: start, stop or turn the card.

    Where somebody else did so at the same moment, it is done, and not done twice.
    """
    together = work.oefening.werkvorm is Werkvorm.VOORBESPREKEN
    if not work.oefening.gesprek.running:
        work.act(lambda one: one if one.gesprek.running else begin(one))
        with refusals_shown():
            practices().mark_taking_part(work.oefening, today())
    else:
        card = current_kaart(work.oefening.gesprek)
        work.act(partial(finish_card, card) if together else stop)
    st.rerun()


def draw_play(work: OpenOefening) -> None:
    """Draw the clock with what can be done to the round."""
    gesprek = work.oefening.gesprek
    clock_of(work.oefening)
    _guards(work)
    if may_go_on(work.oefening):
        _how_long(work)
    if gesprek.running:
        _time_out(work, paused=bool(gesprek.rondes[gesprek.running].running_time_out))
    elif gesprek.finished:
        _after(work)


def clock_of(oefening: Oefening) -> None:
    """Draw the clock of the round that runs, or of the last one."""
    gesprek = oefening.gesprek
    key = gesprek.running or max(gesprek.rondes, default=None)
    ronde = gesprek.rondes[key] if key else None
    paused = bool(ronde and ronde.running_time_out)
    moment = now()
    draw_clock(
        ronde.elapsed(moment) if ronde else timedelta(),
        moment,
        running=bool(gesprek.running) and not paused,
        best=timedelta(minutes=gesprek.ronde_minuten),
        words=ClockWords(
            name=screen_text("stap_5.tijd_verstreken"),
            note=_clock_note(oefening, ronde),
            over=screen_text("stap_5.tijd_voorbij", minuten=gesprek.ronde_minuten),
        ),
    )


def draw_note(work: OpenOefening) -> None:
    """Draw room for a note on the last round, for who may write it down."""
    rondes = work.oefening.gesprek.rondes
    if rondes and writes(work.oefening, Rol.OBSERVANT, Rol.BEGELEIDER):
        path = ("gesprek", "rondes", max(rondes), "notitie")
        with st.expander(screen_text("stap_5.notitie"), icon=":material/edit_note:"):
            draw_text_field(work, path, screen_text("stap_5.notitie_veld", nummer=len(rondes)))


def _guards(work: OpenOefening) -> None:
    """Say who keeps the time and the steps, also when that role is left out."""
    guard = dekking(work.oefening.rollen).stappen_en_tijd
    if guard:
        st.caption(
            screen_text("rollen.wie_let_op_tijd", rol=f"{label(guard)} ({who(work, guard)})")
        )
    else:
        words = (
            screen_text("rollen.scherm_let_op_tijd"),
            screen_text("rollen.time_out_voor_spelers"),
        )
        st.caption(" ".join(words))


def _how_long(work: OpenOefening) -> None:
    """Draw how long a round is best, to change while it runs."""
    minutes = work.oefening.gesprek.ronde_minuten
    st.caption(screen_text("stap_5.ronde_duurt", minuten=minutes), text_alignment="center")
    with st.container(horizontal=True, horizontal_alignment="center"):
        for step, words, icon in (
            (-1, screen_text("stap_5.minder_tijd"), ":material/remove:"),
            (1, screen_text("stap_5.meer_tijd"), ":material/add:"),
        ):
            st.button(
                words,
                key=f"ronde-{step}",
                icon=icon,
                type="tertiary",
                on_click=work.act,
                args=(_longer(step),),
            )


def _time_out(work: OpenOefening, *, paused: bool) -> None:
    if paused:
        shown = inhoud().afspraken.time_out
        with st.container(border=True):
            st.header(shown.titel)
            bullets(shown.zo_doe_je_het)
    st.button(
        screen_text("stap_5.einde_time_out" if paused else "stap_5.time_out"),
        icon=":material/play_arrow:" if paused else ":material/pause:",
        width="stretch",
        on_click=work.act,
        args=(_play_on if paused else _pause,),
    )


def _after(work: OpenOefening) -> None:
    """Draw what comes after a round: stepping out of the role, and a replay."""
    shown = inhoud().afspraken.uit_de_rol
    with st.container(border=True):
        st.header(shown.titel)
        bullets(shown.zo_doe_je_het)
        draw_tick(work, ("gesprek", "uit_de_rol"), screen_text("stap_5.uit_de_rol"))
    if may_go_on(work.oefening):
        _replay_board(work)


def _replay_board(work: OpenOefening) -> None:
    """Draw the way to play a fragment once more, or to go on with the last round."""
    with st.container(border=True):
        st.header(screen_text("stap_5.herkansing"))
        st.caption(screen_text("stap_5.herkansing_uitleg"))
        key = field_key(work, ("fragment",))
        st.text_input(screen_text("stap_5.fragment"), widget_value(key) or "", key=key)
        with st.container(horizontal=True):
            st.button(
                screen_text("stap_5.start_herkansing"),
                icon=":material/replay:",
                on_click=_replay,
                args=(work, key),
            )
            st.button(
                screen_text("stap_5.verder_spelen"),
                type="tertiary",
                on_click=work.act,
                args=(_resume,),
            )


def _clock_note(oefening: Oefening, ronde: Ronde | None) -> str:
    if ronde is None:
        minutes = minutes_for(oefening.werkvorm, oefening.minuten, Stap.GESPREK)
        return screen_text("stap_5.klok_plan", minuten=minutes)
    if ronde.running_time_out:
        return screen_text("stap_5.time_out_loopt")
    number = len(oefening.gesprek.rondes)
    return screen_text(
        "stap_5.ronde_gedaan" if ronde.stopped else "stap_5.ronde_bezig", nummer=number
    )


def _replay(work: OpenOefening, key: str) -> None:
    fragment = widget_value(key) or ""
    if work.try_act(
        lambda one: one.changed(
            gesprek=start_ronde(one.gesprek, next_ronde(one.gesprek), now(), fragment=fragment)
        )
    ):
        unsaved_text.clear(work, key)


def _longer(minutes: int) -> Change:
    return lambda one: one.changed(gesprek=change_ronde_minuten(one.gesprek, minutes))


def _pause(oefening: Oefening) -> Oefening:
    gesprek = oefening.gesprek
    return oefening.changed(gesprek=call_time_out(gesprek, next_time_out(gesprek), now()))


def _play_on(oefening: Oefening) -> Oefening:
    return oefening.changed(gesprek=end_time_out(oefening.gesprek, now()))


def _resume(oefening: Oefening) -> Oefening:
    return oefening.changed(gesprek=resume_ronde(oefening.gesprek))
