"""The routes by which figures leave: a file of what the screen shows, for who may take it along."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from gesprek.access.access_errors import RightMissing
from gesprek.access.rights import Right, require
from gesprek.domain.errors import UserError
from gesprek.services.paths import figures_path
from gesprek.web.authentication import SCOPE_KEY
from gesprek.web.sign_in_pages import NO_STORE

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from gesprek.services.visits import Visit

_LONGEST = 100
_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


class FiguresRequest(NamedTuple):
    """What somebody asks a file of, as it stands in the address; nothing of it is checked yet.

    Attributes:
        bestand: the kind of file.
        van: the first quarter.
        tot: the last quarter.
        vorm: the form, empty for all.
        plaats: the location, empty for all.
    """

    bestand: str
    van: str
    tot: str
    vorm: str
    plaats: str


def figure_routes(make: Callable[[Visit, FiguresRequest], bytes | None]) -> list[Route]:
    """Build the routes to hand to `st.App`.

    Args:
        make: Makes the file and notes it in the log; None where there are no such figures. Blocks.
    """

    async def hand_out(request: Request) -> Response:
        visit = request.scope[SCOPE_KEY]
        kind = request.path_params["bestand"]
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
        return Response(found, media_type=_KINDS[kind], headers=headers)

    return [Route(figures_path("{bestand}"), hand_out, methods=["GET"])]


def _asked(request: Request, kind: str) -> FiguresRequest | None:
    """Return what is asked; None where it cannot be."""
    values = [request.query_params.get(name, "") for name in ("van", "tot", "vorm", "plaats")]
    if kind not in _KINDS or any(len(value) > _LONGEST for value in values):
        return None
    return FiguresRequest(kind, *values)
