"""Forged messages of Streamlit's own types, and what is left of them afterwards."""

from __future__ import annotations

import json
import random
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed

from scripts.attacks.target import BRIEF

if TYPE_CHECKING:
    from scripts.attacks.target import Target
    from tests.toegang.browser import Antwoord, Bezoek

MARK: Final = "\x1b[31mMERKTEKEN http://127.0.0.1/inrichten/vals\x1b[0m\r\n"
BSN: Final = "111222333"
_RANDOM: Final = 60
_ADDRESSES = count(1)
"""A guest may open so many lines only: each of these comes from another address."""


def forged_messages(target: Target) -> str:
    """Every field of every message that a browser may send, with a text of our own in it."""
    sent = 0
    for who in (None, target.colleague):
        for message in _forged():
            _send(target, who, message.SerializeToString())
            sent += 1
    source = random.Random(1)  # noqa: S311 - the same ones each time
    for _ in range(_RANDOM):
        _send(target, None, source.randbytes(source.randrange(1, 400)))
    assert target.page()
    return f"{sent} vervalste en {_RANDOM} willekeurige berichten"


def _send(target: Target, who: Bezoek | None, message: bytes) -> None:
    """Send a message on a line of its own, and wait for what the server has to say to it."""
    address = f"127.0.1.{next(_ADDRESSES)}" if who is None else "127.0.0.1"
    with target.line(address, who) as line:
        line.send(message)
        with suppress(ConnectionClosed, TimeoutError):
            line.recv(0.2)


def _forged() -> list[Any]:
    """Return a message for each field of the type of what a browser sends, filled with our text."""
    found: list[Any] = []
    for field in BackMsg.DESCRIPTOR.fields:
        one = BackMsg()
        _fill(one, field)
        found.append(one)
    widgets = BackMsg()
    for field in WidgetState.DESCRIPTOR.fields:
        state = widgets.rerun_script.widget_states.widgets.add()
        _fill(state, field)
        state.id = f"$$ID-{MARK}-{field.name}"
    found.append(widgets)
    for name in ("query_string", "page_script_hash", "page_name", "fragment_id"):
        one = BackMsg()
        setattr(one.rerun_script, name, MARK * 1_000)
        found.append(one)
    return found


def _fill(message: Any, field: Any) -> None:  # noqa: ANN401 - of any type of protobuf
    """Put our text, a large number or a filled part in a field."""
    name, kind = field.name, field.cpp_type
    if field.is_repeated:
        return
    if kind == field.CPPTYPE_MESSAGE:
        part = getattr(message, name)
        part.SetInParent()
        for inner in part.DESCRIPTOR.fields:
            if inner.cpp_type != inner.CPPTYPE_MESSAGE:
                _fill(part, inner)
    elif kind == field.CPPTYPE_STRING:
        setattr(message, name, MARK.encode() if field.type == field.TYPE_BYTES else MARK)
    elif kind == field.CPPTYPE_BOOL:
        setattr(message, name, True)
    else:
        setattr(message, name, 1)


def try_out_what_stands_in_a_private_text(target: Target) -> str:
    """By the route for drafts, as a colleague on an own device who may not read it."""
    answers = {
        (answer.status, answer.data)
        for path in ("inleven-brief", "gesprek-observaties-doel-citaat", "casus-client", BSN)
        for text in (BRIEF, "iets anders", f"bsn {BSN}", "")
        for answer in [_draft(target, path, text)]
    }
    assert len(answers) == 1, f"{len(answers)} verschillende antwoorden"
    return "één antwoord voor alles"


def _draft(target: Target, path: str, text: str) -> Antwoord:
    body = json.dumps({"veld": f"veld-{target.oefening}-{path}", "tekst": text}).encode()
    headers = {"Origin": target.server.url, "Content-Type": "application/json"}
    return target.colleague.send("POST", "/concept", body, headers)


def afterwards(target: Target) -> str:
    """What is left of it all: the same server, and nothing of a guest in terminal or store."""
    log = target.server.log.read_text("utf-8", "replace")
    assert "MERK" not in log, "tekst van een bezoeker in het logboek van de server"
    assert "\x1b" not in log, "stuurtekens in het logboek van de server"
    stored = [one for one in target.server.store.rglob("*") if one.is_file()]
    assert not [one for one in stored if BSN in one.name], "een BSN in een bestandsnaam"
    texts = [one.read_bytes() for one in stored if one.suffix == ".json"]
    assert not [one for one in texts if BSN.encode() in one], "een BSN in de opslag"
    assert target.server.request("/gezond")[0].status == 200
    assert target.page()
    return f"{len(log.splitlines())} regels in het logboek van de server, {target.memory} MB"


ATTACKS = (forged_messages, try_out_what_stands_in_a_private_text)
