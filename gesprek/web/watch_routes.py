"""The route that tells an open page whether it is still for the same visitor."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from gesprek.services import paths
from gesprek.web.authentication import SCOPE_KEY
from gesprek.web.request_limits import counted_for, sentence_for
from gesprek.web.sign_in_pages import NO_STORE

if TYPE_CHECKING:
    from starlette.requests import Request

    from gesprek.services.visits import Visit
    from gesprek.web.authentication import Authenticator
    from gesprek.web.request_limits import Lines

_SIGNS = 16


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
