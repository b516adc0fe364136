"""How a team is reminded: what it chose, and the addresses that people give for themselves.

An address is sealed as it comes in, and no method returns one. Of the address of a person is told
only that there is one, to who may give it too: on an own device that is its person alone.
"""

from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from gesprek.access.access_errors import InvalidSetting, RightMissing, TooManyMails
from gesprek.access.guess_limits import BEVESTIG_ADRES, BEVESTIG_PERSOON, BEVESTIG_TEAM
from gesprek.access.reminder_settings import (
    ADDRESS,
    CHANNEL,
    mail_address,
    read_reminder_settings,
)
from gesprek.access.rights import Right, Subject
from gesprek.domain.base import TextMissing
from gesprek.domain.reminders import (
    CONFIRM_WITHIN,
    Herinnerwijze,
    Kanaalsoort,
    Ontvanger,
    TeamHerinnering,
)
from gesprek.services.audit_log import AuditEvent
from gesprek.services.guarded import Guarded
from gesprek.services.kept_reminders import (
    change_team_reminder,
    is_on_list,
    read_team_reminder,
    without,
)
from gesprek.services.outbox import Outbox
from gesprek.storage.store_errors import NotFound

if TYPE_CHECKING:
    from gesprek.services.visits import Visits

_LONGEST_CHANNEL: Final = 2_000
_MINE_ONLY: Final = "Dit kan alleen die collega zelf, of op een laptop van jullie team."
_NOT_BY_MAIL: Final = "Jullie team krijgt nu geen herinneringen per e-mail. Kies dat eerst."


class AddressState(StrEnum):
    """What is known of the address of a person."""

    GEEN = "geen"
    WACHT = "wacht"
    """It was given, and not confirmed yet."""
    BEVESTIGD = "bevestigd"


class Choice(NamedTuple):
    """How a team is reminded, as its page shows it."""

    wijze: Herinnerwijze
    kanaalsoort: Kanaalsoort
    has_channel: bool
    has_addresses: bool
    """Whether somebody of the team gave one."""


class ReminderChoices:
    """What teams chose, without asking for a right; each may raise as ``update_or_create``."""

    def __init__(self, visits: "Visits") -> None:
        self._visits = visits
        self._store = visits.store

    def ways(self) -> tuple[Herinnerwijze, ...]:
        """Return the ways that the organisation turned on."""
        return read_reminder_settings(self._store).ways

    def is_shown(self, team: str) -> bool:
        """Return whether there is anything to choose, or to take back, for a team."""
        return bool(self.ways()) or read_team_reminder(self._store, team) != TeamHerinnering()

    def choice(self, team: str) -> Choice:
        """Return what a team chose; a way that was turned off since is none."""
        found = read_team_reminder(self._store, team)
        wijze = found.wijze if found.wijze in self.ways() else Herinnerwijze.AGENDA
        given = bool(found.ontvangers or found.te_bevestigen)
        return Choice(wijze, found.kanaalsoort, bool(found.kanaal), given)

    def state_of(self, team: str, deelnemer: str) -> AddressState:
        """Return what is known of the address of a person; one that waits comes first."""
        found = read_team_reminder(self._store, team)
        waits = found.te_bevestigen.get(deelnemer)
        if waits and self._visits.now() < waits.sinds + CONFIRM_WITHIN:
            return AddressState.WACHT
        return AddressState.BEVESTIGD if deelnemer in found.ontvangers else AddressState.GEEN

    def choose_way(self, team: str, wijze: Herinnerwijze) -> None:
        """Set how a team is reminded; raises InvalidSetting for a way that was turned off."""
        if wijze is not Herinnerwijze.AGENDA and wijze not in self.ways():
            raise InvalidSetting("Deze manier is uitgezet door je organisatie. Kies een andere.")
        change_team_reminder(self._store, team, lambda one: one.changed(wijze=wijze))

    def set_channel(self, team: str, soort: Kanaalsoort, typed: str) -> None:
        """Keep the address of a team's channel, sealed.

        Raises TextMissing for an empty one, and InvalidSetting where it is none, or of a host that
        the organisation did not allow.
        """
        address = typed.strip()
        if not address:
            raise TextMissing("Plak het adres van jullie kanaal.")
        allowed = read_reminder_settings(self._store)
        if len(address) > _LONGEST_CHANNEL or not allowed.allows(address):
            raise InvalidSetting(
                "Naar dit adres mag Gesprekstool niets sturen. Plak het hele adres dat Teams of "
                "Slack je gaf, of vraag je kwaliteitsadviseur om die plek toe te laten."
            )
        sealed = self._visits.server_secrets.seal(CHANNEL, address)
        change_team_reminder(
            self._store, team, lambda one: one.changed(kanaal=sealed, kanaalsoort=soort)
        )

    def forget_channel(self, team: str) -> None:
        """Keep no address of a channel."""
        change_team_reminder(self._store, team, lambda one: one.changed(kanaal=""))

    def give_address(self, team: str, deelnemer: str, typed: str) -> None:
        """Keep the address of a person, and ask by mail whether it is theirs.

        An address that was confirmed before counts until the new one is.

        Raises:
            InvalidSetting: this can be no address, or the team is not reminded by mail.
            NotFound: the person is not on the list of the team.
            TooManyMails: too many were asked for.
        """
        address = mail_address(typed)
        if not is_on_list(self._store, team, deelnemer):
            raise NotFound
        if self.choice(team).wijze is not Herinnerwijze.MAIL:
            raise InvalidSetting(_NOT_BY_MAIL)
        self._count(team, deelnemer, address)
        sealed = self._visits.server_secrets.seal(ADDRESS, address)
        given = Ontvanger(adres=sealed, sinds=self._visits.now())
        change_team_reminder(
            self._store,
            team,
            lambda one: one.changed(te_bevestigen={**one.te_bevestigen, deelnemer: given}),
        )
        outbox = Outbox(self._store, self._visits.server_secrets, self._visits.clock)
        outbox.ask_to_confirm(team, deelnemer, sealed)

    def stop(self, team: str, deelnemer: str) -> None:
        """Forget every address of a person; harmless where there is none."""
        change_team_reminder(self._store, team, lambda one: without(one, deelnemer))

    def _count(self, team: str, deelnemer: str, address: str) -> None:
        mailbox, _, host = address.casefold().rpartition("@")
        # Behind a plus many providers let people put what they like.
        counted = (
            (BEVESTIG_PERSOON, f"{team}/{deelnemer}"),
            (BEVESTIG_TEAM, team),
            (BEVESTIG_ADRES, f"{mailbox.partition('+')[0]}@{host}"),
        )
        if any(self._visits.limits.wait(bound, who) for bound, who in counted):
            raise TooManyMails
        for bound, who in counted:
            self._visits.limits.failed(bound, who)


class TeamReminders(Guarded):
    """How a team is reminded; each does as the method of ``ReminderChoices``."""

    def is_shown(self, team: str) -> bool:
        """Return whether there is anything to choose or to take back."""
        return self._about(team).is_shown(team)

    def ways(self, team: str) -> tuple[Herinnerwijze, ...]:
        """Return the ways that the organisation turned on."""
        return self._about(team).ways()

    def choice(self, team: str) -> Choice:
        """Return what a team chose."""
        return self._about(team).choice(team)

    def state_of(self, team: str, deelnemer: str) -> AddressState:
        """Return what is known of the address of a person."""
        return self._about(team, deelnemer).state_of(team, deelnemer)

    def choose_way(self, team: str, wijze: Herinnerwijze) -> None:
        """Set how a team is reminded."""
        self._about(team).choose_way(team, wijze)
        self._note(AuditEvent.HERINNERING_GEKOZEN, team)

    def set_channel(self, team: str, soort: Kanaalsoort, typed: str) -> None:
        """Keep the address of a team's channel."""
        self._about(team).set_channel(team, soort, typed)
        self._note(AuditEvent.HERINNERING_GEKOZEN, team)

    def forget_channel(self, team: str) -> None:
        """Keep no address of a channel."""
        self._about(team).forget_channel(team)
        self._note(AuditEvent.HERINNERING_GEKOZEN, team)

    def give_address(self, team: str, deelnemer: str, typed: str) -> None:
        """Keep the address of a person, and ask by mail whether it is theirs."""
        self._about(team, deelnemer).give_address(team, deelnemer, typed)

    def stop(self, team: str, deelnemer: str) -> None:
        """Forget every address of a person."""
        self._about(team, deelnemer).stop(team, deelnemer)
        self._note(AuditEvent.ADRES_GESTOPT)

    def _about(self, team: str, deelnemer: str = "") -> ReminderChoices:
        self._require(Right.HERINNEREN, Subject(team))
        me = self.visitor.persoon
        if deelnemer and me and me != deelnemer:
            raise RightMissing(_MINE_ONLY)
        return ReminderChoices(self._services.visits)

    def _note(self, what: AuditEvent, *ids: str) -> None:
        self._services.visits.audit_log.note(what, ids=ids, soort=self.visitor.soort.value)
