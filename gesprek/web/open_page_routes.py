"""What the scripts of an open page ask: changes, whether it is still theirs, and to keep a draft.

Changes come on a line that stays open, as server-sent events.
"""

from __future__ import annotations

import json
import time
from hashlib import sha256
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from gesprek.access.access_errors import RightMissing
from gesprek.domain.base import UserError
from gesprek.services import paths
from gesprek.services.root import VisitorServices
from gesprek.web.allowances import counted_for, sentence_for
from gesprek.web.authentication import SCOPE_KEY
from gesprek.web.forms import body_of, is_sent_as
from gesprek.web.sign_in_pages import NO_STORE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.requests import Request

    from gesprek.live.hub import Hub
    from gesprek.services.root import Services
    from gesprek.services.visits import Visit
    from gesprek.web.allowances import Lines
    from gesprek.web.authentication import Authenticator

LIFE = 300.0
"""Seconds; then the browser asks again, and who asks is looked up again."""
RETRY = 1000
"""Milliseconds after which a browser asks again when the line was lost."""
GONE = "weg"
"""The event that tells a page that it is no longer for its visitor."""
_SIGNS = 16
MOST_BYTES = 60_000
"""The longest text, each character of it in four bytes, and the name of its field."""
RECEIVED = "ontvangen"
_KIND = "application/json"
_HEADERS = {**NO_STORE, "X-Accel-Buffering": "no"}  # nginx would hold the events back


def live_routes(services: Callable[[], Services]) -> list[Route]:
    """Build the routes to hand to `st.App`.

    Args:
        services: knows the oefeningen, and tells open pages of changes.
    """

    def version_for(visit: Visit, oefening: str) -> int:
        return VisitorServices(services(), visit).practices.oefening(oefening).version

    async def line(request: Request) -> Response:
        visit, oefening = request.scope[SCOPE_KEY], request.path_params["oefening"]
        try:
            version = await run_in_threadpool(version_for, visit, oefening)
        except RightMissing:
            return PlainTextResponse("", 403, headers=NO_STORE)
        except UserError:
            return PlainTextResponse("", 404, headers=NO_STORE)
        person = visit.bezoeker.persoon or ""
        hub, visits = services().hub, services().visits
        if "nu" in request.query_params:
            hub.pass_by(oefening, person, version)
            return JSONResponse(_told(hub.stand(oefening)), headers=NO_STORE)
        events = _events(hub, oefening, person, version, lambda: visits.still_counts(visit))
        return StreamingResponse(events, media_type="text/event-stream", headers=_HEADERS)

    return [Route(paths.live_path("{oefening}"), line, methods=["GET"])]


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


def watch_routes(authenticator: Authenticator, lines: Lines) -> list[Route]:
    """Build the routes to hand to `st.App`.

    Args:
        authenticator: Knows the addresses.
        lines: Tells who could not get a line: their page says why.
    """

    async def mark(request: Request) -> Response:
        closest = next(iter(counted_for(authenticator, request.scope)))
        if lines.was_refused(closest):
            return PlainTextResponse(sentence_for(request.scope), 429, headers=NO_STORE)
        return PlainTextResponse(mark_of(request.scope[SCOPE_KEY]), headers=NO_STORE)

    return [Route(paths.WATCH, mark, methods=["GET"])]


def mark_of(visit: Visit) -> str:
    """Return signs that change with the visitor and tell nothing of the log-in."""
    log_in = visit.log_in.id if visit.log_in else ""
    return sha256(f"{visit.bezoeker.soort}/{log_in}".encode()).hexdigest()[:_SIGNS]


def draft_routes(services: Callable[[], Services]) -> list[Route]:
    """Build the routes to hand to `st.App`.

    Args:
        services: keep the drafts.
    """

    def keep(visit: Visit, field: str, text: str) -> None:
        # For who they are now: they were looked up before the text came in.
        services().drafts.keep(services().visits.current(visit), field, text)

    async def receive(request: Request) -> Response:
        body = await body_of(request, MOST_BYTES) if is_sent_as(request, _KIND) else b""
        try:
            field, text = _read(body)
        except (ValueError, TypeError, RecursionError):
            return _answer(413 if body is None else 400)
        try:
            await run_in_threadpool(keep, request.scope[SCOPE_KEY], field, text)
        except RightMissing:
            return _answer(403)
        except UserError:
            # The same answer whether it was kept: it would tell what is in a field. Nobody
            # reads it, and the field says what is wrong when it is left.
            pass
        return _answer(200, RECEIVED)

    return [Route(paths.DRAFT, receive, methods=["POST"])]


def _read(body: bytes | None) -> tuple[str, str]:
    """Return the field and its text.

    Raises:
        ValueError, TypeError: it is something else.
    """
    found = json.loads(body or b"")
    field, text = (found.get("veld"), found.get("tekst")) if isinstance(found, dict) else (0, 0)
    if not isinstance(field, str) or not isinstance(text, str):
        raise TypeError
    return field, text


def _answer(status: int, told: str = "") -> Response:
    return PlainTextResponse(told, status, headers=NO_STORE)
