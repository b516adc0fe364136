"""The shell around Streamlit: what is not open is refused, and every answer has safe headers."""

import mimetypes
from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gesprek.access.request_origin import RequestOrigin
from gesprek.browser import contract
from gesprek.services.way_back import mended
from gesprek.web.open_paths import SCOPE_PLACE, Place, place_of
from gesprek.web.static_files import NO_PREFIX, NOT_HERE, NOT_OURS, OwnFonts, Packing

LOOPBACK_NAMES = ("127.0.0.1", "localhost")

# 'unsafe-inline' for style: Streamlit writes its styles into the page. blob: for script: charts.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
SAFETY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

_OUR_HEADERS = b"x-gesprek-"
# Two programs in a row could take one request for two: RFC 9112, 6.1.
_TWO_LENGTHS = frozenset({b"content-length", b"transfer-encoding"})
# What proxies tell that keep a part of the path to themselves.
_BELOW = b"x-forwarded-prefix"
_TOO_SLOW = "Het versturen duurde te lang. Probeer het opnieuw."

# What Streamlit and Starlette answer in plain words.
_PLAIN_WORDS = {english.encode(): dutch for english, dutch in contract()["answers"].items()}
_FIRST_ERROR = 400

# Windows may know these as text/plain in its registry, and with nosniff no browser runs them.
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("text/css", ".css")


def page_middleware(
    routes: Sequence[BaseRoute], hosts: Sequence[str] = LOOPBACK_NAMES
) -> list[Middleware]:
    """Build the middleware to hand to `st.App`, outermost first.

    Args:
        routes: Those that are handed to `st.App` too.
        hosts: The names that a request may be addressed to.

    The host check defends against a foreign name that is made to point at this machine
    (DNS rebinding); Streamlit's own `server.allowedHosts` covers the WebSocket only.
    """
    return [
        Middleware(PageMiddleware, routes=routes),
        Middleware(OwnNames, hosts=hosts),
        Middleware(OwnFonts),
        Middleware(Packing),
    ]


class OwnNames:
    """ASGI middleware: refuses what is addressed to a name that is not ours, however spelled."""

    def __init__(self, app: ASGIApp, hosts: Sequence[str]) -> None:
        self.app = app
        self.hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or WebSocket."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        asked = RequestOrigin("", {"host": Headers(scope=scope).get("host", "")})
        refusal = None if asked.host in self.hosts else PlainTextResponse(NOT_OURS, 400)
        await (refusal or self.app)(scope, receive, send)


class PageMiddleware:
    """ASGI middleware: refuses what is not open, and adds the headers.

    Whatever a client sends as `x-gesprek-*` is dropped.
    """

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        self.app = app
        self.routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or WebSocket."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        place = place_of(scope, self.routes)
        reply = _Reply(send, place, is_head=scope.get("method") == "HEAD")
        refusal = self._refusal_of(scope, place)
        if refusal:
            await refusal(scope, receive, reply.send)
            return
        asked = {**scope, "headers": _passed_on(scope), SCOPE_PLACE: place}
        try:
            await self.app(asked, receive, reply.send)
        except ClientDisconnect:
            if not reply.has_begun:
                await PlainTextResponse(_TOO_SLOW, 408)(scope, receive, reply.send)
        except Exception:
            if scope["type"] == "http" and not reply.has_begun:
                answer = PlainTextResponse("Er ging iets mis. Laad de pagina opnieuw.", 500)
                await answer(scope, receive, reply.send)
            raise  # the server logs it

    def _refusal_of(self, scope: Scope, place: Place | None) -> Response | None:
        """Return the answer to what is not let through at all, None for anything else."""
        headers = {name.lower(): value for name, value in scope["headers"]}
        if headers.keys() >= _TWO_LENGTHS:
            return PlainTextResponse("Dit verzoek klopt niet.", 400, {"Connection": "close"})
        if headers.get(_BELOW, b"").strip(b" /"):
            return PlainTextResponse(NO_PREFIX, 421)
        if place and place is not Place.PAGE:
            return None
        moved = self._moved_to(scope, place) if scope.get("method") in {"GET", "HEAD"} else ""
        if moved:
            return RedirectResponse(moved, 301, {"Cache-Control": "no-store"})
        return None if place else PlainTextResponse(NOT_HERE, 404)

    def _moved_to(self, scope: Scope, place: Place | None) -> str:
        """Return the address that was meant, empty where it is this one or where it is unknown."""
        query, without_slash = scope["query_string"].decode("latin-1"), scope["path"].rstrip("/")
        if place is None:
            found = place_of({**scope, "path": without_slash}, self.routes)
            if found in {Place.ROUTE, Place.PAGE}:
                return f"{without_slash}?{query}" if query else without_slash
        return mended(scope["path"], query)


def _passed_on(scope: Scope) -> list[tuple[bytes, bytes]]:
    """Return the headers without those that a client may not send."""
    return [pair for pair in scope["headers"] if not pair[0].lower().startswith(_OUR_HEADERS)]


def _has_plain_words(start: Message, headers: MutableHeaders) -> bool:
    """Tell whether an answer may be one of those that are told in English."""
    longest = max(map(len, _PLAIN_WORDS))
    size = headers.get("content-length", "")
    is_error = start["type"] == "http.response.start" and start["status"] >= _FIRST_ERROR
    return is_error and size.isdecimal() and 0 < int(size) <= longest


class _Reply:
    """Passes one answer on with our headers; holds back what Streamlit says in English."""

    def __init__(self, send: Send, place: Place | None, *, is_head: bool) -> None:
        self._send = send
        self._is_head = is_head
        self._place = place
        self._held: Message | None = None
        self._words = b""
        self.has_begun = False

    async def send(self, message: Message) -> None:
        if message["type"] in {"http.response.start", "websocket.http.response.start"}:
            self.has_begun = True
            headers = MutableHeaders(scope=message)
            headers.update(SAFETY_HEADERS)
            if self._is_its_page(headers) or _has_plain_words(message, headers):
                self._held = message
                return
        elif self._held is not None and message["type"] == "http.response.body":
            self._words += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_in_dutch(self._held)
            return
        await self._send(message)

    def _is_its_page(self, headers: MutableHeaders) -> bool:
        """Tell whether this is Streamlit's own page, which it sends where no file is."""
        is_page = headers.get("content-type", "").startswith("text/html")
        return is_page and self._place is Place.STREAMLIT

    async def _send_in_dutch(self, start: Message) -> None:
        headers = MutableHeaders(scope=start)
        words = _PLAIN_WORDS.get(self._words)
        if self._is_its_page(headers):
            words, start["status"] = NOT_HERE, 404
            del headers["content-encoding"]
        body = words.encode() if words else self._words
        if words:
            headers["content-type"] = "text/plain; charset=utf-8"
        for name in ("etag", "last-modified", "accept-ranges", "content-length"):
            del headers[name]
        if not self._is_head:
            headers["content-length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})
