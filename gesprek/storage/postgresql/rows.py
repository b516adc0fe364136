"""One row per document: read, written and marked as damaged."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from gesprek.storage.files.layout import FILES, file_of
from gesprek.storage.merge import Envelope
from gesprek.storage.postgresql.row_blocks import note_change
from gesprek.storage.postgresql.tables import DOCUMENTS
from gesprek.storage.protocol import DocumentKey, Kind
from gesprek.storage.store_errors import NotFound
from gesprek.storage.stored_form import SCHEMA, from_json, parsed, to_json
from gesprek.storage.validation import to_bytes

_C: Final = DOCUMENTS.c
_KEY: Final = (_C.soort, _C.team, _C.id)
_PAGE: Final = 200


class StoredRow(NamedTuple):
    """What is stored of one document.

    Attributes:
        sleutel: its key.
        envelope: the text of it.
        damaged_since: since when it is known that it cannot be read.
    """

    sleutel: DocumentKey
    envelope: str
    damaged_since: datetime | None

    def read(self) -> Envelope:
        """Return the envelope.

        Raises:
            Corrupt, SchemaTooNew: it cannot be read.
        """
        return from_json(parsed(self.envelope))


def find(connection: sa.Connection, sleutel: DocumentKey, *, for_update: bool = False) -> StoredRow:
    """Return the row of a document.

    Args:
        connection: the line.
        sleutel: its key.
        for_update: whether to keep others from changing it until the end of the transaction.

    Raises:
        NotFound: there is none.
    """
    query = _rows().where(_is(sleutel))
    found = connection.execute(query.with_for_update() if for_update else query).first()
    if found is None:
        raise NotFound
    return StoredRow(sleutel, found.envelope, found.kapot)


def page(
    connection: sa.Connection, soort: Kind, team: str | None, after: DocumentKey | None
) -> list[StoredRow]:
    """Return the next rows of a kind in the order of their keys, at most 200.

    Args:
        connection: the line.
        soort: the kind.
        team: only of this team, for a kind that belongs to one.
        after: the last key of the page before.
    """
    query = _rows().where(_C.soort == soort.value).order_by(_C.team, _C.id).limit(_PAGE)
    if team is not None and "{team}" in FILES[soort]:
        query = query.where(_C.team == team)
    if after is not None:
        query = query.where(sa.tuple_(_C.team, _C.id) > (after.team or "", after.id))
    return [StoredRow(_sleutel(one), one.envelope, one.kapot) for one in connection.execute(query)]


def rows_of_team(connection: sa.Connection, team: str) -> Iterator[StoredRow]:
    """Yield the coded rows of a team in the order of their ids."""
    query = _rows().where(_C.soort == Kind.GECODEERD.value, _C.team == team).order_by(_C.id)
    for one in connection.execute(query):
        yield StoredRow(_sleutel(one), one.envelope, one.kapot)


def versions(connection: sa.Connection, sleutels: Iterable[DocumentKey]) -> dict[DocumentKey, int]:
    """Return key → version of what is there and can be read."""
    keys = [_values(one) for one in sleutels]
    query = sa.select(*_KEY, _C.version).where(
        sa.tuple_(*_KEY).in_(keys), _C.kapot.is_(None), _C.schema <= SCHEMA
    )
    return {_sleutel(one): one.version for one in connection.execute(query)}


def damaged(connection: sa.Connection) -> list[tuple[DocumentKey, datetime]]:
    """Return what is known to be damaged, and since when."""
    query = sa.select(*_KEY, _C.kapot).where(_C.kapot.is_not(None)).order_by(*_KEY)
    return [(_sleutel(one), one.kapot) for one in connection.execute(query)]


def present(connection: sa.Connection, sleutels: Iterable[DocumentKey]) -> set[DocumentKey]:
    """Return which of these are there, readable or not."""
    keys = [_values(one) for one in sleutels]
    query = sa.select(*_KEY).where(sa.tuple_(*_KEY).in_(keys))
    return {_sleutel(one) for one in connection.execute(query)}


def insert_new(connection: sa.Connection, sleutel: DocumentKey, envelope: Envelope) -> bool:
    """Store a new document; return whether the key was free.

    Raises:
        InvalidDocument: it is larger than the store accepts.
    """
    values = {**_values_by_name(sleutel), **_stored(envelope)}
    new = insert(DOCUMENTS).values(values).on_conflict_do_nothing()
    is_new = connection.execute(new.returning(_C.id)).first() is not None
    if is_new:
        note_change(connection, sleutel)
    return is_new


def overwrite(connection: sa.Connection, sleutel: DocumentKey, envelope: Envelope) -> None:
    """Store a document over whatever there is; errors as ``insert_new``."""
    stored = _stored(envelope)
    new = insert(DOCUMENTS).values({**_values_by_name(sleutel), **stored})
    connection.execute(new.on_conflict_do_update(index_elements=list(_KEY), set_=stored))
    note_change(connection, sleutel)


def remove(connection: sa.Connection, sleutel: DocumentKey) -> None:
    """Remove a document, readable or not.

    Raises:
        NotFound: there is none.
    """
    gone = connection.execute(sa.delete(DOCUMENTS).where(_is(sleutel)).returning(_C.id))
    if gone.first() is None:
        raise NotFound
    note_change(connection, sleutel)


def mark(connection: sa.Connection, row: StoredRow, since: datetime | None) -> None:
    """Note since when a document is damaged, or that it is whole, unless it was changed since."""
    change = sa.update(DOCUMENTS).where(
        _is(row.sleutel), sa.cast(_C.envelope, sa.Text) == row.envelope
    )
    connection.execute(change.values(kapot=since))


def _rows() -> sa.Select[Any]:
    return sa.select(*_KEY, sa.cast(_C.envelope, sa.Text).label("envelope"), _C.kapot)


def _stored(envelope: Envelope) -> dict[str, Any]:
    text = to_bytes(to_json(envelope)).decode()
    return {"schema": SCHEMA, "version": envelope.version, "envelope": text, "kapot": None}


def _values(sleutel: DocumentKey) -> tuple[str, str, str]:
    file_of(sleutel)  # refuses a key with a team too many or too few
    return sleutel.soort.value, sleutel.team or "", sleutel.id


def _values_by_name(sleutel: DocumentKey) -> dict[str, str]:
    return dict(zip(("soort", "team", "id"), _values(sleutel), strict=True))


def _is(sleutel: DocumentKey) -> sa.ColumnElement[bool]:
    return sa.and_(*(column == one for column, one in zip(_KEY, _values(sleutel), strict=True)))


def _sleutel(row: Any) -> DocumentKey:  # noqa: ANN401 - a row with the columns of a key
    return DocumentKey(Kind(row.soort), row.id, row.team or None)
