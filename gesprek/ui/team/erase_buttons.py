"""Erasing on request from a team's page; each can be taken back while that page is open."""

from collections.abc import Callable

from gesprek.access.rights import Right, Subject
from gesprek.services.erasing import Erasing, Undo
from gesprek.ui.fields.open_oefening import now, refusals_shown
from gesprek.ui.fields.session import UndoOffer, session
from gesprek.ui.frame.visitor import store, visitor
from gesprek.ui.frame.words import screen_text


def draw_erase_oefening(team_id: str, oefening_id: str) -> None:
    """Remove an oefening with all its text; what counts for the figures stays."""
    subject = Subject(team_id, oefening_id)
    _erase(Right.OEFENING_VERWIJDEREN, subject, lambda wissen: wissen.oefening(oefening_id))


def draw_erase_name(team_id: str, deelnemer_id: str) -> None:
    """Take a name off the team's list."""
    _erase(Right.NAMEN_BEHEREN, Subject(team_id), lambda wissen: wissen.naam(team_id, deelnemer_id))


def draw_erase_leerpunt(team_id: str, oefening_id: str, leerpunt_id: str) -> None:
    """Remove one leerpunt that was kept after its oefening."""
    _erase(
        Right.NAMEN_BEHEREN,
        Subject(team_id),
        lambda wissen: wissen.leerpunt(oefening_id, leerpunt_id),
    )


def draw_erase_inbreng(team_id: str, deelnemer_id: str, naam: str) -> None:
    """Take out of the team's oefeningen what stands to this person's name."""
    ongedaan = _erase(
        Right.NAMEN_BEHEREN, Subject(team_id), lambda wissen: wissen.inbreng(team_id, deelnemer_id)
    )
    if ongedaan and not ongedaan.changed:
        session().undo = None
        session().problem = screen_text("team.geen_inbreng", naam=naam)


def _erase(recht: Right, subject: Subject, erase: Callable[[Erasing], Undo]) -> Undo | None:
    """Erase, and remember how to bring it back; None where it was refused."""
    with refusals_shown():
        ongedaan = erase(_wissen(recht, subject))

        def restore() -> None:
            _wissen(recht, subject).undo(ongedaan)

        session().undo = UndoOffer(subject.team or "", restore)
        return ongedaan
    return None


def _wissen(recht: Right, subject: Subject) -> Erasing:
    return Erasing(store(recht, subject), now, visitor().soort.value)
