"""The line on which an open page hears that its oefening changed: server-sent events."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, PlainTextResponse, StreamingResponse
from starlette.routing import Route

from gesprek.access.access_errors import GeenRecht
from gesprek.domain.errors import Gespreksfout
from gesprek.web.authentication import SCOPE_KEY
from gesprek.web.sign_in_pages import NO_STORE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from gesprek.live.hub import Zaal
    from gesprek.services.visits import Binnen

LIVE_PATH = "/live"
LIFE = 300.0
"""Seconds; then the browser asks again, and who asks is looked up anew."""
RETRY = 1000
"""Milliseconds after which a browser asks again when the line was lost."""
GONE = "weg"
"""The event that tells a page that it is no longer for its visitor."""
_HEADERS = {**NO_STORE, "X-Accel-Buffering": "no"}  # nginx would hold the events back


def live_routes(
    zaal: Callable[[], Zaal],
    version_for: Callable[[Binnen, str], int],
    still: Callable[[Binnen], bool],
) -> list[Route]:
    """Build the routes to hand to `st.App`.

    Args:
        zaal: Returns the hall.
        version_for: Returns the version of an oefening for a visitor; may block. Who may not read
            it, or what does not exist, is an error of the domain.
        still: Tells whether a log-in still counts, for the same person; may block.
    """

    async def line(request: Request) -> Response:
        binnen, oefening = request.scope[SCOPE_KEY], request.path_params["oefening"]
        try:
            version = await run_in_threadpool(version_for, binnen, oefening)
        except GeenRecht:
            return PlainTextResponse("", 403, headers=NO_STORE)
        except Gespreksfout:
            return PlainTextResponse("", 404, headers=NO_STORE)
        persoon = binnen.bezoeker.persoon or ""
        if "nu" in request.query_params:
            zaal().pass_by(oefening, persoon, version)
            return JSONResponse(_told(zaal().stand(oefening)), headers=NO_STORE)
        events = _events(zaal(), oefening, persoon, version, lambda: still(binnen))
        return StreamingResponse(events, media_type="text/event-stream", headers=_HEADERS)

    return [Route(f"{LIVE_PATH}/{{oefening}}", line, methods=["GET"])]


async def _events(
    zaal: Zaal, oefening: str, persoon: str, version: int, still: Callable[[], bool]
) -> AsyncIterator[str]:
    yield f"retry: {RETRY}\n\n"
    began = time.monotonic()
    async for stand in zaal.follow(oefening, persoon, version, still):
        if time.monotonic() - began >= LIFE:
            return
        yield f"data: {json.dumps(_told(stand))}\n\n"
    if not zaal.is_closed:
        yield f"event: {GONE}\ndata: {{}}\n\n"


def _told(stand: str) -> dict[str, object]:
    """Return what a page hears: the stand, and the time of the server for its clock (ms)."""
    return {"stand": stand, "nu": round(time.time() * 1000)}
