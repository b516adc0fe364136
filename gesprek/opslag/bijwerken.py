"""Changing a document that several may change at once, where nobody's screen is involved."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from gesprek.opslag.fouten import AlreadyExists, Busy, FieldConflict, NotFound
from gesprek.opslag.merge import difference, value_at
from gesprek.opslag.protocol import Document, Operation, Sleutel, Store

_ROUNDS: Final = 20


@dataclass(frozen=True)
class Wijziging:
    """A change that was made, and how to take it back.

    Attributes:
        sleutel: the document.
        version: its version after the change.
        back: the operations that put back what was there.
    """

    sleutel: Sleutel
    version: int
    back: tuple[Operation, ...] = field(repr=False)


def update(
    store: Store, sleutel: Sleutel, change: Callable[[Document], Document]
) -> Wijziging | None:
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
            return Wijziging(sleutel, stored.version, _back(record.document, operations))
    raise Busy


def update_or_create(
    store: Store, sleutel: Sleutel, change: Callable[[Document], Document]
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
