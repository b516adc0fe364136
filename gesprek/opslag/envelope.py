"""The stored form of an envelope, with the number of its schema."""

from datetime import datetime
from typing import Any

from gesprek.opslag.fouten import Corrupt, Schade, SchemaTooNew
from gesprek.opslag.merge import Envelope
from gesprek.opslag.protocol import Document, Path
from gesprek.opslag.upgrades import SCHEMA, upgrade


def to_json(envelope: Envelope) -> Document:
    """Return the envelope as a JSON object. Paths become lists: a key may hold any character."""
    return {
        "schema": SCHEMA,
        "version": envelope.version,
        "saved": envelope.saved.isoformat(),
        "created": envelope.created.isoformat(),
        "document": envelope.document,
        "field_versions": [[list(path), at] for path, at in envelope.field_versions.items()],
        "operations": list(envelope.operations),
    }


def from_json(stored: object) -> Envelope:
    """Return the envelope that was stored, by this program or an older one.

    Raises:
        Corrupt: it is no envelope: another shape, a key that misses.
        SchemaTooNew: a newer program wrote it; this one would lose what it does not know.
    """
    if not isinstance(stored, dict) or not _is_count(stored.get("schema")):
        raise Corrupt(Schade.VORM)
    if stored["schema"] > SCHEMA:
        raise SchemaTooNew
    try:
        stored = upgrade(stored)
        return Envelope(
            version=_count(stored["version"]),
            saved=_moment(stored["saved"]),
            created=_moment(stored["created"]),
            document=_of_type(dict, stored["document"]),
            field_versions={_path(path): _count(at) for path, at in stored["field_versions"]},
            operations=tuple(_of_type(str, one) for one in stored["operations"]),
        )
    except KeyError:
        raise Corrupt(Schade.ONVOLLEDIG) from None
    except (TypeError, ValueError):
        # Without the cause: it quotes what was stored.
        raise Corrupt(Schade.VORM) from None


def _moment(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError
    return moment


def _path(value: list[str]) -> Path:
    return tuple(_of_type(str, key) for key in _of_type(list, value))


def _count(value: int) -> int:
    if not _is_count(value):
        raise ValueError
    return value


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _of_type(kind: type, value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if not isinstance(value, kind):
        raise TypeError
    return value
