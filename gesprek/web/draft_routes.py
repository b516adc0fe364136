"""The route that keeps what somebody types, while they type."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from gesprek.access.access_errors import RightMissing
from gesprek.domain.errors import UserError
from gesprek.services import paths
from gesprek.web.authentication import SCOPE_KEY
from gesprek.web.forms import body_of, is_sent_as
from gesprek.web.sign_in_pages import NO_STORE

if TYPE_CHECKING:
    from starlette.requests import Request

    from gesprek.services.drafts import Keep

MOST_BYTES = 60_000
"""The longest text, each character of it in four bytes, and the name of its field."""
RECEIVED = "ontvangen"
_KIND = "application/json"


def draft_routes(keep: Keep) -> list[Route]:
    """Build the routes to hand to `st.App`.

    Args:
        keep: Keeps a draft; may block. What it refuses is an error of the domain.
    """

    async def receive(request: Request) -> Response:
        body = await _body(request)
        try:
            field, text = _read(body)
        except (ValueError, TypeError, RecursionError):
            return _answer(413 if body is None else 400)
        try:
            await run_in_threadpool(keep, request.scope[SCOPE_KEY], field, text)
        except RightMissing:
            return _answer(403)
        except UserError:
            # The same answer whether it was kept: it would tell what stands in a field. Nobody
            # reads it, and the field says what is wrong when it is left.
            pass
        return _answer(200, RECEIVED)

    return [Route(paths.DRAFT, receive, methods=["POST"])]


async def _body(request: Request) -> bytes | None:
    """Return the body, None where it is too long; no more of it is read then."""
    return await body_of(request, MOST_BYTES) if is_sent_as(request, _KIND) else b""


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
