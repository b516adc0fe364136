"""Step 5 in voorbespreken: the companion tool, one card at a time."""

import streamlit as st

from gesprek.domein.gesprek import next_ronde
from gesprek.domein.kaarten import (
    KAARTEN,
    current_kaart,
    finish_kaart,
    previous_kaart,
    restart_kaarten,
)
from gesprek.domein.oefening import Oefening
from gesprek.domein.onderwerpen import Gespreksstap
from gesprek.domein.werkvormen import Werkvorm
from gesprek.inhoud import inhoud
from gesprek.scherm.groep import may_go_on
from gesprek.scherm.naslag import bullets, gesprekskaart
from gesprek.scherm.teksten import tekst
from gesprek.scherm.werk import Werk, now


def kaarten(werk: Werk) -> None:
    """Draw the companion tool one card at a time."""
    gesprek = werk.oefening.gesprek
    if gesprek.running:
        card_on_the_table(werk.oefening)
        is_first = current_kaart(gesprek) is KAARTEN[0]
        if not is_first and may_go_on(werk.oefening):
            st.button(
                tekst("stap_5.vorige_kaart"),
                icon=":material/arrow_back:",
                type="tertiary",
                on_click=werk.act,
                args=(_back,),
            )
    elif gesprek.finished:
        st.success(tekst("stap_5.alle_kaarten_besproken"), icon=":material/check_circle:")
        st.button(tekst("stap_5.kaarten_opnieuw"), on_click=werk.act, args=(_again,))
    else:
        st.markdown(inhoud().gesprekstool.inleiding)
        bullets(card.titel for card in inhoud().gesprekstool.stappen.values())


def card_on_the_table(oefening: Oefening) -> None:
    """Draw the card that the team talks about."""
    card = current_kaart(oefening.gesprek)
    shown = inhoud().gesprekstool.stappen[card]
    with st.container(border=True):
        st.caption(tekst("stap_5.kaart", nummer=KAARTEN.index(card) + 1, totaal=len(KAARTEN)))
        st.header(shown.titel)
        gesprekskaart(shown, Werkvorm.VOORBESPREKEN)


def words_for_card(oefening: Oefening) -> str:
    """Return the words on the main button while a card lies on the table."""
    last = current_kaart(oefening.gesprek) is KAARTEN[-1]
    return tekst("stap_5.laatste_kaart" if last else "stap_5.volgende_kaart")


def finish_card(card: Gespreksstap, oefening: Oefening) -> Oefening:
    """Return the oefening with this card done; where it lies there no more, nothing changes."""
    if current_kaart(oefening.gesprek) is not card or not oefening.gesprek.running:
        return oefening
    return oefening.changed(gesprek=finish_kaart(oefening.gesprek, now()))


def _back(oefening: Oefening) -> Oefening:
    return oefening.changed(gesprek=previous_kaart(oefening.gesprek))


def _again(oefening: Oefening) -> Oefening:
    return oefening.changed(
        gesprek=restart_kaarten(oefening.gesprek, next_ronde(oefening.gesprek), now())
    )
