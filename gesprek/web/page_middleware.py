"""The shell around Streamlit: language, safety headers and the paths that stay shut."""

from __future__ import annotations

import mimetypes
import re
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from gesprek.web.open_paths import SCOPE_PLACE, Place, place_of
from gesprek.web.static_files import (
    ACCESS_SCRIPT,
    DRAFT_SCRIPT,
    LETTERS_PATH,
    NOT_HERE,
    WATCH_SCRIPT,
    WORDS_PATH,
    OwnFonts,
    Packing,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.routing import BaseRoute
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK_NAMES = ("127.0.0.1", "localhost")
TITLE = "Gesprekstool"

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

# With one of these the answer may be packed, partial or empty, and could not be rewritten.
_ASKS_FOR_LESS = {b"accept-encoding", b"range", b"if-none-match", b"if-modified-since"}
_OUR_HEADERS = b"x-gesprek-"
# Two programs in a row could take one request for two: RFC 9112, 6.1.
_TWO_LENGTHS = frozenset({b"content-length", b"transfer-encoding"})
_TOO_SLOW = "Het versturen duurde te lang. Probeer het opnieuw."

# What Streamlit and Starlette answer in plain words.
_PLAIN_WORDS = {
    b"Bad Request": "Dit adres klopt niet.",
    b"Not Found": NOT_HERE,
    b"File not found": NOT_HERE,
    b"Method Not Allowed": "Dat kan op deze pagina niet.",
    b"Invalid host header": "Dit adres is niet het adres van Gesprekstool.",
}
_FIRST_ERROR = 400

_NO_SCRIPT = (
    b"<noscript><p>Gesprekstool werkt alleen met JavaScript. Zet JavaScript aan in je browser "
    b"en laad deze pagina opnieuw.</p></noscript>"
)
# The page comes in parts that move each other: it shows once it is whole (accessibility.js).
_SCRIPTS = (
    '<style>html[data-tekent] [data-testid="stMain"] { opacity: 0 }</style>'
    f'<link rel="stylesheet" href="{LETTERS_PATH}">'
    f'<script src="{WORDS_PATH}"></script><script src="{ACCESS_SCRIPT}"></script>'
    f'<script src="{DRAFT_SCRIPT}" defer></script>'
    f'<script src="{WATCH_SCRIPT}" defer></script></head>'
)
_REWRITES = (
    (re.compile(rb'<html lang="en">'), b'<html lang="nl">'),
    (re.compile(rb"<title>[^<]*</title>"), f"<title>{TITLE}</title>".encode()),
    (re.compile(rb"<!--.*?-->", re.DOTALL), b""),
    (re.compile(rb'<link rel="service-desc"[^>]*>'), b""),
    # The policy above refuses inline scripts; this one only tells crawlers that it has begun.
    (re.compile(rb"<script>\s*window\.prerenderReady = false\s*</script>"), b""),
    (re.compile(rb"<noscript>.*?</noscript>", re.DOTALL), _NO_SCRIPT),
    (re.compile(rb"</head>"), _SCRIPTS.encode()),
)

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
        Middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False),
        Middleware(OwnFonts),
        Middleware(Packing),
    ]


def in_dutch(page: bytes) -> bytes:
    """Put Streamlit's empty page in Dutch and let it load our words before anything else."""
    for pattern, replacement in _REWRITES:
        page = pattern.sub(replacement, page)
    return page


class PageMiddleware:
    """ASGI middleware: refuses what is not open, adds the headers, and rewrites the page.

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
        asked = {**_passed_on(scope, place), SCOPE_PLACE: place}
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
        if {name.lower() for name, _ in scope["headers"]} >= _TWO_LENGTHS:
            return PlainTextResponse("Dit verzoek klopt niet.", 400, {"Connection": "close"})
        if place:
            return None
        without_slash = scope["path"].rstrip("/")
        found = place_of({**scope, "path": without_slash}, self.routes)
        if found in {Place.ROUTE, Place.PAGE} and scope["method"] in {"GET", "HEAD"}:
            query = scope["query_string"].decode("latin-1")
            place_to_go = f"{without_slash}?{query}" if query else without_slash
            return RedirectResponse(place_to_go, 301, {"Cache-Control": "no-store"})
        return PlainTextResponse(NOT_HERE, 404)


def _passed_on(scope: Scope, place: Place | None) -> Scope:
    """Return the scope without the headers that a client may not send."""
    dropped = _ASKS_FOR_LESS if place is Place.PAGE else set()
    headers = [
        (name, value)
        for name, value in scope["headers"]
        if not name.lower().startswith(_OUR_HEADERS) and name.lower() not in dropped
    ]
    return {**scope, "headers": headers}


def _has_plain_words(start: Message, headers: MutableHeaders) -> bool:
    """Tell whether an answer may be one of those that are told in English."""
    longest = max(map(len, _PLAIN_WORDS))
    size = headers.get("content-length", "")
    is_error = start["type"] == "http.response.start" and start["status"] >= _FIRST_ERROR
    return is_error and size.isdecimal() and 0 < int(size) <= longest


class _Reply:
    """Passes one answer on with our headers; holds back an HTML page until it is whole."""

    def __init__(self, send: Send, place: Place | None, *, is_head: bool) -> None:
        self._send = send
        self._is_head = is_head
        self._place = place
        self._held: Message | None = None
        self._page = b""
        self.has_begun = False

    async def send(self, message: Message) -> None:
        if message["type"] in {"http.response.start", "websocket.http.response.start"}:
            self.has_begun = True
            headers = MutableHeaders(scope=message)
            headers.update(SAFETY_HEADERS)
            is_page = headers.get("content-type", "").startswith("text/html")
            is_held = is_page and self._place is not Place.ROUTE
            if is_held or _has_plain_words(message, headers):
                self._held = message
                return
        elif self._held is not None and message["type"] == "http.response.body":
            self._page += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_page(self._held)
            return
        await self._send(message)

    async def _send_page(self, start: Message) -> None:
        headers = MutableHeaders(scope=start)
        words = _PLAIN_WORDS.get(self._page)
        is_page = headers.get("content-type", "").startswith("text/html")
        if is_page and self._place is Place.STREAMLIT:  # its own page, where no file is
            words, start["status"] = NOT_HERE, 404
            del headers["content-encoding"]
        page = in_dutch(self._page) if self._place is Place.PAGE else self._page
        if words:
            page = words.encode()
            headers["content-type"] = "text/plain; charset=utf-8"
        for name in ("etag", "last-modified", "accept-ranges", "content-length"):
            del headers[name]
        if not self._is_head:
            headers["content-length"] = str(len(page))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": page})
