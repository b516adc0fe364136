"""The route for drafts on the real server: whose it is, how large, from where."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING

import pytest

from gesprek.services.archive import Archive
from gesprek.storage import open_store
from gesprek.storage.protocol import Kind
from gesprek.web.open_page_routes import MOST_BYTES
from tests.support.organisation import Organisatie
from tests.web.http_driver import HttpDriver

if TYPE_CHECKING:
    from tests.web.conftest import TeamServer

HALF = "Ze zei dat ze er"


def kept(team: TeamServer) -> str:
    """Return all drafts in the store, as text."""
    return str([one.document for one in open_store(str(team.server.store)).list(Kind.CONCEPT)])


def send(team_server: TeamServer, who: HttpDriver, body: object, **headers: str) -> int:
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    usual = {"Origin": team_server.server.url, "Content-Type": "application/json"}
    return who.send("POST", "/concept", sent, {**usual, **headers}).status


def draft(team_server: TeamServer, text: str) -> dict[str, str]:
    return {"veld": f"veld-{team_server.oefening.id}-casus-client", "tekst": text}


def test_who_is_inside_keeps_a_draft_and_a_guest_does_not(team_server: TeamServer) -> None:
    assert (
        send(team_server, HttpDriver(team_server.server), draft(team_server, "van een gast")) == 403
    )
    assert send(team_server, team_server.inside, draft(team_server, HALF)) == 200
    assert HALF in kept(team_server)
    assert "van een gast" not in kept(team_server)


def test_a_draft_from_another_site_is_refused(team_server: TeamServer) -> None:
    for origin in ("https://kwaad.example", "null", ""):
        assert (
            send(team_server, team_server.inside, draft(team_server, "van elders"), Origin=origin)
            == 403
        )
    assert "van elders" not in kept(team_server)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"geen json", 400),
        (b"[]", 400),
        (b"null", 400),
        (b'{"veld": 1, "tekst": []}', 400),
        (b'{"veld": "veld-x", "tekst": "a"}', 200),
        (b"[" * 50_000, 400),
        (b" " * (MOST_BYTES + 1), 413),
        (b"\xff\xfe", 400),
    ],
    ids=["empty", "words", "list", "null", "kinds", "no field", "deep", "huge", "no utf-8"],
)
def test_what_is_no_draft_is_refused_and_the_server_goes_on(
    team_server: TeamServer, body: bytes, status: int
) -> None:
    assert send(team_server, team_server.inside, body) == status
    assert team_server.server.request("/gezond")[0].status == 200


def test_nothing_is_told_of_what_stands_in_a_field_or_whether_it_is_one(
    team_server: TeamServer,
) -> None:
    stored = open_store(str(team_server.server.store))
    archive = Archive(stored)
    seen = archive.oefening(team_server.oefening.id)
    brief = "Je bent bang dat je weg moet."
    archive.save(seen, seen.value.with_value(("inleven", "brief"), brief))
    told = {
        team_server.inside.send(
            "POST",
            "/concept",
            json.dumps({"veld": f"veld-{team_server.oefening.id}-{path}", "tekst": text}).encode(),
            {"Origin": team_server.server.url, "Content-Type": "application/json"},
        ).data
        for path in ("inleven-brief", "casus-client", "inleven-eigen-x", "111222333")
        for text in (brief, "iets anders", "haar BSN is 111222333", "a" * 20_000, "")
    }
    assert told == {b"ontvangen"}
    assert "111222333" not in str([one.key for one in stored.list(Kind.CONCEPT)]) + kept(
        team_server
    )


def test_a_bsn_is_refused_and_stands_nowhere(team_server: TeamServer) -> None:
    assert send(team_server, team_server.inside, draft(team_server, "haar BSN is 111222333")) == 200
    assert "111222333" not in kept(team_server)
    assert "111222333" not in team_server.server.log.read_text("utf-8")


def test_who_is_put_out_while_a_draft_comes_in_keeps_nothing(team_server: TeamServer) -> None:
    visits = Organisatie(team_server.server.store).visits
    key = visits.renew_key(team_server.oefening.team)
    one = HttpDriver(team_server.server)
    one.sign_in(key)
    body = json.dumps(draft(team_server, "van wie eruit is")).encode()
    head = (
        f"POST /concept HTTP/1.1\r\nHost: {one.name}\r\nOrigin: {one.origin}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        f"Cookie: gesprek={one.log_in}\r\nConnection: close\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", team_server.server.port), 60) as line:
        line.sendall(head.encode() + body[:5])
        assert one.get("/binnen").status == 200  # the server has seen who it is by now
        visits.log_ins.revoke(one.log_in.partition(".")[0])
        line.sendall(body[5:])
        assert line.recv(1_000).startswith(b"HTTP/1.1 403")
    assert "van wie eruit is" not in kept(team_server)


def test_a_form_of_another_kind_is_no_draft(team_server: TeamServer) -> None:
    kind = {"Content-Type": "text/plain"}
    assert (
        team_server.inside.send(
            "POST",
            "/concept",
            json.dumps(draft(team_server, "x")).encode(),
            {"Origin": team_server.server.url} | kind,
        ).status
        == 400
    )
