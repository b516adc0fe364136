"""One visitor cannot make all others wait, and forty phones behind one router never notice it."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from gesprek.access.visitors import GAST, LogIn, VisitorKind
from gesprek.cli.own_server import HEAD_SECONDS, OwnServer, listening_socket
from gesprek.services.visits import Visit
from gesprek.storage import open_store
from gesprek.storage.protocol import Kind
from gesprek.storage.values import new_id
from gesprek.web import request_limits
from gesprek.web.authentication import SCOPE_KEY, Authenticator
from gesprek.web.request_limits import (
    ADDRESS,
    GUESTS,
    LINE,
    LOG_IN,
    NOT_OURS,
    TOO_LARGE,
    TOO_MANY_GUESTS,
    Bucket,
    Lines,
    Rate,
)
from tests.support.in_thread import aside
from tests.web.http_driver import HttpDriver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.requests import Request

    from tests.web.conftest import TeamServer

PATIENCE = 60
REDRAW = BackMsg(rerun_script=ClientState()).SerializeToString()


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


# The rules, with a clock of their own


def test_a_burst_passes_at_once_and_what_comes_after_it_waits_its_turn() -> None:
    clock = Clock()
    bucket = Bucket(Rate(3, 2), clock)
    assert [bucket.take() for _ in range(5)] == [0, 0, 0, 0.5, 1.0]
    clock.now += 1.0
    assert bucket.take() == 0.5
    clock.now += 60
    assert [bucket.take() for _ in range(4)] == [0, 0, 0, 0.5]


def test_a_large_message_takes_as_much_as_many_small_ones() -> None:
    bucket = Bucket(Rate(10, 1), Clock())
    assert bucket.take(10) == 0
    assert bucket.take(10) == 10


def test_forty_phones_behind_one_router_that_tap_twice_a_second_never_wait() -> None:
    clock = Clock()
    lines = Lines(clock)
    phones = [{f"aanmelding {one}": LOG_IN, "adres x": ADDRESS} for one in range(40)]
    own = [Bucket(LINE, clock) for _ in phones]
    with ExitStack() as stack:
        assert all(stack.enter_context(lines.line("websocket", one)) for one in phones)
        for _ in range(1_200):  # ten minutes
            for who, bucket in zip(phones, own, strict=True):
                assert max(bucket.take(), lines.wait(who, 1)) == 0
            clock.now += 0.5


def test_what_one_colleague_asks_lets_another_one_at_the_same_address_wait_for_nothing() -> None:
    clock = Clock()
    lines = Lines(clock)
    busy = {"aanmelding a": LOG_IN, "adres x": ADDRESS}
    quiet = {"aanmelding b": LOG_IN, "adres x": ADDRESS}
    waits = [lines.wait(busy, 1) for _ in range(1_000)]
    assert waits[-1] > 30
    assert lines.wait(quiet, 1) == 0


class Ask:
    """Asks the middleware for a path, as a visitor, and tells how long that had to wait."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.clock = Clock()
        self.waits: list[float] = []
        authenticator = Authenticator(lambda: pytest.fail("nobody asks"))
        self._limits = request_limits.Limits(self._answer, authenticator, Lines(self.clock))
        monkeypatch.setattr("gesprek.web.request_limits.asyncio.sleep", self._sleep)

    async def _answer(self, _scope: Any, _receive: Any, _send: Any) -> None:  # noqa: ANN401 - of ASGI
        return

    async def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)

    def __call__(self, path: str, visit: Visit, address: str = "192.0.2.1") -> float:
        scope = {
            "type": "http",
            "path": path,
            "headers": [],
            "client": (address, 1),
            SCOPE_KEY: visit,
        }
        aside(self._limits(scope, None, None))  # type: ignore[arg-type]
        return self.waits[-1]


def somebody(name: str) -> Visit:
    moment = datetime(2026, 3, 2, 9, tzinfo=UTC)
    one = LogIn(id=name, soort=VisitorKind.TEAM, begonnen=moment, gezien=moment, team=new_id())
    return Visit(one.visitor(moment), one)


def test_requests_that_come_too_fast_wait_and_those_of_others_do_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ask, guest, one, other = Ask(monkeypatch), Visit(GAST), somebody("a"), somebody("b")
    assert {ask("/aanmelden", guest) for _ in range(200)} == {0}
    assert ask("/aanmelden", guest) == pytest.approx(0.05)
    assert {ask("/gezond", guest) for _ in range(200)} == {0}
    assert ask("/gezond", guest) > 0
    assert ask("/aanmelden", guest, "192.0.2.2") == 0
    assert {ask("/uitvoer/meenemen.pdf", one) for _ in range(20)} == {0}
    assert ask("/binnen", one) > 0
    assert ask("/binnen", other) == 0
    ask.clock.now += 60
    assert ask("/aanmelden", guest) == ask("/binnen", one) == 0


@pytest.mark.parametrize("path", ["*", "", "/", "//", "uitvoer", "/uitvoer"])
def test_a_path_without_a_slash_has_its_turn_too(
    monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    assert Ask(monkeypatch)(path, Visit(GAST)) == 0


def test_forty_phones_that_open_their_first_page_at_once_wait_for_no_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ask = Ask(monkeypatch)
    assert {ask("/static/js/index.js", Visit(GAST)) for _ in range(800)} == {0}
    assert {ask("/static/js/index.js", Visit(GAST)) for _ in range(2_200)} == {0}
    assert ask("/gesprek/main.js", Visit(GAST)) > 0
    assert ask("/gesprek/main.js", Visit(GAST), "192.0.2.2") == 0


def test_who_was_refused_is_told_so_for_half_a_minute_and_nobody_else_is() -> None:
    clock = Clock()
    lines = Lines(clock)
    who = {"gast x": GUESTS}
    with ExitStack() as stack:
        for _ in range(GUESTS.lines):
            assert stack.enter_context(lines.line("websocket", who))
        assert not stack.enter_context(lines.line("websocket", who))
        assert stack.enter_context(lines.line("http", who))  # counted apart
        assert stack.enter_context(lines.line("websocket", {"gast y": GUESTS}))
    assert lines.open == 0
    assert lines.was_refused("gast x")
    assert not lines.was_refused("gast y")
    clock.now += 31
    assert not lines.was_refused("gast x")
    with lines.line("websocket", who) as may:
        assert may


# On a real server


def wait_until(claim: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not claim():
        assert time.monotonic() < end
        time.sleep(0.05)


def line_of(driver: HttpDriver) -> ClientConnection:
    cookies = "; ".join(f"{name}={value}" for name, value in driver.cookies.items())
    return connect(
        f"ws://{driver.name}/_stcore/stream",
        subprotocols=[Subprotocol("streamlit")],
        origin=Origin(driver.origin),
        additional_headers={"Cookie": cookies} if cookies else {},
        max_size=None,
        ping_interval=None,
    )


def code_for(line: ClientConnection, message: bytes | str) -> int | None:
    """Send a message and return with what code the line is closed, None where it stays open."""
    with line:
        try:
            line.send(message)
            line.send(REDRAW)
            line.recv(PATIENCE)
            while True:
                line.recv(2)
        except TimeoutError:
            return None
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006


@pytest.mark.parametrize(
    ("who", "message", "code"),
    [
        ("guest", b"\x00" * (GUESTS.largest + 1), TOO_LARGE),
        ("guest", b"\x00" * 3_000_000, TOO_LARGE),
        ("guest", b"\x00" * 20_000_000, TOO_LARGE),
        ("guest", "text", NOT_OURS),
        ("colleague", b"\x00" * 3_000_000, TOO_LARGE),
        ("colleague", "text", NOT_OURS),
        ("guest", REDRAW, None),
        ("colleague", REDRAW, None),
    ],
)
def test_a_message_that_is_too_large_or_text_ends_its_own_line(
    team_server: TeamServer, who: str, message: bytes | str, code: int | None
) -> None:
    server, _, inside = team_server
    assert code_for(line_of(inside if who == "colleague" else HttpDriver(server)), message) in {
        code,
        *([1006] if code else []),  # it was closed while we sent
    }
    assert server.request("/gezond")[0].status == 200


def test_a_guest_has_so_many_lines_and_is_told_why_a_page_gets_none(
    team_server: TeamServer,
) -> None:
    server, _, inside = team_server
    with ExitStack() as stack:
        for _ in range(GUESTS.lines):
            stack.enter_context(line_of(HttpDriver(server)))
        with pytest.raises(InvalidStatus) as refused, line_of(HttpDriver(server)):
            pass
        assert refused.value.response.status_code == 429
        told = HttpDriver(server).get("/binnen")
        assert (told.status, told.text) == (429, TOO_MANY_GUESTS)
        assert inside.get("/binnen").status == 200
        stack.enter_context(line_of(inside))  # who is signed in at the same address goes on
    wait_until(lambda: _opens(HttpDriver(server)))


def test_a_log_in_has_so_many_live_lines(team_server: TeamServer) -> None:
    server, _, inside = team_server
    (oefening,) = [one.key.id for one in open_store(str(server.store)).list(Kind.OEFENING)]
    cookies = "; ".join(f"{name}={value}" for name, value in inside.cookies.items())
    ask = f"GET /live/{oefening} HTTP/1.1\r\nHost: {inside.name}\r\nCookie: {cookies}\r\n\r\n"
    with ExitStack() as stack:

        def opened() -> bytes:
            line = stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
            line.settimeout(PATIENCE)
            line.sendall(ask.encode())
            return line.recv(12)

        assert {opened() for _ in range(LOG_IN.lines)} == {b"HTTP/1.1 200"}
        assert opened() == b"HTTP/1.1 429"
        assert inside.all_of("team")


def _opens(driver: HttpDriver) -> bool:
    try:
        with line_of(driver):
            return True
    except InvalidStatus:
        return False


# Half of a request


@contextmanager
def small_server(
    app: Any,  # noqa: ANN401 - any ASGI app
    head_seconds: float = HEAD_SECONDS,
) -> Iterator[int]:
    listening = listening_socket("127.0.0.1", 0)
    port = listening.getsockname()[1]
    server = OwnServer(app, head_seconds=head_seconds)
    thread = threading.Thread(target=server.run, args=[[listening]], daemon=True)
    thread.start()
    wait_until(lambda: server.started)
    try:
        yield port
    finally:
        server.should_exit = True
        thread.join(PATIENCE)


def answers(line: socket.socket) -> bool:
    line.settimeout(PATIENCE)
    told = b""
    while b"goed" not in told:
        part = line.recv(1_000)
        if not part:
            return False
        told += part
    return True


def is_closed(line: socket.socket) -> bool:
    line.settimeout(PATIENCE)
    try:
        return line.recv(100) == b""
    except ConnectionError:
        return True


@pytest.mark.parametrize(
    "half",
    [b"", b"G", b"GET / HTTP/1.1\r\nHost: x\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 999],
    ids=["nothing", "a letter", "headers", "a header"],
)
def test_a_line_on_which_no_whole_request_comes_is_closed(
    half: bytes,
) -> None:
    async def answer(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("goed")

    with small_server(Starlette(routes=[Route("/", answer)]), head_seconds=0.2) as port:
        lines = [socket.create_connection(("127.0.0.1", port)) for _ in range(50)]
        for one in lines:
            one.sendall(half)
        assert all(is_closed(one) for one in lines)
        # And half of a second request, after a whole one.
        again = socket.create_connection(("127.0.0.1", port))
        again.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert answers(again)
        again.sendall(half or b"G")
        assert is_closed(again)


def test_an_answer_that_takes_long_is_not_broken_off() -> None:
    may_end = threading.Event()

    def answer(_request: Request) -> PlainTextResponse:
        may_end.wait(PATIENCE)
        return PlainTextResponse("goed")

    app = Starlette(routes=[Route("/", answer)])
    with (
        small_server(app, head_seconds=0.2) as port,
        socket.create_connection(("127.0.0.1", port)) as line,
    ):
        line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        threading.Timer(1.0, may_end.set).start()
        line.settimeout(PATIENCE)
        assert answers(line)


def test_a_body_that_does_not_come_is_given_up(
    team_server: TeamServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(request_limits, "BODY_SECONDS", 0.2)
    told = []

    async def app(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - of ASGI
        if scope["type"] == "lifespan":
            raise NotImplementedError
        timed = request_limits._in_time(receive)
        while (message := await timed())["type"] == "http.request" and message["more_body"]:
            pass
        told.append(message["type"])
        await PlainTextResponse("klaar")(scope, receive, send)

    with small_server(app) as port:
        for body, expected in ((b"12", "http.disconnect"), (b"12345", "http.request")):
            with socket.create_connection(("127.0.0.1", port)) as line:
                line.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n" + body)
                line.settimeout(PATIENCE)
                assert line.recv(1_000)
            assert told[-1] == expected
    assert team_server.server.request("/gezond")[0].status == 200
