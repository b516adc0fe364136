"""Packing: files that are the same for everybody travel compressed, each packed only once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# What holds a secret beside something that a visitor chose must never be packed: its length then
# tells the secret, bit by bit (BREACH). So only files that come from disk, by path.
_PACKED_PATHS: Final = ("/static/", "/gesprek/", "/app/static/")
_WANTS_PACKED: Final = b"accept-encoding"
_LEAST_BYTES: Final = 500
_LEVEL: Final = 6
_MOST_KEPT: Final = 400
"""Streamlit has some 320 files; what is not one of them is never kept."""


class Packing:
    """ASGI middleware: packs static files for who takes them packed, and nothing else.

    Streamlit leaves packing its bundles to a proxy, because packing them anew for each visitor
    costs more than it saves. Their names hold a hash, so here each is packed once and kept.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._pack = GZipMiddleware(app, minimum_size=_LEAST_BYTES, compresslevel=_LEVEL)
        self._kept: dict[str, list[Message]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or WebSocket."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif not _may_be_packed(scope):
            await self.app(_without_packing(scope), receive, send)
        elif kept := self._kept.get(scope["path"]):
            for message in kept:
                await send(dict(message))
        else:
            await self._pack_and_keep(scope, receive, send)

    async def _pack_and_keep(self, scope: Scope, receive: Receive, send: Send) -> None:
        sent: list[Message] = []

        async def keep(message: Message) -> None:
            sent.append({**message, "headers": list(message.get("headers", ()))})
            await send(message)

        await self._pack(scope, receive, keep)
        if _never_changes(sent) and len(self._kept) < _MOST_KEPT:
            self._kept[scope["path"]] = sent


def _may_be_packed(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return (
        scope["method"] == "GET"
        and scope["path"].startswith(_PACKED_PATHS)
        and "gzip" in headers.get("accept-encoding", "")
        and "range" not in headers
    )


def _without_packing(scope: Scope) -> Scope:
    """Return the scope without the wish for a packed answer, which Streamlit would fulfil."""
    headers = [pair for pair in scope["headers"] if pair[0].lower() != _WANTS_PACKED]
    return {**scope, "headers": headers}


def _never_changes(sent: list[Message]) -> bool:
    """Tell whether an answer may be given again: a packed file with a hash in its name."""
    if not sent or sent[0].get("status") != 200 or sent[-1].get("more_body"):  # noqa: PLR2004 - OK
        return False
    headers = Headers(raw=sent[0]["headers"])
    return headers.get("content-encoding") == "gzip" and "immutable" in headers.get(
        "cache-control", ""
    )
