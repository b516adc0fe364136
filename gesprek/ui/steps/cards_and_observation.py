"""Step 5: the companion tool one card at a time, and the observation list."""

import streamlit as st

from gesprek.access.rights import Recht
from gesprek.content import inhoud
from gesprek.domain.gesprek import Gezien, next_ronde
from gesprek.domain.gesprekskaarten import (
    KAARTEN,
    current_kaart,
    finish_kaart,
    previous_kaart,
    restart_kaarten,
)
from gesprek.domain.oefening import Oefening
from gesprek.domain.themas import Gespreksstap, Observatiepunt
from gesprek.domain.werkvormen import Werkvorm
from gesprek.ui.fields.choices import keuze
from gesprek.ui.fields.open_oefening import Path, Werk, fresh, now
from gesprek.ui.fields.text_field import regelveld
from gesprek.ui.frame.visitor import bezoeker, vraag
from gesprek.ui.frame.words import label, tekst
from gesprek.ui.reference.step_help import bullets, gesprekskaart
from gesprek.ui.together.pace import may_go_on


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


TOGETHER: Path = ("gesprek", "observaties")


def observeren(werk: Werk) -> None:
    """Draw the list to fill in: the own one on an own device, else that of all.

    Raises:
        GeenRecht: this oefening is not open to who asks.
    """
    vraag(Recht.OBSERVEREN, werk.zaak)
    me = bezoeker().persoon
    shown = inhoud().observatielijst
    with st.expander(shown.titel, icon=":material/visibility:", expanded=bool(me)):
        st.markdown(shown.uitleg)
        if me:
            st.caption(tekst("stap_5.alleen_jij"))
            _own_list(werk, ("gesprek", "kijklijsten", me))
        else:
            _points(werk, TOGETHER)


def seen(werk: Werk, path: Path) -> None:
    """Draw what was marked in one list, to tell from; nothing where nothing was.

    Raises:
        GeenRecht: the team does not look back yet.
    """
    vraag(Recht.OBSERVATIES, werk.zaak)
    for punt, one in (werk.oefening.value_at(path) or {}).items():
        if one.gezien:
            st.markdown(f"**{label(punt)}**: {label(one.gezien)}")
        if one.citaat:
            st.text(f"‘{one.citaat}’")


def lists(werk: Werk) -> list[tuple[str, Path]]:
    """Return whose lists hold something, with their paths: that of all first, without a name."""
    gesprek = werk.oefening.gesprek
    own = [
        (werk.team.name_of(person), ("gesprek", "kijklijsten", person))
        for person in gesprek.kijklijsten
    ]
    all_lists: list[tuple[str, Path]] = [("", TOGETHER), *own]
    return [(naam, path) for naam, path in all_lists if werk.oefening.value_at(path)]


@st.fragment
def _own_list(werk: Werk, path: Path) -> None:
    """A mark on an own device draws this list anew, and not the page."""
    _points(fresh(werk), path)


def _points(werk: Werk, path: Path) -> None:
    for punt in Observatiepunt:
        _point(werk, (*path, punt), punt)


def _point(werk: Werk, path: Path, punt: Observatiepunt) -> None:
    text = inhoud().observatielijst.punten[punt]
    keuze(werk, (*path, "gezien"), text.label, list(Gezien))
    if werk.oefening.value_at(path):
        regelveld(werk, (*path, "citaat"), tekst("stap_5.citaat"))
    else:
        st.caption(text.let_op)
