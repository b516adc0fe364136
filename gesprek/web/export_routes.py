"""The routes by which papers and dates leave: never kept by a browser, never named after a text.

Streamlit's own downloads ask for no right and stay where they are; these ask at each request.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from gesprek.access.access_errors import RightMissing, TooManyAttempts
from gesprek.domain.errors import UserError
from gesprek.services import paths
from gesprek.web.authentication import SCOPE_KEY
from gesprek.web.paper_sources import HTML, ICS, PDF, PaperRequest, PaperSources, is_missing
from gesprek.web.sign_in_pages import NO_STORE
from gesprek.web.static_files import NOT_HERE

if TYPE_CHECKING:
    from starlette.requests import Request

    from gesprek.web.authentication import Authenticator
    from gesprek.web.paper_choice import PaperMaker

_KINDS: Final = {
    PDF: "application/pdf",
    HTML: "text/html; charset=utf-8",
    ICS: "text/calendar; charset=utf-8",
}


def export_routes(authenticator: Authenticator, sources: PaperSources) -> list[Route]:
    """Build the routes to hand to `st.App`.

    Args:
        authenticator: tells the address that failures are counted for.
        sources: what papers and calendars are made of.
    """

    @cache
    def drawer() -> PaperMaker:
        # With the first paper and not with the server: few start it to print.
        from gesprek.web.paper_choice import PaperMaker

        return PaperMaker(sources)

    async def paper(request: Request) -> Response:
        name, kind = request.path_params["name"], request.path_params["kind"]
        visit = request.scope[SCOPE_KEY]
        here = f"{'https' if authenticator.is_secure else 'http'}://{request.url.netloc}"
        asked = PaperRequest(visit.bezoeker, dict(request.query_params), here)
        try:
            data = await run_in_threadpool(drawer().draw, name, kind, asked)
        except UserError as error:
            return _refusal(error)
        return _file(data, kind, f"{name}.{kind}")

    async def calendar(request: Request) -> Response:
        token, address = request.path_params["token"], authenticator.address(request.scope)
        try:
            data = await run_in_threadpool(drawer().feed, token, address)
        except UserError as error:
            return _refusal(error)
        return _file(data, ICS, "gesprekstool.ics")

    return [
        Route(paths.paper_path("{name}", "{kind}"), paper, methods=["GET"]),
        Route(paths.calendar_path("{token}"), calendar, methods=["GET"]),
        *(
            Route(f"{one}/{{rest:path}}", _not_here, methods=["GET"])
            for one in (paths.PAPER, paths.CALENDAR)
        ),
    ]


def _file(data: bytes, kind: str, name: str) -> Response:
    shown = {} if kind == HTML else {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type=_KINDS[kind], headers={**NO_STORE, **shown})


def _refusal(error: UserError) -> Response:
    if isinstance(error, TooManyAttempts):
        headers = {**NO_STORE, "Retry-After": str(error.seconden)}
        return PlainTextResponse(error.zin, 429, headers=headers)
    if isinstance(error, RightMissing):
        return PlainTextResponse(error.zin, 403, headers=NO_STORE)
    return PlainTextResponse(error.zin, 404 if is_missing(error) else 503, headers=NO_STORE)


async def _not_here(_request: Request) -> Response:
    return PlainTextResponse(NOT_HERE, 404)
