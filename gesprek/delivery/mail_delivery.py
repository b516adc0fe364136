"""Bringing one message to the organisation's mail server: all but its end, and then the end.

Source: RFC 5321. A server has a message once it answered the line with a dot, and not before.
"""

import re
import smtplib
import socket
import ssl
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage
from typing import Final

from gesprek.access.reminder_settings import MailSecurity, MailServer
from gesprek.delivery.delivery_errors import DeliveryFailed, DeliveryUncertain
from gesprek.delivery.network_line import STEP, WHOLE, ends_after, named_errors
from gesprek.domain.reminders import Bezorgfout

_OUR_NAME: Final = "[127.0.0.1]"
"""What we call ourselves: the name of this machine is nobody's business. RFC 5321, 4.1.3."""
_PARTING: Final = 5.0  # seconds
_READY, _GOOD, _SIGNED_IN, _GO_ON = 220, 250, 235, 354
_SIGN_IN_FIRST: Final = 530


def deliver_mail(
    server: MailServer,
    password: str,
    to: str,
    message: EmailMessage,
    commit: Callable[[], None] = lambda: None,
) -> None:
    """Send one message to one address.

    ``commit`` is called when all but the end was sent. Where it raises, the end is not sent and the
    mail server drops what it has.

    Raises:
        DeliveryFailed: the message was not accepted.
        DeliveryUncertain: the end was sent and no answer came.
    """
    line = smtplib.SMTP(local_hostname=_OUR_NAME)
    try:
        with ends_after(lambda: line.sock, WHOLE):
            with named_errors(smtplib.SMTPException):
                _open(line, server)
                _sign_in(line, server.gebruiker, password)
                _address(line, server.afzender, to)
                line.send(_content(message))
            commit()
            _end(line)
    finally:
        line.close()


def _open(line: smtplib.SMTP, server: MailServer) -> None:
    tls = ssl.create_default_context()
    line.sock = socket.create_connection((server.server, server.poort), STEP)
    if server.beveiliging is MailSecurity.TLS:
        line.sock = tls.wrap_socket(line.sock, server_hostname=server.server)
    _require(_READY, line.getreply(), Bezorgfout.GEEN_VERBINDING)
    _require(_GOOD, line.ehlo(), Bezorgfout.GEEN_VERBINDING)
    if server.beveiliging is MailSecurity.STARTTLS:
        if not line.has_extn("starttls"):
            raise DeliveryFailed(Bezorgfout.TLS)
        _require(_READY, line.docmd("STARTTLS"), Bezorgfout.TLS)
        line.sock = tls.wrap_socket(line.sock, server_hostname=server.server)
        line.file = None  # what somebody else put in before does not count: RFC 3207, 4.2
        _require(_GOOD, line.ehlo(), Bezorgfout.GEEN_VERBINDING)


def _sign_in(line: smtplib.SMTP, user: str, password: str) -> None:
    if not user:
        return
    if "PLAIN" in line.esmtp_features.get("auth", "").upper().split():
        both = b64encode(f"\0{user}\0{password}".encode()).decode()  # UTF-8: RFC 4616
        _require(_SIGNED_IN, line.docmd("AUTH", f"PLAIN {both}"), Bezorgfout.INLOGGEN)
        return
    try:
        line.login(user, password)
    except smtplib.SMTPServerDisconnected:
        raise
    except smtplib.SMTPAuthenticationError as error:
        raise DeliveryFailed(_fault(error.smtp_code, Bezorgfout.INLOGGEN)) from None
    except (smtplib.SMTPException, UnicodeError):  # it knows no way of ours, or no such letters
        raise DeliveryFailed(Bezorgfout.INLOGGEN) from None


def _address(line: smtplib.SMTP, sender: str, to: str) -> None:
    _require(_GOOD, line.mail(sender), Bezorgfout.AFZENDER)
    _require(_GOOD, line.rcpt(to), Bezorgfout.ONTVANGER)
    _require(_GO_ON, line.docmd("DATA"), Bezorgfout.GEWEIGERD)


def _content(message: EmailMessage) -> bytes:
    """Return the message as it goes over the line, without the dot that ends it."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", bytes(message).rstrip()) + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", lines)


def _end(line: smtplib.SMTP) -> None:
    try:
        line.send(b".\r\n")
        answer = line.getreply()
    except (OSError, smtplib.SMTPException):
        raise DeliveryUncertain from None
    if answer[0] // 100 not in (2, 4, 5):
        raise DeliveryUncertain
    with suppress(OSError, smtplib.SMTPException):  # it has the message, or not: that is known
        if line.sock:
            line.sock.settimeout(_PARTING)
        line.quit()
    _require(_GOOD, answer, Bezorgfout.GEWEIGERD)


def _require(wanted: int, answer: tuple[int, bytes], otherwise: Bezorgfout) -> None:
    """Accept an answer of the wanted hundred; ``otherwise`` is what a refusal is about."""
    code = answer[0]
    if code // 100 != wanted // 100:
        raise DeliveryFailed(_fault(code, otherwise))


def _fault(code: int, otherwise: Bezorgfout) -> Bezorgfout:
    match code // 100:
        case 4:
            return Bezorgfout.LATER
        case 5:
            return Bezorgfout.INLOGGEN if code == _SIGN_IN_FIRST else otherwise
    return Bezorgfout.GEEN_ANTWOORD
