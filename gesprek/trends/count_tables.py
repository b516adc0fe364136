"""Builds the tables that may be shown: whole tables, whose every cell is safe.

Why that is enough: ``docs/decisions/0016-suppression.md``.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple, TypeVar

from gesprek.domain.coded_row import CodedRow
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.trends.indicators import Indicator
from gesprek.trends.kept_figures import TOTAL, Cell, CountTable, TableAxis
from gesprek.trends.suppression import count_oefeningen, hidden

REST: Final = "~"
"""What is not shown by itself, together: kinds, locations. No location can be called so."""
_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


class Counted(NamedTuple):
    """One thing that is counted: an oefening, or a leerpunt of one kind of role in it."""

    row: CodedRow
    rol: Rol | None = None


class SplitPart(NamedTuple):
    """A part of all that is counted, as a filter of the screen chooses it."""

    form: Werkvorm | None = None
    locatie: str | None = None
    rol: Rol | str | None = None


class Split(NamedTuple):
    """A way to split what is counted: all its parts, and the part of each thing."""

    per: TableAxis
    delen: tuple[SplitPart, ...]
    deel_van: Callable[[Counted], SplitPart]

    def split(self, things: Iterable[Counted]) -> dict[SplitPart, list[CodedRow]]:
        """Return part → the row of each thing in it, for every part."""
        found: dict[SplitPart, list[CodedRow]] = {deel: [] for deel in self.delen}
        for one in things:
            found[self.deel_van(one)].append(one.row)
        return found


GEHEEL: Final = Split(TableAxis.GEHEEL, (SplitPart(),), lambda _one: SplitPart())
Bag = Mapping[str, Sequence[Counted]]
"""Kind → what is counted as this kind. Each thing is in exactly one kind."""


def grouped(
    keys: Iterable[_Key], values: Iterable[_Value], order: Iterable[_Key] = ()
) -> dict[_Key, list[_Value]]:
    """Return key → its values; each key of ``order`` is there, also without values."""
    found: dict[_Key, list[_Value]] = {key: [] for key in order}
    for key, value in zip(keys, values, strict=True):
        found.setdefault(key, []).append(value)
    return found


def rijen_of(things: Iterable[Counted]) -> list[CodedRow]:
    """Return the row of each thing."""
    return [one.row for one in things]


class TableBuilder:
    """Builds tables whose figures are shown from ``drempel`` oefeningen on."""

    def __init__(self, drempel: int) -> None:
        self._drempel = drempel

    def partition(
        self, indicator: Indicator, zak: Bag, splits: Sequence[Split] = ()
    ) -> list[CountTable]:
        """Return what may be shown of a table: all together, and by the best way to split it.

        The kinds that are too small are put together with as many others as it takes. Of the ways
        to split, the one that shows most kinds is taken, and no other beside it: two ways at once
        would tell of their combination. A kind without anything counts as too small; the finest way
        to split comes first.
        """
        groups = self.joined(zak)
        tables = self.tabel(indicator, groups, groups.keys(), GEHEEL)
        ways = [(split, self.kept(groups, split)) for split in splits]
        chosen, kept = max(ways, key=lambda one: len(one[1]), default=(GEHEEL, frozenset()))
        if not tables or not kept:
            return tables
        also = splits if chosen.per is TableAxis.BEIDE else (chosen,)
        return tables + [
            one for split in also for one in self.tabel(indicator, groups, kept, split)
        ]

    def joined(self, zak: Bag) -> Bag:
        """Return the kinds that may be shown, with all others as ``REST``."""
        gone = hidden(
            {soort: {"": rijen_of(things)} for soort, things in zak.items()}, self._drempel
        )
        shown = {soort: things for soort, things in zak.items() if soort not in gone}
        rest = [one for soort in zak if soort in gone or soort == REST for one in zak[soort]]
        return {**shown, REST: rest} if gone else shown

    def kept(self, groups: Bag, split: Split) -> frozenset[str]:
        """Return the kinds that may be shown in every part of a split."""
        cells = {soort: split.split(things) for soort, things in groups.items()}
        gone = hidden(cells, self._drempel)
        return frozenset(soort for soort in groups if soort not in gone and soort != REST)

    def tabel(
        self, indicator: Indicator, groups: Bag, kept: Collection[str], split: Split
    ) -> list[CountTable]:
        """Return the table of these kinds and their total in each part; none without kinds."""
        shown = [soort for soort in groups if soort in kept and soort != REST]
        if not shown:
            return []
        rest = [one for soort in groups if soort not in shown for one in groups[soort]]
        rows = {soort: split.split(groups[soort]) for soort in shown}
        if rest:
            rows[REST] = split.split(rest)
        total = split.split(one for things in groups.values() for one in things)
        cells = [
            Cell(
                soort=soort,
                form=deel.form,
                locatie=deel.locatie,
                rol=Rol(deel.rol) if deel.rol else None,
                aantal=len(found),
            )
            for soort, parts in {TOTAL: total, **rows}.items()
            for deel, found in parts.items()
            if REST not in (soort, deel.locatie, deel.rol)
        ]
        smallest = min(count_oefeningen(one) for parts in rows.values() for one in parts.values())
        return [
            CountTable(indicator=indicator, per=split.per, kleinste=smallest, cellen=tuple(cells))
        ]
