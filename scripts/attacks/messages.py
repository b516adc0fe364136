"""Forged messages of Streamlit's own types, and what is left of them afterwards."""

from __future__ import annotations

import json
import random
import re
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed

from gesprek.storage.values import new_oefening_id, team_of
from scripts.attacks.target import BRIEF
from tests.web.http_driver import HttpDriver

if TYPE_CHECKING:
    from scripts.attacks.target import Target
    from tests.web.http_driver import Answer

MARK: Final = "\x1b[31mMERKTEKEN http://127.0.0.1/inrichten/vals\x1b[0m\r\n"
BSN: Final = "111222333"
_IDS: Final = re.compile(r"[0-9a-z]{26}-[0-9a-z]{26}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
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


def _send(target: Target, who: HttpDriver | None, message: bytes) -> None:
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


def find_out_whether_an_oefening_exists(target: Target) -> str:
    """Of another team: each door says the same of one that is there and of one that is not."""
    team = team_of(target.elsewhere)
    guest = HttpDriver(target.server)
    doors = 0
    for who in (guest, target.colleague):
        for ask in _DOORS:
            there, not_there = (
                _without_ids(ask(who, one)) for one in (target.elsewhere, new_oefening_id(team))
            )
            assert there == not_there, f"{ask.__name__}: {there[:60]!r} en {not_there[:60]!r}"
            doors += 1
    return f"{doors} deuren, steeds hetzelfde antwoord"


def _live(who: HttpDriver, oefening: str) -> str:
    return _told(who.get(f"/live/{oefening}"))


def _live_now(who: HttpDriver, oefening: str) -> str:
    return _told(who.get(f"/live/{oefening}?nu"))


def _paper(who: HttpDriver, oefening: str) -> str:
    return _told(who.get(f"/uitvoer/meenemen.pdf?o={oefening}"))


def _calendar(who: HttpDriver, oefening: str) -> str:
    return _told(who.get(f"/uitvoer/moment.ics?o={oefening}"))


def _page(who: HttpDriver, oefening: str) -> str:
    return who.all_of("stap-3", f"o={oefening}&terug=1")


def _kept(who: HttpDriver, oefening: str) -> str:
    body = json.dumps({"veld": f"veld-{oefening}-casus-client", "tekst": "x"}).encode()
    headers = {"Origin": who.origin, "Content-Type": "application/json"}
    return _told(who.send("POST", "/concept", body, headers))


_DOORS = (_live, _live_now, _paper, _calendar, _page, _kept)


def _told(answer: Answer) -> str:
    return f"{answer.status} {answer.text}"


def _without_ids(told: str) -> str:
    """Return what is told without what differs each time: ids of sessions, oefeningen, runs."""
    return _IDS.sub("-", told)


def _draft(target: Target, path: str, text: str) -> Answer:
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


ATTACKS = (
    forged_messages,
    try_out_what_stands_in_a_private_text,
    find_out_whether_an_oefening_exists,
)
