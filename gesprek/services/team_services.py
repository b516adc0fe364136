"""What a visitor can do with a team besides its oefeningen: what it learned, erasing, its keys."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from gesprek.access.join_codes import is_alive
from gesprek.access.rights import Right, Subject
from gesprek.access.visitors import LogIn
from gesprek.domain.oefening import Oefening
from gesprek.domain.team_memory import Geleerd
from gesprek.domain.text import PrivacyWords
from gesprek.services.erasing import Erasing, Undo
from gesprek.services.organisation_info import read_privacy_words
from gesprek.services.practices import subject_of
from gesprek.services.retention import Retention
from gesprek.services.root import Guarded
from gesprek.services.sharing import Sharing
from gesprek.storage.ids import team_of


class Learned(Guarded):
    """What a team learned: kept after its oefeningen, shared with the organisation."""

    def kept(self, team: str) -> list[Geleerd]:
        """Return the leerpunten that outlived their oefening; see ``Retention.geleerd``."""
        self._require_of_team(Right.TEAM_ZIEN, team)
        return Retention(self._services.store).geleerd(team)

    def take_away(self, team: str) -> Mapping[str, int]:
        """Return the oefeningen whose take-away is offered now: oefening id → days left."""
        self._require_of_team(Right.TEAM_ZIEN, team)
        return Retention(self._services.store, self._services.clock).take_away(team)

    def goes_on(self, oefening: Oefening) -> date | None:
        """Return the first day on which the text of an oefening may not be there any more."""
        self._require(Right.MEENEMEN, subject_of(oefening))
        return Retention(self._services.store).goes_on_of(oefening)

    def share(self, oefening: str, leerpunt: str, text: str, today: date) -> None:
        """Share a text in the place of a leerpunt; errors as ``Sharing.share``."""
        self._require_of_team(Right.NAMEN_BEHEREN, team_of(oefening))
        Sharing(self._services.store).share(oefening, leerpunt, text, today)

    def take_back(self, oefening: str, leerpunt: str) -> None:
        """Share a leerpunt no more."""
        self._require_of_team(Right.NAMEN_BEHEREN, team_of(oefening))
        Sharing(self._services.store).take_back(oefening, leerpunt)

    def privacy_words(self, team: str) -> PrivacyWords:
        """Return the organisation's words for the privacy guard, to look through a text."""
        self._require_of_team(Right.TEAM_ZIEN, team)
        return read_privacy_words(self._services.store)


class TeamErasing(Guarded):
    """Erasing for a team; errors as the methods of ``Erasing``."""

    def oefening(self, oefening_id: str) -> Undo:
        """Remove an oefening with all its text."""
        self._require(Right.OEFENING_VERWIJDEREN, Subject(team_of(oefening_id), oefening_id))
        return self._erasing.oefening(oefening_id)

    def naam(self, team: str, deelnemer: str) -> Undo:
        """Take a name off the team's list."""
        self._require_of_team(Right.NAMEN_BEHEREN, team)
        return self._erasing.naam(team, deelnemer)

    def leerpunt(self, oefening_id: str, leerpunt: str) -> Undo:
        """Remove one leerpunt that was kept after its oefening."""
        self._require_of_team(Right.NAMEN_BEHEREN, team_of(oefening_id))
        return self._erasing.leerpunt(oefening_id, leerpunt)

    def inbreng(self, team: str, deelnemer: str) -> Undo:
        """Take what one person put in out of the team's oefeningen."""
        self._require_of_team(Right.NAMEN_BEHEREN, team)
        return self._erasing.inbreng(team, deelnemer)

    def undo(self, undo: Undo) -> None:
        """Put back what was erased, for a visitor who may erase it."""
        oefening = next(iter(undo.gewist.oefening), None)
        right = Right.OEFENING_VERWIJDEREN if oefening else Right.NAMEN_BEHEREN
        self._require(right, Subject(undo.team, oefening))
        self._erasing.undo(undo)

    @property
    def _erasing(self) -> Erasing:
        return Erasing(self._services.store, self._services.clock, self._visitor.soort.value)


class TeamAccess(Guarded):
    """How a team gets in: its devices, the address of its calendar and the codes to join."""

    def devices(self, team: str) -> Sequence[LogIn]:
        """Return the log-ins of a team, the latest used first."""
        self._require_of_team(Right.TEAMAPPARATEN, team)
        return self._services.visits.log_ins.of_team(team)

    def sign_out_device(self, team: str, log_in_id: str) -> None:
        """End a log-in of a team."""
        self._require_of_team(Right.TEAMAPPARATEN, team)
        self._services.visits.revoke_device(team, log_in_id, self._visitor.soort)

    def devices_of(self, oefening: Oefening, person: str) -> Sequence[LogIn]:
        """Return the log-ins that are the own device of a person of the team."""
        self._require(Right.OEFENING, subject_of(oefening))
        return self._services.visits.log_ins.of_person(oefening.team, person)

    def calendar_made(self, team: str) -> datetime | None:
        """Return since when the calendar of a team has an address, None where it has none."""
        self._require_of_team(Right.AGENDA, team)
        return self._services.visits.calendar_keys.made(team)

    def renew_calendar(self, team: str) -> str:
        """Return a new address of a team's calendar; the old one ends."""
        self._require_of_team(Right.AGENDA, team)
        return self._services.visits.renew_calendar(team, self._visitor.soort)

    def stop_calendar(self, team: str) -> None:
        """Leave a team without an address of its calendar."""
        self._require_of_team(Right.AGENDA, team)
        self._services.visits.revoke_calendar(team, self._visitor.soort)

    def join_code(self, oefening: Oefening) -> str:
        """Return the code by which colleagues join an oefening."""
        self._require(Right.DEELCODE, subject_of(oefening))
        return self._services.visits.join_codes.code_of(oefening.id)

    def join_code_works(self, oefening: Oefening) -> bool:
        """Return whether the code of an oefening opens it now."""
        self._require(Right.DEELCODE, subject_of(oefening))
        now = self._services.clock()
        let_in = self._services.visits.join_codes.is_let_in
        return is_alive(oefening, now) or let_in(oefening.id, now)

    def let_in(self, oefening: Oefening) -> None:
        """Let the code of an oefening open it for a while."""
        self._require(Right.DEELCODE, subject_of(oefening))
        self._services.visits.let_in(oefening.id)
