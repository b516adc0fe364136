"""What is published when a quarter is closed: of each chain that closes a span, its tables.

Everything that any filter of the screen or any export will show is decided here, at once, and kept:
nothing is computed later from rows. See ``docs/decisions/0016-suppression.md`` and
``docs/decisions/0031-spans-per-table.md``.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from gesprek.domain.coded_row import CodedRow
from gesprek.domain.dates import Quarter, Span
from gesprek.domain.themas import Leerthema
from gesprek.trends.count_tables import EMPTY, GEHEEL, Kinds, Split, TableBuilder, is_highest
from gesprek.trends.counting import SpanCount
from gesprek.trends.how_far import HowFarCount
from gesprek.trends.indicators import is_played
from gesprek.trends.kept_figures import Chain, ClosedSpan, CountTable, QuarterCounts, TableAxis
from gesprek.trends.spans import ENOUGH, LONGEST, History, needed
from gesprek.trends.splits import Subset, find_splits, published_splits
from gesprek.trends.suppression import MIN_OEFENINGEN

Rows = Mapping[str, Sequence[CodedRow]]
"""The name of a quarter → its rows."""


class CountingRules(NamedTuple):
    """How is counted: the day, where teams belong (by team id), and from how many on is shown.

    A team that is not in ``groups`` has no location. ``enough`` says with how many oefeningen a
    chain closes a span, at a threshold of 5.
    """

    today: date
    groups: Mapping[str, Subset]
    drempel: int = MIN_OEFENINGEN
    enough: Mapping[Chain, int] = ENOUGH

    @property
    def builder(self) -> TableBuilder:
        """What builds tables by these rules."""
        enough = max(self.drempel, MIN_OEFENINGEN)
        return TableBuilder(enough, has_several=len(self.groups) > 1)


def close_quarter(
    kept: Sequence[QuarterCounts], kwartaal: str, rijen: Rows, rules: CountingRules
) -> QuarterCounts:
    """Return what is published when a quarter is closed.

    Args:
        kept: what was published before, the oldest first.
        kwartaal: its name.
        rijen: the rows of it and of the quarters before it.
        rules: how is counted.
    """
    closing = _Closing(kept, kwartaal, rijen, rules)
    closing.base()
    for chain in list(Chain)[1:]:
        closing.chain(chain, needed(chain, len(rules.groups), rules.builder.drempel, rules.enough))
    return closing.published


class _Closing:
    """The closing of one quarter: ``published`` grows chain by chain."""

    def __init__(
        self, kept: Sequence[QuarterCounts], kwartaal: str, rijen: Rows, rules: CountingRules
    ) -> None:
        self.published = QuarterCounts(kwartaal=kwartaal, geteld_op=rules.today, spans=())
        self._kept = kept
        self._quarter = Quarter.named(kwartaal)
        self._rijen = rijen
        self._today, self._groups = rules.today, rules.groups
        self._builder = rules.builder

    @property
    def _history(self) -> History:
        return History([*self._kept, self.published])

    def base(self) -> None:
        """Publish how often was practised since the last time, or give up after four quarters."""
        span = self._history.open_base(self._quarter)
        played = self._played(span)
        if self._builder.is_safe(played):
            tables = SpanCount(played, self._groups, self._builder).oefeningen([GEHEEL])
            self._publish(Chain.TOTAAL, span, tables)
        elif len(span.kwartalen) == LONGEST:
            self._publish(Chain.TOTAAL, span, [])

    def chain(self, chain: Chain, enough: int) -> None:
        """Publish the tables of another chain, where it closes a span."""
        span = self._history.closing(chain, self._quarter, enough)
        if span is None:
            return
        played = self._played(span)
        splits = published_splits(self._history, span, played, self._groups)
        if chain is Chain.HOEVER:
            self._publish_how_far(span, splits)
            return
        count = SpanCount(played, self._groups, self._builder, splits)
        if chain is Chain.DELEN:
            found = find_splits(played, self._groups, self._builder)
            tables = count.oefeningen(() if self._is_changed(span) else found)
        elif chain is Chain.ROL:
            tables = count.per_rol(self._still_learned(span))
        else:
            tables = count.tables(chain)
        self._publish(chain, span, tables, count.kinds)

    def _publish_how_far(self, span: Span, splits: Sequence[Split]) -> None:
        count = HowFarCount(
            self._rows(span), self._today, self._builder, splits, is_changed=self._is_changed(span)
        )
        self._publish(Chain.HOEVER, span, count.tables, count.kinds)
        more = {
            "dagen_tot_vervolg": count.days,
            "dagen_over": count.days_of if count.days is not None else None,
            "helpt": count.band,
        }
        self.published = self.published.changed(**more)

    def _publish(
        self, chain: Chain, span: Span, tables: Sequence[CountTable], kinds: Kinds = EMPTY
    ) -> None:
        names = {"eerst": str(span.eerst), "laatst": str(span.laatst)}
        highest = [
            one for one in kinds if is_highest(one, kinds[one], tables, self._builder.drempel)
        ]
        self.published = self.published.changed(
            spans=(*(self.published.spans or ()), ClosedSpan(reeks=chain, **names)),
            tables=(*self.published.tables, *tables),
            hoogste=(*self.published.hoogste, *highest),
        )

    def _still_learned(self, span: Span) -> set[str]:
        """Return the leerthema's of which each part of a span shows what its rows still give.

        Else the sum over the roles would tell what a part hides, or what came later.
        """
        found = set(map(str, Leerthema))
        for part in self._history.spans(Chain.LEERTHEMA):
            if span.has(part):
                learned = SpanCount(self._played(part), {}, self._builder).learned
                tables = self._history.tables(Chain.LEERTHEMA, part)
                shown = {
                    cell.soort: cell.aantal
                    for one in tables
                    if one.per is TableAxis.GEHEEL
                    for cell in one.cellen
                }
                found &= {one for one in shown if len(learned.get(one, ())) == shown[one]}
        return found

    def _is_changed(self, span: Span) -> bool:
        """Return whether rows came, went or moved since their total was published."""
        return any(
            self._history.total(one) != len(self._played(one))
            for one in self._history.spans(Chain.TOTAAL)
            if span.has(one)
        )

    def _rows(self, span: Span) -> list[CodedRow]:
        return [row for name in span.kwartalen for row in self._rijen.get(name, ())]

    def _played(self, span: Span) -> list[CodedRow]:
        return [row for row in self._rows(span) if is_played(row)]
