"""What never enters the store: a BSN, an e-mail address, a phone number, an account number.

The store asks at its border, so that no screen, draft, title or import goes round it.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from gesprek.opslag.fouten import GeweigerdeTekst
from gesprek.opslag.protocol import Document, Operation, Soort

if TYPE_CHECKING:
    from gesprek.privacy import Finding

_TYPED_BY_PEOPLE: Final = frozenset({Soort.OEFENING, Soort.TEAM, Soort.LEERPUNTEN, Soort.CONCEPT})
# Ids and moments are ours, and a row of digits in them is nobody's number.
_OURS: Final = re.compile(
    r"[0-9a-z]{26}(?:-[0-9a-z]{26})?"
    r"|\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d))?"
)
# In a name ours may stand between other words.
_IDS: Final = re.compile(r"(?<![0-9a-z])[0-9a-z]{26}(?![0-9a-z])")


def refuse_identifiers(soort: Soort, values: Iterable[object]) -> None:
    """Accept what is about to be stored.

    Args:
        soort: the kind of document; only what people type in is looked at.
        values: JSON values: a whole document, or the values of changes.

    Raises:
        GeweigerdeTekst: one holds what is never stored; its sentence names the kind only.
    """
    if soort not in _TYPED_BY_PEOPLE:
        return
    labels = {one.label.value for text in _texts(list(values)) for one in _found(text)}
    if labels:
        raise GeweigerdeTekst(sorted(labels))


def refuse_in_operations(soort: Soort, operations: Iterable[Operation]) -> None:
    """Accept changes, and where they are made; arguments and errors as ``refuse_identifiers``."""
    refuse_identifiers(soort, ([dict.fromkeys(one.path), one.value] for one in operations))


def without_identifiers(soort: Soort, document: Document) -> tuple[Document, int]:
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
