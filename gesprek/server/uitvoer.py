"""The routes by which papers and dates leave: never kept by a browser, never named after a text.

Streamlit's own downloads ask for no right and stay where they are; these ask at each request.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from gesprek.domein.fouten import Gespreksfout
from gesprek.inhoud import Inhoud, inhoud
from gesprek.server.bladen import NO_STORE
from gesprek.server.deur import SCOPE_KEY
from gesprek.server.papieren import (
    GENERAL,
    HTML,
    ICS,
    PDF,
    Bronnen,
    PapierOnbekend,
    Vraag,
    is_missing,
    make_date,
    make_feed,
    make_paper,
    read_choice,
)
from gesprek.toegang.fouten import GeenRecht, TeVaak
from gesprek.uitvoer.html import html

if TYPE_CHECKING:
    from starlette.requests import Request

    from gesprek.server.deur import Deur

PAPER_PATH: Final = "/uitvoer/"
FEED_PATH: Final = "/agenda/"
_KINDS: Final = {
    PDF: "application/pdf",
    HTML: "text/html; charset=utf-8",
    ICS: "text/calendar; charset=utf-8",
}
_MOST_KEPT: Final = 64


def export_routes(deur: Deur, bronnen: Bronnen) -> list[Route]:
    """Build the routes to hand to `st.App`.

    Args:
        deur: tells the address that failures are counted for.
        bronnen: what papers and calendars are made of.
    """
    drawer = _Drawer(bronnen)

    async def paper(request: Request) -> Response:
        naam, kind = request.path_params["naam"], request.path_params["soort"]
        binnen = request.scope[SCOPE_KEY]
        here = f"{'https' if deur.veilig else 'http'}://{request.url.netloc}"
        vraag = Vraag(binnen.bezoeker, dict(request.query_params), here)
        try:
            data = await run_in_threadpool(drawer.draw, naam, kind, vraag)
        except Gespreksfout as error:
            return _refusal(error)
        return _file(data, kind, f"{naam}.{kind}")

    async def calendar(request: Request) -> Response:
        token, address = request.path_params["token"], deur.address(request.scope)
        try:
            data = await run_in_threadpool(make_feed, bronnen, token, address)
        except Gespreksfout as error:
            return _refusal(error)
        return _file(data, ICS, "gesprekstool.ics")

    return [
        Route(PAPER_PATH + "{naam}.{soort}", paper, methods=["GET"]),
        Route(FEED_PATH + "{token}.ics", calendar, methods=["GET"]),
    ]


class _Drawer:
    """Draws papers one at a time, and keeps those that are the same for everybody."""

    def __init__(self, bronnen: Bronnen) -> None:
        self._bronnen = bronnen
        self._busy = Lock()
        self._kept: dict[tuple[object, ...], bytes] = {}
        self._texts: Inhoud | None = None

    def draw(self, naam: str, kind: str, vraag: Vraag) -> bytes:
        """Return a file; errors as ``make_paper``."""
        if kind == ICS:
            return make_date(self._bronnen, naam, vraag)
        if kind not in _KINDS:
            raise PapierOnbekend
        if naam not in GENERAL:
            return self._drawn(naam, kind, vraag)
        if self._texts is not inhoud() or len(self._kept) >= _MOST_KEPT:
            self._kept, self._texts = {}, inhoud()
        key = (naam, kind, *read_choice(vraag.velden))
        kept = self._kept
        if key not in kept:
            kept[key] = self._drawn(naam, kind, vraag)
        return kept[key]

    def _drawn(self, naam: str, kind: str, vraag: Vraag) -> bytes:
        stuk = make_paper(self._bronnen, naam, vraag)
        if kind == HTML:
            return html(stuk, inhoud()).encode()
        from gesprek.uitvoer.pdf import pdf

        with self._busy:
            return pdf(stuk, inhoud())


def _file(data: bytes, kind: str, name: str) -> Response:
    shown = {} if kind == HTML else {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type=_KINDS[kind], headers={**NO_STORE, **shown})


def _refusal(error: Gespreksfout) -> Response:
    if isinstance(error, TeVaak):
        headers = {**NO_STORE, "Retry-After": str(error.seconden)}
        return PlainTextResponse(error.zin, 429, headers=headers)
    if isinstance(error, GeenRecht):
        return PlainTextResponse(error.zin, 403, headers=NO_STORE)
    return PlainTextResponse(error.zin, 404 if is_missing(error) else 503, headers=NO_STORE)
