"""A real mail server on this machine, with TLS, that refuses or waits on demand."""

from __future__ import annotations

import asyncio
import ssl
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from gesprek.access.reminder_settings import MailSecurity, MailServer
from tests.support.server import free_port

if TYPE_CHECKING:
    from aiosmtpd.smtp import SMTP, Envelope, LoginPassword, Session

    from tests.support.certificate import Certificaat

HERE: Final = "127.0.0.1"
USER: Final = "gesprek"
PASSWORD: Final = "wachtwoörd met spatie"  # noqa: S105 - of this server only
SENDER: Final = "gesprek@organisatie.example"
PATIENCE: Final = 60.0


@dataclass
class Received:
    """A mail that the server said yes to."""

    naar: list[str]
    data: bytes


@dataclass
class Hold:
    """Lets the server wait at one command, until the test goes on."""

    command: str
    reached: threading.Event = field(default_factory=threading.Event)
    goes_on: threading.Event = field(default_factory=threading.Event)


class MailServerHere:
    """The server. What it says to a command is ``answers``, yes where nothing stands there.

    Args:
        certificate: what it shows; None: it knows no TLS.
        security: how the line is kept secret; without a certificate nothing is.
        signs_in: whether it wants a name and a password.
    """

    def __init__(
        self,
        certificate: Certificaat | None,
        security: MailSecurity = MailSecurity.STARTTLS,
        *,
        signs_in: bool = True,
    ) -> None:
        self.port = free_port()
        self.received: list[Received] = []
        self.commands: list[str] = []
        self.answers: dict[str, str] = {}
        self.hold: Hold | None = None
        self.settings = MailServer(
            server=HERE,
            poort=self.port,
            beveiliging=security,
            gebruiker=USER if signs_in else "",
            afzender=SENDER,
        )
        tls = None
        if certificate:
            tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            tls.load_cert_chain(certificate.path, certificate.key)
        starts = security is MailSecurity.STARTTLS
        self._controller = Controller(
            self,
            hostname=HERE,
            port=self.port,
            ready_timeout=PATIENCE,
            ssl_context=None if starts else tls,
            tls_context=tls if starts else None,
            require_starttls=bool(tls and starts),
            auth_required=signs_in,
            auth_require_tls=bool(tls and starts),
            authenticator=_knows,
        )

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.hold:
            self.hold.goes_on.set()
        self._controller.stop()

    async def handle_EHLO(  # noqa: N802 - its name there
        self, server: SMTP, session: Session, _envelope: Envelope, name: str, responses: list[str]
    ) -> list[str]:
        session.host_name = name
        await self._met(f"EHLO {name}")
        del server
        return responses

    async def handle_MAIL(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        envelope.mail_from = address
        return await self._met(f"MAIL {address}")

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        envelope.rcpt_tos.append(address)
        return await self._met(f"RCPT {address}")

    async def handle_DATA(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Answer the end: from a yes on the server has the mail."""
        answer = await self._met("DATA")
        if answer.startswith("2"):
            content = envelope.original_content
            assert isinstance(content, bytes)
            self.received.append(Received(list(envelope.rcpt_tos), content))
        return answer

    async def _met(self, command: str) -> str:
        self.commands.append(command)
        verb = command.partition(" ")[0]
        if self.hold and self.hold.command == verb:
            self.hold.reached.set()
            wait = self.hold.goes_on.wait
            await asyncio.get_running_loop().run_in_executor(None, wait, PATIENCE)
        return self.answers.get(verb, "250 goed")


def _knows(
    _server: SMTP, _session: Session, _envelope: Envelope, _how: str, data: LoginPassword
) -> AuthResult:
    known = data.login == USER.encode() and data.password == PASSWORD.encode()
    return AuthResult(success=known, handled=False, message=None if known else "535 onbekend")
