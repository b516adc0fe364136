"""Step 5: the companion tool one card at a time, and the observation list."""

from collections.abc import Iterable

import streamlit as st

from gesprek.access.rights import Right
from gesprek.content import inhoud
from gesprek.domain.gesprek import (
    KAARTEN,
    Gezien,
    current_kaart,
    finish_kaart,
    next_ronde,
    previous_kaart,
    restart_kaarten,
)
from gesprek.domain.oefening import Oefening
from gesprek.domain.themas import Gespreksstap, Observatiepunt
from gesprek.domain.werkvormen import Werkvorm
from gesprek.ui.fields.choices import draw_choice
from gesprek.ui.fields.folds import expander
from gesprek.ui.fields.open_oefening import OpenOefening, Path, fresh, now
from gesprek.ui.fields.text_field import draw_line_field
from gesprek.ui.frame.visitor import require_right, visitor
from gesprek.ui.frame.words import screen_text
from gesprek.ui.reference.step_help import bullets, draw_gesprekskaart
from gesprek.ui.steps.clock import keep_awake
from gesprek.ui.steps.moments import draw_marking
from gesprek.ui.together.pace import ARROW_BACK, act_button, may_go_on

_OF_ALL: Path = ("gesprek", "observaties")
_OWN: Path = ("gesprek", "kijklijsten")  # and then the id of whose it is


def draw_cards(work: OpenOefening) -> None:
    """Draw the companion tool one card at a time, with the way to mark a moment of the talk."""
    gesprek = work.oefening.gesprek
    draw_marking(work)  # above the card, which is long on a phone
    if gesprek.running:
        card_on_the_table(work.oefening)
        if current_kaart(gesprek) is not KAARTEN[0] and may_go_on(work.oefening):
            act_button(work, "stap_5.vorige_kaart", _back, ARROW_BACK, kind="tertiary")
    elif gesprek.finished:
        st.success(screen_text("stap_5.alle_kaarten_besproken"), icon=":material/check_circle:")
        act_button(work, "stap_5.kaarten_opnieuw", _again)
    else:
        st.markdown(inhoud().gesprekstool.inleiding)
        bullets(card.titel for card in inhoud().gesprekstool.stappen.values())


def card_on_the_table(oefening: Oefening) -> None:
    """Draw the card that the team talks about."""
    card = current_kaart(oefening.gesprek)
    shown = inhoud().gesprekstool.stappen[card]
    with st.container(border=True):
        st.caption(screen_text("stap_5.kaart", nummer=KAARTEN.index(card) + 1, totaal=len(KAARTEN)))
        st.header(shown.titel)
        draw_gesprekskaart(shown, Werkvorm.VOORBESPREKEN)
        if oefening.gesprek.running:
            keep_awake()


def finish_card(card: Gespreksstap, oefening: Oefening) -> Oefening:
    """Return the oefening with this card done; where it lies there no more, nothing changes."""
    if current_kaart(oefening.gesprek) is not card or not oefening.gesprek.running:
        return oefening
    return oefening.changed(gesprek=finish_kaart(oefening.gesprek, now()))


def _back(oefening: Oefening) -> Oefening:
    return oefening.changed(gesprek=previous_kaart(oefening.gesprek))


def _again(oefening: Oefening) -> Oefening:
    gesprek = oefening.gesprek
    return oefening.changed(gesprek=restart_kaarten(gesprek, next_ronde(gesprek), now()))


def draw_observation(work: OpenOefening) -> None:
    """Draw the list to fill in: the own one on an own device, else that of all.

    Raises RightMissing where it is not open.
    """
    require_right(Right.OBSERVEREN, work.subject)
    me, shown = visitor().persoon, inhoud().observatielijst
    words, icon = shown.titel, ":material/visibility:"
    with expander("kijklijst", icon, of=me or "", words=words, expanded=bool(me)):
        st.markdown(shown.uitleg)
        if me:
            st.caption(screen_text("stap_5.alleen_jij"))
            _own_list(work, (*_OWN, me))
        else:
            draw_points(work, _OF_ALL)


@st.fragment
def _own_list(work: OpenOefening, path: Path) -> None:
    """A mark on an own device draws this list anew, and not the page."""
    draw_points(fresh(work), path)


def draw_points(
    work: OpenOefening, path: Path, points: Iterable[Observatiepunt] = tuple(Observatiepunt)
) -> None:
    """Draw these points of a list to mark, each with room for a quote once it is marked."""
    for point in points:
        text, here = inhoud().observatielijst.punten[point], (*path, point)
        draw_choice(work, (*here, "gezien"), text.label, list(Gezien))
        if work.oefening.value_at(here):
            draw_line_field(work, (*here, "citaat"), screen_text("stap_5.citaat"))
        else:
            st.caption(text.let_op)
