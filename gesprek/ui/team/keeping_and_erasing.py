"""What a team takes along from an oefening, and erasing on request."""

from collections.abc import Callable

import streamlit as st

from gesprek.content import inhoud
from gesprek.documents.take_away import what_was_learned
from gesprek.services.erasing import Undo
from gesprek.storage.ids import team_of
from gesprek.ui.fields.open_oefening import OpenOefening, refusals_shown
from gesprek.ui.fields.session import UndoOffer, session
from gesprek.ui.frame.visitor import for_visitor
from gesprek.ui.frame.words import day, screen_text
from gesprek.ui.reference.papers import draw_blocks


def erase_oefening(oefening_id: str) -> None:
    """Remove an oefening with all its text; what counts for the figures stays."""
    _erase(team_of(oefening_id), lambda: for_visitor().erasing.oefening(oefening_id))


def erase_name(team_id: str, deelnemer_id: str) -> None:
    """Take a name off the team's list."""
    _erase(team_id, lambda: for_visitor().erasing.naam(team_id, deelnemer_id))


def erase_leerpunt(oefening_id: str, leerpunt_id: str) -> None:
    """Remove one leerpunt that was kept after its oefening."""
    _erase(team_of(oefening_id), lambda: for_visitor().erasing.leerpunt(oefening_id, leerpunt_id))


def erase_inbreng(team_id: str, deelnemer_id: str, naam: str) -> None:
    """Take out of the team's oefeningen what one person put in."""
    undo = _erase(team_id, lambda: for_visitor().erasing.inbreng(team_id, deelnemer_id))
    if undo and not undo.changed:
        session().undo = None
        session().problem = screen_text("team.geen_inbreng", naam=naam)


def _erase(team_id: str, erase: Callable[[], Undo]) -> Undo | None:
    """Erase, and remember how to bring it back; None where it was refused."""
    with refusals_shown():
        undo = erase()
        session().undo = UndoOffer(team_id, lambda: for_visitor().erasing.undo(undo))
        return undo
    return None


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
