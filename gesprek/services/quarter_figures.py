"""The figures of closed quarters: counted once, and never again.

The server counts a quarter that closed before anybody looks.
"""

from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Final

from gesprek.access.settings import read_settings
from gesprek.domain.coded_row import CodedRow
from gesprek.domain.dates import Quarter, Span
from gesprek.services.archive import Archive
from gesprek.storage.protocol import Document, DocumentKey, Kind, Store
from gesprek.storage.store_errors import AlreadyExists, Corrupt
from gesprek.storage.values import value_of
from gesprek.trends.closing import CountingRules, close_quarter
from gesprek.trends.kept_figures import Chain, QuarterCounts
from gesprek.trends.running import Running, Wait, running, waits
from gesprek.trends.spans import LONGEST, History
from gesprek.trends.splits import Subset

Rows = dict[str, list[CodedRow]]
"""The name of a quarter → its rows."""
Calculate = Callable[[str, Rows], Document]
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
        nothing. ``calculate`` returns the document of a quarter, by its name; the rows are those of
        it and of the quarters before it. Errors as ``Store.create``.
        """
        last = self._last()
        names = {
            name
            for name in self._quarters()
            if (quarter := Quarter.named(name)).closes <= today and (not last or quarter > last)
        }
        rows = self.rows({one for name in names for one in _until(name)}) if names else {}
        for name in sorted(names & {*rows}):
            with suppress(AlreadyExists):  # another process was first
                key = DocumentKey(Kind.CIJFERS, name.lower())
                self._store.create(key, calculate(name, rows))
        return len(names)

    def _last(self) -> Quarter | None:
        """Return the last quarter that is kept, readable or not."""
        return max(map(Quarter.named, self.names()), default=None)

    def names(self) -> set[str]:
        """Return the names of all quarters that are kept, readable or not."""
        kept = [record.key for record in self._store.list(Kind.CIJFERS)]
        damaged = [one.key for one in self._store.problems()]
        return {one.id.upper() for one in (*kept, *damaged) if one.kind is Kind.CIJFERS}

    def _quarters(self) -> set[str]:
        """Return the quarters that have rows."""
        columns = (blok.columns[_DAY] for blok in self._store.aggregate() if _DAY in blok.columns)
        days = {day for column in columns for day in column.values}
        return {name for day in days if (name := _quarter(day))}

    def rows(self, names: set[str]) -> Rows:
        """Return quarter → its rows; a row that cannot be read counts nowhere."""
        found: dict[str, list[CodedRow]] = defaultdict(list)
        for blok in self._store.aggregate():
            quarters = [_quarter(day) for day in blok.columns.get(_DAY, ())]
            if names.isdisjoint(quarters):
                continue
            for name, document in zip(quarters, blok.documents(), strict=True):
                if name in names:
                    with suppress(Corrupt):
                        found[name].append(value_of(CodedRow, document["rij"]))
        return found


def _until(name: str) -> tuple[str, ...]:
    """Return the names of a quarter and of those before it of which there still are rows."""
    last = Quarter.named(name)
    return Span(last.later(1 - 2 * LONGEST), last).kwartalen


def _quarter(day: object) -> str:
    """Return the name of the quarter of a stored day, empty where it is none."""
    with suppress(TypeError, ValueError):
        return str(Quarter.of(date.fromisoformat(day)))  # type: ignore[arg-type]
    return ""


def counting_rules(store: Store, today: date) -> CountingRules:
    """Return how is counted today."""
    teams = {
        team.id: Subset(team.locatie, team.gearchiveerd is None) for team in Archive(store).teams()
    }
    return CountingRules(today, teams, read_settings(store).drempel)


def count_closed(store: Store, today: date) -> int:
    """Count the quarters that were closed and were not counted yet, as ``freeze`` does."""

    def close(name: str, rows: Rows) -> Document:
        kept = known_quarters(store)
        return close_quarter(kept, name, rows, counting_rules(store, today)).to_document()

    return QuarterFigures(store).freeze(today, close)


def known_quarters(store: Store) -> list[QuarterCounts]:
    """Return what was published, the oldest first; of a damaged quarter only that it is there."""
    found = _readable(store)
    for name in QuarterFigures(store).names() - {*found}:
        found[name] = QuarterCounts(kwartaal=name, geteld_op=Quarter.named(name).closes)
    return [found[name] for name in sorted(found)]


def _readable(store: Store) -> dict[str, QuarterCounts]:
    found = {}
    for document in QuarterFigures(store).kept():
        with suppress(Corrupt):
            one = value_of(QuarterCounts, document)
            found[one.kwartaal] = one
    return found


def closed_quarters(store: Store, today: date) -> list[QuarterCounts]:
    """Return the figures of all closed quarters, the oldest first; errors as ``count_closed``."""
    count_closed(store, today)
    return list(_readable(store).values())


def so_far(store: Store, today: date) -> tuple[Running, dict[Chain, Wait]]:
    """Return what may be said of the quarter that runs, and when each chain may show more."""
    kept, rules = known_quarters(store), counting_rules(store, today)
    now = Quarter.of(today)
    waiting = History(kept).open_base(now).kwartalen if kept else _until(str(now))
    rows = QuarterFigures(store).rows({*waiting})
    found = running(kept, rows, rules)
    return found, waits(kept, found, rules)
