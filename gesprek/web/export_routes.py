"""The routes by which papers, dates and figures leave: never kept, never named after a text.

Streamlit's own downloads ask for no right and stay where they are; these ask at each request.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from gesprek.access.access_errors import RightMissing, TooManyAttempts
from gesprek.access.rights import Right, require
from gesprek.domain.base import UserError
from gesprek.services import paths
from gesprek.services.paper_request import HTML, ICS, PDF, PaperRequest, is_missing
from gesprek.services.root import VisitorServices
from gesprek.web.authentication import SCOPE_KEY
from gesprek.web.sign_in_pages import NO_STORE
from gesprek.web.static_files import NOT_HERE

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from gesprek.services.paper_making import PaperMaker
    from gesprek.services.root import Services
    from gesprek.services.visits import Visit
    from gesprek.web.authentication import Authenticator

_KINDS: Final = {
    PDF: "application/pdf",
    HTML: "text/html; charset=utf-8",
    ICS: "text/calendar; charset=utf-8",
}
_LONGEST: Final = 100
_FIGURE_KINDS: Final = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


def export_routes(authenticator: Authenticator, services: Callable[[], Services]) -> list[Route]:
    """Build the routes to hand to `st.App`.

    Args:
        authenticator: tells the address that failures are counted for.
        services: what papers and calendars are made of.
    """

    @cache
    def drawer() -> PaperMaker:
        # With the first paper and not with the server: few start it to print.
        from gesprek.services.paper_making import PaperMaker

        return PaperMaker(services)

    async def paper(request: Request) -> Response:
        name, kind = request.path_params["name"], request.path_params["kind"]
        visit = request.scope[SCOPE_KEY]
        here = f"{'https' if authenticator.is_secure else 'http'}://{request.url.netloc}"
        asked = PaperRequest(visit, dict(request.query_params), here)
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


class FiguresRequest(NamedTuple):
    """What somebody asks a file of, as it is in the address; nothing of it is checked yet.

    Attributes:
        kind: the kind of file.
        van: the first quarter.
        tot: the last quarter.
        vorm: the form, empty for all.
        plaats: the location, empty for all.
    """

    kind: str
    van: str
    tot: str
    vorm: str
    plaats: str


def figure_routes(services: Callable[[], Services]) -> list[Route]:
    """Build the routes to hand to `st.App`.

    Args:
        services: makes the file.
    """

    def make(visit: Visit, asked: FiguresRequest) -> bytes | None:
        figures = VisitorServices(services(), visit).figures
        return figures.make_file(asked.kind, (asked.van, asked.tot), asked.vorm, asked.plaats)

    async def hand_out(request: Request) -> Response:
        visit = request.scope[SCOPE_KEY]
        kind = request.path_params["kind"]
        try:
            require(visit.bezoeker, Right.CIJFERS_UITVOEREN)
            asked = _asked(request, kind)
            found = await run_in_threadpool(make, visit, asked) if asked else None
        except RightMissing as error:
            return PlainTextResponse(error.zin, 403, headers=NO_STORE)
        except UserError as error:
            return PlainTextResponse(error.zin, 503, headers=NO_STORE)
        if not asked or found is None:
            return PlainTextResponse("Deze cijfers zijn er niet.", 404, headers=NO_STORE)
        name = quote(f"gesprekstool-{asked.van}-{asked.tot}.{kind}")
        headers = {**NO_STORE, "Content-Disposition": f'attachment; filename="{name}"'}
        return Response(found, media_type=_FIGURE_KINDS[kind], headers=headers)

    return [Route(paths.figures_path("{kind}"), hand_out, methods=["GET"])]


def _asked(request: Request, kind: str) -> FiguresRequest | None:
    """Return what is asked; None where it cannot be."""
    values = [request.query_params.get(name, "") for name in ("van", "tot", "vorm", "plaats")]
    if kind not in _FIGURE_KINDS or any(len(value) > _LONGEST for value in values):
        return None
    return FiguresRequest(kind, *values)
