"""What the scripts of an open page ask: changes, whether it is still theirs, and to keep a draft.

Changes come on a line that stays open, as server-sent events.
"""

import json
import time
from collections.abc import AsyncIterator, Callable
from hashlib import sha256

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from gesprek.access.access_errors import RightMissing
from gesprek.domain.base import UserError
from gesprek.live.hub import Hub
from gesprek.services import paths
from gesprek.services.root import Services, VisitorServices
from gesprek.services.visits import Visit
from gesprek.web.authentication import Authenticator, visit_of
from gesprek.web.request_limits import Lines, counted_for, refusal
from gesprek.web.sign_in_pages import NO_STORE, body_of, is_sent_as, plain

LIFE = 300.0
"""Seconds; then the browser asks again, and who asks is looked up again."""
MOST_BYTES = 60_000
"""The longest text, each character of it in four bytes, and the name of its field."""


def live_routes(services: Callable[[], Services]) -> list[Route]:
    """Build the routes by which open pages hear of changes, to hand to `st.App`."""

    def version_for(visit: Visit, oefening: str) -> int:
        return VisitorServices(services(), visit).practices.oefening(oefening).version

    async def line(request: Request) -> Response:
        visit, oefening = visit_of(request.scope), request.path_params["oefening"]
        try:
            version = await run_in_threadpool(version_for, visit, oefening)
        except UserError as error:
            return plain(403 if isinstance(error, RightMissing) else 404)
        person = visit.visitor.persoon or ""
        hub, visits = services().hub, services().visits
        if "nu" in request.query_params:
            hub.pass_by(oefening, person, version)
            return JSONResponse(_told(hub.stand(oefening)), headers=NO_STORE)
        events = _events(hub, oefening, person, version, lambda: visits.still_counts(visit))
        headers = {**NO_STORE, "X-Accel-Buffering": "no"}  # nginx would hold the events back
        return StreamingResponse(events, media_type="text/event-stream", headers=headers)

    return [Route(paths.live_path("{oefening}"), line, methods=["GET"])]


async def _events(
    hub: Hub, oefening: str, person: str, version: int, still: Callable[[], bool]
) -> AsyncIterator[str]:
    yield "retry: 1000\n\n"  # milliseconds until a browser asks again when the line was lost
    began = time.monotonic()
    async for stand in hub.follow(oefening, person, version, still):
        if time.monotonic() - began >= LIFE:
            return
        yield f"data: {json.dumps(_told(stand))}\n\n"
    if not hub.is_closed:  # the page is no longer for its visitor
        yield "event: weg\ndata: {}\n\n"


def _told(stand: str) -> dict[str, object]:
    """Return what a page hears: the stand, and the time of the server for its clock (ms)."""
    return {"stand": stand, "nu": round(time.time() * 1000)}


def watch_routes(authenticator: Authenticator, lines: Lines) -> list[Route]:
    """Build the route by which a page asks whether it is still for its visitor.

    Who could not get one of ``lines`` is told why.
    """

    async def mark(request: Request) -> Response:
        """Answer signs that change with the log-in, and after a dash signs of whom it is.

        They tell nothing of either; a guest has no second part.
        """
        if lines.was_refused(next(iter(counted_for(authenticator, request.scope)))):
            return refusal(request.scope)
        visit = visit_of(request.scope)
        one, soort = visit.log_in, visit.visitor.soort
        told = [f"{soort}/{one.id}", f"{one.team}/{one.account}/{one.alleen}"] if one else [soort]
        return plain(200, "-".join(sha256(part.encode()).hexdigest()[:16] for part in told))

    return [Route(paths.WATCH, mark, methods=["GET"])]


def draft_routes(services: Callable[[], Services]) -> list[Route]:
    """Build the route to which a page sends what is half typed, to hand to `st.App`."""

    def keep(visit: Visit, field: str, text: str) -> None:
        # For who they are now: they were looked up before the text came in.
        services().drafts.keep(services().visits.current(visit), field, text)

    async def receive(request: Request) -> Response:
        is_json = is_sent_as(request, "application/json")
        body = await body_of(request, MOST_BYTES) if is_json else b""
        try:
            found = json.loads(body or b"")
            field, text = found["veld"], found["tekst"]
        except (ValueError, TypeError, KeyError, RecursionError):
            return plain(413 if body is None else 400)
        if not isinstance(field, str) or not isinstance(text, str):
            return plain(400)
        try:
            await run_in_threadpool(keep, visit_of(request.scope), field, text)
        except RightMissing:
            return plain(403)
        except UserError:
            # The same answer whether it was kept: it would tell what is in a field. Nobody
            # reads it, and the field says what is wrong when it is left.
            pass
        return plain(200, "ontvangen")

    return [Route(paths.DRAFT, receive, methods=["POST"])]
