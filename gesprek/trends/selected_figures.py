"""What a screen or an export looks up in the kept figures, and adds up."""

from collections.abc import Iterable, Sequence
from math import inf

from gesprek.domain.dates import Span
from gesprek.domain.werkvormen import Rol
from gesprek.trends.indicators import Indicator
from gesprek.trends.kept_figures import (
    ALLES,
    TOTAL,
    Band,
    Chain,
    QuarterCounts,
    Selection,
    TableAxis,
    chain_of,
)
from gesprek.trends.suppression import MIN_FOR_PERCENTAGE, MIN_OEFENINGEN


class SelectedFigures:
    """What is published of one choice, in the spans that lie wholly in a period.

    The period is that of ``kwartalen``, the oldest first, unless it is given. ``drempel`` is the
    threshold as it is now: a table with a smaller cell is left out whole.
    """

    def __init__(
        self,
        kwartalen: Sequence[QuarterCounts],
        keuze: Selection = ALLES,
        drempel: int = MIN_OEFENINGEN,
        period: Span | None = None,
    ) -> None:
        self._is_all = keuze == ALLES
        self._drempel = drempel
        self._documents: dict[tuple[Chain, Span], QuarterCounts] = {
            (chain, span): one
            for one in kwartalen
            for chain in Chain
            if (span := one.span(chain)) and (not period or period.has(span))
        }
        self._found = {
            (span, tabel.indicator, cell.soort, cell.rol): cell.aantal
            for (chain, span), one in self._documents.items()
            for tabel in one.tables
            if tabel.kleinste >= drempel and chain_of(tabel.indicator, tabel.per) is chain
            for cell in tabel.cellen
            if (cell.form, cell.locatie) == keuze
        }

    def spans(self, chain: Chain) -> list[Span]:
        """Return the closed spans of a chain, the oldest first; not all of them show something."""
        return [span for one, span in self._documents if one is chain]

    def value(
        self, span: Span, indicator: Indicator, soort: str = TOTAL, rol: Rol | None = None
    ) -> int | None:
        """Return a figure of exactly this span; None: too little to show."""
        return self._found.get((span, indicator, soort, rol))

    def within(
        self, span: Span, indicator: Indicator, soort: str = TOTAL, rol: Rol | None = None
    ) -> int | None:
        """Return a figure of a span that published spans make up exactly; else None."""
        found = {
            one: aantal
            for (one, *key), aantal in self._found.items()
            if key == [indicator, soort, rol] and span.has(one)
        }
        is_whole = sum(len(one.kwartalen) for one in found) == len(span.kwartalen)
        return sum(found.values()) if is_whole else None

    def dagen(self, span: Span) -> float | None:
        """Return the median of the days until step 7; for all oefeningen together only."""
        closed = self.value(span, Indicator.HOEVER, "afgerond")
        is_shown = self._is_all and closed is not None
        if not is_shown:
            return None
        one = self._documents[Chain.HOEVER, span]
        is_enough = (one.dagen_over or MIN_FOR_PERCENTAGE) >= self._drempel
        return one.dagen_tot_vervolg if is_enough else None

    def band(self, span: Span) -> Band | None:
        """Return between what the share lies that was helped, where its numbers are hidden."""
        one = self._documents.get((Chain.HOEVER, span))
        found = one.helpt if one and self._is_all else None
        return found if found and found.kleinste >= self._drempel else None

    def som(self, indicator: Indicator, soort: str = TOTAL, rol: Rol | None = None) -> int | None:
        """Return a figure added up over the spans that show it."""
        wanted = [indicator, soort, rol]
        shown = [aantal for (_, *key), aantal in self._found.items() if key == wanted]
        return sum(shown) if shown else None

    def most(
        self, told: Indicator, kinds: Iterable[tuple[Indicator, str]]
    ) -> tuple[tuple[Indicator, str], int] | None:
        """Return the kind that occurs most in the spans that show something, and how often.

        None where a hidden kind might occur more. ``told`` is the indicator whose ``hoogste``
        tells that.
        """
        kinds = list(kinds)
        least, ceiling = dict.fromkeys(kinds, 0), dict.fromkeys(kinds, 0.0)
        for (chain, span), one in self._documents.items():
            shown = {kind: self._found.get((span, *kind, None)) for kind in kinds}
            known = [count for count in shown.values() if count is not None]
            if chain is not chain_of(told) or not known:
                continue
            left_out = any(each.kleinste < self._drempel for each in one.tables)
            is_highest = self._is_all and told in one.hoogste and not left_out
            above = max(known) - 1 if is_highest else self._rest(span, told, sum(known))
            for kind, count in shown.items():
                least[kind] += count or 0
                ceiling[kind] += above if count is None else count
        best = max(least, key=lambda kind: least[kind], default=None)
        if best is None or not least[best]:
            return None
        others = (ceiling[kind] for kind in kinds if kind != best)
        return (best, least[best]) if max(others, default=0) <= least[best] else None

    def shows_each_span(self, told: Indicator) -> bool:
        """Return whether each closed span shows something of an indicator."""
        shown = {span for span, indicator, *_ in self._found if indicator is told}
        return {*self.spans(chain_of(told))} <= shown

    def _rest(self, span: Span, indicator: Indicator, shown: int) -> float:
        """Return how many are hidden together where that is known, else no limit."""
        total = self.value(span, indicator) if indicator is Indicator.LEERTHEMA else None
        return inf if total is None else total - shown


def percentage(deel: int | None, whole: int | None) -> int | None:
    """Return a share in whole percents; None where it may not be shown, also below n = 10."""
    if deel is None or whole is None or whole < MIN_FOR_PERCENTAGE:
        return None
    return round(100 * deel / whole)


def locaties(kwartalen: Iterable[QuarterCounts]) -> list[str]:
    """Return the locations of which something is shown, by name."""
    names = {
        cell.locatie
        for one in kwartalen
        for tabel in one.tables
        if tabel.per is TableAxis.LOCATIE
        for cell in tabel.cellen
        if cell.locatie
    }
    return sorted(names, key=str.casefold)
