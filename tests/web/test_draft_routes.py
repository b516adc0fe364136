"""The route for drafts on the real server: whose it is, how large, from where."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING, NamedTuple

import pytest

from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.archive import Archive
from gesprek.storage import open_store
from gesprek.storage.protocol import Kind
from gesprek.web.draft_routes import MOST_BYTES
from tests.support.builders.oefeningen import Fill, oefening_in
from tests.support.organisation import Organisatie
from tests.support.server import Server
from tests.web.browser import Bezoek

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gesprek.domain.oefening import Oefening

HALF = "Ze zei dat ze er"


class Plek(NamedTuple):
    """A server, an oefening, and somebody of its team."""

    server: Server
    oefening: Oefening
    visit: Bezoek

    def kept(self) -> str:
        """Return all drafts in the store, as text."""
        return str([one.document for one in open_store(str(self.server.store)).list(Kind.CONCEPT)])


@pytest.fixture(scope="module")
def plek(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plek]:
    folder = tmp_path_factory.mktemp("concept") / "opslag"
    organisation = Organisatie(folder).set_up()
    team = organisation.make_team("Team Zuid", "Noor", "Sam", "Wim")
    made = oefening_in(Werkvorm.ROLLENSPEL, 3, Stap.CASUS, Fill.EMPTY, team)
    organisation.archive.create_oefening(made)
    server = Server(folder, folder.with_suffix(".log")).start()
    inside = Bezoek(server)
    key = organisation.visits.renew_key(team.id)
    assert inside.post("/aanmelden/team", {"sleutel": key}).status == 303
    yield Plek(server, made, inside)
    server.stop()


def send(plek: Plek, who: Bezoek, body: object, **headers: str) -> int:
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    usual = {"Origin": plek.server.url, "Content-Type": "application/json"}
    return who.send("POST", "/concept", sent, {**usual, **headers}).status


def draft(plek: Plek, text: str) -> dict[str, str]:
    return {"veld": f"veld-{plek.oefening.id}-casus-client", "tekst": text}


def test_who_is_inside_keeps_a_draft_and_a_guest_does_not(plek: Plek) -> None:
    assert send(plek, Bezoek(plek.server), draft(plek, "van een gast")) == 403
    assert send(plek, plek.visit, draft(plek, HALF)) == 200
    assert HALF in plek.kept()
    assert "van een gast" not in plek.kept()


def test_a_draft_from_another_site_is_refused(plek: Plek) -> None:
    for origin in ("https://kwaad.example", "null", ""):
        assert send(plek, plek.visit, draft(plek, "van elders"), Origin=origin) == 403
    assert "van elders" not in plek.kept()


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
    plek: Plek, body: bytes, status: int
) -> None:
    assert send(plek, plek.visit, body) == status
    assert plek.server.request("/gezond")[0].status == 200


def test_nothing_is_told_of_what_stands_in_a_field_or_whether_it_is_one(plek: Plek) -> None:
    stored = open_store(str(plek.server.store))
    archive = Archive(stored)
    seen = archive.oefening(plek.oefening.id)
    brief = "Je bent bang dat je weg moet."
    archive.save(seen, seen.waarde.with_value(("inleven", "brief"), brief))
    told = {
        plek.visit.send(
            "POST",
            "/concept",
            json.dumps({"veld": f"veld-{plek.oefening.id}-{path}", "tekst": text}).encode(),
            {"Origin": plek.server.url, "Content-Type": "application/json"},
        ).data
        for path in ("inleven-brief", "casus-client", "inleven-eigen-x", "111222333")
        for text in (brief, "iets anders", "haar BSN is 111222333", "a" * 20_000, "")
    }
    assert told == {b"ontvangen"}
    assert "111222333" not in str([one.sleutel for one in stored.list(Kind.CONCEPT)]) + plek.kept()


def test_a_bsn_is_refused_and_stands_nowhere(plek: Plek) -> None:
    assert send(plek, plek.visit, draft(plek, "haar BSN is 111222333")) == 200
    assert "111222333" not in plek.kept()
    assert "111222333" not in plek.server.log.read_text("utf-8")


def test_who_is_put_out_while_a_draft_comes_in_keeps_nothing(plek: Plek) -> None:
    visits = Organisatie(plek.server.store).visits
    key = visits.renew_key(plek.oefening.team)
    one = Bezoek(plek.server)
    one.post("/aanmelden/team", {"sleutel": key})
    body = json.dumps(draft(plek, "van wie eruit is")).encode()
    head = (
        f"POST /concept HTTP/1.1\r\nHost: {one.name}\r\nOrigin: {one.origin}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        f"Cookie: gesprek={one.cookies['gesprek']}\r\nConnection: close\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", plek.server.port), 60) as line:
        line.sendall(head.encode() + body[:5])
        assert one.get("/binnen").status == 200  # the server has seen who it is by now
        visits.log_ins.revoke(one.cookies["gesprek"].partition(".")[0])
        line.sendall(body[5:])
        assert line.recv(1_000).startswith(b"HTTP/1.1 403")
    assert "van wie eruit is" not in plek.kept()


def test_a_form_of_another_kind_is_no_draft(plek: Plek) -> None:
    kind = {"Content-Type": "text/plain"}
    assert (
        plek.visit.send(
            "POST",
            "/concept",
            json.dumps(draft(plek, "x")).encode(),
            {"Origin": plek.server.url} | kind,
        ).status
        == 400
    )
