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
from gesprek.storage.ids import new_oefening_id
from gesprek.ui.fields.choices import dagveld, keuze, keuzes, vinkje
from gesprek.ui.fields.open_oefening import Werk, now, refusals_shown, today
from gesprek.ui.fields.text_field import tekstveld
from gesprek.ui.frame.addresses import open_step
from gesprek.ui.frame.page_frame import finish
from gesprek.ui.frame.visitor import archief
from gesprek.ui.frame.words import day, label, listed, tekst
from gesprek.ui.reference.step_help import bullets


def main_action(vervolg: Vervolg) -> str:
    """Return the words on the main button in this state."""
    if vervolg.is_closed:
        return tekst("stap_7.nog_een_casus")
    if vervolg.staat is Vervolgstaat.GEWEEST:
        return tekst("stap_7.rond_af")
    return tekst("stap_7.is_geweest")


def act(werk: Werk) -> None:
    """Do what the main button says in this state; does not return."""
    vervolg = werk.oefening.vervolg
    if vervolg.is_closed:
        _once_more(werk)
    elif vervolg.staat is Vervolgstaat.GEWEEST:
        _close(werk)
    else:
        werk.change(_had)
    st.rerun()


def vervolg(werk: Werk) -> None:
    """Draw the follow-up in its state."""
    match werk.oefening.vervolg.staat:
        case Vervolgstaat.GEWEEST:
            _talk_over(werk)
        case Vervolgstaat.AFGEROND:
            st.success(tekst("stap_7.afgerond"), icon=":material/celebration:")
            _outcome(werk)
            _reopen_button(werk, "stap_7.heropen")
        case Vervolgstaat.NIET_DOORGEGAAN:
            st.info(tekst("stap_7.niet_doorgegaan"))
            _reopen_button(werk, "stap_7.toch_door")
        case _:
            _wait(werk)


def _wait(werk: Werk) -> None:
    vervolg, practised = werk.oefening.vervolg, werk.oefening.practised
    if vervolg.gesprek_op:
        st.markdown(tekst("stap_7.wacht", dag=day(vervolg.gesprek_op)))
    else:
        st.markdown(tekst("stap_7.wacht_zonder_dag"))
    st.caption(tekst("stap_7.herinnering", dag=day(due(vervolg, practised))))
    if is_te_lang_open(vervolg, practised, today()):
        st.warning(tekst("stap_7.te_lang_open"), icon=":material/schedule:")
    dagveld(werk, ("vervolg", "gesprek_op"), tekst("stap_7.verander_dag"))
    _plan_to_read(werk)
    st.button(
        tekst("stap_7.gaat_niet_door"),
        icon=":material/event_busy:",
        help=tekst("stap_7.gaat_niet_door_uitleg"),
        on_click=werk.change,
        args=(_not_had,),
    )


def _talk_over(werk: Werk) -> None:
    names = [werk.team.name_of(key) for key in werk.oefening.rollen]
    st.markdown(tekst("stap_7.praat_samen"))
    st.text(tekst("stap_7.met_wie", namen=listed(names)))
    _plan_to_read(werk)
    st.header(tekst("stap_7.vragen"))
    for vraag in Vervolgvraag:
        shown = inhoud().vervolg.vragen[vraag]
        vinkje(werk, ("vervolg", "besproken", vraag), shown.label)
        bullets(shown.denk_hierbij_aan)
    keuze(werk, ("vervolg", "hoe_ging_het"), tekst("stap_7.hoe_ging_het"), list(Verwachting))
    _expected(werk.oefening.vervolg)
    tekstveld(
        werk,
        ("vervolg", "notitie"),
        tekst("stap_7.notitie"),
        placeholder=tekst("stap_7.notitie_voorbeeld"),
    )
    keuzes(werk, ("vervolg", "behoeften"), tekst("stap_7.behoeften"), list(Behoefte))
    if werk.oefening.vervolg.behoeften:
        vinkje(werk, ("vervolg", "behoeften_delen"), tekst("stap_7.behoeften_delen"))
        st.caption(tekst("stap_7.behoeften_delen_uitleg"))


def _plan_to_read(werk: Werk) -> None:
    """Draw what the inbrenger took along."""
    als, dan = werk.oefening.terugblik.meenemer.parts
    if als or dan:
        with st.container(border=True):
            st.caption(tekst("stap_7.je_plan"))
            for words, text in (
                (tekst("stap_6.meenemer_als"), als),
                (tekst("stap_6.meenemer_dan"), dan),
            ):
                st.text(f"{words} {text}")


def _expected(vervolg: Vervolg) -> None:
    expected = vervolg.verwachting
    words = label(expected) if expected else tekst("stap_7.geen_verwachting")
    st.caption(f"{tekst('stap_7.verwachting_was')}: {words}")


def _outcome(werk: Werk) -> None:
    vervolg = werk.oefening.vervolg
    if vervolg.hoe_ging_het:
        st.markdown(f"{tekst('stap_7.zo_ging_het')}: **{label(vervolg.hoe_ging_het)}**")
    _expected(vervolg)
    if vervolg.notitie:
        with st.container(border=True):
            st.text(vervolg.notitie)
    _plan_to_read(werk)


def _reopen_button(werk: Werk, words: str) -> None:
    st.button(tekst(words), icon=":material/undo:", on_click=werk.change, args=(_reopened,))


def _close(werk: Werk) -> None:
    """Close the oefening, or say what that still needs; does not return."""
    with refusals_shown():
        _closed(werk.oefening)
        finish(werk, Stap.VERVOLG, _closed)


def _once_more(werk: Werk) -> None:
    """Open step 1 of a new oefening with the same people."""
    new = next_casus(werk.oefening, new_oefening_id(werk.oefening.team), now())
    with refusals_shown():
        archief().create_oefening(new)
        open_step(Stap.MOMENT, new.id)


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
