"""How much of the overview holds a number: ``python -m benchmarks.visibility``.

Ten invented organisations of each size, as ``python -m gesprek demo`` makes them on ten days spread
over the last year. All quarters that were closed by then are counted then. The last line is JSON:
size → share of cells that hold a number, the median of the ten.

- **A cell** is a place for a number in the tables of the whole organisation, over the last eight
  closed quarters. A table over time has cells in each quarter: a number of a span of n quarters
  fills n of them. A table over the whole period has each cell once, and one span of the eight
  quarters that shows it fills it.
- **all** is out of the cells that could hold a number: in some four quarters around that one there
  are enough oefeningen, people and inbrengers of its kind. No rule with spans of a year at most
  could fill another, not even with hindsight. A share of fewer than ten teams can't be either.
- **any** is out of all cells, also of what nobody ever did.
- **drawn** is out of the cells of those tables that hold any number: as the page had them when
  quarters were fixed.
- **fixed** is ``all`` with every quarter counted by itself.

A band holds no number and counts nowhere.
"""

import json
import statistics
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Final, NamedTuple

from gesprek.cli.demo import DemoOrganisation
from gesprek.content import inhoud
from gesprek.domain.coded_row import CodedRow, encode
from gesprek.domain.dates import Quarter, Span, local_day, utc_now
from gesprek.domain.retention_terms import CODED_MONTHS, is_past
from gesprek.domain.stappen import Stap
from gesprek.domain.themas import Behoefte, Leerthema, Thema
from gesprek.domain.vervolg import Vervolgstaat
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.trends.closing import CountingRules, close_quarter
from gesprek.trends.figures_of_courses import both
from gesprek.trends.indicators import (
    Answer,
    Coverage,
    HowFar,
    Indicator,
    geholpen,
    hoever,
    is_played,
    ligt_voor_het_gesprek,
)
from gesprek.trends.kept_figures import Chain, QuarterCounts, Selection
from gesprek.trends.selected_figures import SelectedFigures, percentage
from gesprek.trends.spans import LONGEST
from gesprek.trends.splits import Subset
from gesprek.trends.suppression import MIN_FOR_PERCENTAGE, is_safe

SIZES: Final = ((4, 60), (8, 200), (8, 400), (15, 600), (30, 1500))
_SEEDS: Final = range(10)
_QUARTERS: Final = 8
_FIGURES: Final = {"leerthemas": "leerthemas", "follow_up": "vervolg"}
"""Key of the JSON → the figure that it is about."""

Rows = Sequence[CodedRow]
Test = Callable[[CodedRow], bool]


class Organisation(NamedTuple):
    """The rows of each quarter by its name, and the teams."""

    rijen: Mapping[str, list[CodedRow]]
    teams: Mapping[str, Subset]


class Cell(NamedTuple):
    """A kind of cell.

    Attributes:
        figure: the table on the page.
        chain: over which spans it is counted; None: one cell for the whole period.
        value: its number in a span; None: hidden.
        rijen: what it counts in the two years; a share has two of these. Empty: it can't be.
    """

    figure: str
    chain: Chain | None
    value: Callable[[Span], float | None]
    rijen: tuple[Rows, ...]


def invent(teams: int, oefeningen: int, seed: int, now: datetime) -> Organisation:
    """Return an invented organisation, as it is now."""
    random = Random(seed)  # noqa: S311 - a story, no secret
    casussen = tuple(inhoud().casussen.values())
    made = DemoOrganisation(random, now, casussen, teams, oefeningen)
    found: dict[str, list[CodedRow]] = defaultdict(list)
    for oefening, moment in made.oefeningen():
        people = tuple(sorted(f"{oefening.team}{one}" for one in oefening.rollen))
        row = encode(oefening, moment).with_pseudonyms(
            people, f"{oefening.team}{oefening.inbrenger}" if oefening.inbrenger else None
        )
        if not is_past(row.dag, CODED_MONTHS, local_day(now)):
            found[row.kwartaal].append(row)
    return Organisation(found, {team.id: Subset(team.locatie) for team in made.teams})


class Measured:
    """The cells of one organisation, of what was published of its last eight quarters."""

    def __init__(self, one: Organisation, now: datetime, *, fixed: bool = False) -> None:
        self._today = local_day(now)
        names = sorted(name for name in one.rijen if Quarter.named(name).closes <= self._today)
        rules = CountingRules(self._today, one.teams)
        kept: list[QuarterCounts] = []
        for name in names:
            if fixed:
                kept.append(close_quarter([], name, one.rijen, rules._replace(enough={})))
            else:
                kept.append(close_quarter(kept, name, one.rijen, rules))
        self._period = Span.named(names[-_QUARTERS:][0], names[-1])
        self._selected = SelectedFigures(kept)
        self._played = SelectedFigures(kept, Selection(Werkvorm.ROLLENSPEL))
        rows = [row for name in self._period.kwartalen for row in one.rijen.get(name, ())]
        self._all = [row for row in rows if is_played(row)]
        self._waiting = [row for row in rows if not is_played(row)]
        self._active = len(one.teams)

    def shares(self) -> dict[str, float]:
        """Return the share of cells that hold a number, as the module says."""
        shown: dict[str, int] = defaultdict(int)
        could: dict[str, int] = defaultdict(int)
        every: dict[str, int] = defaultdict(int)
        for cell in self._cells():
            many = len(self._period.kwartalen) if cell.chain else 1
            every[cell.figure] += many
            could[cell.figure] += min(many, len(self._could(cell)))
            shown[cell.figure] += self._filled(cell)
        total = sum(shown.values())
        drawn = sum(every[one] for one in every if shown[one])
        found = {key: shown[one] / (could[one] or 1) for key, one in _FIGURES.items()}
        return {
            "all": total / sum(could.values()),
            **found,
            "any": total / sum(every.values()),
            "drawn": total / (drawn or 1),
        }

    def _could(self, cell: Cell) -> set[str]:
        """Return the quarters that lie in a year in which there is enough of this kind."""
        names = self._period.kwartalen
        found: set[str] = set()
        for begin in range(max(len(names) - LONGEST, 0) + 1):
            year = names[begin : begin + LONGEST]
            parts = [[row for row in rows if row.kwartaal in year] for rows in cell.rijen]
            if parts and all(map(is_safe, parts)):
                found |= {*year}
        return found

    def _filled(self, cell: Cell) -> int:
        """Return how many cells of this kind hold a number."""
        spans = self._selected.spans(cell.chain) if cell.chain else [self._period]
        inside = set(self._period.kwartalen)
        filled = [span for span in spans if cell.value(span) is not None]
        if cell.chain is None:
            return len(filled)
        return sum(len(inside & {*span.kwartalen}) for span in filled)

    def _cells(self) -> Iterator[Cell]:
        yield from self._practised()
        yield from self._learned()
        yield from self._followed()
        for thema in Thema:
            rows = [row for row in self._all if thema in row.themas]
            yield from self._with_share("themas", Indicator.THEMA, thema, rows)
        closed = [row for row in self._all if row.vervolg is Vervolgstaat.AFGEROND]
        for need in Behoefte:
            rows = [row for row in closed if need in row.behoeften]
            yield from self._with_share("behoeften", Indicator.BEHOEFTE, need, rows)

    def _practised(self) -> Iterator[Cell]:
        def total(span: Span) -> int | None:
            return self._selected.within(span, Indicator.OEFENINGEN)

        def played(span: Span) -> int | None:
            return self._played.value(span, Indicator.OEFENINGEN)

        yield Cell("oefeningen", Chain.TOTAAL, total, (self._all,))
        forms = tuple([row for row in self._all if row.werkvorm is form] for form in Werkvorm)
        yield Cell("oefeningen", Chain.DELEN, played, forms)
        yield Cell("oefeningen", Chain.DELEN, _share(played, total), forms)
        practised, active = (self._value(Indicator.TEAMS, one) for one in Coverage)
        yield Cell("bereik", Chain.TEAMS, practised, (self._all,))
        yield Cell("bereik", Chain.TEAMS, active, (self._all,))
        enough = (self._all,) if self._active >= MIN_FOR_PERCENTAGE else ()
        yield Cell("bereik", Chain.TEAMS, _share(practised, active), enough)

    def _learned(self) -> Iterator[Cell]:
        for thema in Leerthema:
            learned = [(row, one) for row in self._all for one in row.leerpunten]
            rows = [row for row, one in learned if one.leerthema is thema]
            value = self._value(Indicator.LEERTHEMA, thema)
            yield Cell("leerthemas", Chain.LEERTHEMA, value, (rows,))
            for rol in Rol:
                own = [row for row, one in learned if one.leerthema is thema and one.rol is rol]
                yield Cell("per_rol", None, self._sum(Indicator.LEERTHEMA, thema, rol), (own,))

    def _followed(self) -> Iterator[Cell]:
        kinds = {one: self._where(one) for one in HowFar}
        for stap in Stap.GESPREK.earlier:
            rows = [row for row in self._waiting if ligt_voor_het_gesprek(row, self._today) is stap]
            yield Cell("ligt", None, self._sum(Indicator.LIGT, stap), (rows,))
        for one in (HowFar.GESPREK, HowFar.TERUGKIJKEN, HowFar.TE_BESPREKEN):
            yield Cell("ligt", None, self._sum(Indicator.HOEVER, one), (kinds[one],))
        answers = {
            one: [row for row in self._all if geholpen(row) is one]
            for one in (Answer.JA, Answer.NEE)
        }
        ja, nee = (self._value(Indicator.GEHOLPEN, one) for one in answers)
        yield from (
            Cell("geholpen", Chain.HOEVER, value, (rows,))
            for value, rows in zip((ja, nee), answers.values(), strict=True)
        )
        yield Cell("geholpen", Chain.HOEVER, _share(ja, both(ja, nee)), tuple(answers.values()))
        told = (HowFar.AFGEROND, HowFar.TE_BESPREKEN, HowFar.NIET_DOORGEGAAN)
        values = [self._value(Indicator.HOEVER, one) for one in told]
        for one, value in zip(told, values, strict=True):
            yield Cell("vervolg", Chain.HOEVER, value, (kinds[one],))
        share = _share(values[0], both(values[0], values[1]))
        yield Cell("vervolg", Chain.HOEVER, share, tuple(kinds[one] for one in told[:2]))
        yield Cell("dagen", Chain.HOEVER, self._selected.dagen, (kinds[told[0]],))

    def _where(self, kind: HowFar) -> list[CodedRow]:
        return [row for row in self._all if hoever(row, self._today) is kind]

    def _with_share(
        self, figure: str, indicator: Indicator, kind: str, rows: Rows
    ) -> Iterator[Cell]:
        value = self._sum(indicator, kind)
        yield Cell(figure, None, value, (rows,))
        yield Cell(figure, None, value, (rows,))  # its share, of far more than ten

    def _value(self, indicator: Indicator, kind: str) -> Callable[[Span], int | None]:
        return lambda span: self._selected.value(span, indicator, kind)

    def _sum(
        self, indicator: Indicator, kind: str, rol: Rol | None = None
    ) -> Callable[[Span], int | None]:
        return lambda _period: self._selected.som(indicator, kind, rol)


def _share(
    part: Callable[[Span], int | None], whole: Callable[[Span], int | None]
) -> Callable[[Span], int | None]:
    return lambda span: percentage(part(span), whole(span))


def main() -> None:
    """Measure all sizes, print them as a table, and the medians as JSON."""
    now = utc_now()
    _say("| teams/oefeningen | all | leerthemas | follow_up | any | drawn | fixed |")
    _say("|---|---|---|---|---|---|---|")
    outcome = {}
    for teams, oefeningen in SIZES:
        found: dict[str, list[float]] = defaultdict(list)
        for seed in _SEEDS:
            day = now - timedelta(days=365 * seed / len(_SEEDS))
            one = invent(teams, oefeningen, seed, day)
            for key, share in Measured(one, day).shares().items():
                found[key].append(share)
            found["fixed"].append(Measured(one, day, fixed=True).shares()["all"])
        cells = [f"{statistics.median(many):.0%} ({min(many):.0%})" for many in found.values()]
        _say(f"| {teams}/{oefeningen} | {' | '.join(cells)} |")
        outcome[f"{teams}/{oefeningen}"] = {
            key: round(statistics.median(many), 3) for key, many in found.items()
        }
    _say("", "De mediaan van tien organisaties (de laagste).", json.dumps(outcome))


def _say(*lines: str) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
