"""One row per document, and a number per team that tells whether its coded rows changed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from gesprek.storage.files.layout import FILES, file_of
from gesprek.storage.merge import Envelope
from gesprek.storage.postgresql.tables import DOCUMENTS, ROW_STATES
from gesprek.storage.protocol import ALL_NAMES, DocumentKey, Kind, Names
from gesprek.storage.store_errors import NotFound
from gesprek.storage.stored_form import SCHEMA, from_json, parsed, to_json
from gesprek.storage.validation import to_bytes

_C: Final = DOCUMENTS.c
_KEY: Final = (_C.soort, _C.team, _C.id)


class StoredRow(NamedTuple):
    """What is stored of one document: the text of its envelope, and since when it is damaged."""

    key: DocumentKey
    envelope: str
    damaged_since: datetime | None

    def read(self) -> Envelope:
        """Return the envelope; raises Corrupt and SchemaTooNew."""
        return from_json(parsed(self.envelope))


class Wanted(NamedTuple):
    """Rows of a kind: of one team, for a kind that belongs to one, and of ids that begin so."""

    soort: Kind
    team: str | None
    begins: Names = ALL_NAMES


def find(connection: sa.Connection, key: DocumentKey, *, for_update: bool = False) -> StoredRow:
    """Return the row of a document; raises NotFound.

    With ``for_update`` nobody else can change it until the end of the transaction.
    """
    query = _rows().where(_is(key))
    found = connection.execute(query.with_for_update() if for_update else query).first()
    if found is None:
        raise NotFound
    return StoredRow(key, found.envelope, found.kapot)


def page(
    connection: sa.Connection,
    wanted: Wanted,
    after: DocumentKey | None = None,
    most: int | None = None,
) -> list[StoredRow]:
    """Return at most so many of the rows that are wanted after a key, in the order of keys."""
    soort, team, begins = wanted
    query = _rows().where(_C.soort == soort.value).order_by(_C.team, _C.id).limit(most)
    if team is not None and "{team}" in FILES[soort]:
        query = query.where(_C.team == team)
    if "" not in begins:
        query = query.where(sa.or_(*(_C.id.startswith(one, autoescape=True) for one in begins)))
    if after is not None:
        query = query.where(sa.tuple_(_C.team, _C.id) > (after.team or "", after.id))
    return [StoredRow(_key_of(one), one.envelope, one.kapot) for one in connection.execute(query)]


def versions(connection: sa.Connection, keys: Iterable[DocumentKey]) -> dict[DocumentKey, int]:
    """Return key → version of what is there and can be read."""
    query = sa.select(*_KEY, _C.version).where(
        _is_one_of(keys), _C.kapot.is_(None), _C.schema <= SCHEMA
    )
    return {_key_of(one): one.version for one in connection.execute(query)}


def damaged(connection: sa.Connection) -> list[tuple[DocumentKey, datetime]]:
    """Return what is known to be damaged, and since when."""
    query = sa.select(*_KEY, _C.kapot).where(_C.kapot.is_not(None)).order_by(*_KEY)
    return [(_key_of(one), one.kapot) for one in connection.execute(query)]


def present(connection: sa.Connection, keys: Iterable[DocumentKey]) -> set[DocumentKey]:
    """Return which of these are there, readable or not."""
    found = connection.execute(sa.select(*_KEY).where(_is_one_of(keys)))
    return {_key_of(one) for one in found}


def insert_new(connection: sa.Connection, key: DocumentKey, envelope: Envelope) -> bool:
    """Store a new document; return whether the key was free. Raises as ``to_bytes``."""
    values = {**_values(key), **_stored(envelope)}
    new = insert(DOCUMENTS).values(values).on_conflict_do_nothing()
    is_new = connection.execute(new.returning(_C.id)).first() is not None
    if is_new:
        note_change(connection, key)
    return is_new


def overwrite(connection: sa.Connection, key: DocumentKey, envelope: Envelope) -> None:
    """Store a document over whatever there is; errors as ``insert_new``."""
    stored = _stored(envelope)
    new = insert(DOCUMENTS).values({**_values(key), **stored})
    connection.execute(new.on_conflict_do_update(index_elements=list(_KEY), set_=stored))
    note_change(connection, key)


def remove(connection: sa.Connection, key: DocumentKey) -> None:
    """Remove a document, readable or not; raises NotFound."""
    gone = connection.execute(sa.delete(DOCUMENTS).where(_is(key)).returning(_C.id))
    if gone.first() is None:
        raise NotFound
    note_change(connection, key)


def mark(connection: sa.Connection, row: StoredRow, since: datetime | None) -> None:
    """Note since when a document is damaged, or that it is whole, unless it was changed since."""
    change = sa.update(DOCUMENTS).where(_is(row.key), sa.cast(_C.envelope, sa.Text) == row.envelope)
    connection.execute(change.values(kapot=since))


def _rows() -> sa.Select[Any]:
    return sa.select(*_KEY, sa.cast(_C.envelope, sa.Text).label("envelope"), _C.kapot)


def _stored(envelope: Envelope) -> dict[str, Any]:
    text = to_bytes(to_json(envelope)).decode()
    return {"schema": SCHEMA, "version": envelope.version, "envelope": text, "kapot": None}


def _values(key: DocumentKey) -> dict[str, str]:
    file_of(key)  # refuses a key with a team too many or too few
    return {"soort": key.kind.value, "team": key.team or "", "id": key.id}


def _is(key: DocumentKey) -> sa.ColumnElement[bool]:
    return sa.and_(*(_C[name] == one for name, one in _values(key).items()))


def _is_one_of(keys: Iterable[DocumentKey]) -> sa.ColumnElement[bool]:
    return sa.tuple_(*_KEY).in_([tuple(_values(one).values()) for one in keys])


def _key_of(row: Any) -> DocumentKey:  # noqa: ANN401 - a row with the columns of a key
    return DocumentKey(Kind(row.soort), row.id, row.team or None)


def note_change(connection: sa.Connection, key: DocumentKey) -> None:
    """Count a change of a coded row, in the transaction that makes it; of another kind nothing.

    The number belongs to the team, so that nobody who waits for its lock can be missed: a number
    taken from a sequence could be passed by a later one that was committed sooner.
    """
    if key.kind is Kind.GECODEERD:
        states = ROW_STATES.c
        new = insert(ROW_STATES).values(team=key.team, stand=1)
        more = new.on_conflict_do_update(
            index_elements=[states.team], set_={"stand": states.stand + 1}
        )
        connection.execute(more)
