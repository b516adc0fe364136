"""The routes that are ours: is the server well, and the scripts and styles of every page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

HEALTH_PATH = "/gezond"
WORDS_PATH = "/gesprek/nl.js"
DRAFT_SCRIPT = "/gesprek/concept.js"
WATCH_SCRIPT = "/gesprek/binnen.js"
ACCESS_SCRIPT = "/gesprek/toegang.js"
LETTERS_PATH = "/gesprek/letters.css"
DOOR_SCRIPT = "/gesprek/deur.js"
DOOR_STYLE = "/gesprek/deur.css"
ICON_PATH = "/favicon.png"
"""Where Streamlit's page looks for the picture in the browser's tab."""
NOT_HERE = "Deze pagina bestaat niet."
UNUSABLE = (
    "De opslag is niet bruikbaar. Kijk of de map van de opslag bestaat, of er ruimte is op de "
    "schijf en of dit programma er mag schrijven."
)

_STATIC = Path(__file__).with_name("static")
_ASK_AGAIN = {"Cache-Control": "no-cache"}
_FILES = {
    Path(path).name: kind
    for kind, paths in {
        "text/javascript": (WORDS_PATH, ACCESS_SCRIPT, DRAFT_SCRIPT, WATCH_SCRIPT, DOOR_SCRIPT),
        "text/css": (LETTERS_PATH, DOOR_STYLE),
    }.items()
    for path in paths
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
        Route(HEALTH_PATH, health, methods=["GET"]),
        Route("/gesprek/{name}", _file, methods=["GET"]),
        Route(ICON_PATH, _icon, methods=["GET"]),
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
    kind = _FILES.get(request.path_params["name"])
    if kind is None:
        return PlainTextResponse(NOT_HERE, 404)
    # The type is named: Windows may know it as plain text, and then no browser uses it.
    name = request.path_params["name"]
    return FileResponse(_STATIC / name, media_type=kind, headers=_ASK_AGAIN)


async def _icon(_request: Request) -> Response:
    # Asked of Streamlit (`page_icon`) it would load numpy and Pillow to draw what a file can be.
    return FileResponse(_STATIC / "pictogram.svg", media_type="image/svg+xml", headers=_ASK_AGAIN)
