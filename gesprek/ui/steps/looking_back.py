"""Step 6: looking back, one speaker at a time, the leervraag in sight."""

import streamlit as st

from gesprek.content import inhoud
from gesprek.domain.oefening import Oefening
from gesprek.domain.terugblik import (
    Beurt,
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
from gesprek.ui.fields.choices import dagveld, keuze, keuzes
from gesprek.ui.fields.open_oefening import Change, Werk, today
from gesprek.ui.fields.text_field import tekstveld
from gesprek.ui.frame.visitor import bezoeker
from gesprek.ui.frame.words import label, tekst
from gesprek.ui.reference.step_help import bullets
from gesprek.ui.steps.cards_and_observation import seen
from gesprek.ui.steps.feedback import gezien, tops_en_tips
from gesprek.ui.steps.leerpunten import leerpunten
from gesprek.ui.together.pace import may_go_on, writes


def is_last(oefening: Oefening) -> bool:
    """Return whether the last turn is on."""
    return current_beurt(oefening.terugblik, oefening.rollen) is beurten(oefening.rollen)[-1]


def main_action(oefening: Oefening) -> str:
    """Return the words on the main button in this turn."""
    if is_last(oefening):
        return tekst("stap_6.sluit_af")
    told = current_beurt(oefening.terugblik, oefening.rollen) in tellings(oefening.rollen)
    return tekst("stap_6.heeft_verteld" if told else "stap_6.volgende_beurt")


def next_turn(werk: Werk) -> None:
    """Tick what was told and give the next one the turn.

    Who taps at the same moment as somebody else means the same turn: it is not left twice.
    """
    leaving = current_beurt(werk.oefening.terugblik, werk.oefening.rollen)
    werk.act(lambda one: onward_from(leaving, one))
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


def beurt(werk: Werk) -> None:
    """Draw the order of the turns and the one that is on."""
    order = beurten(werk.oefening.rollen)
    now_on = current_beurt(werk.oefening.terugblik, werk.oefening.rollen)
    shown = inhoud().terugkijken[werk.oefening.werkvorm][now_on]
    number = order.index(now_on) + 1
    st.progress(
        number / len(order),
        text=tekst("stap_6.beurt_nummer", nummer=number, totaal=len(order)),
    )
    st.header(shown.label)
    _your_turn(werk, now_on)
    st.markdown(shown.uitleg)
    bullets(shown.vragen)
    _PARTS[now_on](werk)
    if number > 1 and may_go_on(werk.oefening):
        st.button(
            tekst("stap_6.vorige_beurt"),
            icon=":material/arrow_back:",
            type="tertiary",
            on_click=werk.act,
            args=(_back,),
        )


def _your_turn(werk: Werk, beurt: Beurt) -> None:
    """Say on an own device whether its owner speaks now, and show who waits the own marks."""
    me = bezoeker().persoon
    mine = role_of(bezoeker(), werk.oefening)
    if not me or mine is None:
        return
    if mine in speakers(beurt):
        st.success(tekst("stap_6.jij_bent"), icon=":material/record_voice_over:")
    else:
        st.info(tekst("stap_6.luister"), icon=":material/hearing:")
    path = ("gesprek", "kijklijsten", me)
    if werk.oefening.value_at(path) and mine not in speakers(beurt):
        with st.expander(tekst("stap_6.mijn_kijklijst"), icon=":material/visibility:"):
            seen(werk, path)


def _telling(werk: Werk) -> None:
    now_on = current_beurt(werk.oefening.terugblik, werk.oefening.rollen)
    path = ("terugblik", "ervaringen", now_on)
    if writes(werk.oefening, *speakers(now_on)):
        with st.expander(tekst("stap_6.opschrijven")):
            tekstveld(werk, path, label(now_on))
    else:
        st.text(werk.oefening.value_at(path) or "")


def _telling_with_feedback(werk: Werk) -> None:
    gezien(werk)
    tops_en_tips(werk)


def _meenemer(werk: Werk) -> None:
    if not writes(werk.oefening, Rol.INBRENGER):
        _meenemer_to_read(werk)
        return
    st.caption(tekst("stap_6.meenemer_uitleg"))
    for part in ("als", "dan"):
        path = ("terugblik", "meenemer", part)
        hint = tekst(f"stap_6.meenemer_{part}_voorbeeld")
        tekstveld(werk, path, tekst(f"stap_6.meenemer_{part}"), placeholder=hint)
    _voldoende(werk)
    with st.expander(tekst("stap_6.afspraken")):
        tekstveld(
            werk,
            ("terugblik", "afspraken"),
            tekst("stap_6.afspraken"),
            placeholder=tekst("stap_6.afspraken_voorbeeld"),
        )


def _meenemer_to_read(werk: Werk) -> None:
    als, dan = werk.oefening.terugblik.meenemer.parts
    st.text(tekst("meenemen.plan", als=als or "…", dan=dan or "…"))


def _voldoende(werk: Werk) -> None:
    st.markdown(f"**{tekst('stap_6.voldoende_geholpen')}**")
    st.caption(tekst("stap_6.voldoende_geholpen_wie"))
    answer = werk.oefening.terugblik.voldoende_geholpen
    with st.container(horizontal=True):
        for value, words in ((True, "stap_6.ja_genoeg"), (False, "stap_6.nee_nog_niet")):
            chosen = answer is value
            st.button(
                tekst(words),
                icon=":material/check:" if chosen else None,
                key=f"geholpen-{value}",
                on_click=werk.act,
                args=(_helped(value),),
            )
    if answer is False:
        st.caption(tekst("stap_6.andere_stap_uitleg"))
        path = ("terugblik", "andere_stappen")
        keuzes(werk, path, tekst("stap_6.andere_stap"), list(AndereStap))


def _afspraak(werk: Werk) -> None:
    dagveld(werk, ("vervolg", "gesprek_op"), tekst("stap_6.wanneer_gesprek"))
    st.caption(tekst("stap_6.weet_nog_niet_uitleg"))
    keuze(werk, ("vervolg", "verwachting"), tekst("stap_6.verwachting"), list(Verwachting))


_PARTS = {
    Beurt.INBRENGER_VERTELT: _telling,
    Beurt.CLIENTROL_VERTELT: _telling,
    Beurt.OBSERVANTEN_VERTELLEN: _telling_with_feedback,
    Beurt.CLIENTROL_GEEFT_FEEDBACK: _telling_with_feedback,
    Beurt.MEENEMER: _meenemer,
    Beurt.LEERPUNTEN: leerpunten,
    Beurt.AFSPRAAK: _afspraak,
}


def _helped(value: bool) -> Change:  # noqa: FBT001 - the answer itself
    return lambda one: one.changed(terugblik=one.terugblik.changed(voldoende_geholpen=value))


def _back(oefening: Oefening) -> Oefening:
    return oefening.changed(terugblik=previous_beurt(oefening.terugblik, oefening.rollen))
