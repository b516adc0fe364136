"""Builds the tables that may be shown: whole tables, whose every cell is safe.

Why that is enough, and why it must be: ``docs/decisions/0016-suppression.md``.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple, TypeVar

from gesprek.domain.coded_row import CodedRow
from gesprek.domain.themas import Behoefte, Thema
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.trends.indicators import Indicator, ligt_voor_het_gesprek
from gesprek.trends.kept_figures import TOTAL, Cell, CountTable, TableAxis
from gesprek.trends.suppression import count_oefeningen, hidden, is_safe, is_shared

REST: Final = "~"
"""What is not shown by itself, together: kinds, locations. No location can be called so."""
_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value", bound=Hashable)


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
Kinds = Mapping[Indicator, Mapping[str, int]]
"""Of an indicator how often each of its kinds occurs, and ``TOTAL`` how often it might."""
EMPTY: Final[Kinds] = {}


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
    """Builds tables whose figures are shown from ``drempel`` oefeningen on.

    ``has_several`` tells whether the organisation has several teams.
    """

    def __init__(self, drempel: int, *, has_several: bool) -> None:
        self.drempel = drempel
        self._has_several = has_several
        self._test = is_shared if has_several else is_safe

    def is_safe(self, rijen: Sequence[CodedRow]) -> bool:
        """Return whether a figure over these rows may be shown."""
        return self._test(rijen, self.drempel)

    def is_of_one(self, rijen: Sequence[CodedRow]) -> bool:
        """Return whether these are all of one team, though there are several."""
        return self._has_several and len({row.team for row in rijen}) == 1

    def hidden(self, tabel: Mapping[_Key, Mapping[_Value, Sequence[CodedRow]]]) -> frozenset[_Key]:
        """Return the kinds that a table must hide, as ``suppression.hidden``."""
        return hidden(tabel, self.drempel, self._test)

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
        gone = self.hidden({soort: {"": rijen_of(things)} for soort, things in zak.items()})
        shown = {soort: things for soort, things in zak.items() if soort not in gone}
        rest = [one for soort in zak if soort in gone or soort == REST for one in zak[soort]]
        return {**shown, REST: rest} if gone else shown

    def kept(self, groups: Bag, split: Split) -> frozenset[str]:
        """Return the kinds that may be shown in every part of a split."""
        cells = {soort: split.split(things) for soort, things in groups.items()}
        gone = self.hidden(cells)
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


def never_played(
    waiting: Sequence[CodedRow], today: date, bouwer: TableBuilder
) -> list[CountTable]:
    """Return what was begun but never played, and where what was not even begun lies still.

    What was begun has a leervraag. The total of the rest is nowhere: each step is shown by itself.
    """
    begun = [Counted(row) for row in waiting if row.has_leervraag]
    steps = _lies([row for row in waiting if not row.has_leervraag], today)
    tables = [
        one.changed(cellen=only(one, TOTAL))
        for one in bouwer.partition(Indicator.BEGONNEN, {"alle": begun})
    ]
    lies = bouwer.partition(Indicator.LIGT, _lies(rijen_of(begun), today)) if tables else []
    for soort, things in steps.items():
        if soort != REST:
            lies += bouwer.partition(Indicator.LIGT, {soort: things})
    return tables + [without_total(one) for one in lies]


def _lies(rijen: Sequence[CodedRow], today: date) -> dict[str, list[Counted]]:
    """Return step → what lies there; ``REST`` is what somebody still works on."""
    steps = [ligt_voor_het_gesprek(row, today) or REST for row in rijen]
    return grouped(steps, map(Counted, rijen))


def each(
    bouwer: TableBuilder,
    indicator: Indicator,
    kinds: type[Thema] | type[Behoefte],
    rijen: Sequence[CodedRow],
    splits: Sequence[Split] = (),
) -> list[CountTable]:
    """Return a table per kind of which an oefening may have several: with it, and without it."""
    found = []
    for soort in kinds:
        own = [row.themas if isinstance(soort, Thema) else row.behoeften for row in rijen]
        has = [soort.value if soort in several else REST for several in own]
        tables = bouwer.partition(
            indicator, grouped(has, map(Counted, rijen), (soort.value, REST)), splits
        )
        found += [one.changed(cellen=only(one, soort)) for one in tables]
    return found


def only(tabel: CountTable, soort: str) -> tuple[Cell, ...]:
    """Return the cells of one kind."""
    return tuple(cell for cell in tabel.cellen if cell.soort == soort)


def without_total(tabel: CountTable) -> CountTable:
    """Return a table without what counts all its kinds together."""
    return tabel.changed(cellen=tuple(one for one in tabel.cellen if one.soort != TOTAL))


def is_highest(
    indicator: Indicator, kinds: Mapping[str, int], tables: Sequence[CountTable], drempel: int
) -> bool:
    """Return whether all kinds that are not shown occur less often than the highest that is.

    Only where the highest is that far from all that a hidden kind could be above it in as many
    ways as the threshold: so neither answer tells of a hidden kind.
    """
    shown = {
        cell.soort
        for one in tables
        if one.per is TableAxis.GEHEEL and indicator in (one.indicator, Indicator.LIGT)
        for cell in one.cellen
        if cell.soort in kinds and cell.soort != TOTAL
    }
    top = max((kinds[one] for one in shown), default=0)
    hidden = [many for kind, many in kinds.items() if kind not in shown and kind != TOTAL]
    return bool(shown) and kinds[TOTAL] - top >= drempel and all(many < top for many in hidden)
