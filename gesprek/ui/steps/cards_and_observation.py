"""Step 5: the companion tool one card at a time, and the observation list."""

import streamlit as st

from gesprek.access.rights import Right
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
from gesprek.ui.fields.choices import draw_choice
from gesprek.ui.fields.open_oefening import OpenOefening, Path, fresh, now
from gesprek.ui.fields.text_field import draw_line_field
from gesprek.ui.frame.visitor import require_right, visitor
from gesprek.ui.frame.words import label, screen_text
from gesprek.ui.reference.step_help import bullets, draw_gesprekskaart
from gesprek.ui.together.pace import may_go_on


def draw_cards(work: OpenOefening) -> None:
    """Draw the companion tool one card at a time."""
    gesprek = work.oefening.gesprek
    if gesprek.running:
        card_on_the_table(work.oefening)
        is_first = current_kaart(gesprek) is KAARTEN[0]
        if not is_first and may_go_on(work.oefening):
            st.button(
                screen_text("stap_5.vorige_kaart"),
                icon=":material/arrow_back:",
                type="tertiary",
                on_click=work.act,
                args=(_back,),
            )
    elif gesprek.finished:
        st.success(screen_text("stap_5.alle_kaarten_besproken"), icon=":material/check_circle:")
        st.button(screen_text("stap_5.kaarten_opnieuw"), on_click=work.act, args=(_again,))
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


def words_for_card(oefening: Oefening) -> str:
    """Return the words on the main button while a card lies on the table."""
    last = current_kaart(oefening.gesprek) is KAARTEN[-1]
    return screen_text("stap_5.laatste_kaart" if last else "stap_5.volgende_kaart")


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


def draw_observation(work: OpenOefening) -> None:
    """Draw the list to fill in: the own one on an own device, else that of all.

    Raises:
        RightMissing: this oefening is not open to this visitor.
    """
    require_right(Right.OBSERVEREN, work.subject)
    me = visitor().persoon
    shown = inhoud().observatielijst
    with st.expander(shown.titel, icon=":material/visibility:", expanded=bool(me)):
        st.markdown(shown.uitleg)
        if me:
            st.caption(screen_text("stap_5.alleen_jij"))
            _own_list(work, ("gesprek", "kijklijsten", me))
        else:
            _points(work, TOGETHER)


def seen(work: OpenOefening, path: Path) -> None:
    """Draw what was marked in one list, to tell from; nothing where nothing was.

    Raises:
        RightMissing: the team does not look back yet.
    """
    require_right(Right.OBSERVATIES, work.subject)
    for punt, one in (work.oefening.value_at(path) or {}).items():
        if one.gezien:
            st.markdown(f"**{label(punt)}**: {label(one.gezien)}")
        if one.citaat:
            st.text(f"‘{one.citaat}’")


def lists(work: OpenOefening) -> list[tuple[str, Path]]:
    """Return whose lists hold something, with their paths: that of all first, without a name."""
    gesprek = work.oefening.gesprek
    own = [
        (work.team.name_of(person), ("gesprek", "kijklijsten", person))
        for person in gesprek.kijklijsten
    ]
    all_lists: list[tuple[str, Path]] = [("", TOGETHER), *own]
    return [(naam, path) for naam, path in all_lists if work.oefening.value_at(path)]


@st.fragment
def _own_list(work: OpenOefening, path: Path) -> None:
    """A mark on an own device draws this list anew, and not the page."""
    _points(fresh(work), path)


def _points(work: OpenOefening, path: Path) -> None:
    for punt in Observatiepunt:
        _point(work, (*path, punt), punt)


def _point(work: OpenOefening, path: Path, punt: Observatiepunt) -> None:
    text = inhoud().observatielijst.punten[punt]
    draw_choice(work, (*path, "gezien"), text.label, list(Gezien))
    if work.oefening.value_at(path):
        draw_line_field(work, (*path, "citaat"), screen_text("stap_5.citaat"))
    else:
        st.caption(text.let_op)
