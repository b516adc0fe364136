"""What may enter the store: JSON that both engines give back exactly, no identifier of a person.

The store asks at its border, so that no screen, draft, title or import goes round it.
"""

import json
import math
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from gesprek.storage.protocol import Document, Kind, Operation
from gesprek.storage.store_errors import InvalidDocument, RefusedText

if TYPE_CHECKING:
    from gesprek.privacy import Finding

MAX_BYTES: Final = 2_000_000
MAX_DEPTH: Final = 40
MAX_KEY: Final = 300
"""Characters of a name in a document; our longest has 140."""
_MAX_INT: Final = 2**63 - 1


def check_document(document: Document) -> None:
    """Accept a whole document.

    Raises:
        InvalidDocument: a value is no JSON, or JSON that a store would change: a NUL, a lone
            surrogate, NaN or Infinity, an integer over 64 bits, a group deeper than 40, a name
            longer than 300 characters. A None in a dict too: what has no value is left out.
    """
    _check(document, 0)


def check_operations(operations: Iterable[Operation]) -> None:
    """Accept changes; errors as ``check_document``."""
    for operation in operations:
        for key in operation.path:
            _check_key(key)
        if operation.value is not None:
            _check(operation.value, len(operation.path))


def to_bytes(stored: object) -> bytes:
    """Return what is stored as JSON; raises InvalidDocument where it is none, or too large."""
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
        case str():
            _check_text(value)
        case dict():
            for key in value:
                _check_key(key)
            for one in value.values():
                _check(one, depth + 1)
        case list():
            for one in value:
                if one is not None:
                    _check(one, depth + 1)
        case _ if not _is_exact(value):
            raise InvalidDocument


def _is_exact(value: object) -> bool:
    """Return whether this is a bool or a number that every store gives back."""
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) and abs(value) <= _MAX_INT


def _check_key(key: object) -> None:
    _check_text(key)
    if len(str(key)) > MAX_KEY:
        raise InvalidDocument


def _check_text(text: object) -> None:
    if not isinstance(text, str) or "\x00" in text:
        raise InvalidDocument
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InvalidDocument from None  # the cause quotes the text


_TYPED_BY_PEOPLE: Final = frozenset({Kind.OEFENING, Kind.TEAM, Kind.LEERPUNTEN, Kind.CONCEPT})
# Ids and moments are ours, and a row of digits in them is nobody's number.
_OURS: Final = re.compile(
    r"[0-9a-z]{26}(?:-[0-9a-z]{26})?"
    r"|\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d))?"
)
# In a name ours may stand between other words.
_IDS: Final = re.compile(r"(?<![0-9a-z])[0-9a-z]{26}(?![0-9a-z])")


def refuse_identifiers(soort: Kind, values: Iterable[object]) -> None:
    """Accept JSON values that are about to be stored; only kinds that people type in are looked at.

    Raises RefusedText where one holds what is never stored; its sentence names only which kind.
    """
    if soort not in _TYPED_BY_PEOPLE:
        return
    labels = {one.label.value for text in _texts(list(values)) for one in _found(text)}
    if labels:
        raise RefusedText(sorted(labels))


def without_identifiers(soort: Kind, document: Document) -> tuple[Document, int]:
    """Return a document with neutral words for what is never stored, and how many there were.

    The same object where there were none.
    """
    if soort not in _TYPED_BY_PEOPLE:
        return document, 0
    count = sum(len(_found(text)) for text in _texts(document))
    return (_masked(document), count) if count else (document, 0)


def _found(text: str) -> "list[Finding]":
    from gesprek.privacy import scan_refused  # with the first text: a server starts without any

    return scan_refused(text)


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    """Yield every text in a JSON value that people could have typed, keys too."""
    match value:
        case str():
            if not _OURS.fullmatch(value):
                yield value
        case dict():
            for key, one in value.items():
                yield _words_of(key)
                yield from _texts(one)
        case list() | tuple():
            for one in value:
                yield from _texts(one)


def _words_of(key: str) -> str:
    """Return a name in a document as text: without our ids, and with spaces between its parts."""
    return _IDS.sub(" ", key).replace("-", " ").replace("_", " ")


def _masked_key(key: str) -> str:
    words = _words_of(key)
    return str(_masked(words)) if _found(words) else key


def _masked(value: Any) -> Any:  # noqa: ANN401 - any JSON
    match value:
        case str() if not _OURS.fullmatch(value):
            from gesprek.privacy import mask

            return mask(value, _found(value))
        case dict():
            return {_masked_key(key): _masked(one) for key, one in value.items()}
        case list():
            return [_masked(one) for one in value]
        case _:
            return value
