"""What may be said before a span closes: about how much there is, and how much it takes.

Why these numbers tell nothing of a hidden one: ``docs/decisions/0031-spans-per-table.md``.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from gesprek.domain.coded_row import CodedRow
from gesprek.domain.dates import Quarter, Span
from gesprek.trends.closing import CountingRules, Rows
from gesprek.trends.indicators import is_played
from gesprek.trends.kept_figures import Chain, QuarterCounts
from gesprek.trends.spans import LONGEST, History, needed

_ABOUT: Final = 5
"""How many are left is said in fives: teams read it as about so many."""


class Running(NamedTuple):
    """What was done since the last total: at least so many; None: too little to show.

    The span goes up to the quarter that runs.
    """

    span: Span
    oefeningen: int | None
    teams: int | None


class Wait(NamedTuple):
    """When a chain closes its next span: after about so many, or with this quarter."""

    oefeningen: int
    uiterlijk: Quarter


def running(kept: Sequence[QuarterCounts], rijen: Rows, rules: CountingRules) -> Running:
    """Return what may be said of the quarter that runs.

    It is rounded down to a multiple of the threshold, and it is about all that will be one total
    with it: a quarter before it that is too small to show by itself is counted along.

    Args:
        kept: what was published, the oldest first.
        rijen: quarter → its rows, of the last four.
        rules: how is counted.
    """
    span, builder = _open(History(kept), rijen, rules), rules.builder
    played = _played(rijen, span)
    teams = len({row.team for row in played})
    if not builder.is_safe(played):
        return Running(span, None, None)
    step = builder.drempel
    # As many oefeningen as teams: each team had one.
    rounded = teams - teams % step if len(played) - teams >= step else 0
    return Running(span, len(played) - len(played) % step, rounded or None)


def _open(history: History, rijen: Rows, rules: CountingRules) -> Span:
    """Return the span that the running quarter will be part of, as it looks now."""
    span = history.open_base(Quarter.of(rules.today))
    for name in span.kwartalen[:-1]:
        past = Span(span.eerst, Quarter.named(name))
        if rules.builder.is_safe(_played(rijen, past)):
            span = Span(past.laatst.later(1), span.laatst)
    return span


def _played(rijen: Rows, span: Span) -> list[CodedRow]:
    return [row for name in span.kwartalen for row in rijen.get(name, ()) if is_played(row)]


def waits(
    kept: Sequence[QuarterCounts], so_far: Running, rules: CountingRules
) -> dict[Chain, Wait]:
    """Return for each chain when it may show more, from what everybody may know."""
    history = History(kept)
    found = {}
    for chain in Chain:
        done = history.after(chain)
        total = sum(history.total(one) or 0 for one in done) + (so_far.oefeningen or 0)
        asked = needed(chain, len(rules.groups), rules.builder.drempel) or rules.builder.drempel
        begin = (done[0] if done else so_far.span).eerst
        left = max(asked - total, 0)
        found[chain] = Wait(left + -left % _ABOUT, begin.later(LONGEST - 1))
    return found
