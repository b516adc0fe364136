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
    ARRIVAL_SCRIPT,
    ASTRAY,
    LETTERS_PATH,
    MODULES,
    NOT_ALLOWED,
    OUR_LETTERS,
)

TITLE: Final = "Gesprekstool"
_KEPT: Final = {"Cache-Control": "no-cache"}
_NO_SCRIPT: Final = (
    "Gesprekstool werkt alleen met JavaScript. Zet JavaScript aan in je browser en laad deze "
    "pagina opnieuw."
)
_NEEDED: Final = "Je hebt nodig: iOS 16.4, Chrome of Edge 110, Firefox 115, of nieuwer."
_FAILS: Final = {
    "deel": "Een deel van Gesprekstool kon niet worden geladen. Misschien is je verbinding slecht, "
    "of houdt een beveiliging iets tegen. Laad de pagina opnieuw. Helpt dat niet? Probeer een "
    "ander netwerk of een andere browser, en meld dit aan wie Gesprekstool beheert.",
    "oud": "Deze browser is te oud voor Gesprekstool. Werk je telefoon of computer bij, of gebruik "
    f"een ander apparaat. {_NEEDED}",
    "onleesbaar": "Deze browser kan een deel van Gesprekstool niet lezen. Misschien kwam het niet "
    "heel over. Laad de pagina opnieuw. Helpt dat niet? Dan is de browser misschien te oud: werk "
    f"je telefoon of computer bij, of gebruik een ander apparaat. {_NEEDED}",
    "scripts": "Een deel van deze pagina kon niet worden geladen. Je ziet niet vanzelf wat er "
    "verandert, en wat je typt wordt pas bewaard als je uit het veld gaat. Laad de pagina opnieuw.",
    "lijn": "Deze pagina krijgt geen vaste lijn met Gesprekstool (een WebSocket). Misschien houdt "
    "je netwerk of een beveiliging die tegen. De pagina blijft het proberen. Probeer ook een ander "
    "netwerk, zoals dat van je telefoon, en meld dit aan wie Gesprekstool beheert.",
    "server": "Gesprekstool antwoordt niet. Misschien start het net opnieuw op, of ben je niet "
    "verbonden. Kijk of je internet hebt. De pagina blijft het proberen.",
    "traag": "Het laden van deze pagina duurt lang. Misschien is je verbinding traag. Wacht nog "
    "even, of probeer een ander netwerk.",
}
"""What may be the matter where the page does not come."""
_COMES_NOT: Final = (
    "Deze pagina komt niet. Misschien is je verbinding slecht, of houdt een beveiliging iets "
    "tegen. Laad de pagina opnieuw. Helpt dat niet? Probeer een ander netwerk of andere browser."
)
"""The same where no script of ours came either."""
_PAPERS: Final = (
    f'<a href="{paths.paper_path("alles", "html")}">Oefen op papier</a> (dat werkt ook zonder '
    "deze pagina)"
)
_BOX: Final = """
html[data-tekent] :--main { opacity: 0 }
#gesprek-niet {
  visibility: hidden; position: fixed; top: 0; left: 0; right: 0; z-index: 999999;
  max-height: 100%; overflow: auto; padding: .25rem 1rem; background: #fff3cd; color: #2b2926;
  border-bottom: 2px solid #2b2926; font-family: sans-serif; text-align: center;
}
#gesprek-niet a { display: inline-block; padding: .6rem; color: inherit }
#gesprek-niet[data-om] { visibility: visible }
#root:empty + #gesprek-niet { animation: gesprek-niet 0s 17s forwards }
@keyframes gesprek-niet { to { visibility: visible } }
:--error:not(:has(:--markdown)):not(:--exception *) { font-size: 0; visibility: hidden }
:--error:not(:has(:--markdown)):not(:--exception *) > * { display: none }
:--error:not(:has(:--markdown)):not(:--exception *)::before {
  content: "Dit deel kon niet worden geladen."; font-size: 1rem; visibility: visible;
}
"""
"""The last two: what Streamlit itself says of a part that did not come is English."""


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
    content = f"#root h1, #root {browser.selector('alert')}"
    told = f'data-answers="{paths.HEALTH}" data-content="{content}"'
    return [
        '<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1, shrink-to-fit=no">',
        '<meta name="google" content="notranslate">',
        f'<title>{TITLE}</title><link rel="shortcut icon" href="{paths.ICON}">',
        f'<link rel="preload" href="{OUR_LETTERS}" as="font" type="font/woff2" crossorigin>',
        f"<style>{browser.with_selectors(_BOX)}</style>",
        f'<link rel="stylesheet" href="{LETTERS_PATH}">',
        f'<script defer src="{ARRIVAL_SCRIPT}" {told}></script>',
        f'<script type="module" src="{paths.file_path("main.js")}"></script>',
        f'<script type="module" crossorigin src="/{found["script"][0]}"></script>',
        *(*ours, *its),
        *(f'<link rel="stylesheet" crossorigin href="/{path}">' for path in found["style"]),
    ]


def _body(root: str) -> list[str]:
    """Return the lines of the body; the style sheet above tells where the third is shown."""
    fails = "".join(f'<p data-om="{about}">{text}</p>' for about, text in _FAILS.items())
    above = browser.contract()["marks"]["above"]
    ways_on = f'<p><a href="">Laad opnieuw</a> {_PAPERS}</p>'
    without = f"<style>#gesprek-niet {{ display: none }}</style><p>{_NO_SCRIPT}</p><p>{_PAPERS}</p>"
    return [
        f'<body translate="no"><p class="gesprek-verdwaald">{ASTRAY}</p>',
        root,
        # A window over the page shuts all of the page, but for what says to be above it.
        f'<div id="gesprek-niet" role="alert" {above}="true">',
        f'<p>{_COMES_NOT}</p>{ways_on}</div><template id="gesprek-waarom">{fails}</template>',
        f"<noscript>{without}</noscript></body></html>",
    ]
