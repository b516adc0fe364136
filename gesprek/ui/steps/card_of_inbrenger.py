"""The card for the day of the real conversation: written in step 6 or 7, a page by itself."""

from typing import NoReturn

import streamlit as st

from gesprek.access.rights import Right
from gesprek.content import inhoud
from gesprek.documents.own_papers import card_blocks
from gesprek.domain.oefening import Oefening
from gesprek.domain.vervolg import Dagkaart, Vervolgstaat
from gesprek.domain.werkvormen import Rol
from gesprek.services.paper_request import OwnPaper
from gesprek.services.practices import card_subject
from gesprek.storage.store_errors import NotFound
from gesprek.ui.fields.folds import expander
from gesprek.ui.fields.open_oefening import OpenOefening, open_oefening_page
from gesprek.ui.fields.text_field import draw_line_field
from gesprek.ui.fields.widgets import end_page
from gesprek.ui.frame.addresses import link_to_day_card, link_to_start, link_to_step
from gesprek.ui.frame.visitor import has_right, visitor
from gesprek.ui.frame.words import screen_text
from gesprek.ui.reference import papers
from gesprek.ui.together.pace import writes


def draw_card_fields(work: OpenOefening) -> None:
    """Draw room for what the inbrenger puts on the card, folded, and the way to the card."""
    if writes(work.oefening, Rol.INBRENGER):
        with expander("dagkaart.schrijf", ":material/style:"):
            st.caption(screen_text("dagkaart.schrijf_uitleg"))
            for part in Dagkaart.model_fields:
                words = screen_text(f"dagkaart.{part}")
                hint = example(work.oefening, part, f"dagkaart.{part}_voorbeeld")
                draw_line_field(work, ("vervolg", "dagkaart", part), words, placeholder=hint)
    link_to_card(work.oefening)


def example(oefening: Oefening, part: str, usual: str) -> str:
    """Return an example for a part of the card: of a borrowed case, else the text ``usual``."""
    card = inhoud().example_card(oefening.casus)
    return str(card.value_at((part,))) if card else screen_text(usual)


def link_to_card(oefening: Oefening) -> None:
    """Draw the way to the card, for who may read it."""
    if may_read(oefening):
        link_to_day_card(oefening.id)


def is_for_later(oefening: Oefening) -> bool:
    """Return whether the day of the real conversation is known, and was not had yet."""
    vervolg = oefening.vervolg
    return vervolg.gesprek_op is not None and vervolg.staat is Vervolgstaat.GEPLAND


def may_read(oefening: Oefening) -> bool:
    """Return whether the card is for who is at this page."""
    return has_right(Right.DAGKAART, card_subject(visitor(), oefening))


def open_card_page() -> OpenOefening:
    """Open the oefening in the address; where it is gone, a sentence says so and ends the page."""
    try:
        return open_oefening_page()
    except NotFound:
        _says("weg")


def draw_card(work: OpenOefening) -> None:
    """Draw the card and nothing else, but the ways to keep it and to change it."""
    if not may_read(work.oefening):
        _says("van_inbrenger")
    with st.container(key="dagkaart"):
        st.title(screen_text("dagkaart.titel"))
        papers.draw_blocks(card_blocks(inhoud(), work.oefening))
    words = screen_text("delen.meenemen_pdf"), screen_text("papierbord.print")
    papers.links(OwnPaper.DAGKAART, {"o": work.oefening.id}, words)
    stap = work.oefening.stap
    kort = inhoud().stappen[stap].kort
    there = screen_text("stapbalk.ga_naar", nummer=stap.number, stap=kort)
    link_to_step(work.oefening, stap, there, ":material/arrow_forward:")


def _says(name: str) -> NoReturn:
    """Say why there is no card here; does not return."""
    st.title(screen_text("dagkaart.titel"))
    st.info(screen_text(f"dagkaart.{name}"), icon=":material/style:")
    link_to_start()
    end_page()
    st.stop()
