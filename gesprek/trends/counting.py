"""From the coded rows of a closed quarter to the figures that may be shown of it.

Everything that any filter of the screen or any export will show of the quarter is decided here, at
once, and kept: nothing is computed later from rows. See ``docs/decisions/0016-suppression.md``.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain
from statistics import median

from gesprek.domain.coded_row import CodedRow
from gesprek.domain.themas import Behoefte, Leerthema, Thema
from gesprek.domain.werkvormen import Rol
from gesprek.trends.count_tables import (
    GEHEEL,
    REST,
    Bag,
    Counted,
    Split,
    SplitPart,
    Subset,
    TableBuilder,
    each,
    find_splits,
    grouped,
    never_played,
    only,
    rijen_of,
)
from gesprek.trends.indicators import (
    BEFORE_STEP_6,
    SHOWN,
    Answer,
    Coverage,
    HowFar,
    Indicator,
    geholpen,
    hoever,
    is_played,
)
from gesprek.trends.kept_figures import TOTAL, Cell, CountTable, QuarterCounts, TableAxis
from gesprek.trends.suppression import MIN_FOR_PERCENTAGE, MIN_OEFENINGEN, hidden, is_safe


def calculate(
    kwartaal: str,
    rijen: Sequence[CodedRow],
    groups: Mapping[str, Subset],
    today: date,
    drempel: int = MIN_OEFENINGEN,
) -> QuarterCounts:
    """Return the figures of a closed quarter, from all coded rows of it.

    A team that is not in ``groups`` (team id → where it belongs) has no location. A figure is
    shown from ``drempel`` oefeningen on.
    """
    empty = QuarterCounts(kwartaal=kwartaal, geteld_op=today)
    played = [row for row in rijen if is_played(row)]
    if not is_safe(played, drempel):
        return empty
    waiting = [row for row in rijen if not is_played(row)]
    counted = _Kwartaal(played, groups, today, max(drempel, MIN_OEFENINGEN))
    tables = [*counted.played(), *never_played(waiting, today, counted.bouwer)]
    closed = counted.closed(tables)
    return empty.changed(
        tables=(*tables, *each(counted.bouwer, Indicator.BEHOEFTE, Behoefte, closed)),
        dagen_tot_vervolg=_median_days(closed),
    )


class _Kwartaal:
    """The oefeningen of one quarter that were played."""

    def __init__(
        self, rijen: Sequence[CodedRow], groups: Mapping[str, Subset], today: date, drempel: int
    ) -> None:
        self._coded_rows = rijen
        self._subsets = groups
        self._drempel = drempel
        self.bouwer = TableBuilder(drempel)
        self._splits = find_splits(rijen, groups, drempel)
        self._how_far: Bag = grouped(
            [hoever(row, today) for row in rijen], map(Counted, rijen), SHOWN
        )

    def played(self) -> list[CountTable]:
        """Return all tables about what was played, but for the needs."""
        partition = self.bouwer.partition
        return [
            *self._oefeningen(),
            *self._teams(),
            *partition(Indicator.HOEVER, self._how_far, self._splits),
            *self._afgemaakt(),
            *each(self.bouwer, Indicator.THEMA, Thema, self._coded_rows, self._splits),
            *self._leerthemas(),
            *self._geholpen(),
        ]

    def closed(self, tables: Sequence[CountTable]) -> list[CodedRow]:
        """Return the oefeningen whose follow-up is done, where their number is shown."""
        shown = {
            cell.soort for one in tables if one.indicator is Indicator.HOEVER for cell in one.cellen
        }
        return rijen_of(self._how_far[HowFar.AFGEROND]) if HowFar.AFGEROND in shown else []

    def _oefeningen(self) -> list[CountTable]:
        everything = {"alle": [Counted(row) for row in self._coded_rows]}
        return [
            one.changed(cellen=only(one, TOTAL))
            for split in (GEHEEL, *self._splits)
            for one in self.bouwer.tabel(Indicator.OEFENINGEN, everything, everything, split)
        ]

    def _teams(self) -> list[CountTable]:
        """Return how many teams practised, of how many, where that tells of no team.

        With as many oefeningen as teams each team had one: so many more there must be.
        """
        found = []
        table = partial(CountTable, indicator=Indicator.TEAMS)
        for split in (GEHEEL, *(one for one in self._splits if one.per is TableAxis.LOCATIE)):
            parts = split.split(map(Counted, self._coded_rows))
            spare = [len(rijen) - len({row.team for row in rijen}) for rijen in parts.values()]
            if min(spare) >= self._drempel:
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
            for team, group in self._subsets.items()
            if group.actief and deel.locatie in (None, group.locatie)
        }
        counts = {Coverage.OEFENT: len(teams), Coverage.ACTIEF: len(teams | active)}
        return [
            Cell(soort=one, locatie=deel.locatie, aantal=count) for one, count in counts.items()
        ]

    def _afgemaakt(self) -> list[CountTable]:
        """Return how many reached step 6, where what did not is no part of a rest."""
        shown = self.bouwer.joined(self._how_far)
        before = [one for soort in BEFORE_STEP_6 for one in self._how_far.get(soort, ())]
        if any(soort in self._how_far and soort not in shown for soort in BEFORE_STEP_6):
            return []
        kinds = [many for soort, many in self._how_far.items() if soort not in BEFORE_STEP_6]
        zak = {REST: before, "alle": [*chain(*kinds)]}
        found = self.bouwer.partition(Indicator.AFGEMAAKT, zak)
        return [
            one.changed(cellen=tuple(cell.changed(soort=TOTAL) for cell in only(one, "alle")))
            for one in found
        ]

    def _geholpen(self) -> list[CountTable]:
        """Return whether it helped enough, where that tells nothing of how far oefeningen came.

        Who did not reach step 6 gave no answer. So what has no answer, less what is shown to stand
        before step 6, is a limit to what lies hidden at step 5, and must be safe itself.
        """
        rows = self._coded_rows
        answers: Bag = grouped([geholpen(row) for row in rows], map(Counted, rows), Answer)
        shown = self.bouwer.joined(self._how_far)
        known = {one.row.oefening for soort in BEFORE_STEP_6 for one in shown.get(soort, ())}
        left = [row for row in rijen_of(answers[Answer.GEEN]) if row.oefening not in known]
        if HowFar.GESPREK in shown or is_safe(left, self._drempel):
            return self.bouwer.partition(Indicator.GEHOLPEN, answers)
        return []

    def _leerthemas(self) -> list[CountTable]:
        learned = [(one, row) for row in self._coded_rows for one in row.leerpunten]
        things = [Counted(row, one.rol) for one, row in learned]
        zak: Bag = grouped([str(one.leerthema) for one, _ in learned], things, map(str, Leerthema))
        tables = self.bouwer.partition(Indicator.LEERTHEMA, zak, self._splits)
        return tables + (self._per_rol(zak, things) if tables else [])

    def _per_rol(self, zak: Bag, things: Sequence[Counted]) -> list[CountTable]:
        """Return the leerthema's per kind of role; roles that learned too little go together."""
        roles = {rol: {"": rijen_of(one for one in things if one.rol is rol)} for rol in Rol}
        gone = hidden(roles, self._drempel)
        delen = {rol: SplitPart(rol=REST if rol in gone else rol) for rol in Rol}
        split = Split(
            TableAxis.ROL,
            tuple(dict.fromkeys(delen.values())),
            lambda one: delen[one.rol or Rol.INBRENGER],
        )
        if len(split.delen) == 1:
            return []
        groups = self.bouwer.joined(zak)
        kept = self.bouwer.kept(groups, split)
        return self.bouwer.tabel(Indicator.LEERTHEMA, groups, kept, split)


def _median_days(closed: Sequence[CodedRow]) -> float | None:
    """Return the median of the days from the real conversation to step 7, from 10 on.

    For the whole organisation only, and per quarter only: medians cannot be added up.
    """
    days = [row.dagen_tot_vervolg for row in closed if row.dagen_tot_vervolg is not None]
    return float(median(days)) if len(days) >= MIN_FOR_PERCENTAGE else None
