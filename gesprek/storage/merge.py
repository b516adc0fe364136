"""How changes of several people come together: pure functions, the same for every store."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import compress
from typing import Any

from gesprek.storage.protocol import UNSEEN, Document, FieldPath, Operation
from gesprek.storage.store_errors import FieldConflict, InvalidDocument


@dataclass(frozen=True)
class Envelope:
    """A document with what the merge needs to know; see ``Record`` for what both have.

    ``field_versions`` is path → the version that last wrote or removed it. A path that was never
    changed after creation is not there.
    """

    version: int
    saved: datetime
    created: datetime
    document: Document
    field_versions: dict[FieldPath, int] = field(default_factory=dict)


def merge(
    envelope: Envelope, base_version: int, operations: Sequence[Operation], now: datetime
) -> Envelope:
    """Return the envelope after the operations, or the same object where nothing changes.

    An operation conflicts when its path, a parent or a child of it was changed after
    ``base_version``, and the stored value is neither the one that was seen as the change was made
    nor the one offered already. A ``base_version`` that the store has not reached comes from before
    a back-up was put back: then every path counts as changed.

    Raises FieldConflict with the value offered and the value stored of every conflicting path, and
    InvalidDocument as ``apply_operations``.
    """
    old = envelope.document
    news = [not _same(value_at(old, one.path), one.value) for one in operations]
    conflicts = {
        one.path: (one.value, value_at(old, one.path))
        for one in compress(operations, news)
        if _is_overtaken(envelope, base_version, one)
    }
    if conflicts:
        raise FieldConflict(conflicts)
    if not any(news):
        return envelope
    version = envelope.version + 1
    return replace(
        envelope,
        version=version,
        saved=now,
        document=apply_operations(old, operations),
        field_versions=_touched(envelope.field_versions, compress(operations, news), version),
    )


def apply_operations(document: Document, operations: Iterable[Operation]) -> Document:
    """Return a new document with the operations carried out in order.

    Raises InvalidDocument where a path is empty or leads through a value that is no group.
    """
    for operation in operations:
        if not operation.path:
            raise InvalidDocument
        if operation.value is None and value_at(document, operation.path) is None:
            continue  # nothing to remove, so no group to leave empty either
        document = _put(document, operation.path, operation.value)
    return document


def difference(
    old: Document,
    new: Document,
    is_group: Callable[[FieldPath], bool] = lambda _path: False,
    path: FieldPath = (),
) -> tuple[Operation, ...]:
    """Return the operations that make ``new`` of ``old``, as deep in the groups as they can be.

    Lists and single values are replaced as a whole, so that two people who fill different fields
    of one group do not meet. No dict in a document holds a None. ``path`` is where both of them
    are; the path of each operation begins with it.

    ``is_group`` tells whether the dict at a path is a fixed part of the form, left out when it is
    empty. When it disappears its fields are removed one by one, so that a colleague may fill
    another one. Any other dict is removed as a whole: half of it would be no value.
    """
    operations: list[Operation] = []
    for key in sorted(old.keys() | new.keys()):
        here, before, after = (*path, key), old.get(key), new.get(key)
        if _same(before, after):
            continue
        if _goes_deeper(before, after, vanishes=is_group(here)):
            operations += difference(before or {}, after or {}, is_group, here)
        else:
            operations.append(Operation(here, after, seen=before))
    return tuple(operations)


def value_at(document: Document, path: FieldPath) -> Any:  # noqa: ANN401 - any JSON value
    """Return the value at the path, None where there is nothing."""
    node: Any = document
    for key in path:
        if not isinstance(node, dict):
            return None
        node = node.get(key)
    return node


def _is_overtaken(envelope: Envelope, base_version: int, operation: Operation) -> bool:
    """Return whether somebody else changed what this operation is about.

    Not so where the value that was seen is stored still, unless the group around it was replaced:
    then it may stand in another one by now.
    """
    if base_version > envelope.version:
        return True
    path = operation.path
    # The same path, or one of both leads to the other.
    since = [
        changed
        for changed, version in envelope.field_versions.items()
        if version > base_version and changed[: len(path)] == path[: len(changed)]
    ]
    if not since or operation.seen is UNSEEN:
        return bool(since)
    around = any(len(changed) < len(path) for changed in since)
    return around or not _same(value_at(envelope.document, path), operation.seen)


def _touched(
    versions: dict[FieldPath, int], operations: Iterable[Operation], version: int
) -> dict[FieldPath, int]:
    """Return the field versions with these paths; what lies below a path is covered by it."""
    for operation in operations:
        path = operation.path
        versions = {key: old for key, old in versions.items() if key[: len(path)] != path}
        versions[path] = version
    return versions


def _put(tree: Document, path: FieldPath, value: object) -> Document:
    """Return a copy with the value at the path; other branches are shared, not copied."""
    head, rest = path[0], path[1:]
    changed = dict(tree)
    below = changed.get(head, {})
    if rest and not isinstance(below, dict):
        raise InvalidDocument
    put = _put(below, rest, value) if rest else value
    if put is None or (rest and value is None and not put):
        changed.pop(head, None)
    else:
        changed[head] = put
    return changed


def _goes_deeper(before: object, after: object, *, vanishes: bool) -> bool:
    """Return whether the difference of two values is told field by field.

    An empty dict is a value: field by field it would disappear.
    """
    if after is None:
        return vanishes and isinstance(before, dict) and bool(before)
    return isinstance(after, dict) and bool(after) and (before is None or isinstance(before, dict))


def _same(one: object, other: object) -> bool:
    """Return whether two JSON values are the same; in Python 1, 1.0 and True are equal too."""
    return one == other and (json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True))
