"""The scripts, styles and fonts of every page, each packed once; and whether the server is well.

Streamlit's style sheet names two files that weigh 545 kB together, half of a first visit: an icon
font with thousands of icons, and a font of letters that pages show until our own one has come.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gesprek import browser
from gesprek.content import Inhoud, inhoud
from gesprek.services import paths

_STATIC: Final = browser.FOLDER
ICON_FONT: Final = _STATIC / "icons.woff2"
ICON_LIST: Final = _STATIC / "icons.txt"
OUR_LETTERS: Final = "/app/static/lettertype/atkinson-hyperlegible-next-latin-400-normal.woff2"
_STREAMLIT: Final = browser.contract()["paths"]
_ITS_ICONS: Final = re.compile(_STREAMLIT["icons"])
_ITS_LETTERS: Final = re.compile(_STREAMLIT["letters"])
_ICON: Final = re.compile(r":material/([a-z0-9_]+):")
# The names hold Streamlit's hash and not ours: a day, so that an update arrives.
_KEPT: Final = {"Cache-Control": "public, max-age=86400"}


class OwnFonts:
    """ASGI middleware: answers with our fonts where a page asks for those of Streamlit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or WebSocket."""
        path = scope.get("path", "")
        if scope["type"] == "http" and _ITS_LETTERS.fullmatch(path):
            await RedirectResponse(OUR_LETTERS, 307, headers=_KEPT)(scope, receive, send)
        elif scope["type"] == "http" and _ITS_ICONS.fullmatch(path) and has_all(inhoud()):
            answer = FileResponse(ICON_FONT, media_type="font/woff2", headers=_KEPT)
            await answer(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def has_all(texts: Inhoud) -> bool:
    """Tell whether our font holds every icon in the texts; an organisation may name another."""
    return set(_ICON.findall(repr(texts))) <= known_icons()


@cache
def known_icons() -> frozenset[str]:
    """Return the names of the icons in our font."""
    return frozenset(ICON_LIST.read_text("utf-8").split())


# What holds a secret beside something that a visitor chose must never be packed: its length then
# tells the secret, bit by bit (BREACH). So only files that come from disk, by path.
_PACKED_PATHS: Final = (
    *paths.below(paths.OUR_FILES),
    *(_STREAMLIT["files"], _STREAMLIT["own_files"]),
)
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


SIGN_IN_SCRIPT: Final = paths.file_path("sign_in.js")
ARRIVAL_SCRIPT: Final = paths.file_path("arrival.js")
SIGN_IN_STYLE: Final = paths.file_path("sign_in.css")
LETTERS_PATH: Final = paths.file_path("letters.css")
MODULES: Final = tuple(
    path
    for path in sorted(paths.file_path(one.name) for one in _STATIC.glob("*.js"))
    if path not in {SIGN_IN_SCRIPT, ARRIVAL_SCRIPT}
)
"""The modules of every page but those to sign in; each is fetched before another asks for it."""
NOT_HERE: Final[str] = browser.contract()["answers"]["Not Found"]
NOT_OURS: Final[str] = browser.contract()["answers"]["Invalid host header"]
NO_PREFIX: Final = (
    "Gesprekstool werkt alleen op een eigen naam, zoals https://gesprek.organisatie.nl, en niet op "
    "een pad achter een andere naam. Vraag ICT om een eigen naam."
)
ASTRAY: Final = f"Deze pagina kwam niet goed over. Laad haar opnieuw. {NO_PREFIX}"
"""What a page says until its styles are there, which are asked for at the name itself."""
NOT_ALLOWED: Final[str] = browser.contract()["answers"]["Method Not Allowed"]
UNUSABLE = (
    "De opslag is niet bruikbaar. Kijk of de map van de opslag bestaat, of er ruimte is op de "
    "schijf en of dit programma er mag schrijven."
)


_ASK_AGAIN = {"Cache-Control": "no-cache"}
# The type is named: Windows may know it as plain text, and then no browser uses it.
_FILES = {
    **{Path(path).name: "text/javascript" for path in (*MODULES, SIGN_IN_SCRIPT, ARRIVAL_SCRIPT)},
    **{Path(path).name: "text/css" for path in (LETTERS_PATH, SIGN_IN_STYLE)},
}


def server_routes(
    is_usable: Callable[[], None], known_errors: tuple[type[Exception], ...] = ()
) -> list[Route]:
    """Build the routes to hand to `st.App`.

    Args:
        is_usable: Raises when the store can't be read or written; may block.
        known_errors: Errors of `is_usable` whose text is a Dutch sentence that may be shown.
            The text of any other error stays inside.

    Returns:
        The routes; none of them needs a right.
    """

    def health(_request: Request) -> Response:
        # A plain function: Starlette runs it in a thread, so a slow disk holds up nobody.
        return _health(is_usable, known_errors)

    return [
        Route(paths.HEALTH, health, methods=["GET"]),
        Route(paths.file_path("{name}"), _file, methods=["GET"]),
        Route(paths.ICON, _icon, methods=["GET"]),
    ]


def _health(is_usable: Callable[[], None], known_errors: tuple[type[Exception], ...]) -> Response:
    try:
        is_usable()
    except known_errors as error:
        return _answer(503, status="fout", opslag="fout", reden=str(error) or UNUSABLE)
    except Exception:  # noqa: BLE001 - whatever is wrong with the store, the answer is the same
        return _answer(503, status="fout", opslag="fout", reden=UNUSABLE)
    return _answer(200, status="ok", opslag="ok")


def _answer(status_code: int, **body: str) -> Response:
    return JSONResponse(body, status_code, headers={"Cache-Control": "no-store"})


async def _file(request: Request) -> Response:
    name = request.path_params["name"]
    kind = _FILES.get(name)
    if kind is None:
        return PlainTextResponse(NOT_HERE, 404)
    return FileResponse(_STATIC / name, media_type=kind, headers=_ASK_AGAIN)


async def _icon(_request: Request) -> Response:
    # Asked of Streamlit (`page_icon`) it would load numpy and Pillow to draw what a file can be.
    return FileResponse(_STATIC / "icon.svg", media_type="image/svg+xml", headers=_ASK_AGAIN)
