"""How text goes for good: a pure function, the same for every store."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from gesprek.opslag.merge import Envelope, apply_operations, value_at
from gesprek.opslag.protocol import Document, Operation, Path, Patroon


def redacted(envelope: Envelope, patronen: Sequence[Patroon], now: datetime) -> Envelope:
    """Return the envelope without what stands at the paths, or the same object: nothing did.

    Nothing conflicts. What was known of the fields below goes too, and their path counts as
    changed, so that a page that still shows the text cannot put it back unseen. The operation
    ids stay: without them a late retry would put it back.

    Args:
        envelope: what is stored.
        patronen: paths; None in one stands for every key, ``()`` is the whole document.
        now: the moment of the change.
    """
    found = [(path, one) for one in patronen for path in _paths((), envelope.document, one)]
    if not found:
        return envelope
    removals = [Operation(path, None) for path, _ in found]
    document = apply_operations(envelope.document, removals)
    touched = {_nameless(path, pattern, document) for path, pattern in found}
    version = envelope.version + 1
    kept = {
        path: at
        for path, at in envelope.field_versions.items()
        if not any(path[: len(gone)] == gone for gone in touched)
    }
    return replace(
        envelope,
        version=version,
        saved=now,
        document=document,
        field_versions=kept | dict.fromkeys(sorted(touched), version),
    )


def _paths(path: Path, value: object, pattern: Patroon) -> Iterator[Path]:
    """Yield the paths that the pattern meets; of the whole document those of its fields."""
    if not pattern and path:
        yield path
    elif isinstance(value, dict):
        head, rest = (pattern[0], pattern[1:]) if pattern else (None, ())
        for key in _keys(value, head):
            yield from _paths((*path, key), value[key], rest)


def _keys(group: Document, wanted: str | None) -> list[str]:
    return list(group) if wanted is None else [key for key in (wanted,) if key in group]


def _nameless(path: Path, pattern: Patroon, document: Document) -> Path:
    """Return the path up to a key that is gone and that the caller did not name: it may be text."""
    for place, _ in enumerate(path):
        is_named = place < len(pattern) and pattern[place] is not None
        if not is_named and value_at(document, path[: place + 1]) is None:
            return path[:place]
    return path
