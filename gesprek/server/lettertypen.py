"""Fonts that stand in for Streamlit's: the same letters and icons, for a tenth of the weight.

Streamlit's style sheet names two files that weigh 545 kB together, half of a first visit: an icon
font with thousands of icons, and a font of letters that pages show until our own one has come.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from starlette.responses import FileResponse, RedirectResponse

from gesprek.inhoud import inhoud

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from gesprek.inhoud import Inhoud

_STATIC: Final = Path(__file__).with_name("static")
ICON_FONT: Final = _STATIC / "pictogrammen.woff2"
ICON_LIST: Final = _STATIC / "pictogrammen.txt"
OUR_LETTERS: Final = "/app/static/lettertype/atkinson-hyperlegible-next-latin-400-normal.woff2"
_ITS_ICONS: Final = re.compile(r"/static/media/MaterialSymbols-Rounded\.[\w-]+\.woff2")
_ITS_LETTERS: Final = re.compile(r"/static/media/SourceSansVF-(Upright|Italic)\.ttf\.[\w-]+\.woff2")
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
