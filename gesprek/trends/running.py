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

    The span goes up to the quarter that runs. ``before`` are the oefeningen, rounded too, of
    quarters that are over and wait to be closed.
    """

    span: Span
    oefeningen: int | None
    teams: int | None
    before: int = 0


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
        rijen: quarter → its rows, of the last two years.
        rules: how is counted.
    """
    (span, before), builder = _open(kept, rijen, rules), rules.builder
    played = _played(rijen, span)
    teams = len({row.team for row in played})
    if not builder.is_safe(played):
        return Running(span, None, None, before)
    step = builder.drempel
    # As many oefeningen as teams: each team had one.
    rounded = teams - teams % step if len(played) - teams >= step else 0
    return Running(span, len(played) - len(played) % step, rounded or None, before)


def _open(kept: Sequence[QuarterCounts], rijen: Rows, rules: CountingRules) -> tuple[Span, int]:
    """Return the span that the running quarter will be part of, as it looks now.

    And how many oefeningen are in the quarters before it that wait to be closed, rounded down.
    """
    now, before = Quarter.of(rules.today), 0
    span = History(kept).open_base(now) if kept else _first_base(rijen, now)
    for name in span.kwartalen[:-1]:
        past = Span(span.eerst, Quarter.named(name))
        played = _played(rijen, past)
        if rules.builder.is_safe(played):
            span = Span(past.laatst.later(1), span.laatst)
            before += len(played) - len(played) % rules.builder.drempel
    return span, before


def _first_base(rijen: Rows, now: Quarter) -> Span:
    """Return the first span of all: it begins where there are rows, as it will be counted."""
    begin = min((Quarter.named(name) for name, rows in rijen.items() if rows), default=now)
    while len(Span(begin, now).kwartalen) > LONGEST:
        begin = begin.later(LONGEST)
    return Span(begin, now)


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
        published = sum(history.total(one) or 0 for one in done)
        total = published + so_far.before + (so_far.oefeningen or 0)
        asked = needed(chain, len(rules.groups), rules.builder.drempel) or rules.builder.drempel
        begin = (done[0] if done else so_far.span).eerst
        left = max(asked - total, 0)
        found[chain] = Wait(left + -left % _ABOUT, begin.later(LONGEST - 1))
    return found
