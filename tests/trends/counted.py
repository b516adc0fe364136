"""The figures of one quarter, as if every chain closed a span of that quarter."""

from collections.abc import Mapping, Sequence
from datetime import date

from gesprek.domain.coded_row import CodedRow
from gesprek.trends.closing import CountingRules, close_quarter
from gesprek.trends.kept_figures import QuarterCounts
from gesprek.trends.splits import Subset


def calculate(
    kwartaal: str,
    rijen: Sequence[CodedRow],
    groups: Mapping[str, Subset],
    today: date,
    drempel: int = 5,
) -> QuarterCounts:
    rules = CountingRules(today, groups, drempel, enough={})
    return close_quarter([], kwartaal, {kwartaal: rijen}, rules)
