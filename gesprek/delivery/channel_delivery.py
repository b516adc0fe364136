"""Bringing one message into a team's channel: all but the last byte, and then that.

Sources: docs.slack.dev, 'Sending messages using incoming webhooks'; learn.microsoft.com, 'Create
incoming webhooks with Workflows'. The status of the answer tells enough: its text is not read.
"""

import json
import re
import ssl
from collections.abc import Callable
from http.client import HTTPException, HTTPSConnection
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from gesprek.delivery.delivery_errors import DeliveryFailed, DeliveryUncertain
from gesprek.delivery.network_line import STEP, WHOLE, ends_after, named_errors
from gesprek.domain.reminders import Bezorgfout, Kanaalsoort

_CARD: Final = "application/vnd.microsoft.card.adaptive"
_ADDRESS: Final = re.compile("https://[!-~]+")
"""Printable ASCII without spaces: nothing of it can become a line of its own."""
_GONE: Final = (404, 410)
_BUSY: Final = (408, 425, 429)
_BETWEEN: Final = (502, 504)
"""Somebody between us and the channel got no answer: it may have arrived."""


class ChannelMessage(NamedTuple):
    """What is said in a channel: our own words, and a link with words of its own."""

    tekst: str
    link: str
    link_tekst: str


def deliver_to_channel(
    address: str,
    soort: Kanaalsoort,
    message: ChannelMessage,
    commit: Callable[[], None] = lambda: None,
) -> None:
    """Put one message in a channel, by its secret address; goes nowhere that it is sent on to.

    ``commit`` and what is raised are those of ``deliver_mail``.
    """
    line, path = _line_to(address)
    body = json.dumps(_form(soort, message)).encode()
    try:
        with ends_after(lambda: line.sock, WHOLE):
            with named_errors(HTTPException):
                _begin(line, path, body)
            commit()
            _end(line, body)
    finally:
        line.close()


def _line_to(address: str) -> tuple[HTTPSConnection, str]:
    """Return a line that is not open yet, and the path to ask for there."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise DeliveryFailed(Bezorgfout.KANAAL) from None
    if not host or not _ADDRESS.fullmatch(address):
        raise DeliveryFailed(Bezorgfout.KANAAL)
    line = HTTPSConnection(host, port, timeout=STEP, context=ssl.create_default_context())
    return line, f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"


def _begin(line: HTTPSConnection, path: str, body: bytes) -> None:
    line.connect()
    line.putrequest("POST", path, skip_accept_encoding=True)
    line.putheader("Content-Type", "application/json")
    line.putheader("Content-Length", str(len(body)))
    line.endheaders()
    line.send(body[:-1])


def _end(line: HTTPSConnection, body: bytes) -> None:
    try:
        line.send(body[-1:])
        status = line.getresponse().status
    except (OSError, HTTPException):
        raise DeliveryUncertain from None
    if status in _BETWEEN:
        raise DeliveryUncertain
    fault = _fault(status)
    if fault:
        raise DeliveryFailed(fault)


def _fault(status: int) -> Bezorgfout | None:
    match status // 100:
        case 2:
            return None
        case 3:
            return Bezorgfout.KANAAL  # somewhere else is not where the advisor allowed
        case 4 if status not in _BUSY:
            return Bezorgfout.KANAAL if status in _GONE else Bezorgfout.GEWEIGERD
    return Bezorgfout.LATER


def _form(soort: Kanaalsoort, message: ChannelMessage) -> dict[str, object]:
    if soort is Kanaalsoort.SLACK:
        link = f"<{_literal(message.link)}|{_literal(message.link_tekst)}>"
        return {"text": f"{_literal(message.tekst)}\n{link}"}
    block = {"type": "TextBlock", "text": message.tekst, "wrap": True}
    action = {"type": "Action.OpenUrl", "title": message.link_tekst, "url": message.link}
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": [block],
        "actions": [action],
    }
    return {"type": "message", "attachments": [{"contentType": _CARD, "content": card}]}


def _literal(text: str) -> str:
    """Return text that Slack shows as it is: these three begin something of its own."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
