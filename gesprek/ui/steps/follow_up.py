"""Step 7: waiting for the real conversation, talking it over, closing."""

import streamlit as st

from gesprek.content import inhoud
from gesprek.domain.oefening import Oefening
from gesprek.domain.rolverdeling import next_casus
from gesprek.domain.stappen import Stap
from gesprek.domain.themas import Behoefte
from gesprek.domain.vervolg import (
    Vervolg,
    Vervolgstaat,
    Vervolgvraag,
    Verwachting,
    close,
    due,
    is_te_lang_open,
    mark_geweest,
    mark_niet_doorgegaan,
    reopen,
)
from gesprek.storage.values import new_oefening_id
from gesprek.ui.fields import unsaved_text
from gesprek.ui.fields.choices import draw_choice, draw_choices, draw_tick
from gesprek.ui.fields.day_field import draw_conversation_day
from gesprek.ui.fields.open_oefening import OpenOefening, now, refusals_shown, today
from gesprek.ui.fields.session import session
from gesprek.ui.fields.text_field import draw_text_field
from gesprek.ui.frame.addresses import open_step
from gesprek.ui.frame.page_frame import finish
from gesprek.ui.frame.visitor import practices
from gesprek.ui.frame.words import day, listed, screen_text
from gesprek.ui.reference.step_help import bullets
from gesprek.ui.steps import card_of_inbrenger, practise_again, what_counted


def main_action(vervolg: Vervolg) -> str:
    """Return the words on the main button in this state."""
    if vervolg.is_closed:
        return screen_text("stap_7.nog_een_casus")
    talks_over = vervolg.staat is Vervolgstaat.GEWEEST
    return screen_text("stap_7.rond_af" if talks_over else "stap_7.is_geweest")


def act(work: OpenOefening) -> None:
    """Do what the main button says in this state; does not return."""
    vervolg = work.oefening.vervolg
    with refusals_shown():
        if vervolg.is_closed:
            new = next_casus(work.oefening, new_oefening_id(work.oefening.team), now())
            practices().create_oefening(new)
            open_step(Stap.MOMENT, new.id)
        elif vervolg.staat is Vervolgstaat.GEWEEST:
            _closed(work.oefening)  # says what that still needs
            finish(work, Stap.VERVOLG, _closed)
        elif unsaved := unsaved_text.unsaved_moments(work, Stap.VERVOLG):
            session().problem = " ".join(unsaved)  # else it would be today
        else:
            work.save(_had)
    st.rerun()


def draw_vervolg(work: OpenOefening) -> None:
    """Draw the follow-up in its state."""
    match work.oefening.vervolg.staat:
        case Vervolgstaat.GEWEEST:
            _talk_over(work)
        case Vervolgstaat.AFGEROND:
            st.success(screen_text("stap_7.afgerond"), icon=":material/celebration:")
            _outcome(work)
            practise_again.offer(work)
            _reopen_button(work, "stap_7.heropen")
        case Vervolgstaat.NIET_DOORGEGAAN:
            st.info(screen_text("stap_7.niet_doorgegaan"))
            _reopen_button(work, "stap_7.toch_door")
        case _:
            _wait(work)


def _wait(work: OpenOefening) -> None:
    vervolg, practised = work.oefening.vervolg, work.oefening.practised
    if vervolg.gesprek_op:
        st.markdown(screen_text("stap_7.wacht", dag=day(vervolg.gesprek_op)))
    else:
        st.markdown(screen_text("stap_7.wacht_zonder_dag"))
    st.caption(screen_text("stap_7.herinnering", dag=day(due(vervolg, practised))))
    if is_te_lang_open(vervolg, practised, today()):
        st.warning(screen_text("stap_7.te_lang_open"), icon=":material/schedule:")
    draw_conversation_day(work, screen_text("stap_7.verander_dag"))
    _plan_to_read(work)
    card_of_inbrenger.draw_card_fields(work)
    st.button(
        screen_text("stap_7.gaat_niet_door"),
        icon=":material/event_busy:",
        help=screen_text("stap_7.gaat_niet_door_uitleg"),
        on_click=work.change,
        args=(_not_had,),
    )


def _talk_over(work: OpenOefening) -> None:
    names = [work.team.name_of(key) for key in work.oefening.rollen]
    st.markdown(screen_text("stap_7.praat_samen"))
    st.text(screen_text("stap_7.met_wie", namen=listed(names)))
    _plan_to_read(work)
    st.header(screen_text("stap_7.vragen"))
    for vraag in Vervolgvraag:
        shown = inhoud().vervolg.vragen[vraag]
        draw_tick(work, ("vervolg", "besproken", vraag), shown.label)
        bullets(shown.denk_hierbij_aan)
    how = screen_text("stap_7.hoe_ging_het")
    draw_choice(work, ("vervolg", "hoe_ging_het"), how, list(Verwachting))
    what_counted.ask_what_counted(work)
    words, hint = screen_text("stap_7.notitie"), screen_text("stap_7.notitie_voorbeeld")
    draw_text_field(work, ("vervolg", "notitie"), words, placeholder=hint)
    draw_choices(work, ("vervolg", "behoeften"), screen_text("stap_7.behoeften"), list(Behoefte))
    if work.oefening.vervolg.behoeften:
        draw_tick(work, ("vervolg", "behoeften_delen"), screen_text("stap_7.behoeften_delen"))
        st.caption(screen_text("stap_7.behoeften_delen_uitleg"))
    practise_again.offer(work)


def _plan_to_read(work: OpenOefening) -> None:
    """Draw what the inbrenger took along."""
    als, dan = work.oefening.terugblik.meenemer.parts
    if als or dan:
        with st.container(border=True):
            st.caption(screen_text("stap_7.je_plan"))
            st.text(f"{screen_text('stap_6.meenemer_als')} {als}")
            st.text(f"{screen_text('stap_6.meenemer_dan')} {dan}")


def _outcome(work: OpenOefening) -> None:
    vervolg = work.oefening.vervolg
    what_counted.draw_what_counted(vervolg)
    if vervolg.notitie:
        with st.container(border=True):
            st.text(vervolg.notitie)
    _plan_to_read(work)


def _reopen_button(work: OpenOefening, words: str) -> None:
    st.button(screen_text(words), icon=":material/undo:", on_click=work.change, args=(_reopened,))


def _had(oefening: Oefening) -> Oefening:
    """Return the oefening talked over from now on; without a past day it was today."""
    planned = oefening.vervolg.gesprek_op
    had_on = planned if planned and planned <= today() else today()
    return oefening.changed(vervolg=mark_geweest(oefening.vervolg, had_on, today()))


def _closed(oefening: Oefening) -> Oefening:
    return oefening.changed(vervolg=close(oefening.vervolg, today()))


def _not_had(oefening: Oefening) -> Oefening:
    return oefening.changed(vervolg=mark_niet_doorgegaan(oefening.vervolg, today()))


def _reopened(oefening: Oefening) -> Oefening:
    return oefening.changed(vervolg=reopen(oefening.vervolg))
