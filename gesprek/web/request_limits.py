"""How much one visitor may ask at once, so that nobody can make all others wait.

A line is a WebSocket, on which each message may draw a page, or a live line. What comes faster than
its limit waits its turn: it is not lost, and as long as it waits nothing more of that line is read.
The choices and what was measured: ``docs/decisions/0019-one-visitor-cannot-stop-the-server.md``.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter, OrderedDict
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse

from gesprek.access.guess_limits import bucket_of
from gesprek.access.visitors import GAST
from gesprek.services import paths
from gesprek.web.authentication import FOR_ALL, SCOPE_KEY
from gesprek.web.sign_in_pages import NO_STORE
from gesprek.web.token_bucket import Bucket, Rate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from gesprek.web.authentication import Authenticator

_MOST_REMEMBERED: Final = 20_000
_OPENING: Final = 3.0
"""Messages that a new line counts for: the server makes a session for it."""
BYTES_PER_MESSAGE: Final = 65_536
"""A message counts once for each so many bytes."""
_REFUSED_FOR: Final = 30.0
"""Seconds for which a page that could not get a line says why."""
BODY_SECONDS: Final = 30.0
"""For the body of a request, the longest of which is 60 kB."""
TOO_MANY_PAGES: Final = (
    "Er staan te veel pagina's van Gesprekstool open. Sluit er een paar. "
    "Daarna gaat deze pagina vanzelf verder."
)
TOO_MANY_GUESTS: Final = (
    "Op dit netwerk staan veel pagina's open van mensen die niet zijn aangemeld. "
    "Meld je aan, of wacht even. Daarna gaat deze pagina vanzelf verder."
)
TOO_LARGE: Final = 1009
"""The code with which a WebSocket is closed for a message that is too large (RFC 6455, 7.4.1)."""
NOT_OURS: Final = 1003
"""And for one of text: Streamlit's are bytes."""


@dataclass(frozen=True)
class Allowance:
    """What visitors of one kind may do.

    Attributes:
        lines: open at once.
        rate: of all their messages together.
        largest: bytes of a message.
    """

    lines: int
    rate: Rate
    largest: int


Counted = dict[str, Allowance]
"""The name of each that a line counts for → what that may."""
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
FILES: Final = Rate(3_000, 300)
"""Of one address: forty phones that open the first page ask 800 files."""
_LIVE: Final = paths.below(paths.LIVE)
_DEAR: Final = {paths.PAPER: 10.0, paths.FIGURES: 10.0}
"""The first part of a path → the requests that one of these counts for: a paper is drawn for it."""


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

        Args:
            kind: what is counted apart: a page has a line of its own and a live one.
            who: for what it counts.
        """
        places = {(kind, name): one.lines for name, one in who.items()}
        if any(self._open[place] >= most for place, most in places.items()):
            self._note_refusal(next(iter(who)))
            yield False
            return
        self._open.update(places.keys())
        try:
            yield True
        finally:
            self._open.subtract(places.keys())
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
        return self._bucket(name, rate).take(cost)

    def _bucket(self, name: str, rate: Rate) -> Bucket:
        found = self._buckets.pop(name, None) or Bucket(rate, self._clock)
        self._buckets[name] = found
        while len(self._buckets) > _MOST_REMEMBERED:
            self._buckets.popitem(last=False)
        return found

    def _note_refusal(self, name: str) -> None:
        self._refused.pop(name, None)
        self._refused[name] = self._clock()
        while len(self._refused) > _MOST_REMEMBERED:
            self._refused.popitem(last=False)


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
        is_live = scope["type"] == "http" and scope["path"].startswith(_LIVE)
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        if not is_page and not is_live:
            await asyncio.sleep(self._wait_for_turn(scope))
            await self.app(scope, _in_time(receive), send)
            return
        who = counted_for(self.authenticator, scope)
        with self.lines.line(scope["type"], who) as may:
            if not may:
                answer = PlainTextResponse(sentence_for(scope), 429, headers=NO_STORE)
                await answer(scope, receive, send)
            elif is_live:
                await self.app(scope, receive, send)
            else:
                await asyncio.sleep(self.lines.wait(who, _OPENING))
                await self.app(scope, self._slowed(receive, send, who), send)

    def _wait_for_turn(self, scope: Scope) -> float:
        """Return the seconds that a request waits; a person never notices."""
        path = scope["path"]
        if path.startswith(FOR_ALL):
            # Apart: whoever watches the server must not wait for guests at the same address.
            kind, rate = ("gezond", REQUESTS) if path == paths.HEALTH else ("bestanden", FILES)
            return self.lines.take(f"{kind} {bucket_of(self.authenticator.address(scope))}", rate)
        closest = next(iter(counted_for(self.authenticator, scope)))
        return self.lines.take(f"vragen {closest}", REQUESTS, _DEAR.get(paths.place_of(path), 1.0))

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
            cost = max(1.0, len(data) / BYTES_PER_MESSAGE)
            await asyncio.sleep(max(own.take(cost), self.lines.wait(who, cost)))
            return message

        return slowed


def counted_for(authenticator: Authenticator, scope: Scope) -> Counted:
    """Return for what a visitor counts, the closest first.

    Args:
        authenticator: Knows the addresses.
        scope: Of a request whose visitor is known.
    """
    visit, address = scope[SCOPE_KEY], bucket_of(authenticator.address(scope))
    if visit.bezoeker == GAST:
        return {f"gast {address}": GUESTS}
    log_in = visit.log_in.id if visit.log_in else visit.bezoeker.soort.value
    return {f"aanmelding {log_in}": LOG_IN, f"adres {address}": ADDRESS}


def sentence_for(scope: Scope) -> str:
    """Return what a page says that cannot get a line."""
    return TOO_MANY_GUESTS if scope[SCOPE_KEY].bezoeker == GAST else TOO_MANY_PAGES


def _in_time(receive: Receive) -> Receive:
    """Return what gives up on a body that does not come."""
    deadline = asyncio.get_running_loop().time() + BODY_SECONDS
    is_whole = False

    async def timed() -> Message:
        nonlocal is_whole
        if is_whole:  # what is waited for now is that the visitor goes
            return await receive()
        try:
            async with asyncio.timeout_at(deadline):
                message = await receive()
        except TimeoutError:
            message = {"type": "http.disconnect"}
        is_whole = not message.get("more_body")
        return message

    return timed
