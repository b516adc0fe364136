"""Lets what comes faster than its limit wait, so that nobody can make all others wait.

What waits its turn is not lost, and as long as it waits nothing more of that line is read.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse

from gesprek.access.guess_limits import bucket_of
from gesprek.services import paths
from gesprek.web.allowances import FILES, LINE, REQUESTS, Bucket, counted_for, sentence_for
from gesprek.web.authentication import FOR_ALL
from gesprek.web.sign_in_pages import NO_STORE

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from gesprek.web.allowances import Counted, Lines
    from gesprek.web.authentication import Authenticator

_OPENING: Final = 3.0
"""Messages that a new line counts for: the server makes a session for it."""
BYTES_PER_MESSAGE: Final = 65_536
"""A message counts once for each so many bytes."""
BODY_SECONDS: Final = 30.0
"""For the body of a request, the longest of which is 60 kB."""
TOO_LARGE: Final = 1009
"""The code with which a WebSocket is closed for a message that is too large (RFC 6455, 7.4.1)."""
NOT_OURS: Final = 1003
"""And for one of text: Streamlit's are bytes."""
_LIVE: Final = paths.below(paths.LIVE)
_DEAR: Final = {paths.PAPER: 10.0, paths.FIGURES: 10.0}
"""The first part of a path → the requests that one of these counts for: a paper is drawn for it."""


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
