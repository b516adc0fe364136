"""Step 6: looking back, one speaker at a time, the leervraag in sight."""

from functools import partial

import streamlit as st

from gesprek.content import inhoud
from gesprek.domain.compared_rondes import has_marks
from gesprek.domain.oefening import Oefening
from gesprek.domain.terugblik import (
    Beurt,
    Terugkijkvraag,
    beurten,
    current_beurt,
    next_beurt,
    previous_beurt,
    speakers,
    tellings,
)
from gesprek.domain.themas import AndereStap
from gesprek.domain.vervolg import Verwachting
from gesprek.domain.vervolg import plan as plan_vervolg
from gesprek.domain.werkvormen import Rol
from gesprek.services.practices import role_of
from gesprek.ui.fields.choices import draw_choice, draw_choices, draw_yes_no
from gesprek.ui.fields.day_field import draw_conversation_day
from gesprek.ui.fields.folds import expander
from gesprek.ui.fields.open_oefening import OpenOefening, today
from gesprek.ui.fields.text_field import draw_text_field
from gesprek.ui.frame.visitor import visitor
from gesprek.ui.frame.words import label, screen_text
from gesprek.ui.reference.step_help import bullets
from gesprek.ui.steps import card_of_inbrenger
from gesprek.ui.steps.feedback_and_leerpunten import draw_leerpunten, draw_seen, draw_tops_en_tips
from gesprek.ui.steps.moments import draw_moments
from gesprek.ui.steps.seen_marks import draw_marks
from gesprek.ui.together.pace import ARROW_BACK, act_button, may_go_on, writes


def is_last(oefening: Oefening) -> bool:
    """Return whether the last turn is on."""
    return current_beurt(oefening.terugblik, oefening.rollen) is beurten(oefening.rollen)[-1]


def main_action(oefening: Oefening) -> str:
    """Return the words on the main button in this turn."""
    if is_last(oefening):
        return screen_text("stap_6.sluit_af")
    told = current_beurt(oefening.terugblik, oefening.rollen) in tellings(oefening.rollen)
    return screen_text("stap_6.heeft_verteld" if told else "stap_6.volgende_beurt")


def next_turn(work: OpenOefening) -> None:
    """Tick what was told and give the next one the turn.

    Who taps at the same moment as somebody else means the same turn: it is not left twice.
    """
    work.act(partial(onward_from, current_beurt(work.oefening.terugblik, work.oefening.rollen)))
    st.rerun()


def onward_from(leaving: Beurt, oefening: Oefening) -> Oefening:
    """Return the oefening with the next turn on; where this one was left already, unchanged."""
    if current_beurt(oefening.terugblik, oefening.rollen) is not leaving:
        return oefening
    return oefening.changed(terugblik=next_beurt(oefening.terugblik, oefening.rollen))


def closing(oefening: Oefening) -> Oefening:
    """Return the oefening waiting for the real conversation, its date known or not."""
    vervolg = oefening.vervolg
    if vervolg.staat:  # closed once before: the follow-up goes its own way by now
        return oefening
    return oefening.changed(vervolg=plan_vervolg(vervolg, vervolg.gesprek_op, today()))


def draw_beurt(work: OpenOefening) -> None:
    """Draw the order of the turns and the one that is on."""
    order = beurten(work.oefening.rollen)
    now_on = current_beurt(work.oefening.terugblik, work.oefening.rollen)
    shown = inhoud().terugkijken[work.oefening.werkvorm][now_on]
    number = order.index(now_on) + 1
    words = screen_text("stap_6.beurt_nummer", nummer=number, totaal=len(order))
    st.progress(number / len(order), text=words)
    st.header(shown.label)
    _your_turn(work, now_on)
    st.markdown(shown.uitleg)
    bullets(shown.vragen)
    match now_on:
        case Beurt.INBRENGER_VERTELT | Beurt.CLIENTROL_VERTELT:
            _telling(work, now_on)
        case Beurt.OBSERVANTEN_VERTELLEN | Beurt.CLIENTROL_GEEFT_FEEDBACK:
            draw_seen(work)
            draw_moments(work)
            draw_tops_en_tips(work)
        case Beurt.MEENEMER:
            _meenemer(work)
        case Beurt.LEERPUNTEN:
            draw_leerpunten(work)
        case Beurt.AFSPRAAK:
            draw_conversation_day(work, screen_text("stap_6.wanneer_gesprek"))
            st.caption(screen_text("stap_6.weet_nog_niet_uitleg"))
            words = screen_text("stap_6.verwachting")
            draw_choice(work, ("vervolg", "verwachting"), words, list(Verwachting))
            card_of_inbrenger.link_to_card(work.oefening)
            _how_we_looked_back(work)
    if number > 1 and may_go_on(work.oefening):
        act_button(work, "stap_6.vorige_beurt", _back, ARROW_BACK, kind="tertiary")


def _your_turn(work: OpenOefening, beurt: Beurt) -> None:
    """Say on an own device whether its owner speaks now, and show who waits the own marks."""
    me, mine = visitor().persoon, role_of(visitor(), work.oefening)
    if not me or mine is None:
        return
    if mine in speakers(beurt):
        st.success(screen_text("stap_6.jij_bent"), icon=":material/record_voice_over:")
        return
    st.info(screen_text("stap_6.luister"), icon=":material/hearing:")
    if has_marks(work.oefening.gesprek, me):
        with expander("stap_6.mijn_kijklijst", ":material/visibility:"):
            draw_marks(work, me)


def _telling(work: OpenOefening, beurt: Beurt) -> None:
    path = ("terugblik", "ervaringen", beurt)
    if writes(work.oefening, *speakers(beurt)):
        with expander("stap_6.opschrijven", of=beurt):
            draw_text_field(work, path, label(beurt))
    else:
        st.text(work.oefening.value_at(path) or "")


def _meenemer(work: OpenOefening) -> None:
    if not writes(work.oefening, Rol.INBRENGER):
        als, dan = work.oefening.terugblik.meenemer.parts
        st.text(screen_text("meenemen.plan", als=als or "…", dan=dan or "…"))
        return
    st.caption(screen_text("stap_6.meenemer_uitleg"))
    for part in ("als", "dan"):
        path = ("terugblik", "meenemer", part)
        usual = f"stap_6.meenemer_{part}_voorbeeld"
        hint = card_of_inbrenger.example(work.oefening, part, usual)
        draw_text_field(work, path, screen_text(f"stap_6.meenemer_{part}"), placeholder=hint)
    card_of_inbrenger.draw_card_fields(work)
    _voldoende(work)
    words, hint = screen_text("stap_6.afspraken"), screen_text("stap_6.afspraken_voorbeeld")
    with expander("stap_6.afspraken"):
        draw_text_field(work, ("terugblik", "afspraken"), words, placeholder=hint)


def _voldoende(work: OpenOefening) -> None:
    st.markdown(f"**{screen_text('stap_6.voldoende_geholpen')}**")
    st.caption(screen_text("stap_6.voldoende_geholpen_wie"))
    answer = work.oefening.terugblik.voldoende_geholpen
    with st.container(horizontal=True):
        for value, words in ((True, "stap_6.ja_genoeg"), (False, "stap_6.nee_nog_niet")):
            st.button(
                screen_text(words),
                icon=":material/check:" if answer is value else None,
                key=f"geholpen-{value}",
                on_click=work.act,
                args=(partial(_helped, value=value),),
            )
    if answer is False:
        st.caption(screen_text("stap_6.andere_stap_uitleg"))
        path = ("terugblik", "andere_stappen")
        draw_choices(work, path, screen_text("stap_6.andere_stap"), list(AndereStap))


def _helped(oefening: Oefening, *, value: bool) -> Oefening:
    return oefening.changed(terugblik=oefening.terugblik.changed(voldoende_geholpen=value))


def _how_we_looked_back(work: OpenOefening) -> None:
    """Draw the questions; each can be skipped, answered by anybody who is here, and changed."""
    st.subheader(screen_text("hoe_keken_we.titel"))
    st.caption(screen_text("hoe_keken_we.uitleg"))
    asked = inhoud().terugkijkvragen[work.oefening.werkvorm]
    for vraag in Terugkijkvraag:
        draw_yes_no(work, ("terugblik", "hoe_keken_we", vraag), asked[vraag])


def _back(oefening: Oefening) -> Oefening:
    return oefening.changed(terugblik=previous_beurt(oefening.terugblik, oefening.rollen))
