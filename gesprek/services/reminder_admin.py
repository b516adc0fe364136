"""Beheer of reminders: the mail server, the hosts of channels, a test message, how sending goes."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from gesprek.access.access_errors import InvalidSetting
from gesprek.access.reminder_settings import (
    PASSWORD_NAME,
    MailServer,
    ReminderSettings,
    change_reminder_settings,
    mail_address,
    read_reminder_settings,
)
from gesprek.access.rights import Right
from gesprek.content import inhoud
from gesprek.domain.reminders import Bezorgfout
from gesprek.services.audit_log import AuditEvent
from gesprek.services.guarded import Guarded, asks
from gesprek.services.outbox import Outbox
from gesprek.storage.values import new_id

if TYPE_CHECKING:
    from gesprek.services.root import Services

TRIAL_WITHIN: Final = timedelta(seconds=20)
"""A test message without an answer by then failed, for who waits for it."""
_LONGEST_PASSWORD: Final = 500


class Trial:
    """A test message that is under way in a thread of its own."""

    def __init__(
        self, send: Callable[[], Bezorgfout | None], clock: Callable[[], datetime]
    ) -> None:
        self._send, self._clock, self._since = send, clock, clock()
        self._fout: Bezorgfout | None = Bezorgfout.GEEN_ANTWOORD
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def is_done(self) -> bool:
        """Whether it ended, or takes too long."""
        return not self._thread.is_alive() or self._clock() - self._since > TRIAL_WITHIN

    @property
    def fout(self) -> Bezorgfout | None:
        """What went wrong, None: the mail server took it."""
        return self._fout

    def wait(self) -> None:
        """Wait until it ended."""
        self._thread.join()

    def _run(self) -> None:
        self._fout = self._send()


class ReminderAdmin(Guarded):
    """What the advisor sets of reminders. The password of the mail server comes out nowhere."""

    settings = asks(Right.ORGANISATIE, lambda one: partial(read_reminder_settings, one.store))
    counts = asks(Right.ORGANISATIE, lambda one: _outbox(one).counts)

    def change(self, change: Callable[[ReminderSettings], ReminderSettings]) -> None:
        """Change the settings as they are now; errors as ``change_reminder_settings``."""
        self._require(Right.ORGANISATIE)
        change_reminder_settings(self._services.store, change)
        self._services.visits.administration.note(AuditEvent.INSTELLING_GEWIJZIGD)

    def set_mail(self, adres: str, mail: MailServer | None, password: str) -> None:
        """Set the mail server and the address of links; None: no mail any more.

        An empty password leaves the one that is kept, as long as it goes to the same server for the
        same login: else who is at Beheer could have it sent to a server of their own. Raises
        InvalidSetting where it misses, or cannot be one.
        """
        self._require(Right.ORGANISATIE)
        before = read_reminder_settings(self._services.store).mail
        secrets = self._services.visits.server_secrets
        if mail is None or not mail.gebruiker:
            password = ""
        elif password:
            _require_password(password)
        elif _login(before) == _login(mail):
            password = secrets.kept(PASSWORD_NAME)
        if mail and mail.gebruiker and not password:
            raise InvalidSetting(
                "Vul ook het wachtwoord van de mailserver in. Dat moet opnieuw als de server of de "
                "gebruikersnaam anders wordt."
            )
        if password != secrets.kept(PASSWORD_NAME):
            secrets.keep(PASSWORD_NAME, password)
        self.change(lambda one: one.changed(mail=mail, adres=adres))

    def begin_trial(self, typed: str) -> Trial:
        """Send a test message, by the settings as they are kept.

        Raises InvalidSetting where the address cannot be one, or nothing is set.
        """
        self._require(Right.ORGANISATIE)
        to, settings = mail_address(typed), read_reminder_settings(self._services.store)
        if settings.mail is None:
            raise InvalidSetting("Bewaar eerst de gegevens van de mailserver.")
        return Trial(partial(_send, self._services, settings, to), self._services.clock)


def _outbox(services: "Services") -> Outbox:
    return Outbox(services.store, services.visits.server_secrets, services.clock)


def _login(mail: MailServer | None) -> tuple[object, ...]:
    return (mail.server, mail.poort, mail.gebruiker) if mail else ()


def _require_password(password: str) -> None:
    if len(password) > _LONGEST_PASSWORD or any(ord(one) < ord(" ") for one in password):
        raise InvalidSetting("Dit wachtwoord kan niet. Plak alleen het wachtwoord zelf.")


def _send(services: "Services", settings: ReminderSettings, to: str) -> Bezorgfout | None:
    """Send a test message now; return what went wrong."""
    from gesprek.delivery.delivery_errors import DeliveryFailed, DeliveryUncertain
    from gesprek.delivery.mail_delivery import deliver_mail  # with smtplib
    from gesprek.documents.reminder_message import MailDetails, test_mail

    if settings.mail is None:
        return Bezorgfout.INSTELLING
    sender, password = settings.mail.afzender, services.visits.server_secrets.kept(PASSWORD_NAME)
    details = MailDetails(sender, to, new_id(), settings.adres, services.clock())
    try:
        deliver_mail(settings.mail, password, to, test_mail(details, inhoud()))
    except DeliveryFailed as error:
        return error.fout
    except DeliveryUncertain:
        return Bezorgfout.GEEN_ANTWOORD
    return None
