"""The figures of closed quarters: counted once, and never again.

The server counts a quarter that closed before anybody looks.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from typing import Final

from gesprek.access.settings import read_settings
from gesprek.domain.coded_row import CodedRow
from gesprek.domain.dates import Quarter
from gesprek.services.archive import Archive
from gesprek.storage.protocol import Document, DocumentKey, Kind, Store
from gesprek.storage.store_errors import AlreadyExists, Corrupt
from gesprek.storage.values import value_of
from gesprek.trends.count_tables import Subset
from gesprek.trends.counting import calculate
from gesprek.trends.kept_figures import QuarterCounts

Calculate = Callable[[str, Sequence[CodedRow]], Document]
_DAY: Final = ("rij", "dag")


class QuarterFigures:
    """Keeps one document per closed quarter.

    What was kept is never counted again, whatever becomes of the rows: today's figure less
    yesterday's tells nothing. A damaged one stays away until a back-up brings it back.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def kept(self) -> list[Document]:
        """Return the figures that are kept, the oldest quarter first."""
        return [record.document for record in self._store.list(Kind.CIJFERS)]

    def freeze(self, today: date, calculate: Calculate) -> int:
        """Count the quarters that were closed since the last one that is kept; return how many.

        A quarter without rows is left for later: a clock that ran ahead must not fill it with
        nothing. ``calculate`` returns the document of a quarter and all its rows. Errors as
        ``Store.create``.
        """
        last = self._last()
        names = {
            name
            for name in self._names()
            if (quarter := Quarter.named(name)).closes <= today and (not last or quarter > last)
        }
        for name, rows in sorted(self._rows(names).items()) if names else ():
            with suppress(AlreadyExists):  # another process was first
                key = DocumentKey(Kind.CIJFERS, name.lower())
                self._store.create(key, calculate(name, rows))
        return len(names)

    def _last(self) -> Quarter | None:
        """Return the last quarter that is kept, readable or not."""
        damaged = [one.key for one in self._store.problems()]
        kept = [record.key for record in self._store.list(Kind.CIJFERS)]
        names = [one.id.upper() for one in (*kept, *damaged) if one.kind is Kind.CIJFERS]
        return max((Quarter.named(name) for name in names), default=None)

    def _names(self) -> set[str]:
        """Return the quarters that have rows."""
        columns = (blok.columns[_DAY] for blok in self._store.aggregate() if _DAY in blok.columns)
        days = {day for column in columns for day in column.values}
        return {name for day in days if (name := _quarter(day))}

    def _rows(self, names: set[str]) -> dict[str, list[CodedRow]]:
        """Return quarter → its rows; a row that cannot be read counts nowhere."""
        found: dict[str, list[CodedRow]] = defaultdict(list)
        for blok in self._store.aggregate():
            for document in blok.documents():
                row = document.get("rij", {})
                name = _quarter(row.get("dag"))
                if name in names:
                    with suppress(Corrupt):
                        found[name].append(value_of(CodedRow, row))
        return found


def _quarter(day: object) -> str:
    """Return the name of the quarter of a stored day, empty where it is none."""
    with suppress(TypeError, ValueError):
        return str(Quarter.of(date.fromisoformat(day)))  # type: ignore[arg-type]
    return ""


def count_closed(store: Store, today: date) -> int:
    """Count the quarters that were closed and were not counted yet, as ``freeze`` does."""
    drempel = read_settings(store).drempel

    def teams() -> dict[str, Subset]:
        return {
            team.id: Subset(team.locatie, team.gearchiveerd is None)
            for team in Archive(store).teams()
        }

    return QuarterFigures(store).freeze(
        today,
        lambda name, rows: calculate(name, rows, teams(), today, drempel).to_document(),
    )


def closed_quarters(store: Store, today: date) -> list[QuarterCounts]:
    """Return the figures of all closed quarters, the oldest first; errors as ``count_closed``."""
    count_closed(store, today)
    found = []
    for document in QuarterFigures(store).kept():
        with suppress(Corrupt):
            found.append(value_of(QuarterCounts, document))
    return found
