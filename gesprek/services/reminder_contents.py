"""What a message says, to whom, and over which line: asked anew at the moment that it is sent."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import NamedTuple
from urllib.parse import urlsplit

from gesprek.access.reminder_links import LinkKind, token_of
from gesprek.access.reminder_settings import ADDRESS, CHANNEL, PASSWORD_NAME, ReminderSettings
from gesprek.access.signing import ServerSecrets
from gesprek.content import Inhoud
from gesprek.delivery.channel_delivery import ChannelMessage, deliver_to_channel
from gesprek.delivery.delivery_errors import DeliveryFailed
from gesprek.delivery.mail_delivery import deliver_mail
from gesprek.documents.reminder_message import (
    MailDetails,
    ReminderLinks,
    ReminderWords,
    reminder_mail,
    reminder_words,
)
from gesprek.domain.reminders import (
    Bericht,
    Berichtsoort,
    Bezorgfout,
    Herinnerwijze,
    TeamHerinnering,
)
from gesprek.domain.stappen import Stap
from gesprek.services.kept_reminders import read_team_reminder
from gesprek.services.outbox import Outbox, Taken
from gesprek.services.paths import reminder_path, step_path, take_away_path
from gesprek.services.reminder_making import DueReminders
from gesprek.storage.protocol import Store
from gesprek.storage.store_errors import Corrupt, NotFound, SchemaTooNew

Commit = Callable[[], None]


class Delivery(NamedTuple):
    """How a message goes: over which line, and what brings it; see ``deliver_mail``."""

    line: object
    bring: Callable[[Commit], None]


@dataclass(frozen=True)
class Now:
    """What counts at the moment that a message is sent."""

    moment: datetime
    settings: ReminderSettings
    inhoud: Inhoud


class ReminderContents:
    """Makes messages of a store, at one moment."""

    def __init__(self, store: Store, secrets: ServerSecrets, now: Now) -> None:
        self._store = store
        self._secrets = secrets
        self._settings, self._inhoud = now.settings, now.inhoud
        self._now = now.moment
        self._due = DueReminders(store, now.settings, now.moment)

    def delivery(self, taken: Taken, outbox: Outbox) -> Delivery | None:
        """Return how a message goes; None where nobody wants to be told of it any more."""
        bericht, choice = taken.bericht, self._choice(taken.bericht.team)
        if bericht.soort is Berichtsoort.BEVESTIGEN:
            return self._question(taken, choice, outbox)
        oefening = self._due.oefening_of(bericht, choice)
        if oefening is None:
            return None
        words = reminder_words(bericht.soort, bericht.dag, oefening.gepland_op, self._inhoud)
        if choice.wijze is Herinnerwijze.KANAAL:
            return self._to_channel(choice, words, self._page(bericht))
        sealed = choice.ontvangers[bericht.naar].adres
        links = ReminderLinks(self._page(bericht), self._link(LinkKind.STOP, bericht, sealed))
        return self._by_mail(taken, sealed, words, links)

    def _question(self, taken: Taken, choice: TeamHerinnering, outbox: Outbox) -> Delivery | None:
        """Return how somebody is asked to confirm, where that address waits for it still."""
        bericht = taken.bericht
        waiting = choice.te_bevestigen.get(bericht.naar)
        is_asked = waiting and self._due.has_name(bericht) and outbox.is_about(taken, waiting.adres)
        if waiting is None or not is_asked or self._now >= bericht.tot:
            return None
        words = reminder_words(bericht.soort, bericht.dag, None, self._inhoud)
        link = self._link(LinkKind.BEVESTIG, bericht, waiting.adres)
        return self._by_mail(taken, waiting.adres, words, ReminderLinks(link))

    def _by_mail(
        self, taken: Taken, sealed: str, words: ReminderWords, links: ReminderLinks
    ) -> Delivery:
        server, to = self._settings.mail, self._secrets.unsealed(ADDRESS, sealed)
        if server is None or to is None:
            return _IMPOSSIBLE
        details = MailDetails(server.afzender, to, taken.key.id, self._settings.adres, self._now)
        mail = reminder_mail(words, links, details, self._inhoud)
        password = self._secrets.kept(PASSWORD_NAME)
        return Delivery((server, password), partial(deliver_mail, server, password, to, mail))

    def _to_channel(self, choice: TeamHerinnering, words: ReminderWords, page: str) -> Delivery:
        address = self._secrets.unsealed(CHANNEL, choice.kanaal)
        if address is None:
            return _IMPOSSIBLE
        if not self._settings.allows(address):
            return Delivery(None, partial(_refuse, Bezorgfout.KANAAL))
        message = ChannelMessage(words.tekst, page, words.link_tekst)
        bring = partial(deliver_to_channel, address, choice.kanaalsoort, message)
        return Delivery(urlsplit(address).netloc, bring)

    def _page(self, bericht: Bericht) -> str:
        """Return the address of the page that a message is about."""
        oefening = bericht.oefening
        if bericht.soort is Berichtsoort.TEKST:
            return self._settings.adres + take_away_path(oefening)
        stap = Stap.MOMENT if bericht.soort is Berichtsoort.MOMENT else Stap.VERVOLG
        return self._settings.adres + step_path(stap.number, oefening)

    def _link(self, kind: LinkKind, bericht: Bericht, sealed: str) -> str:
        token = token_of(self._secrets, kind, bericht.team, bericht.naar, sealed)
        return self._settings.adres + reminder_path(kind, token)

    def _choice(self, team: str) -> TeamHerinnering:
        with suppress(NotFound, Corrupt, SchemaTooNew):
            return read_team_reminder(self._store, team)
        return TeamHerinnering()


def _refuse(fout: Bezorgfout, _commit: Commit) -> None:
    raise DeliveryFailed(fout)


_IMPOSSIBLE = Delivery(None, partial(_refuse, Bezorgfout.INSTELLING))
