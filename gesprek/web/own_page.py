"""The one HTML page of every address: ours, around the scripts and styles of Streamlit's own.

Streamlit's page is English, tells programs where to read it, and knows nothing of our scripts.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Final

from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from gesprek import browser
from gesprek.services import paths
from gesprek.web.open_paths import SCOPE_PLACE, Place
from gesprek.web.static_files import (
    ASTRAY,
    LETTERS_PATH,
    MODULES,
    NOT_ALLOWED,
    OUR_LETTERS,
    TOO_OLD_SCRIPT,
)

TITLE: Final = "Gesprekstool"
_KEPT: Final = {"Cache-Control": "no-cache"}
_NO_SCRIPT: Final = (
    "Gesprekstool werkt alleen met JavaScript. Zet JavaScript aan in je browser en laad deze "
    "pagina opnieuw."
)
_TOO_OLD: Final = (
    "Deze browser is te oud voor Gesprekstool. Werk je telefoon of computer bij, of gebruik een "
    "ander apparaat. Je hebt nodig: iOS 16.4, Chrome of Edge 110, Firefox 115, of nieuwer."
)


class UnknownPage(Exception):
    """Streamlit's page is not what the contract says: another release."""


def one_page() -> Middleware:
    """Build the middleware to hand to `st.App`, innermost; raises UnknownPage."""
    own_page()
    return Middleware(OnePage)


class OnePage:
    """ASGI middleware: answers with the same page, whatever address a page has.

    So no address in the form of a page can lead to a route of Streamlit.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or WebSocket."""
        if scope.get(SCOPE_PLACE) is Place.PAGE:
            await _answer(scope["method"])(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _answer(method: str) -> Response:
    if method in {"GET", "HEAD"}:
        return HTMLResponse(own_page(), headers=_KEPT)
    return PlainTextResponse(NOT_ALLOWED, 405, headers={"Allow": "GET, HEAD"})


@cache
def own_page() -> str:
    """Return the page; raises UnknownPage as ``made_of``."""
    return made_of((files("streamlit") / browser.contract()["page"]["file"]).read_text("utf-8"))


def made_of(text: str) -> str:
    """Return our page with the scripts and styles of Streamlit's.

    Raises:
        UnknownPage: when it does not hold what ours is made of.
    """
    known = browser.contract()["page"]
    found = {name: re.findall(known[name], text) for name in ("script", "preload", "style")}
    if len(found["script"]) != 1 or not found["style"] or known["root"] not in text:
        raise UnknownPage(known["file"])
    return "\n".join([*_head(found), "</head>", *_body(known["root"])])


def _head(found: dict[str, list[str]]) -> list[str]:
    """Return the lines until the end of the head.

    Our scripts come first: a module runs after those before it, so Streamlit draws nothing that
    they do not see. The page comes in parts that move each other: it shows once it is whole
    (accessibility.js).

    A browser that translates puts its own words in the place of the texts that React holds: what
    the page says next is then not shown, and a heading names the step before.
    """
    ours = [f'<link rel="modulepreload" href="{path}">' for path in MODULES]
    its = [f'<link rel="modulepreload" crossorigin href="/{path}">' for path in found["preload"]]
    main = browser.selector("main")
    return [
        '<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1, shrink-to-fit=no">',
        '<meta name="google" content="notranslate">',
        f'<title>{TITLE}</title><link rel="shortcut icon" href="{paths.ICON}">',
        f'<link rel="preload" href="{OUR_LETTERS}" as="font" type="font/woff2" crossorigin>',
        f"<style>html[data-tekent] {main} {{ opacity: 0 }}</style>",
        f'<link rel="stylesheet" href="{LETTERS_PATH}">',
        f'<script defer src="{TOO_OLD_SCRIPT}"></script>',
        f'<script type="module" src="{paths.file_path("main.js")}"></script>',
        f'<script type="module" crossorigin src="/{found["script"][0]}"></script>',
        *(*ours, *its),
        *(f'<link rel="stylesheet" crossorigin href="/{path}">' for path in found["style"]),
    ]


def _body(root: str) -> list[str]:
    words = [
        f'<p class="gesprek-verdwaald">{ASTRAY}</p>',
        f"<noscript><p>{_NO_SCRIPT}</p></noscript>",
        f'<p id="gesprek-te-oud" role="alert" hidden>{_TOO_OLD}</p>',
    ]
    return ['<body translate="no">', *words, root, "</body></html>"]
