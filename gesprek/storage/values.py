"""Ids of what is stored, documents as values of the domain, and changes without a screen.

An id sorts by the moment it was made. That of an oefening says which team it belongs to.
"""

import re
import string
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, TypeVar, get_args, get_origin

from pydantic import ValidationError
from ulid import ULID

from gesprek.domain.base import UserError, Value
from gesprek.storage.merge import difference, value_at
from gesprek.storage.protocol import Document, DocumentKey, FieldPath, Names, Operation, Store
from gesprek.storage.store_errors import AlreadyExists, Busy, Corrupt, FieldConflict, NotFound

_ULID: Final = "[0-7][0-9a-hjkmnp-tv-z]{25}"
_TEAM: Final = re.compile(_ULID)
_OEFENING: Final = re.compile(f"(?P<team>{_ULID})-{_ULID}")


def new_id() -> str:
    """Return a new id: a ULID in lower case, random and later than those made before it here."""
    return str(ULID()).lower()


def new_oefening_id(team_id: str) -> str:
    """Return a new id of an oefening of this team: ``<team id>-<ulid>``."""
    return f"{team_id}-{new_id()}"


def check_team_id(team_id: str) -> None:
    """Accept what can be the id of a team; raises NotFound for anything else."""
    if not _TEAM.fullmatch(team_id):
        raise NotFound


def team_of(oefening_id: str) -> str:
    """Return the id of the team of an oefening; raises NotFound where this cannot be one."""
    found = _OEFENING.fullmatch(oefening_id)
    if not found:
        raise NotFound
    return found["team"]


def made_at(one_id: str) -> datetime | None:
    """Return when an id of ``new_id`` was made, None for any other id."""
    return ULID.from_str(one_id.upper()).datetime if _TEAM.fullmatch(one_id) else None


def id_at(moment: datetime, randomness: bytes) -> str:
    """Return the id that would have been made at this moment, with these ten bytes at random."""
    milliseconds = int(moment.timestamp() * 1000)
    return str(ULID(milliseconds.to_bytes(6, "big") + randomness)).lower()


FORMS_OF_TEAM: Final = "team-"
"""Begins the place of the forms of a team; its id follows."""


def names_of_drafts(whose: str) -> Names:
    """Return how the names begin of the drafts in a place, or in all places of its team.

    The name of a draft of an older program, at most a week old, is hexadecimal only.
    """
    forms = f"o-{FORMS_OF_TEAM}{whose.partition('-')[0]}-"
    return (f"o-{whose}-", forms, *string.hexdigits[:16])


_Stored = TypeVar("_Stored", bound=Value)


def value_of(model: type[_Stored], document: object) -> _Stored:
    """Return a stored document as a value; raises Corrupt where it does not fit the model."""
    try:
        return model.model_validate(document)
    except (ValidationError, UserError):
        raise Corrupt from None  # the cause quotes the text


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
    found = kind.model_fields.get(key) if _is_value(kind) else None
    return found.annotation if found else None


def _is_value(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Value)


_ROUNDS: Final = 20


@dataclass(frozen=True)
class DocumentChange:
    """A change that was made, the version after it, and what puts back what was there."""

    key: DocumentKey
    version: int
    back: tuple[Operation, ...] = field(repr=False)


def update(
    store: Store, key: DocumentKey, change: Callable[[Document], Document]
) -> DocumentChange | None:
    """Change a document as it is now, and again when somebody else changed it meanwhile.

    ``change`` takes what is stored and returns what must be; it is called once for each try.
    Returns None where nothing had to change. Raises as ``Store.get`` and ``Store.apply``, and Busy
    where others kept changing it.
    """
    for _ in range(_ROUNDS):
        record = store.get(key)
        operations = difference(record.document, change(record.document))
        if not operations:
            return None
        with suppress(FieldConflict):
            stored = store.apply(key, record.version, operations)
            before = (
                Operation(one.path, value_at(record.document, one.path)) for one in operations
            )
            return DocumentChange(key, stored.version, tuple(before))
    raise Busy


def update_or_create(
    store: Store, key: DocumentKey, change: Callable[[Document], Document]
) -> None:
    """Do as ``update``; a document that is not there begins empty."""
    for _ in range(_ROUNDS):
        with suppress(NotFound):
            update(store, key, change)
            return
        with suppress(AlreadyExists):  # somebody else was first
            store.create(key, change({}))
            return
    raise Busy
