"""How far the oefeningen of a span came, and all tables that depend on that: they close together.

See ``docs/decisions/0016-suppression.md``, rule 5.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import chain
from statistics import median

from gesprek.domain.coded_row import CodedRow
from gesprek.domain.stappen import Stap
from gesprek.domain.themas import Behoefte
from gesprek.trends.bands import band_of, fewest_for_band
from gesprek.trends.count_tables import (
    REST,
    Bag,
    Counted,
    Kinds,
    Split,
    TableBuilder,
    each,
    grouped,
    never_played,
    only,
    rijen_of,
    without_total,
)
from gesprek.trends.indicators import (
    BEFORE_STEP_6,
    SHOWN,
    Answer,
    HowFar,
    Indicator,
    geholpen,
    hoever,
    is_played,
    ligt_voor_het_gesprek,
    plan_gebruikt,
)
from gesprek.trends.kept_figures import TOTAL, Band, CountTable
from gesprek.trends.suppression import MIN_FOR_PERCENTAGE


class HowFarCount:
    """Counts how far the oefeningen of a span came, as it is ``today``.

    ``rijen`` are all rows of it; ``splits`` are the ways to split, the finest first. Where it
    ``is_changed``, the rows give another total than was published of them, and no table may give
    that.

    Attributes:
        tables: what may be shown.
        days: the median of the days until step 7; None: too few, or of too few people.
        days_of: of how many oefeningen that is.
        band: what may be said of the answers where the numbers can't be shown.
        kinds: indicator → kind → how often, also of what is hidden.
    """

    def __init__(
        self,
        rijen: Sequence[CodedRow],
        today: date,
        builder: TableBuilder,
        splits: Sequence[Split] = (),
        *,
        is_changed: bool = False,
    ) -> None:
        self._played = [row for row in rijen if is_played(row)]
        self._builder = builder
        self._is_changed = is_changed
        kinds: Bag = grouped(
            [hoever(row, today) for row in self._played], map(Counted, self._played), SHOWN
        )
        # A rest of nothing is too small, so others join it: then no sum gives the total.
        self._how_far: Bag = {**kinds, REST: []} if is_changed else kinds
        waiting = [row for row in rijen if not is_played(row)]
        tables = [
            *self._builder.partition(Indicator.HOEVER, self._how_far, splits),
            *self._geholpen(),
        ]
        self.tables = [
            *map(without_total, tables),
            *self._afgemaakt(),
            *never_played(waiting, today, self._builder),
        ]
        closed = self._closed()
        self.tables += self._plan(closed)
        self.tables += each(self._builder, Indicator.BEHOEFTE, Behoefte, closed)
        timed = [row for row in closed if row.dagen_tot_vervolg is not None]
        is_enough = len(timed) >= MIN_FOR_PERCENTAGE and self._builder.is_safe(timed)
        self.days_of = len(timed)
        self.days = _median_days(timed) if is_enough else None
        self.band = None if is_changed else self._band()
        self.kinds = self._kinds(waiting, closed, today)

    def _kinds(self, waiting: Sequence[CodedRow], closed: Sequence[CodedRow], today: date) -> Kinds:
        """Return how many there are of each kind of need, and of each step where it lies."""
        needs = Counter(need for row in closed for need in row.behoeften)
        lies = Counter(ligt_voor_het_gesprek(row, today) for row in waiting)
        stuck = (HowFar.GESPREK, HowFar.TERUGKIJKEN, HowFar.TE_BESPREKEN)
        return {
            Indicator.BEHOEFTE: {**{str(one): needs[one] for one in Behoefte}, TOTAL: len(closed)},
            Indicator.LIGT: {
                **{str(one): lies[one] for one in Stap.GESPREK.earlier},
                **{str(one): len(self._how_far[one]) for one in stuck},
                TOTAL: len(waiting) + len(self._played),
            },
        }

    def _closed(self) -> list[CodedRow]:
        """Return the oefeningen whose follow-up is done, where their number is shown."""
        shown = self._shown(Indicator.HOEVER)
        return rijen_of(self._how_far[HowFar.AFGEROND]) if HowFar.AFGEROND in shown else []

    def _shown(self, indicator: Indicator) -> dict[str, int]:
        """Return kind → how many, of what is shown of the whole organisation."""
        return {
            cell.soort: cell.aantal
            for one in self.tables
            if one.indicator is indicator
            for cell in one.cellen
            if cell.form is None and cell.locatie is None
        }

    def _afgemaakt(self) -> list[CountTable]:
        """Return how many reached step 6, where what did not is no part of a rest."""
        shown = self._builder.joined(self._how_far)
        before = [one for soort in BEFORE_STEP_6 for one in self._how_far.get(soort, ())]
        is_hidden = any(one in self._how_far and one not in shown for one in BEFORE_STEP_6)
        if is_hidden or self._is_changed:
            return []
        kinds = [many for soort, many in self._how_far.items() if soort not in BEFORE_STEP_6]
        zak = {REST: before, "alle": [*chain(*kinds)]}
        found = self._builder.partition(Indicator.AFGEMAAKT, zak)
        return [
            one.changed(cellen=tuple(cell.changed(soort=TOTAL) for cell in only(one, "alle")))
            for one in found
        ]

    def _geholpen(self) -> list[CountTable]:
        """Return whether it helped enough, where that tells nothing of how far oefeningen came.

        Who did not reach step 6 gave no answer. So what has no answer, or is hidden together with
        that, less what is shown to stand before step 6, is a limit to what lies hidden at step 5,
        and must be safe itself.
        """
        answers: Bag = grouped(map(geholpen, self._played), map(Counted, self._played), Answer)
        answers = {**answers, REST: []} if self._is_changed else answers
        shown, told = self._builder.joined(self._how_far), self._builder.joined(answers)
        known = {one.row.oefening for soort in BEFORE_STEP_6 for one in shown.get(soort, ())}
        without = rijen_of(told[Answer.GEEN if Answer.GEEN in told else REST])
        left = [row for row in without if row.oefening not in known]
        is_told = HowFar.GESPREK in shown and Answer.GEEN in told
        if self._builder.is_safe(left) or (is_told and not self._builder.is_of_one(left)):
            return self._builder.partition(Indicator.GEHOLPEN, answers)
        return []

    def _plan(self, closed: Sequence[CodedRow]) -> list[CountTable]:
        """Return whether the plan was used, of the oefeningen whose follow-up is done.

        Only where their number is shown: the answers and what gave none divide that figure, so
        they tell nothing else. A threshold that is raised later hides them with that figure.
        """
        answers: Bag = grouped(map(plan_gebruikt, closed), map(Counted, closed), Answer)
        whole = [one.kleinste for one in self.tables if one.indicator is Indicator.HOEVER]
        return [
            without_total(one).changed(kleinste=min(one.kleinste, *whole))
            for one in (self._builder.partition(Indicator.PLAN, answers) if closed else ())
        ]

    def _band(self) -> Band | None:
        """Return a band for the share that was helped, where either number is hidden."""
        told, far = self._shown(Indicator.GEHOLPEN), self._shown(Indicator.HOEVER)
        answered = [row for row in self._played if row.voldoende_geholpen is not None]
        fewest = fewest_for_band(self._builder.drempel)
        is_enough = len(answered) >= fewest and self._builder.is_safe(answered)
        if {Answer.JA, Answer.NEE} <= {*told} or not is_enough:
            return None
        known = max(told.get(Answer.GEEN, 0), sum(far.get(one, 0) for one in BEFORE_STEP_6))
        most = len(self._played) - known
        possible = range(most if Answer.GEEN in told else fewest, most + 1)
        ja = sum(geholpen(row) is Answer.JA for row in answered)
        return band_of(ja / len(answered), possible, told, self._builder.drempel)


def _median_days(timed: Sequence[CodedRow]) -> float:
    """Return the median of the days from the real conversation to step 7.

    For the whole organisation only, and per span only: medians cannot be added up.
    """
    return float(median(row.dagen_tot_vervolg or 0 for row in timed))
