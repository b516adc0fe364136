"""From the coded rows of a span to the tables that may be shown of it, chain by chain.

See ``docs/decisions/0016-suppression.md`` and ``docs/decisions/0031-spans-per-table.md``.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import partial

from gesprek.domain.coded_row import CodedRow
from gesprek.domain.themas import Leerthema, Thema
from gesprek.domain.werkvormen import Rol
from gesprek.trends.count_tables import (
    GEHEEL,
    REST,
    Bag,
    Counted,
    Kinds,
    Split,
    SplitPart,
    TableBuilder,
    each,
    grouped,
    only,
    without_total,
)
from gesprek.trends.indicators import Coverage, Indicator
from gesprek.trends.kept_figures import TOTAL, Cell, Chain, CountTable, TableAxis
from gesprek.trends.splits import Subset


class SpanCount:
    """Counts tables about what was played in one span; each formula is in ``Indicator``.

    ``groups`` is team id → where it belongs; ``splits`` are the ways to split, the finest first.

    Attributes:
        learned: leerthema → the leerpunten about it.
    """

    def __init__(
        self,
        played: Sequence[CodedRow],
        groups: Mapping[str, Subset],
        builder: TableBuilder,
        splits: Sequence[Split] = (),
    ) -> None:
        self._played = played
        self._groups = groups
        self._splits = splits
        self._builder = builder
        learned = [(one, row) for row in played for one in row.leerpunten]
        self.learned: Bag = grouped(
            [str(one.leerthema) for one, _ in learned],
            [Counted(row, one.rol) for one, row in learned],
            map(str, Leerthema),
        )

    def oefeningen(self, splits: Sequence[Split]) -> list[CountTable]:
        """Return how often was practised, in each part of each of these splits."""
        everything = {"alle": [Counted(row) for row in self._played]}
        return [
            one.changed(cellen=only(one, TOTAL))
            for split in splits
            for one in self._builder.tabel(Indicator.OEFENINGEN, everything, everything, split)
        ]

    def teams(self) -> list[CountTable]:
        """Return how many teams practised, of how many, where that tells of no team.

        With as many oefeningen as teams each team had one: so many more there must be.
        """
        found = []
        table = partial(CountTable, indicator=Indicator.TEAMS)
        for split in (GEHEEL, *(one for one in self._splits if one.per is TableAxis.LOCATIE)):
            parts = split.split(map(Counted, self._played))
            spare = [len(rijen) - len({row.team for row in rijen}) for rijen in parts.values()]
            if min(spare) >= self._builder.drempel:
                cells = [
                    cell
                    for deel, rijen in parts.items()
                    if deel.locatie != REST
                    for cell in self._reach(deel, rijen)
                ]
                smallest = min(map(len, parts.values()))
                found.append(table(per=split.per, kleinste=smallest, cellen=tuple(cells)))
        return found

    def _reach(self, deel: SplitPart, rijen: Sequence[CodedRow]) -> list[Cell]:
        teams = {row.team for row in rijen}
        active = {
            team
            for team, group in self._groups.items()
            if group.actief and deel.locatie in (None, group.locatie)
        }
        counts = {Coverage.OEFENT: len(teams), Coverage.ACTIEF: len(teams | active)}
        return [
            Cell(soort=one, locatie=deel.locatie, aantal=count) for one, count in counts.items()
        ]

    def themas(self) -> list[CountTable]:
        """Return how many oefeningen have each theme."""
        return each(self._builder, Indicator.THEMA, Thema, self._played, self._splits)

    def leerthemas(self) -> list[CountTable]:
        """Return how many leerpunten there are about each leerthema."""
        return self._builder.partition(Indicator.LEERTHEMA, self.learned, self._splits)

    def tables(self, chain: Chain) -> list[CountTable]:
        """Return the tables of a chain that needs nothing else to be counted."""
        made = {Chain.TEAMS: self.teams, Chain.THEMA: self.themas, Chain.LEERTHEMA: self.leerthemas}
        return made[chain]()

    @property
    def kinds(self) -> Kinds:
        """Return how often each theme and leerthema occurs."""
        themas = Counter(thema for row in self._played for thema in row.themas)
        learned = {thema: len(many) for thema, many in self.learned.items()}
        return {
            Indicator.THEMA: {**{one: themas[one] for one in Thema}, TOTAL: len(self._played)},
            Indicator.LEERTHEMA: {**learned, TOTAL: sum(learned.values())},
        }

    def per_rol(self, themas: Collection[str]) -> list[CountTable]:
        """Return these leerthema's per kind of role: each is a table by itself, without totals."""
        tables = []
        for thema in sorted(themas):
            things = self.learned[thema]
            roles: Bag = grouped([str(one.rol) for one in things], things, map(str, Rol))
            for one in map(without_total, self._builder.partition(Indicator.LEERTHEMA, roles)):
                cells = [
                    Cell(soort=thema, rol=Rol(cell.soort), aantal=cell.aantal)
                    for cell in one.cellen
                ]
                tables.append(one.changed(per=TableAxis.ROL, cellen=tuple(cells)))
        return tables
