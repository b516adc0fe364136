"""By what the organisation lets teams be reminded: its mail server, and hosts of channels.

As long as nothing is set nobody can be reminded by more than a calendar. The password of the mail
server is kept by ``ServerSecrets``.
"""

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from gesprek.access.access_errors import InvalidSetting
from gesprek.domain.base import Value
from gesprek.domain.reminders import Herinnerwijze
from gesprek.domain.text import LineText
from gesprek.storage.protocol import Document, DocumentKey, Kind, Store
from gesprek.storage.store_errors import NotFound
from gesprek.storage.values import update_or_create, value_of

PASSWORD_NAME: Final = "mailserver"  # noqa: S105 - the name that it is kept under
ADDRESS, CHANNEL = "mailadres", "kanaaladres"
"""For which purposes an address of a person and of a channel are sealed."""
_KEY: Final = DocumentKey(Kind.BEHEER, "herinneringen")
_HOST: Final = re.compile(r"(?=.{1,253}$)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*")
_PORT: Final = re.compile(r"[1-9]\d{0,4}")
_LONGEST: Final = 254
"""Characters of an address: RFC 5321, 4.5.3.1.3, without its brackets."""


class MailSecurity(StrEnum):
    """How the line to the mail server is kept secret; there is no way without."""

    STARTTLS = "starttls"
    TLS = "tls"


def _host(typed: str) -> str:
    host = typed.strip().lower()
    if not _HOST.fullmatch(host):
        raise InvalidSetting(
            "Deze naam van een server kan niet. Vul alleen de naam in, zoals mail.organisatie.nl."
        )
    return host


def _channel_host(typed: str) -> str:
    whole = typed.strip().lower()
    host, colon, port = whole.partition(":")
    if "." not in host.strip(".") or (colon and not _PORT.fullmatch(port)):
        raise InvalidSetting(
            "Dit adres van een kanaal kan niet. Vul alleen de naam in, zoals hooks.slack.com."
        )
    _host(host.removeprefix("."))
    return whole


def mail_address(typed: str) -> str:
    """Return an e-mail address as it can be written to; raises InvalidSetting for anything else."""
    from email.errors import HeaderParseError
    from email.headerregistry import Address

    cleaned = typed.strip()
    try:
        found = Address(addr_spec=cleaned)
    except (HeaderParseError, ValueError, IndexError, AttributeError):
        found = Address()
    is_usable = (
        found.addr_spec == cleaned and "." in found.domain and _HOST.fullmatch(found.domain.lower())
    )
    if not is_usable or not cleaned.isascii() or len(cleaned) > _LONGEST or '"' in cleaned:
        raise InvalidSetting("Dit e-mailadres kan niet. Vul het in als naam@organisatie.nl.")
    return cleaned


def _base(typed: str) -> str:
    address = typed.strip().rstrip("/")
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
        raise InvalidSetting(
            "Dit adres van Gesprekstool kan niet. Vul het in zoals https://gesprek.organisatie.nl."
        )
    return address


class MailServer(Value):
    """The organisation's own mail server; without ``gebruiker`` it asks for no password."""

    server: Annotated[LineText, AfterValidator(_host)]
    poort: Annotated[int, Field(ge=1, le=65_535)] = 587
    beveiliging: MailSecurity = MailSecurity.STARTTLS
    gebruiker: LineText = ""
    afzender: Annotated[LineText, AfterValidator(mail_address)]


class ReminderSettings(Value):
    """What teams can be reminded by; nothing of it is set until the advisor does so.

    ``adres`` is where links lead to: the address of this server without a path. A host of a channel
    that begins with a dot stands for all hosts below it; another port than 443 stands behind it.
    """

    adres: Annotated[LineText, AfterValidator(lambda one: _base(one) if one else "")] = ""
    mail: MailServer | None = None
    kanalen: tuple[Annotated[str, AfterValidator(_channel_host)], ...] = ()

    @property
    def ways(self) -> tuple[Herinnerwijze, ...]:
        """The ways that a team can choose from besides its own calendar."""
        can = {Herinnerwijze.MAIL: bool(self.mail), Herinnerwijze.KANAAL: bool(self.kanalen)}
        return tuple(way for way, is_set in can.items() if is_set and self.adres)

    def allows(self, address: str) -> bool:
        """Return whether a message may be sent to this address of a channel."""
        try:
            parts = urlsplit(address)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            return False
        host = host if port in (None, 443) else f"{host}:{port}"
        is_plain = address.isascii() and parts.username is None and not parts.fragment
        is_known = any(
            host.endswith(one) if one.startswith(".") else host == one for one in self.kanalen
        )
        return parts.scheme == "https" and is_plain and is_known


def read_reminder_settings(store: Store) -> ReminderSettings:
    """Return the settings; empty ones where nothing was set.

    Raises Corrupt or SchemaTooNew where they cannot be read.
    """
    try:
        return value_of(ReminderSettings, store.get(_KEY).document)
    except NotFound:
        return ReminderSettings()


def change_reminder_settings(
    store: Store, change: Callable[[ReminderSettings], ReminderSettings]
) -> None:
    """Change the settings as they are now; errors as ``read_reminder_settings`` and ``apply``."""

    def apply(stored: Document) -> Document:
        return change(value_of(ReminderSettings, stored)).to_document()

    update_or_create(store, _KEY, apply)
