"""The coded rows of all teams as blocks, made again only for a team of which something changed."""

import threading
from collections.abc import Callable
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from gesprek.storage.coded_block import CodedBlock, make_block
from gesprek.storage.postgresql.connection import Connections
from gesprek.storage.postgresql.tables import ROW_STATES
from gesprek.storage.protocol import Document, DocumentKey, Kind

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
