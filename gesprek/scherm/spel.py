"""Step 5: rounds with their clock, time-out, replay and the observation list."""

import streamlit as st

from gesprek.domein.gesprek import (
    BEST_ROUND,
    Gezien,
    Ronde,
    call_time_out,
    end_time_out,
    resume_ronde,
    start_ronde,
    stop_ronde,
)
from gesprek.domein.oefening import Oefening
from gesprek.domein.onderwerpen import Observatiepunt
from gesprek.domein.stappen import Stap
from gesprek.domein.team import mark_used
from gesprek.domein.tijdplan import minutes_for
from gesprek.domein.werkvormen import Werkvorm, dekking
from gesprek.inhoud import inhoud
from gesprek.opslag.ids import new_id
from gesprek.scherm import concepten
from gesprek.scherm.bezoek import vraag
from gesprek.scherm.kaartenronde import finish_card, words_for_card
from gesprek.scherm.klok import Klokwoorden, klok
from gesprek.scherm.naslag import bullets
from gesprek.scherm.rolkaarten import who
from gesprek.scherm.sessie import widget_value
from gesprek.scherm.teksten import label, tekst
from gesprek.scherm.velden import field_key, keuze, regelveld, tekstveld, vinkje
from gesprek.scherm.werk import Werk, change_team, now, today
from gesprek.toegang.rechten import Recht


def begin(oefening: Oefening) -> Oefening:
    """Return the oefening with a round that starts now."""
    gesprek = start_ronde(oefening.gesprek, new_id(), now())
    return oefening.changed(gesprek=gesprek)


def stop(oefening: Oefening) -> Oefening:
    """Return the oefening with the running round stopped."""
    return oefening.changed(gesprek=stop_ronde(oefening.gesprek, now()))


def main_action(oefening: Oefening) -> str:
    """Return the words on the main button in this state of the conversation."""
    together = oefening.werkvorm is Werkvorm.VOORBESPREKEN
    if oefening.gesprek.running:
        return words_for_card(oefening) if together else tekst("stap_5.stop_ronde")
    if oefening.gesprek.finished:
        return tekst("stap_5.naar_terugkijken")
    return tekst("stap_5.begin_kaarten" if together else "stap_5.start_eerste_ronde")


def act(werk: Werk) -> None:
    """Do what the main button says: start, stop or turn the card."""
    together = werk.oefening.werkvorm is Werkvorm.VOORBESPREKEN
    if not werk.oefening.gesprek.running:
        werk.change(begin)
        taking_part = set(werk.oefening.rollen)
        change_team(werk.team.id, lambda team: mark_used(team, taking_part, today()))
    else:
        werk.change(finish_card if together else stop)
    st.rerun()


def spel(werk: Werk) -> None:
    """Draw the clock with what can be done to the round."""
    gesprek = werk.oefening.gesprek
    key = gesprek.running or max(gesprek.rondes, default=None)
    ronde = gesprek.rondes[key] if key else None
    paused = bool(ronde and ronde.running_time_out)
    klok(
        ronde.elapsed(now()) if ronde else BEST_ROUND * 0,
        running=bool(gesprek.running) and not paused,
        best=BEST_ROUND,
        words=Klokwoorden(
            name=tekst("stap_5.tijd_verstreken"),
            note=_clock_note(werk, ronde),
            over=tekst("stap_5.vijf_minuten_voorbij"),
        ),
    )
    _guards(werk)
    if gesprek.running:
        _time_out(werk, paused=paused)
    elif gesprek.finished:
        _after(werk)


def observeren(werk: Werk) -> None:
    """Draw the observation list: seen, not seen or not applicable, with a literal quote.

    Raises:
        GeenRecht: this oefening is not open to who asks.
    """
    vraag(Recht.OBSERVEREN, werk.zaak)
    shown = inhoud().observatielijst
    with st.expander(shown.titel, icon=":material/visibility:"):
        st.markdown(shown.uitleg)
        for punt in Observatiepunt:
            text = shown.punten[punt]
            path = ("gesprek", "observaties", punt)
            keuze(werk, (*path, "gezien"), text.label, list(Gezien))
            if werk.oefening.value_at(path):
                regelveld(werk, (*path, "citaat"), tekst("stap_5.citaat"))
            else:
                st.caption(text.let_op)


def notitie(werk: Werk) -> None:
    """Draw room for a note on the last round."""
    rondes = werk.oefening.gesprek.rondes
    if rondes:
        path = ("gesprek", "rondes", max(rondes), "notitie")
        with st.expander(tekst("stap_5.notitie"), icon=":material/edit_note:"):
            tekstveld(werk, path, tekst("stap_5.notitie_veld", nummer=len(rondes)))


def _guards(werk: Werk) -> None:
    """Say who keeps the time and the steps, also when that role is left out."""
    guard = dekking(werk.oefening.rollen).stappen_en_tijd
    if guard:
        st.caption(tekst("rollen.wie_let_op_tijd", rol=f"{label(guard)} ({who(werk, guard)})"))
    else:
        words = (tekst("rollen.scherm_let_op_tijd"), tekst("rollen.time_out_voor_spelers"))
        st.caption(" ".join(words))


def _time_out(werk: Werk, *, paused: bool) -> None:
    if paused:
        shown = inhoud().afspraken.time_out
        with st.container(border=True):
            st.subheader(shown.titel)
            bullets(shown.zo_doe_je_het)
    st.button(
        tekst("stap_5.einde_time_out" if paused else "stap_5.time_out"),
        icon=":material/play_arrow:" if paused else ":material/pause:",
        width="stretch",
        on_click=werk.change,
        args=(_play_on if paused else _pause,),
    )


def _after(werk: Werk) -> None:
    """Draw what comes after a round: stepping out of the role, and a replay."""
    shown = inhoud().afspraken.uit_de_rol
    with st.container(border=True):
        st.subheader(shown.titel)
        bullets(shown.zo_doe_je_het)
        vinkje(werk, ("gesprek", "uit_de_rol"), tekst("stap_5.uit_de_rol"))
    with st.container(border=True):
        st.subheader(tekst("stap_5.herkansing"))
        st.caption(tekst("stap_5.herkansing_uitleg"))
        key = field_key(werk, ("fragment",))
        st.text_input(tekst("stap_5.fragment"), key=key)
        with st.container(horizontal=True):
            st.button(
                tekst("stap_5.start_herkansing"),
                icon=":material/replay:",
                on_click=_replay,
                args=(werk, key),
            )
            st.button(
                tekst("stap_5.verder_spelen"),
                type="tertiary",
                on_click=werk.change,
                args=(_resume,),
            )


def _clock_note(werk: Werk, ronde: Ronde | None) -> str:
    if ronde is None:
        minutes = minutes_for(werk.oefening.werkvorm, werk.oefening.minuten, Stap.GESPREK)
        return tekst("stap_5.klok_plan", minuten=minutes)
    if ronde.running_time_out:
        return tekst("stap_5.time_out_loopt")
    number = len(werk.oefening.gesprek.rondes)
    return tekst("stap_5.ronde_gedaan" if ronde.stopped else "stap_5.ronde_bezig", nummer=number)


def _replay(werk: Werk, key: str) -> None:
    fragment = widget_value(key) or ""
    if werk.try_change(
        lambda one: one.changed(
            gesprek=start_ronde(one.gesprek, new_id(), now(), fragment=fragment)
        )
    ):
        concepten.clear(werk, key)


def _pause(oefening: Oefening) -> Oefening:
    return oefening.changed(gesprek=call_time_out(oefening.gesprek, new_id(), now()))


def _play_on(oefening: Oefening) -> Oefening:
    return oefening.changed(gesprek=end_time_out(oefening.gesprek, now()))


def _resume(oefening: Oefening) -> Oefening:
    return oefening.changed(gesprek=resume_ronde(oefening.gesprek))
