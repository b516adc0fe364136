"""What a team can take along from an oefening, without the case."""

import streamlit as st

from gesprek.content import inhoud
from gesprek.documents.take_away import what_was_learned
from gesprek.ui.fields.open_oefening import OpenOefening
from gesprek.ui.frame.visitor import for_visitor
from gesprek.ui.frame.words import day, screen_text
from gesprek.ui.reference.blocks import draw_blocks


def until_when(work: OpenOefening) -> None:
    """Draw until when this can be read."""
    goes_on = for_visitor().learned.goes_on(work.oefening)
    if goes_on:
        st.caption(screen_text("meenemen.tot", dag=day(goes_on)))


def take_away(work: OpenOefening) -> None:
    """Draw tops, tips, the plan, the agreements and the leerpunten."""
    blocks = what_was_learned(inhoud(), work.oefening)
    if not blocks:
        st.info(screen_text("meenemen.leeg"))
    draw_blocks(blocks)
