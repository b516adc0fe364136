"""When a chain of tables closes a span: a rule that knows published numbers only.

So that a span is long, or not closed yet, tells nothing that was not published. Why that is
needed, and what else keeps spans safe: ``docs/decisions/0031-spans-per-table.md``.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from gesprek.domain.dates import Quarter, Span
from gesprek.trends.kept_figures import Chain, CountTable, QuarterCounts, chain_of
from gesprek.trends.suppression import MIN_OEFENINGEN

LONGEST: Final = 4
"""So many quarters a span has at most. Rows are kept for eight."""

ENOUGH: Final[Mapping[Chain, int]] = {
    Chain.DELEN: 25,
    Chain.THEMA: 60,
    Chain.LEERTHEMA: 60,
    Chain.HOEVER: 90,
    Chain.ROL: 200,
}
"""With so many oefeningen a chain mostly shows four fifths of its kinds, at a threshold of 5.

Measured with ``benchmarks.visibility``. They decide how much is shown, not what can be derived.
"""


def needed(chain: Chain, teams: int, drempel: int, enough: Mapping[Chain, int] = ENOUGH) -> int:
    """Return with how many oefeningen a chain closes a span, with so many teams."""
    if chain is Chain.TEAMS and enough:  # one for each team, and then the threshold
        return teams + drempel
    return -(-enough.get(chain, 0) * drempel // MIN_OEFENINGEN)


class History:
    """What was published until now, the oldest first.

    A quarter of a version that knew no spans, or whose document is damaged, closed a span of each
    chain: what was open then stays too little to show.
    """

    def __init__(self, kept: Sequence[QuarterCounts]) -> None:
        self._kept = kept

    def spans(self, chain: Chain) -> list[Span]:
        """Return the closed spans of a chain, the oldest first."""
        return [span for one in self._kept if (span := one.span(chain))]

    def tables(self, chain: Chain, span: Span) -> list[CountTable]:
        """Return what was published of a span."""
        return [
            table
            for one in self._kept
            if one.span(chain) == span
            for table in one.tables
            if chain_of(table.indicator, table.per) is chain
        ]

    def total(self, span: Span) -> int | None:
        """Return how often was practised, as it was published; None: that is hidden in part."""
        found = [
            (one, cell.aantal)
            for one in self.spans(Chain.TOTAAL)
            if span.has(one)
            for table in self.tables(Chain.TOTAAL, one)
            for cell in table.cellen
        ]
        is_whole = sum(len(one.kwartalen) for one, _ in found) == len(span.kwartalen)
        return sum(count for _, count in found) if is_whole else None

    def open_base(self, quarter: Quarter) -> Span:
        """Return the span whose total is not published yet, up to a quarter."""
        closed = self.spans(Chain.TOTAAL)
        first = Quarter.named(self._kept[0].kwartaal) if self._kept else quarter
        begin = closed[-1].laatst.later(1) if closed else first
        while len(Span(begin, quarter).kwartalen) > LONGEST:  # quarters in which nothing was done
            begin = begin.later(LONGEST)
        return Span(begin, quarter)

    def closing(self, chain: Chain, quarter: Quarter, enough: int) -> Span | None:
        """Return the span that a chain closes when this quarter is closed; None: not yet.

        It ends where its parent chain ended one: as soon as ``enough`` oefeningen were published,
        and else where the next end might be more than four quarters away.
        """
        after = self.after(chain, Chain.LEERTHEMA if chain is Chain.ROL else Chain.TOTAAL)
        if not after:
            return None
        reach = Span(after[0].eerst, after[0].eerst.later(LONGEST - 1))
        found = Span(reach.eerst, [one.laatst for one in after if reach.has(one)][-1])
        is_enough = found.laatst == quarter and (self.total(found) or 0) >= enough
        return found if is_enough or quarter >= reach.laatst else None

    def after(self, chain: Chain, parent: Chain = Chain.TOTAAL) -> list[Span]:
        """Return the spans of another chain that are shown, after the last one of this chain."""
        own = self.spans(chain)
        shown = [one for one in self.spans(parent) if self.total(one) is not None]
        return [one for one in shown if not own or one.eerst > own[-1].laatst]
