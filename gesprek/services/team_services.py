"""What a visitor can do with a team besides its oefeningen: what it learned, erasing, its keys."""

from collections.abc import Mapping, Sequence

from gesprek.access.join_codes import LATE, is_alive
from gesprek.access.rights import Right, Subject, may
from gesprek.access.visitors import LogIn
from gesprek.domain.oefening import Oefening
from gesprek.domain.text import PrivacyWords
from gesprek.services.audit_log import AuditEvent
from gesprek.services.erasing import Erasing, Undo
from gesprek.services.guarded import Guarded, asks_about
from gesprek.services.organisation_info import Sharing, read_privacy_words
from gesprek.services.practices import subject_of, subject_of_id
from gesprek.services.retention import Retention
from gesprek.storage.values import team_of


def _team(oefening_id: str) -> Subject:
    return Subject(team_of(oefening_id))


class Learned(Guarded):
    """What a team learned: kept after its oefeningen, shared with the organisation.

    Each does as the method of ``Retention`` or ``Sharing``.
    """

    kept = asks_about(Subject, Right.TEAM_ZIEN, lambda one: Retention(one.store).geleerd)
    goes_on = asks_about(subject_of, Right.MEENEMEN, lambda one: Retention(one.store).goes_on_of)

    share = asks_about(_team, Right.NAMEN_BEHEREN, lambda one: Sharing(one.store).share)
    take_back = asks_about(_team, Right.NAMEN_BEHEREN, lambda one: Sharing(one.store).take_back)

    def privacy_words(self, team: str) -> PrivacyWords:
        """Return the organisation's words for the privacy guard, to look through a text."""
        self._require(Right.TEAM_ZIEN, Subject(team))
        return read_privacy_words(self._services.store)

    def take_away(self, team: str) -> Mapping[str, int]:
        """Return the oefeningen whose take-away is offered to this visitor now."""
        self._require(Right.TEAM_ZIEN, Subject(team))
        left = Retention(self._services.store, self._services.clock).take_away(team)
        return {
            one: days
            for one, days in left.items()
            if may(self.visitor, Right.MEENEMEN, subject_of_id(one))
        }


class TeamErasing(Guarded):
    """Erasing for a team; each does as the method of ``Erasing``."""

    def oefening(self, oefening_id: str) -> Undo:
        """Remove an oefening with all its text."""
        self._require(Right.OEFENING_VERWIJDEREN, subject_of_id(oefening_id))
        return self._erasing.oefening(oefening_id)

    def naam(self, team: str, deelnemer: str) -> Undo:
        """Take a name off the team's list."""
        self._require(Right.NAMEN_BEHEREN, Subject(team))
        return self._erasing.naam(team, deelnemer)

    def leerpunt(self, oefening_id: str, leerpunt: str) -> Undo:
        """Remove one leerpunt that was kept after its oefening."""
        self._require(Right.NAMEN_BEHEREN, _team(oefening_id))
        return self._erasing.leerpunt(oefening_id, leerpunt)

    def inbreng(self, team: str, deelnemer: str) -> Undo:
        """Take what one person put in out of the team's oefeningen."""
        self._require(Right.NAMEN_BEHEREN, Subject(team))
        return self._erasing.inbreng(team, deelnemer)

    def undo(self, undo: Undo) -> None:
        """Put back what was erased, for a visitor who may erase it."""
        oefening = next(iter(undo.gewist.oefening), None)
        right = Right.OEFENING_VERWIJDEREN if oefening else Right.NAMEN_BEHEREN
        self._require(right, Subject(undo.team, oefening))
        self._erasing.undo(undo)

    @property
    def _erasing(self) -> Erasing:
        return Erasing(self._services.store, self._services.clock, self.visitor.soort.value)


class TeamAccess(Guarded):
    """How a team gets in: its devices, the address of its calendar and the codes to join.

    What is not explained here does as the method of ``LogIns`` or ``CalendarKeys``.
    """

    devices = asks_about(Subject, Right.TEAMAPPARATEN, lambda one: one.visits.log_ins.of_team)

    def sign_out_device(self, team: str, log_in_id: str) -> None:
        """End a log-in of a team; one of another team stays."""
        self._require(Right.TEAMAPPARATEN, Subject(team))
        log_ins = self._services.visits.log_ins
        if log_in_id in {one.id for one in log_ins.of_team(team)}:
            log_ins.revoke(log_in_id)
            self._note(AuditEvent.AANMELDING_INGETROKKEN, team)

    def devices_of(self, oefening: Oefening, person: str) -> Sequence[LogIn]:
        """Return the log-ins that are the own device of a person of the team."""
        self._require(Right.OEFENING, subject_of(oefening))
        return self._services.visits.log_ins.of_person(oefening.team, person)

    calendar_made = asks_about(Subject, Right.AGENDA, lambda one: one.visits.calendar_keys.made)

    def renew_calendar(self, team: str) -> str:
        """Return a new address of a team's calendar; the old one ends."""
        self._require(Right.AGENDA, Subject(team))
        token = self._services.visits.calendar_keys.renew(team)
        self._note(AuditEvent.AGENDA_VERNIEUWD, team)
        return token

    def stop_calendar(self, team: str) -> None:
        """Leave a team without an address of its calendar."""
        self._require(Right.AGENDA, Subject(team))
        self._services.visits.calendar_keys.remove(team)
        self._note(AuditEvent.AGENDA_INGETROKKEN, team)

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
        until = self._services.clock() + LATE
        self._services.visits.join_codes.let_in(oefening.id, until)

    def _note(self, what: AuditEvent, team: str) -> None:
        self._services.visits.audit_log.note(what, ids=[team], soort=self.visitor.soort.value)
