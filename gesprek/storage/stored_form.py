"""The stored form of a document: its envelope, its schema, and how an older one is upgraded.

A step takes the JSON of one schema to the next. It is never changed afterwards: back-ups of that
time need it too.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from gesprek.storage.merge import Envelope
from gesprek.storage.protocol import Document, DocumentKey, FieldPath, Kind, Record
from gesprek.storage.store_errors import Corrupt, Damage, SchemaTooNew

APART: Final[Mapping[str, Kind]] = {
    "aanmelding-": Kind.AANMELDING,
    "code-": Kind.DEELCODE,
    "sleutel-": Kind.TEAMSLEUTEL,
    "teamsleutel-": Kind.TEAMSLEUTEL,
    "account-": Kind.ACCOUNT,
    "geblokkeerd-": Kind.ACCOUNT,
    "gewist-": Kind.GROOTBOEK,
}
"""How an id begins → its kind now; the ids stay as they are.

All of these were of one kind once. To find one, all were read: the list of a team's devices took
0.3 s with 2,000 codes in the store.
"""
IN_BACKUP: Final = frozenset(Kind) - {
    Kind.CONCEPT,
    Kind.GRAFIEKEN,
    Kind.HERINNERING,
    Kind.BERICHT,
}
"""The kinds that a back-up holds.

A draft is private to its writer and lives a week. A drawing is made anew of its figures. An address
goes with the name it is of, and a message of a back-up would be sent once more.
"""


def present_key(key: DocumentKey) -> DocumentKey:
    """Return the key under which a document is kept now, the same for all others."""
    if key.kind is Kind.BEHEER:
        for begin, soort in APART.items():
            if key.id.startswith(begin):
                return replace(key, kind=soort)
    return key


def _add_created(stored: dict[str, Any]) -> dict[str, Any]:
    """Schema 2 tells when a document was made, so that a draft cannot live on by being saved.

    Of an older one the last change is what is known.
    """
    return {**stored, "created": stored["saved"]}


def _unchanged(stored: dict[str, Any]) -> dict[str, Any]:
    """Return what was stored: only an older program could not read what is newer.

    Schema 3 lets an oefening hold who leads, and what several devices write side by side. Schema 4
    has no ``operations`` any more; what an older program put there is not read. Schema 5 knows of
    an oefening what was agreed to watch for, moments in the play, the card for the day and how the
    team looked back.
    """
    return stored


SCHEMA: Final = 5
STEPS: Final[Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]]] = {
    1: _add_created,
    2: _unchanged,
    3: _unchanged,
    4: _unchanged,
}


def to_json(envelope: Envelope) -> Document:
    """Return the envelope as a JSON object. Paths become lists: a key may hold any character."""
    return {
        "schema": SCHEMA,
        "version": envelope.version,
        "saved": envelope.saved.isoformat(),
        "created": envelope.created.isoformat(),
        "document": envelope.document,
        "field_versions": [[list(path), at] for path, at in envelope.field_versions.items()],
    }


def parsed(text: str) -> Any:  # noqa: ANN401 - any JSON value
    """Return what is stored as JSON; raises Corrupt where it is none, as with NaN in it."""
    try:
        return json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise Corrupt(Damage.NOT_JSON) from None  # the cause quotes the text


def _refuse(_constant: str) -> None:
    raise ValueError


def from_json(stored: object) -> Envelope:
    """Return the envelope that was stored, by this program or an older one.

    Raises:
        Corrupt: it is no envelope: another shape, a key that misses.
        SchemaTooNew: a newer program wrote it; this one would lose what it does not know.
    """
    try:
        found = _of_type(dict, stored)
        schema = _count(found.get("schema"))
        if schema > SCHEMA:
            raise SchemaTooNew
        for step in range(schema, SCHEMA):
            found = STEPS[step](found)
        return Envelope(
            version=_count(found["version"]),
            saved=_moment(found["saved"]),
            created=_moment(found["created"]),
            document=_of_type(dict, found["document"]),
            field_versions={_path(path): _count(at) for path, at in found["field_versions"]},
        )
    # Without the cause: it quotes what was stored.
    except KeyError:
        raise Corrupt(Damage.INCOMPLETE) from None
    except (TypeError, ValueError):
        raise Corrupt(Damage.SHAPE) from None


def _moment(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError
    return moment


def _path(value: list[str]) -> FieldPath:
    return tuple(_of_type(str, key) for key in _of_type(list, value))


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError
    return value


def _of_type(kind: type, value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if not isinstance(value, kind):
        raise TypeError
    return value


def record_of(key: DocumentKey, envelope: Envelope) -> Record:
    """Return what who uses the store sees of an envelope."""
    return Record(key, envelope.version, envelope.document, envelope.saved, envelope.created)
