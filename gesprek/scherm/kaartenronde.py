"""Step 5 in voorbespreken: the companion tool, one card at a time."""

import streamlit as st

from gesprek.domein.kaarten import (
    KAARTEN,
    current_kaart,
    finish_kaart,
    previous_kaart,
    restart_kaarten,
)
from gesprek.domein.oefening import Oefening
from gesprek.domein.werkvormen import Werkvorm
from gesprek.inhoud import inhoud
from gesprek.opslag.ids import new_id
from gesprek.scherm.naslag import bullets, gesprekskaart
from gesprek.scherm.teksten import tekst
from gesprek.scherm.werk import Werk, now


def kaarten(werk: Werk) -> None:
    """Draw the companion tool one card at a time."""
    gesprek = werk.oefening.gesprek
    if gesprek.running:
        card = current_kaart(gesprek)
        shown = inhoud().gesprekstool.stappen[card]
        number = KAARTEN.index(card) + 1
        with st.container(border=True):
            st.caption(tekst("stap_5.kaart", nummer=number, totaal=len(KAARTEN)))
            st.subheader(shown.titel)
            gesprekskaart(shown, Werkvorm.VOORBESPREKEN)
        if number > 1:
            st.button(
                tekst("stap_5.vorige_kaart"),
                icon=":material/arrow_back:",
                type="tertiary",
                on_click=werk.change,
                args=(_back,),
            )
    elif gesprek.finished:
        st.success(tekst("stap_5.alle_kaarten_besproken"), icon=":material/check_circle:")
        st.button(tekst("stap_5.kaarten_opnieuw"), on_click=werk.change, args=(_again,))
    else:
        st.markdown(inhoud().gesprekstool.inleiding)
        bullets(card.titel for card in inhoud().gesprekstool.stappen.values())


def words_for_card(oefening: Oefening) -> str:
    """Return the words on the main button while a card lies on the table."""
    last = current_kaart(oefening.gesprek) is KAARTEN[-1]
    return tekst("stap_5.laatste_kaart" if last else "stap_5.volgende_kaart")


def finish_card(oefening: Oefening) -> Oefening:
    """Return the oefening with the current card done."""
    return oefening.changed(gesprek=finish_kaart(oefening.gesprek, now()))


def _back(oefening: Oefening) -> Oefening:
    return oefening.changed(gesprek=previous_kaart(oefening.gesprek))


def _again(oefening: Oefening) -> Oefening:
    return oefening.changed(gesprek=restart_kaarten(oefening.gesprek, new_id(), now()))
