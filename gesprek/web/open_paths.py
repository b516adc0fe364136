"""What may be reached: our own routes, the pages, and what a page needs of Streamlit.

Everything else is refused. So a route that another release of Streamlit brings stays closed until
somebody names it here.
"""

import re
from collections.abc import Sequence
from enum import Enum, auto
from typing import Final

from starlette.routing import BaseRoute, Match
from starlette.types import Scope

from gesprek.browser import contract

SCOPE_PLACE: Final = "gesprek.plaats"

_STREAMLIT: Final = contract()["paths"]
STREAM: Final[str] = _STREAMLIT["stream"]
_ANSWERS: Final = frozenset({_STREAMLIT["health"], _STREAMLIT["host"]})
_FILES: Final = (_STREAMLIT["files"], _STREAMLIT["own_files"])
_PAGE: Final = re.compile(r"/[A-Za-z0-9-]{0,80}")


class Place(Enum):
    """What a path leads to."""

    ROUTE = auto()
    """One of our own routes."""
    PAGE = auto()
    """Streamlit's page, whatever its address: the page itself tells that it has no such one."""
    STREAMLIT = auto()
    """A file, an answer or the WebSocket of Streamlit that a page needs."""


def place_of(scope: Scope, routes: Sequence[BaseRoute]) -> Place | None:
    """Return what a request asks for, None: nothing that may be reached.

    Args:
        scope: of HTTP or of a WebSocket.
        routes: our own.
    """
    path = scope["path"]
    if scope["type"] == "websocket":
        return Place.STREAMLIT if path == STREAM else None
    if any(route.matches(scope)[0] is not Match.NONE for route in routes):
        return Place.ROUTE
    if _PAGE.fullmatch(path):
        return Place.PAGE
    return Place.STREAMLIT if path in _ANSWERS or path.startswith(_FILES) else None
