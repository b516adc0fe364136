"""The secrets that all servers on one database share."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from gesprek.opslag.postgresql.tabellen import GEHEIMEN
from gesprek.opslag.postgresql.verbinding import Verbinding

_NAME: Final = "servers"
_LOCK: Final = 0x67656865696D
_C: Final = GEHEIMEN.c


class Databasekluis:
    """A row of its own, in none of the tables that a copy is made of.

    Args:
        verbinding: the lines to the database.
    """

    def __init__(self, verbinding: Verbinding) -> None:
        self._verbinding = verbinding

    def stamp(self) -> object:
        """See ``Kluis.stamp``."""
        with self._verbinding.reading() as connection:
            return connection.scalar(sa.select(_C.stand).where(_C.naam == _NAME))

    def read(self) -> bytes | None:
        """See ``Kluis.read``."""
        with self._verbinding.reading() as connection:
            found = connection.scalar(sa.select(_C.waarde).where(_C.naam == _NAME))
        return None if found is None else bytes(found)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """See ``Kluis.changing``."""
        with self._verbinding.writing() as connection:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
            yield

    def write(self, data: bytes) -> None:
        """See ``Kluis.write``."""
        new = insert(GEHEIMEN).values(naam=_NAME, stand=1, waarde=data)
        changed = new.on_conflict_do_update(
            index_elements=[_C.naam], set_={"stand": _C.stand + 1, "waarde": data}
        )
        with self._verbinding.writing() as connection:
            connection.execute(changed)
