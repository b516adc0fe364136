"""How much one visitor may ask at once: what comes faster waits, so that not all others have to.

A line is a WebSocket, on which each message may draw a page, or a live line. What waits its turn is
not lost, and as long as it waits nothing more of that line is read. The choices and what was
measured: ``docs/decisions/0019-one-visitor-cannot-stop-the-server.md``.
"""

import asyncio
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Final

from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gesprek.access.guess_limits import bucket_of
from gesprek.access.visitors import GAST
from gesprek.services import paths
from gesprek.web.authentication import FOR_ALL, Authenticator, visit_of
from gesprek.web.sign_in_pages import plain

_REFUSED_FOR: Final = 30.0
"""Seconds for which a page that could not get a line says why."""
_TOO_MANY_PAGES: Final = (
    "Er staan te veel pagina's van Gesprekstool open. Sluit er een paar. "
    "Daarna gaat deze pagina vanzelf verder."
)
TOO_MANY_GUESTS: Final = (
    "Op dit netwerk staan veel pagina's open van mensen die niet zijn aangemeld. "
    "Meld je aan, of wacht even. Daarna gaat deze pagina vanzelf verder."
)
BODY_SECONDS: Final = 30.0
"""For the body of a request, the longest of which is 60 kB."""
# With what a WebSocket is closed (RFC 6455, 7.4.1); Streamlit's messages are bytes, never text.
TOO_LARGE, NOT_OURS = 1009, 1003


@dataclass(frozen=True)
class Rate:
    """How many messages may come at once, and how many are added to that again each second."""

    burst: float
    per_second: float


@dataclass(frozen=True)
class Allowance:
    """What visitors of one kind may do: open lines, all their messages, bytes of a message."""

    lines: int
    rate: Rate
    largest: int


Counted = dict[str, Allowance]
"""The name of each that a line counts for → what that may; the closest first."""
GUESTS: Final = Allowance(lines=20, rate=Rate(40, 4), largest=65_536)
"""Of all guests of one address together: they have three pages, and nothing to fill in there."""
LOG_IN: Final = Allowance(lines=40, rate=Rate(60, 15), largest=2_000_000)
"""Of one log-in: a device, with all the pages that it has open."""
ADDRESS: Final = Allowance(lines=800, rate=Rate(2_000, 200), largest=2_000_000)
"""Of all log-ins of one address together: a building with forty phones behind one router, or all
colleagues behind a proxy that does not tell their addresses."""
LINE: Final = Rate(60, 15)
REQUESTS: Final = Rate(200, 20)
"""Of one log-in, or of all guests of one address, files apart."""
_FILES: Final = Rate(3_000, 300)
"""Of one address: forty phones that open the first page ask 800 files."""


class Bucket:
    """Lets through at a steady rate; ``clock`` tells the seconds, always forward."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._left = rate.burst
        self._seen = clock()

    def take(self, cost: float = 1.0) -> float:
        """Take so much and return the seconds to wait before it may be used."""
        now = self._clock()
        grown = self._left + (now - self._seen) * self._rate.per_second
        self._left = min(self._rate.burst, grown) - cost
        self._seen = now
        return max(0.0, -self._left / self._rate.per_second)


class Lines:
    """All open lines of this server, and what was sent on them. Lives on its event loop."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._open: Counter[tuple[str, str]] = Counter()
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()
        self._refused: OrderedDict[str, float] = OrderedDict()

    @contextmanager
    def line(self, kind: str, who: Counted) -> Iterator[bool]:
        """Count a line as open within this; gives whether it may be.

        Each kind is counted apart: a page has a line of its own and a live one.
        """
        places = [(kind, name) for name in who]
        if any(self._open[kind, name] >= one.lines for name, one in who.items()):
            _remember(self._refused, next(iter(who)), self._clock())
            yield False
            return
        self._open.update(places)
        try:
            yield True
        finally:
            self._open.subtract(places)
            self._open += Counter()  # forgets who has none

    @property
    def open(self) -> int:
        """How many are counted, each for all that it counts for."""
        return self._open.total()

    def was_refused(self, name: str) -> bool:
        """Return whether somebody could not get a line a moment ago."""
        return self._clock() - self._refused.get(name, -_REFUSED_FOR) < _REFUSED_FOR

    def wait(self, who: Counted, cost: float) -> float:
        """Return the seconds that a message has to wait."""
        return max(self.take(name, one.rate, cost) for name, one in who.items())

    def take(self, name: str, rate: Rate, cost: float = 1.0) -> float:
        """Return the seconds that what costs so much has to wait, of who has this name."""
        bucket = self._buckets.get(name) or Bucket(rate, self._clock)
        _remember(self._buckets, name, bucket)
        return bucket.take(cost)


def _remember(kept: OrderedDict[str, Any], name: str, value: object) -> None:
    kept[name] = value
    kept.move_to_end(name)
    for _ in range(len(kept) - 20_000):  # the oldest goes
        kept.popitem(last=False)


def counted_for(authenticator: Authenticator, scope: Scope) -> Counted:
    """Return for what the visitor of a request counts, who must be known."""
    visit, address = visit_of(scope), bucket_of(authenticator.address(scope))
    if visit.visitor == GAST:
        return {f"gast {address}": GUESTS}
    log_in = visit.log_in.id if visit.log_in else visit.visitor.soort.value
    return {f"aanmelding {log_in}": LOG_IN, f"adres {address}": ADDRESS}


def refusal(scope: Scope) -> Response:
    """Return what a page is told that cannot get a line."""
    return plain(429, TOO_MANY_GUESTS if visit_of(scope).visitor == GAST else _TOO_MANY_PAGES)


def limits_middleware(authenticator: Authenticator, lines: Lines) -> list[Middleware]:
    """Build the middleware to hand to `st.App`, inside that of `authentication_middleware`."""
    return [Middleware(Limits, authenticator=authenticator, lines=lines)]


class Limits:
    """ASGI middleware: keeps what one line, one log-in and one address ask within limits."""

    def __init__(self, app: ASGIApp, authenticator: Authenticator, lines: Lines) -> None:
        self.app = app
        self.authenticator = authenticator
        self.lines = lines

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or WebSocket."""
        is_page = scope["type"] == "websocket"
        if not is_page and scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if not is_page and not scope["path"].startswith(f"{paths.LIVE}/"):
            await asyncio.sleep(self._wait_for_turn(scope))
            await self.app(scope, _in_time(receive), send)
            return
        who = counted_for(self.authenticator, scope)
        with self.lines.line(scope["type"], who) as may:
            if not may:
                await refusal(scope)(scope, receive, send)
                return
            if is_page:
                # A new line counts for three messages: the server makes a session for it.
                await asyncio.sleep(self.lines.wait(who, 3.0))
                receive = self._slowed(receive, send, who)
            await self.app(scope, receive, send)

    def _wait_for_turn(self, scope: Scope) -> float:
        """Return the seconds that a request waits; a person never notices."""
        path = scope["path"]
        if path.startswith(FOR_ALL):
            # Apart: whoever watches the server must not wait for guests at the same address.
            kind, rate = ("gezond", REQUESTS) if path == paths.HEALTH else ("bestanden", _FILES)
            return self.lines.take(f"{kind} {bucket_of(self.authenticator.address(scope))}", rate)
        closest = next(iter(counted_for(self.authenticator, scope)))
        is_drawn = paths.place_of(path) in (paths.PAPER, paths.FIGURES)
        return self.lines.take(f"vragen {closest}", REQUESTS, 10.0 if is_drawn else 1.0)

    def _slowed(self, receive: Receive, send: Send, who: Counted) -> Receive:
        """Return what gives each message when it is its turn; ends a line that cannot be ours."""
        own = Bucket(LINE)
        largest = min(one.largest for one in who.values())

        async def slowed() -> Message:
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            data = message.get("bytes")
            if data is None or len(data) > largest:
                code = NOT_OURS if data is None else TOO_LARGE
                with suppress(OSError, RuntimeError):  # it is gone already
                    await send({"type": "websocket.close", "code": code})
                return {"type": "websocket.disconnect", "code": code}
            cost = max(1.0, len(data) / 65_536)  # once for each so many bytes
            await asyncio.sleep(max(own.take(cost), self.lines.wait(who, cost)))
            return message

        return slowed


def _in_time(receive: Receive) -> Receive:
    """Return what gives up on a body that does not come."""
    deadline: float | None = asyncio.get_running_loop().time() + BODY_SECONDS

    async def timed() -> Message:
        nonlocal deadline
        try:
            async with asyncio.timeout_at(deadline):
                message = await receive()
        except TimeoutError:
            message = {"type": "http.disconnect"}
        if not message.get("more_body"):
            deadline = None  # what is waited for now is that the visitor goes
        return message

    return timed
