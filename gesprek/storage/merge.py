"""How changes of several people come together: pure functions, the same for every store."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import compress
from typing import Any

from gesprek.storage.protocol import UNSEEN, Document, FieldPath, Operation
from gesprek.storage.store_errors import FieldConflict, InvalidDocument


@dataclass(frozen=True)
class Envelope:
    """A document with what the merge needs to know.

    Attributes:
        version: 1 when created, one more with each change.
        saved: the moment of the last change.
        created: the moment it was made.
        document: the JSON object.
        field_versions: path → the version that last wrote or removed it. A path that was never
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
    nor the one offered already.

    Args:
        envelope: what is stored.
        base_version: the version on which the operations were made. One that the store has not
            reached comes from before a back-up was put back: then every path counts as changed.
        operations: carried out in order.
        now: the moment of the change.

    Raises:
        FieldConflict: with the value offered and the value stored of every conflicting path.
        InvalidDocument: a path is empty or leads through a value that is no group.
    """
    old = envelope.document
    news = [not _same(value_at(old, one.path), one.value) for one in operations]
    conflicts = {
        one.path: (one.value, value_at(old, one.path))
        for one, is_new in zip(operations, news, strict=True)
        if is_new and _is_overtaken(envelope, base_version, one)
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

    Raises:
        InvalidDocument: a path is empty or leads through a value that is no group.
    """
    for operation in operations:
        if not operation.path:
            raise InvalidDocument
        if operation.value is None and value_at(document, operation.path) is None:
            continue  # nothing to remove, so no group to leave empty either
        document = _put(document, operation.path, operation.value)
    return document


def difference(
    old: Document, new: Document, is_group: Callable[[FieldPath], bool] = lambda _path: False
) -> tuple[Operation, ...]:
    """Return the operations that make ``new`` of ``old``, as deep in the groups as they can be.

    Lists and single values are replaced as a whole, so that two people who fill different fields
    of one group do not meet.

    Args:
        old: the document before; no dict in it holds a None.
        new: the document after; the same.
        is_group: whether the dict at a path is a fixed part of the form, which is left out when
            it is empty. When it disappears its fields are removed one by one, so that a colleague
            may fill another one. Any other dict is removed as a whole: half of it would be no
            value.
    """
    return tuple(_changes((), old, new, is_group))


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
    path = operation.path
    if not _changed_since(envelope, base_version, path):
        return False
    if operation.seen is UNSEEN:
        return True
    around = any(
        version > base_version and len(changed) < len(path) and _related(path, changed)
        for changed, version in envelope.field_versions.items()
    )
    is_older = base_version > envelope.version
    return is_older or around or not _same(value_at(envelope.document, path), operation.seen)


def _changed_since(envelope: Envelope, base_version: int, path: FieldPath) -> bool:
    if base_version > envelope.version:
        return True
    return any(
        version > base_version and _related(path, changed)
        for changed, version in envelope.field_versions.items()
    )


def _related(one: FieldPath, other: FieldPath) -> bool:
    """Return whether the paths are the same, or one leads to the other."""
    shared = min(len(one), len(other))
    return one[:shared] == other[:shared]


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


def _changes(
    path: FieldPath, old: Document, new: Document, is_group: Callable[[FieldPath], bool]
) -> Iterator[Operation]:
    for key in sorted(old.keys() | new.keys()):
        here, before, after = (*path, key), old.get(key), new.get(key)
        if _same(before, after):
            continue
        if _goes_deeper(before, after, vanishes=is_group(here)):
            yield from _changes(here, before or {}, after or {}, is_group)
        else:
            yield Operation(here, after, seen=before)


def _goes_deeper(before: object, after: object, *, vanishes: bool) -> bool:
    """Return whether the difference of two values is told field by field.

    An empty dict is a value: field by field it would disappear.
    """
    if after is None:
        return vanishes and isinstance(before, dict) and bool(before)
    return isinstance(after, dict) and bool(after) and (before is None or isinstance(before, dict))


def _same(one: object, other: object) -> bool:
    """Return whether two JSON values are the same; in Python 1, 1.0 and True are equal too."""
    return one == other and _canonical(one) == _canonical(other)


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True)
