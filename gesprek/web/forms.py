"""Forms of our own: what they ask, and reading what was posted, small, whole and in UTF-8."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

MOST_BYTES: Final = 20_000
"""A password of 1,000 signs of four bytes, each written as three."""
_MOST_FIELDS: Final = 30
_KIND: Final = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class FormField:
    """One field of a form.

    Attributes:
        name: Its name in the form.
        label: What is above it.
        kind: `text`, `password`, `checkbox`, `hidden` for what only the server reads, or `choice`.
        hint: A line below the label.
        value: What is in it, or what a tick means.
        attributes: More attributes of HTML.
        is_required: Whether the browser asks for it.
        shown_with: The values of a choice in the same form with which it is asked; empty: always.
        options: The values of a choice with their labels; the first one is chosen.
    """

    name: str
    label: str
    kind: str = "text"
    hint: str = ""
    value: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    is_required: bool = True
    shown_with: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Form:
    """A form with its heading.

    Attributes:
        heading: What is above it, empty for nothing.
        action: The path that it is sent to.
        button: What is on its button.
        fields: What it asks.
    """

    heading: str
    action: str
    button: str
    fields: tuple[FormField, ...] = ()


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
    if not is_sent_as(request, _KIND):
        raise InvalidForm(415)
    length = request.headers.get("content-length", "0")
    is_short = length.isdigit() and int(length[:20]) <= MOST_BYTES
    body = await body_of(request, MOST_BYTES) if is_short else None
    if body is None:
        raise InvalidForm(413)
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise InvalidForm(400) from None
    return dict(reversed(pairs))


def is_sent_as(request: Request, kind: str) -> bool:
    """Return whether a request says that its body is of this media type."""
    told = request.headers.get("content-type", "")
    return told.partition(";")[0].strip().lower() == kind


async def body_of(request: Request, most: int) -> bytes | None:
    """Return the body, None where it is longer than ``most``; no more of it is read then."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > most:
            return None
    return body
