"""A team that is reminded, in a store of its own, at a moment that a test moves."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from gesprek.access.reminder_settings import (
    ADDRESS,
    CHANNEL,
    PASSWORD_NAME,
    MailServer,
    ReminderSettings,
    change_reminder_settings,
)
from gesprek.access.signing import ServerSecrets
from gesprek.domain.reminders import (
    Bericht,
    Herinnerwijze,
    Kanaalsoort,
    Ontvanger,
    TeamHerinnering,
)
from gesprek.services.archive import Archive
from gesprek.services.outbox import Outbox
from gesprek.services.reminder_sending import ReminderSending
from gesprek.storage.protocol import DocumentKey, Kind, Store
from gesprek.storage.values import update_or_create, value_of
from tests.support.builders.marked import MARKER
from tests.support.builders.oefeningen import NOW, oefening_of, team_of_two
from tests.support.mail_server import PASSWORD, MailServerHere

if TYPE_CHECKING:
    from gesprek.domain.oefening import Oefening
    from tests.storage.place import Place

BASE: Final = "https://gesprek.organisatie.example"
DAY: Final = timedelta(days=1)
SAM, NOOR = "sam@team.example", "noor@team.example"


class Reminded:
    """The store of the team, and what a server does with it.

    Attributes:
        now: what every clock tells.
        stop: ends a round that runs.
    """

    def __init__(self, place: Place) -> None:
        self.now = NOW
        self.place = place
        self.store: Store = place.open(self.clock)
        self.secrets = ServerSecrets(self.store.secret_store())
        self.archive = Archive(self.store)
        self.team = self.archive.create_team(team_of_two()).value
        self.outbox = Outbox(self.store, self.secrets, self.clock)
        self.stop = threading.Event()

    def clock(self) -> datetime:
        return self.now

    def server(self) -> ReminderSending:
        """Return what a server that just started sends with."""
        return ReminderSending(self.store, self.secrets, self.clock)

    def round(self) -> None:
        """Let a server that just started look and send once."""
        self.server().round(self.stop)

    # What the organisation and the team chose

    def turn_on(self, mail: MailServer | None = None, *hosts: str) -> None:
        """Let teams be reminded by this server and in channels on these hosts."""
        settings = ReminderSettings(adres=BASE, mail=mail, kanalen=hosts)
        change_reminder_settings(self.store, lambda _before: settings)
        self.secrets.keep(PASSWORD_NAME, PASSWORD)

    def choose(self, **fields: object) -> None:
        """Change what the team chose."""

        def apply(stored: dict[str, object]) -> dict[str, object]:
            choice = value_of(TeamHerinnering, stored)
            return choice.changed(**fields).to_document()

        update_or_create(self.store, DocumentKey(Kind.HERINNERING, self.team.id), apply)

    def by_mail(self, **addresses: str) -> None:
        """Remind these people of the team by mail; id → address."""
        self.choose(wijze=Herinnerwijze.MAIL, ontvangers=self.sealed(**addresses))

    def in_channel(self, address: str, soort: Kanaalsoort = Kanaalsoort.TEAMS) -> None:
        """Remind the team in a channel."""
        sealed = self.secrets.seal(CHANNEL, address)
        self.choose(wijze=Herinnerwijze.KANAAL, kanaal=sealed, kanaalsoort=soort)

    def sealed(self, **addresses: str) -> dict[str, Ontvanger]:
        """Return addresses as they are kept."""
        return {
            whose: Ontvanger(adres=self.secrets.seal(ADDRESS, one), sinds=self.now)
            for whose, one in addresses.items()
        }

    @property
    def choice(self) -> TeamHerinnering:
        """What the team chose, as it is stored."""
        key = DocumentKey(Kind.HERINNERING, self.team.id)
        return value_of(TeamHerinnering, self.store.get(key).document)

    # What there is to remind of, and what became of it

    def plan(self, moment: datetime | None = None, **fields: object) -> Oefening:
        """Store an oefening for this moment, by default for tomorrow; its case is marked."""
        one = oefening_of(self.team.id)
        made = one.changed(
            gepland_op=moment or self.now + DAY,
            casus=one.casus.changed(onderwerp=MARKER, client=MARKER),
            **fields,
        )
        return self.archive.create_oefening(made).value

    @property
    def messages(self) -> list[Bericht]:
        """All messages, as they are stored."""
        found = [value_of(Bericht, one.document) for one in self.store.list(Kind.BERICHT)]
        return sorted(found, key=lambda one: (one.gemaakt, one.naar))

    @property
    def states(self) -> list[str]:
        """What became of each message."""
        return [one.staat.value for one in self.messages]


def to_whom(mail: MailServerHere) -> list[str]:
    """Return the addresses that got a mail, sorted."""
    return sorted(one for received in mail.received for one in received.naar)
