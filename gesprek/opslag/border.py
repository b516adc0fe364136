"""What the store accepts: JSON that TinyDB and PostgreSQL both give back exactly."""

import json
import math
from collections.abc import Iterable
from typing import Any, Final

from gesprek.opslag.fouten import InvalidDocument
from gesprek.opslag.protocol import Document, Operation

MAX_BYTES: Final = 2_000_000
MAX_DEPTH: Final = 40
MAX_KEY: Final = 300
"""Characters of a name in a document; our longest has 140."""
_MAX_INT: Final = 2**63 - 1
_MAX_OPERATION_ID: Final = 80


def check_document(document: Document) -> None:
    """Accept a whole document.

    Raises:
        InvalidDocument: a value is no JSON, or JSON that a store would change: a NUL, a lone
            surrogate, NaN or Infinity, an integer over 64 bits, a group deeper than 40, a name
            longer than 300 characters. A None in a dict too: what has no value is left out.
    """
    _check(document, 0)


def check_operations(operations: Iterable[Operation], operation_id: str | None) -> None:
    """Accept changes.

    Raises:
        InvalidDocument: as ``check_document``, or an operation id is empty or too long.
    """
    if operation_id is not None:
        _check_text(operation_id)
        if not 0 < len(operation_id) <= _MAX_OPERATION_ID:
            raise InvalidDocument
    for operation in operations:
        for key in operation.path:
            _check_key(key)
        if operation.value is not None:
            _check(operation.value, len(operation.path))


def to_bytes(stored: object) -> bytes:
    """Return what is stored as JSON.

    Raises:
        InvalidDocument: it is none, or larger than the store accepts.
    """
    try:
        encoded = json.dumps(
            stored, ensure_ascii=False, allow_nan=False, separators=(",", ":")
        ).encode()
    except (TypeError, ValueError):
        raise InvalidDocument from None  # the cause quotes the text
    if len(encoded) > MAX_BYTES:
        raise InvalidDocument
    return encoded


def _check(value: object, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise InvalidDocument
    match value:
        case bool():
            pass
        case str():
            _check_text(value)
        case int():
            _accept(within=-_MAX_INT <= value <= _MAX_INT)
        case float():
            _accept(within=math.isfinite(value))
        case dict():
            _check_dict(value, depth)
        case list():
            for one in value:
                if one is not None:
                    _check(one, depth + 1)
        case _:
            raise InvalidDocument


def _check_dict(value: dict[Any, Any], depth: int) -> None:
    for key, one in value.items():
        _check_key(key)
        _check(one, depth + 1)


def _check_key(key: object) -> None:
    _check_text(key)
    _accept(within=len(str(key)) <= MAX_KEY)


def _check_text(text: object) -> None:
    if not isinstance(text, str) or "\x00" in text:
        raise InvalidDocument
    try:
        text.encode()
    except UnicodeEncodeError:
        # Without the cause: it quotes the text.
        raise InvalidDocument from None


def _accept(*, within: bool) -> None:
    if not within:
        raise InvalidDocument
