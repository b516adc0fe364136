"""Asking so much that others have to wait."""

from __future__ import annotations

import statistics
import threading
import time
from contextlib import ExitStack, suppress
from http.client import HTTPConnection, HTTPException
from itertools import count
from typing import TYPE_CHECKING, Final

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

from gesprek.cli.own_server import HEAD_SECONDS
from gesprek.web.request_limits import GUESTS, LOG_IN, REQUESTS
from scripts.attacks.target import REDRAW, beside
from tests.web.http_driver import HttpDriver

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from websockets.sync.client import ClientConnection

    from gesprek.web.request_limits import Rate
    from scripts.attacks.target import Target

ATTACKERS: Final = 20
SECONDS: Final = 5.0
_HALF: Final = 200
_SIGN_IN: Final = "/aanmelden/wachtwoord"


def redraw_as_fast_as_can_be(target: Target) -> str:
    """Twenty guests on one address; a colleague on another one opens pages meanwhile."""
    began = time.monotonic()
    drawn, told = _redrawn(target, None)
    most = _most(GUESTS.rate, began)
    assert drawn <= most, f"{drawn} keer getekend voor gasten"
    return f"{drawn} keer getekend voor gasten; {told}"


def redraw_as_a_colleague(target: Target) -> str:
    """The same with one log-in of the team: twenty pages of one device."""
    other = HttpDriver(target.server)
    other.sign_in(target.key)
    began = time.monotonic()
    drawn, told = _redrawn(target, other)
    most = _most(LOG_IN.rate, began)
    assert drawn <= most, f"{drawn} keer getekend voor één apparaat"
    return f"{drawn} keer getekend voor één apparaat; {told}"


def ask_pages_to_sign_in_as_fast_as_can_be(target: Target) -> str:
    """Twenty guests, without a WebSocket."""
    answered: list[int] = []

    def attack(stop: threading.Event) -> None:
        while not stop.is_set():
            with suppress(OSError, HTTPException):
                line = HTTPConnection("127.0.0.1", target.server.port, 60, ("127.0.0.2", 0))
                line.request("GET", "/aanmelden")
                answered.append(line.getresponse().status)
                line.close()

    before, began = _timed(target.page), time.monotonic()
    with beside(attack, ATTACKERS):
        told = _colleague(target, before)
    most = _most(REQUESTS, began)
    assert len(answered) <= most, f"{len(answered)} bladen gegeven"
    return f"{len(answered)} bladen gegeven; {told}"


def try_passwords_as_fast_as_can_be(target: Target) -> str:
    """Sixty guests at once, each with a name that nobody has."""
    answered: list[int] = []
    numbers = count()

    def attack(stop: threading.Event) -> None:
        while not stop.is_set():
            form = {"wie": "manager", "naam": f"X {next(numbers)}", "wachtwoord": "fiets op zolder"}
            with suppress(OSError, HTTPException):
                answered.append(HttpDriver(target.server).post(_SIGN_IN, form).status)

    before = _timed(target.page)
    with beside(attack, 3 * ATTACKERS):
        told = _colleague(target, before)
    assert set(answered) <= {403, 429}, set(answered)
    return f"{len(answered)} antwoorden; {told}"


def _most(rate: Rate, began: float) -> float:
    """Return how much can have got through since a moment."""
    return rate.burst + rate.per_second * (time.monotonic() - began + 1)


def _redrawn(target: Target, who: HttpDriver | None) -> tuple[int, str]:
    """Return how often pages were drawn for the attackers, and how long a colleague waited."""
    drawn: list[int] = []
    gone = ConnectionClosed, OSError, WebSocketException

    def attack(stop: threading.Event) -> None:
        with suppress(*gone), target.line("127.0.0.2", who) as line:
            threading.Thread(target=_count, args=(line, drawn), daemon=True).start()
            while not stop.is_set():
                line.send(REDRAW)

    before = statistics.median(_timed(target.page) for _ in range(5))
    with beside(attack, ATTACKERS):
        told = _colleague(target, before)
    return len(drawn), told


def _colleague(target: Target, before: float) -> str:
    """Return how long a colleague waited for a page, and who asks whether the server is well."""
    began, pages, looks = time.monotonic(), list[float](), list[float]()
    while time.monotonic() - began < SECONDS:
        pages.append(_timed(target.page))
        looks.append(_timed(lambda: _healthy(target)))
    return f"collega {_p95(pages):.2f} s (rustig {before:.2f}), /gezond {_p95(looks):.2f} s (p95)"


def open_lines_and_keep_them(target: Target) -> str:
    """Three hundred lines of guests on one address."""
    before, opened = target.handles, 0
    with ExitStack() as stack:
        for _ in range(300):
            with suppress(InvalidStatus):
                stack.enter_context(target.line("127.0.0.3"))
                opened += 1
        held = target.handles - before
        assert opened <= GUESTS.lines, f"{opened} lijnen van gasten"
        assert target.page()
    return f"{opened} van 300 lijnen open, {held} bestanden en lijnen meer"


def send_half_of_a_request(target: Target) -> str:
    """Two hundred lines on which nothing more comes."""
    began = time.monotonic()
    lines = [target.raw() for _ in range(_HALF)]
    for number, one in enumerate(lines):
        one.sendall((b"", b"G", b"GET / HTTP/1.1\r\nHost: x\r\n")[number % 3])
    assert target.page()
    closed = sum(_is_closed(one, 3 * HEAD_SECONDS) for one in lines)
    assert closed == _HALF, f"{_HALF - closed} van {_HALF} lijnen bleven open"
    return f"{closed} van {_HALF} lijnen gesloten na {time.monotonic() - began:.0f} s"


def send_what_is_too_large(target: Target) -> str:
    """Twenty megabytes of a guest, in parts, and what the server takes of it."""
    before = target.memory
    for size in (100_000, 3_000_000, 20_000_000):
        with suppress(ConnectionClosed, OSError), target.line("127.0.0.4") as line:
            line.send(b"\x00" * size)
            line.send(REDRAW)
            while True:
                line.recv(5)
        assert line.close_code in {1006, 1009}, f"{size:,} bytes: {line.close_code}"
    grown = target.memory - before
    return f"drie berichten geweigerd, {grown} MB meer geheugen"


def _count(line: ClientConnection, drawn: list[int]) -> None:
    with suppress(ConnectionClosed, OSError):
        while True:
            message = ForwardMsg()
            message.ParseFromString(bytes(line.recv(60)))  # type: ignore[arg-type]
            if message.HasField("script_finished"):
                drawn.append(1)


def _healthy(target: Target) -> None:
    assert target.server.request("/gezond")[0].status == 200


def _timed(act: Callable[[], object]) -> float:
    began = time.monotonic()
    assert act() != ""
    return time.monotonic() - began


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def _is_closed(line: socket.socket, seconds: float) -> bool:
    line.settimeout(seconds)
    try:
        return line.recv(100) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


ATTACKS = (
    redraw_as_fast_as_can_be,
    redraw_as_a_colleague,
    ask_pages_to_sign_in_as_fast_as_can_be,
    try_passwords_as_fast_as_can_be,
    open_lines_and_keep_them,
    send_half_of_a_request,
    send_what_is_too_large,
)
