"""Step 5: rounds with their clock, time-out and replay."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from gesprek.content import inhoud
from gesprek.domain.gesprek import (
    KAARTEN,
    Ronde,
    call_time_out,
    change_ronde_minuten,
    current_kaart,
    end_time_out,
    next_ronde,
    next_time_out,
    resume_ronde,
    start_ronde,
    stop_ronde,
)
from gesprek.domain.oefening import Oefening
from gesprek.domain.werkvormen import Rol, Werkvorm, dekking
from gesprek.ui.fields.choices import draw_tick
from gesprek.ui.fields.folds import expander
from gesprek.ui.fields.forms import DraftForm
from gesprek.ui.fields.open_oefening import OpenOefening, now, refusals_shown, today
from gesprek.ui.fields.text_field import draw_text_field
from gesprek.ui.frame.visitor import practices
from gesprek.ui.frame.words import label, screen_text
from gesprek.ui.reference.step_help import bullets
from gesprek.ui.steps.cards_and_observation import finish_card
from gesprek.ui.steps.casus import draw_leervraag_in_sight
from gesprek.ui.steps.clock import draw_clock
from gesprek.ui.steps.inleven import who
from gesprek.ui.steps.moments import draw_marking
from gesprek.ui.together.pace import act_button, may_go_on, writes


def begin(oefening: Oefening, fragment: str = "") -> Oefening:
    """Return the oefening with a round that starts now, of this fragment or of the whole."""
    gesprek = oefening.gesprek
    started = start_ronde(gesprek, next_ronde(gesprek), now(), fragment=fragment)
    return oefening.changed(gesprek=started)


def stop(oefening: Oefening) -> Oefening:
    """Return the oefening with the running round, if there is one still, stopped."""
    if not oefening.gesprek.running:
        return oefening
    return oefening.changed(gesprek=stop_ronde(oefening.gesprek, now()))


def main_action(oefening: Oefening) -> str:
    """Return the words on the main button in this state of the conversation."""
    gesprek, together = oefening.gesprek, oefening.werkvorm is Werkvorm.VOORBESPREKEN
    if gesprek.running and together:
        is_last = current_kaart(gesprek) is KAARTEN[-1]
        return screen_text("stap_5.laatste_kaart" if is_last else "stap_5.volgende_kaart")
    if gesprek.running:
        return screen_text("stap_5.stop_ronde")
    if gesprek.finished:
        return screen_text("stap_5.naar_terugkijken")
    return screen_text("stap_5.begin_kaarten" if together else "stap_5.start_eerste_ronde")


def act(work: OpenOefening) -> None:
    """Do what the main button says: start, stop or turn the card.

    Where somebody else did so at the same moment, it is done, and not done twice.
    """
    if not work.oefening.gesprek.running:
        work.act(lambda one: one if one.gesprek.running else begin(one))
        with refusals_shown():
            practices().mark_taking_part(work.oefening, today())
    elif work.oefening.werkvorm is Werkvorm.VOORBESPREKEN:
        work.act(partial(finish_card, current_kaart(work.oefening.gesprek)))
    else:
        work.act(stop)
    st.rerun()


def draw_play(work: OpenOefening) -> None:
    """Draw the clock with what can be done to the round, and the leervraag.

    While a round runs, what anybody may need at once comes first: it asks no scrolling.
    """
    gesprek = work.oefening.gesprek
    if gesprek.running:
        _running(work, gesprek.rondes[gesprek.running])
    else:
        draw_leervraag_in_sight(work)
        draw_clock(work.oefening)
        draw_marking(work)
    _who_guards(work)
    if may_go_on(work.oefening):
        _how_long(work)
    if gesprek.finished and not gesprek.running:
        shown = inhoud().afspraken.uit_de_rol
        with st.container(border=True):
            st.header(shown.titel)
            bullets(shown.zo_doe_je_het)
            draw_tick(work, ("gesprek", "uit_de_rol"), screen_text("stap_5.uit_de_rol"))
        if may_go_on(work.oefening):
            _replay_board(work)


def _running(work: OpenOefening, ronde: Ronde) -> None:
    """Draw the clock beside what takes one tap, on a phone above it."""
    paused = bool(ronde.running_time_out)
    left, right = st.columns(2)
    with left:
        draw_clock(work.oefening)
    with right:
        _time_out(work, paused=paused)
        draw_marking(work)
    if paused:
        shown = inhoud().afspraken.time_out
        draw_card(shown.titel, shown.zo_doe_je_het)
    draw_leervraag_in_sight(work)


def _who_guards(work: OpenOefening) -> None:
    """Say who guards the steps and the time."""
    guard = dekking(work.oefening.rollen).stappen_en_tijd
    if guard:
        rol = f"{label(guard)} ({who(work, guard)})"
        st.caption(screen_text("rollen.wie_let_op_tijd", rol=rol))
    else:
        words = ("rollen.scherm_let_op_tijd", "rollen.time_out_voor_spelers")
        st.caption(" ".join(map(screen_text, words)))


def draw_card(titel: str, lines: Sequence[str]) -> None:
    """Draw lines of ours on a card."""
    with st.container(border=True):
        st.header(titel)
        bullets(lines)


def draw_note(work: OpenOefening) -> None:
    """Draw room for a note on the last round, for who may write it down."""
    rondes = work.oefening.gesprek.rondes
    if rondes and writes(work.oefening, Rol.OBSERVANT, Rol.BEGELEIDER):
        path = ("gesprek", "rondes", max(rondes), "notitie")
        with expander("stap_5.notitie", ":material/edit_note:"):
            draw_text_field(work, path, screen_text("stap_5.notitie_veld", nummer=len(rondes)))


def _how_long(work: OpenOefening) -> None:
    """Draw how long a round is best, to change while it runs."""
    minutes = work.oefening.gesprek.ronde_minuten
    st.caption(screen_text("stap_5.ronde_duurt", minuten=minutes), text_alignment="center")
    with st.container(horizontal=True, horizontal_alignment="center"):
        less, more = partial(_longer, -1), partial(_longer, 1)
        act_button(work, "stap_5.minder_tijd", less, ":material/remove:", kind="tertiary")
        act_button(work, "stap_5.meer_tijd", more, ":material/add:", kind="tertiary")


def _longer(minutes: int, oefening: Oefening) -> Oefening:
    return oefening.changed(gesprek=change_ronde_minuten(oefening.gesprek, minutes))


def _time_out(work: OpenOefening, *, paused: bool) -> None:
    st.button(
        screen_text("stap_5.einde_time_out" if paused else "stap_5.time_out"),
        icon=":material/play_arrow:" if paused else ":material/pause:",
        width="stretch",
        on_click=work.act,
        args=(_play_on if paused else _pause,),
    )


def _pause(oefening: Oefening) -> Oefening:
    gesprek = oefening.gesprek
    return oefening.changed(gesprek=call_time_out(gesprek, next_time_out(gesprek), now()))


def _play_on(oefening: Oefening) -> Oefening:
    return oefening.changed(gesprek=end_time_out(oefening.gesprek, now()))


def _replay_board(work: OpenOefening) -> None:
    """Draw the way to play a fragment once more, or to go on with the last round."""
    with st.container(border=True):
        st.header(screen_text("stap_5.herkansing"))
        st.caption(screen_text("stap_5.herkansing_uitleg"))
        form = DraftForm(work.oefening.id, ("fragment",))
        form.line("", screen_text("stap_5.fragment"))
        with st.container(horizontal=True):
            words, icon = screen_text("stap_5.start_herkansing"), ":material/replay:"
            st.button(words, icon=icon, on_click=_replay, args=(work, form))
            act_button(work, "stap_5.verder_spelen", _resume, kind="tertiary")


def _replay(work: OpenOefening, form: DraftForm) -> None:
    fragment = form.value()
    if work.try_act(lambda one: begin(one, fragment)):
        form.done("")


def _resume(oefening: Oefening) -> Oefening:
    return oefening.changed(gesprek=resume_ronde(oefening.gesprek))
