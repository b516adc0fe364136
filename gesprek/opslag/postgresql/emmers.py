"""The buckets of the limits on guessing that all servers on one database share."""

from datetime import timedelta
from itertools import count
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from gesprek.opslag.emmers import MOST
from gesprek.opslag.postgresql.tabellen import EMMERS
from gesprek.opslag.postgresql.verbinding import Verbinding

_C: Final = EMMERS.c
# The clock of the database: those of the servers may differ.
_NOW: Final = sa.func.clock_timestamp()
_CLEAN_EACH: Final = 500


class Databaseemmers:
    """Rows that are not in the database's own log and not on a standby (decision 17).

    Args:
        verbinding: the lines to the database.
        most: how many buckets are kept; 500 more per server may stand there for a while.
    """

    def __init__(self, verbinding: Verbinding, most: int = MOST) -> None:
        self._verbinding = verbinding
        self._most = most
        self._poured = count(1)

    def level(self, naam: str) -> float:
        """See ``Emmers.level``."""
        left = sa.func.extract("epoch", _C.leeg - _NOW)
        with self._verbinding.reading() as connection:
            found = connection.scalar(sa.select(left).where(_C.naam == naam))
        return max(0.0, float(found or 0))

    def pour(self, naam: str, seconden: float, inhoud: float) -> None:
        """See ``Emmers.pour``; two at once both count."""
        full = _NOW + timedelta(seconds=inhoud)
        more = timedelta(seconds=seconden)

        def after(level: sa.ColumnElement[object]) -> sa.ColumnElement[object]:
            return sa.func.least(sa.func.greatest(level + more, _NOW), full)

        new = insert(EMMERS).values(naam=naam, leeg=after(_NOW), gevuld=_NOW)
        poured = new.on_conflict_do_update(
            index_elements=[_C.naam],
            set_={"leeg": after(sa.func.greatest(_C.leeg, _NOW)), "gevuld": _NOW},
        )
        with self._verbinding.writing() as connection:
            connection.execute(poured)
        if next(self._poured) % _CLEAN_EACH == 0:
            self.forget_empty()

    def forget_empty(self) -> None:
        """See ``Emmers.forget_empty``; also forgets what is more than there may be."""
        oldest = sa.select(_C.gevuld).order_by(_C.gevuld.desc()).offset(self._most).limit(1)
        gone = sa.or_(_C.leeg <= _NOW, _C.gevuld <= oldest.scalar_subquery())
        with self._verbinding.writing() as connection:
            connection.execute(sa.delete(EMMERS).where(gone))
