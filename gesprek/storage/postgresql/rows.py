"""One row per document, and the coded rows of a team as a block."""

import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from gesprek.storage.coded_block import CodedBlock, make_block
from gesprek.storage.files.layout import FILES, file_of
from gesprek.storage.merge import Envelope
from gesprek.storage.postgresql.connection import Connections
from gesprek.storage.postgresql.tables import DOCUMENTS, ROW_STATES
from gesprek.storage.protocol import Document, DocumentKey, Kind
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


_STATES: Final = ROW_STATES.c
ReadRows = Callable[[sa.Connection, str], dict[str, Document]]


def note_change(connection: sa.Connection, sleutel: DocumentKey) -> None:
    """Count a change of a coded row, in the transaction that makes it; of another kind nothing.

    The number belongs to the team, so that nobody who waits for its lock can be missed: a number
    taken from a sequence could be passed by a later one that was committed sooner.
    """
    if sleutel.soort is Kind.GECODEERD:
        new = insert(ROW_STATES).values(team=sleutel.team, stand=1)
        connection.execute(
            new.on_conflict_do_update(
                index_elements=[_STATES.team], set_={"stand": ROW_STATES.c.stand + 1}
            )
        )


class RowBlocks:
    """Gives the blocks of all teams; a team of which nothing changed costs one small row.

    Args:
        connections: the lines to the database.
        read_rows: returns id → readable coded row of a team, in order.
    """

    def __init__(self, connections: Connections, read_rows: ReadRows) -> None:
        self._connections = connections
        self._read_rows = read_rows
        self._known: dict[str, tuple[int, CodedBlock]] = {}
        self._guard = threading.Lock()

    def blocks(self) -> tuple[CodedBlock, ...]:
        """Return a block per team that has rows, in the order of the teams."""
        # Of one moment: the number of a team and its rows must belong together.
        with self._connections.reading(snapshot=True) as connection, self._guard:
            states: list[Any] = list(
                connection.execute(sa.select(ROW_STATES).order_by(_STATES.team))
            )
            self._known = {one.team: self._renewed(connection, *one) for one in states}
            blocks = [block for _, block in self._known.values()]
        return tuple(block for block in blocks if block.ids)

    def _renewed(self, connection: sa.Connection, team: str, stand: int) -> tuple[int, CodedBlock]:
        known = self._known.get(team)
        if known and known[0] == stand:
            return known
        return stand, make_block(team, self._read_rows(connection, team))
