"""The shell around Streamlit: language, safety headers and the paths that stay shut."""

from __future__ import annotations

import mimetypes
import re
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse

from gesprek.services import paths
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

# What Streamlit's page asks for. It serves more to anyone: figures on sessions, an interface for
# programs, a place to send files to, and its own page in English on any other path.
STREAMLIT_PATHS = "/_stcore/"
OPEN_PATHS = frozenset({"/_stcore/stream", "/_stcore/health", "/_stcore/host-config"})
# Paths that never answer with the page that is rewritten; the last ones are pages of our own.
_PLAIN_PATHS = (
    *("/_stcore/", "/static/", "/app/static/", "/media/", "/component/"),
    *(paths.SIGN_IN, paths.SIGN_OUT, *paths.below(paths.OUR_FILES, paths.SET_UP, paths.JOIN)),
    *paths.below(paths.LIVE, paths.CALENDAR, paths.PAPER),
)
# With one of these the answer may be packed, partial or empty, and could not be rewritten.
_ASKS_FOR_LESS = {b"accept-encoding", b"range", b"if-none-match", b"if-modified-since"}
_OUR_HEADERS = b"x-gesprek-"
# Two programs in a row could take one request for two: RFC 9112, 6.1.
_TWO_LENGTHS = frozenset({b"content-length", b"transfer-encoding"})
_TOO_SLOW = "Het versturen duurde te lang. Probeer het opnieuw."

# Below these are files and lines; where there is none, Streamlit answers with its own page.
_NEVER_A_PAGE = (
    *("/static/", "/app/static/", "/media/", "/component/"),
    *paths.below(paths.OUR_FILES, paths.LIVE),
)
# What Streamlit and Starlette answer in plain words.
_PLAIN_WORDS = {
    b"Bad Request": "Dit adres klopt niet.",
    b"Not Found": NOT_HERE,
    b"File not found": NOT_HERE,
    b"Component not found": NOT_HERE,
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


def page_middleware(hosts: Sequence[str] = LOOPBACK_NAMES) -> list[Middleware]:
    """Build the middleware to hand to `st.App`, outermost first.

    Args:
        hosts: The names that a request may be addressed to.

    The host check defends against a foreign name that is made to point at this machine
    (DNS rebinding); Streamlit's own `server.allowedHosts` covers the WebSocket only.
    """
    return [
        Middleware(PageMiddleware),
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
    """ASGI middleware: adds the headers, rewrites the page, drops `x-gesprek-*` of clients."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or WebSocket."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        rewrites = scope["type"] == "http" and not scope["path"].startswith(_PLAIN_PATHS)
        is_page = not scope["path"].startswith(_NEVER_A_PAGE)
        is_head = scope.get("method") == "HEAD"
        reply = _Reply(send, is_head=is_head, rewrites=rewrites, is_page=is_page)
        refusal = _refusal_of(scope)
        if refusal:
            await refusal(scope, receive, reply.send)
            return
        try:
            await self.app(_without(scope, rewrites=rewrites), receive, reply.send)
        except ClientDisconnect:
            if not reply.has_begun:
                await PlainTextResponse(_TOO_SLOW, 408)(scope, receive, reply.send)
        except Exception:
            if scope["type"] == "http" and not reply.has_begun:
                answer = PlainTextResponse("Er ging iets mis. Laad de pagina opnieuw.", 500)
                await answer(scope, receive, reply.send)
            raise  # the server logs it


def _refusal_of(scope: Scope) -> PlainTextResponse | None:
    """Return the answer to what is not let through at all, None for anything else."""
    path, names = scope["path"], {name.lower() for name, _ in scope["headers"]}
    if names >= _TWO_LENGTHS:
        return PlainTextResponse("Dit verzoek klopt niet.", 400, {"Connection": "close"})
    is_streamlits = f"{path}/".startswith(STREAMLIT_PATHS) or scope["type"] == "websocket"
    if is_streamlits and path not in OPEN_PATHS:
        return PlainTextResponse(NOT_HERE, 404)
    return None


def _without(scope: Scope, *, rewrites: bool) -> Scope:
    """Return the scope without the headers that a client may not send."""
    dropped = _ASKS_FOR_LESS if rewrites else set()
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

    def __init__(self, send: Send, *, is_head: bool, rewrites: bool, is_page: bool) -> None:
        self._send = send
        self._is_head = is_head
        self._rewrites = rewrites
        self._may_be_page = is_page
        self._held: Message | None = None
        self._page = b""
        self.has_begun = False

    async def send(self, message: Message) -> None:
        if message["type"] in {"http.response.start", "websocket.http.response.start"}:
            self.has_begun = True
            headers = MutableHeaders(scope=message)
            headers.update(SAFETY_HEADERS)
            is_page = headers.get("content-type", "").startswith("text/html")
            is_held = is_page and (self._rewrites or not self._may_be_page)
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
        if words is None and not self._may_be_page:
            words, start["status"] = NOT_HERE, 404
            del headers["content-encoding"]
        if words:
            page = words.encode()
            headers["content-type"] = "text/plain; charset=utf-8"
        else:
            page = in_dutch(self._page)
        for name in ("etag", "last-modified", "accept-ranges", "content-length"):
            del headers[name]
        if not self._is_head:
            headers["content-length"] = str(len(page))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": page})
