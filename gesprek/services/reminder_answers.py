"""What somebody answers by a link of a reminder, without signing in: it is mine, and no more.

Who has the link read the mail that it stands in. What answers nothing changes nothing, and tells
nothing of who is on which list.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from gesprek.access.access_errors import TooManyAttempts, UnknownReminder
from gesprek.access.guess_limits import STOP_HERINNERING, bucket_of
from gesprek.access.reminder_links import Asked, LinkKind, asked_by, fits
from gesprek.domain.reminders import CONFIRM_WITHIN, Ontvanger, TeamHerinnering
from gesprek.services.audit_log import AuditEvent
from gesprek.services.kept_reminders import (
    change_team_reminder,
    is_on_list,
    read_team_reminder,
    without,
)
from gesprek.storage.store_errors import Corrupt, NotFound

if TYPE_CHECKING:
    from gesprek.services.visits import Visits

UNDO_WITHIN: Final = timedelta(hours=1)
"""[K] How long the page after stopping can take it back."""
_BACK: Final = "weer herinneren"


class ReminderAnswers:
    """Answers by link. Each takes the address that asks, which failures are counted for.

    Each may raise UnknownReminder (the link is nobody's, or not any more), TooManyAttempts (too
    many of this address were; a right one still works), and as ``update_or_create``.
    """

    def __init__(self, visits: "Visits") -> None:
        self._visits = visits

    def require(self, kind: LinkKind, token: str, adres: str) -> None:
        """Accept a link that somebody opened, and change nothing: programs open links too."""
        self._found(kind, token, adres)

    def confirm(self, token: str, adres: str) -> None:
        """Let a person be reminded by the address that they gave; harmless once more."""
        asked, given = self._found(LinkKind.BEVESTIG, token, adres)

        def confirmed(one: TeamHerinnering) -> TeamHerinnering:
            if one.te_bevestigen.get(asked.deelnemer) != given:
                return one  # it was confirmed already, or taken away just now
            kept = without(one, asked.deelnemer)
            return kept.changed(ontvangers={**kept.ontvangers, asked.deelnemer: given})

        change_team_reminder(self._visits.store, asked.team, confirmed)
        self._visits.audit_log.note(AuditEvent.ADRES_BEVESTIGD)

    def stop(self, token: str, adres: str) -> str:
        """Forget every address of a person; return what ``undo`` wants."""
        asked, given = self._found(LinkKind.STOP, token, adres)
        change_team_reminder(
            self._visits.store, asked.team, lambda one: without(one, asked.deelnemer)
        )
        self._visits.audit_log.note(AuditEvent.ADRES_GESTOPT)
        now = self._visits.now().isoformat()
        return self._visits.server_secrets.sign(_BACK, f"{now} {given.adres}")

    def undo(self, token: str, back: str, adres: str) -> None:
        """Take back a ``stop`` of at most an hour ago; another address given since stays."""
        asked = asked_by(token)
        told = self._visits.server_secrets.verified(_BACK, back) or ""
        moment, _, sealed = told.partition(" ")
        if (
            asked is None
            or not sealed
            or self._visits.now() - datetime.fromisoformat(moment) > UNDO_WITHIN
            or not fits(self._visits.server_secrets, LinkKind.STOP, asked, sealed)
            or not is_on_list(self._visits.store, asked.team, asked.deelnemer)
        ):
            self._failed(adres)
            raise UnknownReminder
        before = {asked.deelnemer: Ontvanger(adres=sealed, sinds=self._visits.now())}
        change_team_reminder(
            self._visits.store,
            asked.team,
            lambda one: one.changed(ontvangers={**before, **one.ontvangers}),
        )
        self._visits.audit_log.note(AuditEvent.ADRES_BEVESTIGD)

    def _found(self, kind: LinkKind, token: str, adres: str) -> tuple[Asked, Ontvanger]:
        asked = asked_by(token)
        with suppress(NotFound, Corrupt):
            if asked and (kind is LinkKind.STOP or self._is_there(asked)):
                for one in self._addresses(kind, asked):
                    if fits(self._visits.server_secrets, kind, asked, one.adres):
                        return asked, one
        self._failed(adres)
        raise UnknownReminder

    def _is_there(self, asked: Asked) -> bool:
        return is_on_list(self._visits.store, asked.team, asked.deelnemer)

    def _addresses(self, kind: LinkKind, asked: Asked) -> list[Ontvanger]:
        """Return the addresses of a person that a link of this kind may be about."""
        found = read_team_reminder(self._visits.store, asked.team)
        waits = found.te_bevestigen.get(asked.deelnemer)
        if waits and kind is LinkKind.BEVESTIG:
            waits = waits if self._visits.now() < waits.sinds + CONFIRM_WITHIN else None
        return [one for one in (waits, found.ontvangers.get(asked.deelnemer)) if one]

    def _failed(self, adres: str) -> None:
        who = f"herinnering/{bucket_of(adres)}"
        seconds = self._visits.limits.wait(STOP_HERINNERING, who)
        self._visits.limits.failed(STOP_HERINNERING, who)
        if seconds:
            raise TooManyAttempts(seconds)
