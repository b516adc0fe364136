"""Attacks on the whole program: nobody gets a page that is not theirs, nothing takes it down."""

from __future__ import annotations

import re
import socket
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from gesprek.access.log_ins import LogIns
from gesprek.access.visitors import ADVISEUR, VisitorKind
from gesprek.domain.dates import utc_now
from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Werkvorm
from gesprek.storage import open_store
from tests.support.builders.oefeningen import KWAAD, Fill, oefening_in
from tests.support.organisation import Organisatie
from tests.support.server import Server
from tests.web.http_driver import HttpDriver

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gesprek.domain.oefening import Oefening

NAAM = "Noor"


class Doel(NamedTuple):
    """A server with one oefening, and somebody of its team."""

    server: Server
    organisation: Organisatie
    oefening: Oefening
    visit: HttpDriver
    key: str


@pytest.fixture(scope="module")
def doel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doel]:
    folder = tmp_path_factory.mktemp("aanval") / "opslag"
    organisation = Organisatie(folder).set_up()
    team = organisation.make_team("Team Zuid", NAAM, "Sam", "Wim")
    made = oefening_in(Werkvorm.ROLLENSPEL, 3, Stap.TERUGKIJKEN, Fill.HALF, team)
    organisation.archive.create_oefening(made)
    server = Server(folder, folder.with_suffix(".log")).start()
    key = organisation.visits.renew_key(team.id)
    yield Doel(server, organisation, made, signed_in(server, key), key)
    server.stop()


def signed_in(server: Server, key: str) -> HttpDriver:
    one = HttpDriver(server)
    assert one.sign_in(key).status == 303
    return one


def page_of(doel: Doel, driver: HttpDriver, session: str = "", **headers: str) -> str:
    return driver.all_of("stap-3", f"o={doel.oefening.id}&terug=1", session, **headers)


def is_shut(sent: str) -> bool:
    return KWAAD not in sent and NAAM not in sent and "Meld je eerst aan" in sent


def test_the_page_that_the_attacks_are_after_is_there(doel: Doel) -> None:
    sent = page_of(doel, doel.visit)
    assert KWAAD in sent
    assert not is_shut(sent)


def test_a_forged_or_changed_cookie_opens_no_page(doel: Doel) -> None:
    real = doel.visit.log_in
    for forged in (
        real[:-1] + ("0" if real[-1] != "0" else "1"),
        real.partition(".")[0],
        "a" * 40 + "." + real.partition(".")[2],
        "",
        "x" * 5_000,
    ):
        assert is_shut(page_of(doel, HttpDriver(doel.server, {"gesprek": forged})))


def test_headers_of_ours_from_outside_open_no_page(doel: Doel) -> None:
    log_in = doel.visit.log_in.partition(".")[0]
    guest = HttpDriver(doel.server)
    for headers in (
        {"x-gesprek-soort": "team", "x-gesprek-aanmelding": log_in},
        {"X-Gesprek-Soort": "lokaal"},
        {"x-gesprek-soort": "adviseur", "x_gesprek_aanmelding": log_in},
    ):
        assert is_shut(page_of(doel, guest, **headers))


def test_a_cookie_that_was_signed_out_or_revoked_opens_no_page(doel: Doel) -> None:
    for end in ("sign out", "revoke"):
        one = signed_in(doel.server, doel.key)
        stolen = dict(one.cookies)
        if end == "sign out":
            assert one.post("/afmelden").status == 303
        else:
            log_in = one.log_in.partition(".")[0]
            doel.organisation.visits.log_ins.revoke(log_in)
        assert is_shut(page_of(doel, HttpDriver(doel.server, stolen)))


def test_the_session_of_somebody_else_opens_no_page(doel: Doel) -> None:
    sent = page_of(doel, doel.visit)
    (session,) = re.findall(r'session_id: "([^"]+)"', sent)[:1]
    assert is_shut(page_of(doel, HttpDriver(doel.server), session))


@pytest.mark.parametrize(
    "path",
    [
        "/app/static/../../../app.py",
        "/app/static/%2e%2e/%2e%2e/%2e%2e/app.py",
        "/app/static/..%2f..%2f..%2fapp.py",
        "/app/static//etc/passwd",
        "/static/../../../../etc/passwd",
        "/static/%2e%2e%2f%2e%2e%2fetc/passwd",
        "/gesprek/../../app.py",
        "/gesprek/..%2fapp.py",
        "/media/../../app.py",
        "/component/../../app.py",
        "/_stcore/bidi-components/../../app.py",
        "/inrichten/../../app.py",
        "/stap-3/../../app.py",
        "/%00",
        "/\\..\\..\\app.py",
    ],
)
def test_no_path_leads_out_of_the_folders_that_are_served(doel: Doel, path: str) -> None:
    answer = _raw(doel.server, path)
    assert answer.startswith(b"HTTP/1.1 ")
    for secret in (b"import streamlit", b"root:", b"Zorg aan de Maas", KWAAD.encode()):
        assert secret not in answer


def _raw(server: Server, path: str) -> bytes:
    """Send a path as it stands; a library would tidy it first."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as line:
        head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nConnection: close\r\n\r\n"
        line.sendall(head.encode())
        found = b""
        while part := line.recv(65_536):
            found += part
        return found


@pytest.mark.parametrize("path", ["/_stcore/upload_file/a/b", "/_stcore/metrics"])
def test_nothing_can_be_sent_to_where_no_page_asks_for_it(doel: Doel, path: str) -> None:
    for method in ("GET", "PUT", "POST", "DELETE"):
        headers = {"Origin": doel.server.url}
        assert doel.visit.send(method, path, b"", headers).status in {403, 404, 405}


def _line(doel: Doel) -> ClientConnection:
    """Open the WebSocket of a page as a guest, who needs nothing for that."""
    return connect(
        f"ws://127.0.0.1:{doel.server.port}/_stcore/stream",
        subprotocols=[Subprotocol("streamlit")],
        origin=Origin(doel.server.url),
        max_size=None,
    )


def _until_it_ends(line: ClientConnection) -> ConnectionClosed:
    """Read all that comes, and return how the server ended the line."""
    with pytest.raises(ConnectionClosed) as ended:
        _read_on(line)
    return ended.value


def _read_on(line: ClientConnection) -> None:
    while True:
        line.recv(60)


@pytest.mark.parametrize(
    ("message", "code"),
    [
        # More than the server reads: it hangs up, mostly before its word can be read.
        (b"\x00" * 60_000_000, None),
        (b"\x00" * 3_000_000, None),
        (b"\xff\xff\xff", 1002),  # no message at all
    ],
    ids=["60 MB", "3 MB", "no message"],
)
def test_a_message_that_cannot_be_ends_its_own_line_and_not_the_server(
    doel: Doel, message: bytes, code: int | None
) -> None:
    with _line(doel) as line:
        with suppress(ConnectionClosed):  # it may end while we send
            line.send(message)
        ended = _until_it_ends(line)
    told = ended.rcvd.reason if ended.rcvd else ""
    assert code is None or (ended.rcvd and ended.rcvd.code == code)
    assert not re.search(r"File|Traceback|\.py", told)
    assert KWAAD in page_of(doel, doel.visit)


def test_no_message_stops_the_server_or_the_line_of_another(doel: Doel) -> None:
    before = doel.server.process
    for ask in (
        BackMsg(debug_shutdown_runtime=True),
        BackMsg(debug_disconnect_websocket=True),
        BackMsg(clear_cache=True),
        BackMsg(set_run_on_save=True),
        BackMsg(stop_script=True),
    ):
        with _line(doel) as line:
            line.send(ask.SerializeToString())
            assert KWAAD in page_of(doel, doel.visit)
    assert before
    assert before.poll() is None


@pytest.mark.parametrize("minutes", [29, 31])
@pytest.mark.parametrize("kind", [VisitorKind.ADVISEUR, VisitorKind.MANAGER])
def test_half_an_hour_without_a_tap_ends_the_log_in_of_advisor_and_manager(
    doel: Doel, kind: VisitorKind, minutes: int
) -> None:
    accounts = doel.organisation.visits.accounts
    account = ADVISEUR if kind is VisitorKind.ADVISEUR else accounts.managers()[0].id
    then = utc_now() - timedelta(minutes=minutes)
    old = LogIns(open_store(str(doel.server.store)), lambda: then)
    begun = old.begin_account(kind, account, generatie=None)
    one = HttpDriver(doel.server, {"gesprek": doel.organisation.visits.cookie_of(begun)})
    is_in = minutes < 30
    guest = HttpDriver(doel.server).get("/binnen").text
    assert (one.get("/binnen").text != guest) is is_in
    assert (one.get("/overzicht", Accept="text/html").status == 200) is is_in
    kept = old.current(begun.id, in_use=False)
    assert kept is not None or not is_in  # the server may have cleaned one that ended
    assert kept is None or kept.gezien == then  # a look of an open page keeps no log-in alive
    assert ("Meld je eerst aan" not in one.all_of("overzicht")) is is_in


def test_every_answer_carries_the_policy_and_nothing_asks_for_the_outside(doel: Doel) -> None:
    for path in ("/", "/aanmelden", "/inrichten/x", "/gezond", "/stap-3", "/niets", "/media/x"):
        for one in (doel.visit, HttpDriver(doel.server)):
            answer = one.get(path, Accept="text/html")
            assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert "http://" not in answer.text.replace("http://www.w3.org", "")


def test_the_log_of_the_server_holds_no_text_name_key_or_cookie(doel: Doel) -> None:
    logged = doel.server.log.read_text("utf-8")
    for secret in (KWAAD, NAAM, doel.visit.log_in, doel.oefening.id):
        assert secret not in logged
