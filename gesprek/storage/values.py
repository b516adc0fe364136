"""Stored documents as values of the domain, and changes where nobody's screen is involved."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar, get_args, get_origin

from pydantic import ValidationError

from gesprek.domain.base import UserError, Value
from gesprek.storage.merge import difference, value_at
from gesprek.storage.protocol import Document, DocumentKey, FieldPath, Operation, Store
from gesprek.storage.store_errors import AlreadyExists, Busy, Corrupt, FieldConflict, NotFound

_Stored = TypeVar("_Stored", bound=Value)


def value_of(model: type[_Stored], document: object) -> _Stored:
    """Return a stored document as a value.

    Raises:
        Corrupt: the document does not fit the model.
    """
    try:
        return model.model_validate(document)
    except (ValidationError, UserError):
        # Without the cause: it quotes the text.
        raise Corrupt from None


def groups_of(model: type[Value]) -> Callable[[FieldPath], bool]:
    """Return the test that ``merge.difference`` wants for documents of this model.

    A fixed group is a field that is itself a ``Value`` or a map: ``casus``, ``terugblik.feedback``.
    It is left out of the document when it is empty, and different people may fill its fields. An
    entry of a map is none: without one of its fields it could not be read any more.
    """

    def is_group(path: FieldPath) -> bool:
        kind: Any = model
        is_entry = False
        for key in path:
            is_entry = get_origin(kind) is dict
            kind = _kind_below(kind, key)
        return not is_entry and (_is_value(kind) or get_origin(kind) is dict)

    return is_group


def _kind_below(kind: Any, key: str) -> Any:  # noqa: ANN401 - any annotation
    if get_origin(kind) is dict:
        return get_args(kind)[1]
    field = kind.model_fields.get(key) if _is_value(kind) else None
    return field.annotation if field else None


def _is_value(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Value)


_ROUNDS: Final = 20


@dataclass(frozen=True)
class DocumentChange:
    """A change that was made, and how to take it back.

    Attributes:
        sleutel: the document.
        version: its version after the change.
        back: the operations that put back what was there.
    """

    sleutel: DocumentKey
    version: int
    back: tuple[Operation, ...] = field(repr=False)


def update(
    store: Store, sleutel: DocumentKey, change: Callable[[Document], Document]
) -> DocumentChange | None:
    """Change a document as it is now, and again when somebody else changed it meanwhile.

    Args:
        store: where it is kept.
        sleutel: the document.
        change: takes what is stored and returns what must be; called once for each try.

    Returns:
        The change; None where nothing had to change.

    Raises:
        NotFound, Corrupt, SchemaTooNew: it cannot be read.
        Busy: others kept changing it.
        InvalidDocument, StoreFull, OutcomeUnknown: see ``Store.apply``.
    """
    for _ in range(_ROUNDS):
        record = store.get(sleutel)
        operations = difference(record.document, change(record.document))
        if not operations:
            return None
        with suppress(FieldConflict):
            stored = store.apply(sleutel, record.version, operations)
            return DocumentChange(sleutel, stored.version, _back(record.document, operations))
    raise Busy


def update_or_create(
    store: Store, sleutel: DocumentKey, change: Callable[[Document], Document]
) -> None:
    """Do as ``update``; a document that is not there begins empty."""
    for _ in range(_ROUNDS):
        with suppress(NotFound):
            update(store, sleutel, change)
            return
        with suppress(AlreadyExists):  # somebody else was first
            store.create(sleutel, change({}))
            return
    raise Busy


def _back(before: Document, operations: tuple[Operation, ...]) -> tuple[Operation, ...]:
    return tuple(Operation(one.path, value_at(before, one.path)) for one in operations)
