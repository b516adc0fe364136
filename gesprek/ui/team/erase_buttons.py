"""Erasing on request from a team's page; each can be taken back while that page is open."""

from collections.abc import Callable

from gesprek.access.rights import Recht, Zaak
from gesprek.services.erasing import Ongedaan, Wissen
from gesprek.ui.fields.open_oefening import now, refusals_shown
from gesprek.ui.fields.session import Herstel, sessie
from gesprek.ui.frame.visitor import bezoeker, store
from gesprek.ui.frame.words import tekst


def wis_oefening(team_id: str, oefening_id: str) -> None:
    """Remove an oefening with all its text; what counts for the figures stays."""
    zaak = Zaak(team_id, oefening_id)
    _erase(Recht.OEFENING_VERWIJDEREN, zaak, lambda wissen: wissen.oefening(oefening_id))


def wis_naam(team_id: str, deelnemer_id: str) -> None:
    """Take a name off the team's list."""
    _erase(Recht.NAMEN_BEHEREN, Zaak(team_id), lambda wissen: wissen.naam(team_id, deelnemer_id))


def wis_leerpunt(team_id: str, oefening_id: str, leerpunt_id: str) -> None:
    """Remove one leerpunt that was kept after its oefening."""
    _erase(
        Recht.NAMEN_BEHEREN,
        Zaak(team_id),
        lambda wissen: wissen.leerpunt(oefening_id, leerpunt_id),
    )


def wis_inbreng(team_id: str, deelnemer_id: str, naam: str) -> None:
    """Take out of the team's oefeningen what stands to this person's name."""
    ongedaan = _erase(
        Recht.NAMEN_BEHEREN, Zaak(team_id), lambda wissen: wissen.inbreng(team_id, deelnemer_id)
    )
    if ongedaan and not ongedaan.changed:
        sessie().undo = None
        sessie().problem = tekst("team.geen_inbreng", naam=naam)


def _erase(recht: Recht, zaak: Zaak, erase: Callable[[Wissen], Ongedaan]) -> Ongedaan | None:
    """Erase, and remember how to bring it back; None where it was refused."""
    with refusals_shown():
        ongedaan = erase(_wissen(recht, zaak))

        def restore() -> None:
            _wissen(recht, zaak).undo(ongedaan)

        sessie().undo = Herstel(zaak.team or "", restore)
        return ongedaan
    return None


def _wissen(recht: Recht, zaak: Zaak) -> Wissen:
    return Wissen(store(recht, zaak), now, bezoeker().soort.value)
