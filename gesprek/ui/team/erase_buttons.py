"""Erasing on request from a team's page; each can be taken back while that page is open."""

from collections.abc import Callable

from gesprek.services.erasing import Undo
from gesprek.storage.ids import team_of
from gesprek.ui.fields.open_oefening import refusals_shown
from gesprek.ui.fields.session import UndoOffer, session
from gesprek.ui.frame.visitor import for_visitor
from gesprek.ui.frame.words import screen_text


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
