"""Reading a form that was posted: small, whole and in UTF-8."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from starlette.requests import Request

MOST_BYTES = 20_000
"""A password of 1,000 signs of four bytes, each written as three."""
_MOST_FIELDS = 30
_KIND = "application/x-www-form-urlencoded"


class InvalidForm(Exception):
    """What was posted is no form of ours.

    Attributes:
        status: The HTTP status that says what is wrong with it.
    """

    def __init__(self, status: int) -> None:
        super().__init__()
        self.status = status


async def read_form(request: Request) -> dict[str, str]:
    """Return the fields; of a field that came twice the first.

    Raises:
        InvalidForm: it is too large, of another kind, or has too many fields.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _KIND:
        raise InvalidForm(415)
    length = request.headers.get("content-length", "0")
    if not length.isdigit() or int(length[:20]) > MOST_BYTES:
        raise InvalidForm(413)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            raise InvalidForm(413)
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise InvalidForm(400) from None
    return dict(reversed(pairs))
