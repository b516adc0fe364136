"""The routes by which papers, dates and figures leave: never kept, never named after a text.

Streamlit's own downloads ask for no right and stay where they are; these ask at each request.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final
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
from gesprek.web.authentication import visit_of
from gesprek.web.sign_in_pages import NO_STORE, plain
from gesprek.web.static_files import NOT_HERE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from starlette.requests import Request

    from gesprek.services.paper_making import PaperMaker
    from gesprek.services.root import Services
    from gesprek.services.visits import Visit
    from gesprek.web.authentication import Authenticator

_KINDS: Final = {
    PDF: "application/pdf",
    HTML: "text/html; charset=utf-8",
    ICS: "text/calendar; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_OF_FIGURES: Final = frozenset({"csv", "json", "xlsx", PDF})
_OF_YEAR: Final = frozenset({"docx", PDF})
_LONGEST: Final = 100


def export_routes(authenticator: Authenticator, services: Callable[[], Services]) -> list[Route]:
    """Build the routes of papers and calendars to hand to `st.App`."""

    @cache
    def drawer() -> PaperMaker:
        # With the first paper and not with the server: few start it to print.
        from gesprek.services.paper_making import PaperMaker

        return PaperMaker(services)

    def here(request: Request) -> str:
        return f"{'https' if authenticator.is_secure else 'http'}://{request.url.netloc}"

    async def paper(request: Request) -> Response:
        name, kind = request.path_params["name"], request.path_params["kind"]
        asked = PaperRequest(visit_of(request.scope), dict(request.query_params), here(request))
        return await _drawn(kind, f"{name}.{kind}", drawer().draw, name, kind, asked)

    async def calendar(request: Request) -> Response:
        token, address = request.path_params["token"], authenticator.address(request.scope)
        asked = token, address, here(request)
        return await _drawn(ICS, "gesprekstool.ics", drawer().feed, *asked)

    async def not_here(_request: Request) -> Response:
        return PlainTextResponse(NOT_HERE, 404)

    return [
        Route(paths.paper_path("{name}", "{kind}"), paper, methods=["GET"]),
        Route(paths.calendar_path("{token}"), calendar, methods=["GET"]),
        Route(f"{paths.PAPER}/{{rest:path}}", not_here, methods=["GET"]),
        Route(f"{paths.CALENDAR}/{{rest:path}}", not_here, methods=["GET"]),
    ]


async def _drawn(kind: str, name: str, draw: Callable[..., bytes], *asked: object) -> Response:
    try:
        return _file(await run_in_threadpool(draw, *asked), kind, name)
    except TooManyAttempts as error:
        headers = {**NO_STORE, "Retry-After": str(error.seconden)}
        return PlainTextResponse(error.sentence, 429, headers=headers)
    except RightMissing as error:
        return plain(403, error.sentence)
    except UserError as error:
        return plain(404 if is_missing(error) else 503, error.sentence)


def _file(data: bytes, kind: str, name: str) -> Response:
    shown = {} if kind == HTML else {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type=_KINDS[kind], headers={**NO_STORE, **shown})


def figure_routes(services: Callable[[], Services]) -> list[Route]:
    """Build the routes of the files of figures to hand to `st.App`."""

    def make(visit: Visit, kind: str, van: str, tot: str, *choice: str) -> bytes | None:
        return VisitorServices(services(), visit).figures.make_file(kind, (van, tot), *choice)

    def make_year(visit: Visit, kind: str, van: str, tot: str) -> bytes | None:
        return VisitorServices(services(), visit).year.make_file(kind, van, tot)

    async def year(request: Request) -> Response:
        return await _handed_out(request, make_year, ("jaar-", _OF_YEAR), ("van", "tot"))

    async def figures(request: Request) -> Response:
        names = ("van", "tot", "vorm", "plaats")
        return await _handed_out(request, make, ("", _OF_FIGURES), names)

    return [
        Route(paths.figures_path("{kind}"), figures, methods=["GET"]),
        Route(paths.year_path("{kind}"), year, methods=["GET"]),
    ]


async def _handed_out(
    request: Request,
    make: Callable[..., bytes | None],
    files: tuple[str, frozenset[str]],
    names: Sequence[str],
) -> Response:
    """Return the file of figures that an address asks for, or the sentence why there is none.

    ``files`` is how its name begins, and the kinds that there are; ``names`` what it is asked with.
    """
    begin, kinds = files
    visit, kind = visit_of(request.scope), request.path_params["kind"]
    asked = [request.query_params.get(name, "") for name in names]
    can_be = kind in kinds and all(len(value) <= _LONGEST for value in asked)
    try:
        require(visit.visitor, Right.CIJFERS_UITVOEREN)
        found = await run_in_threadpool(make, visit, kind, *asked) if can_be else None
    except UserError as error:
        return plain(403 if isinstance(error, RightMissing) else 503, error.sentence)
    if found is None:
        return plain(404, "Deze cijfers zijn er niet.")
    return _file(found, kind, quote(f"gesprekstool-{begin}{asked[0]}-{asked[1]}.{kind}"))
