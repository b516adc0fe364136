"""The line on which an open page hears that its oefening changed: server-sent events."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, PlainTextResponse, StreamingResponse
from starlette.routing import Route

from gesprek.access.access_errors import RightMissing
from gesprek.domain.errors import UserError
from gesprek.services.paths import live_path
from gesprek.web.authentication import SCOPE_KEY
from gesprek.web.sign_in_pages import NO_STORE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from gesprek.live.hub import Hub
    from gesprek.services.visits import Visit

LIFE = 300.0
"""Seconds; then the browser asks again, and who asks is looked up anew."""
RETRY = 1000
"""Milliseconds after which a browser asks again when the line was lost."""
GONE = "weg"
"""The event that tells a page that it is no longer for its visitor."""
_HEADERS = {**NO_STORE, "X-Accel-Buffering": "no"}  # nginx would hold the events back


def live_routes(
    hub: Callable[[], Hub],
    version_for: Callable[[Visit, str], int],
    still: Callable[[Visit], bool],
) -> list[Route]:
    """Build the routes to hand to `st.App`.

    Args:
        hub: Returns what tells open pages of changes.
        version_for: Returns the version of an oefening for a visitor; may block. Who may not read
            it, or what does not exist, is an error of the domain.
        still: Tells whether a log-in still counts, for the same person; may block.
    """

    async def line(request: Request) -> Response:
        visit, oefening = request.scope[SCOPE_KEY], request.path_params["oefening"]
        try:
            version = await run_in_threadpool(version_for, visit, oefening)
        except RightMissing:
            return PlainTextResponse("", 403, headers=NO_STORE)
        except UserError:
            return PlainTextResponse("", 404, headers=NO_STORE)
        person = visit.bezoeker.persoon or ""
        if "nu" in request.query_params:
            hub().pass_by(oefening, person, version)
            return JSONResponse(_told(hub().stand(oefening)), headers=NO_STORE)
        events = _events(hub(), oefening, person, version, lambda: still(visit))
        return StreamingResponse(events, media_type="text/event-stream", headers=_HEADERS)

    return [Route(live_path("{oefening}"), line, methods=["GET"])]


async def _events(
    hub: Hub, oefening: str, person: str, version: int, still: Callable[[], bool]
) -> AsyncIterator[str]:
    yield f"retry: {RETRY}\n\n"
    began = time.monotonic()
    async for stand in hub.follow(oefening, person, version, still):
        if time.monotonic() - began >= LIFE:
            return
        yield f"data: {json.dumps(_told(stand))}\n\n"
    if not hub.is_closed:
        yield f"event: {GONE}\ndata: {{}}\n\n"


def _told(stand: str) -> dict[str, object]:
    """Return what a page hears: the stand, and the time of the server for its clock (ms)."""
    return {"stand": stand, "nu": round(time.time() * 1000)}
