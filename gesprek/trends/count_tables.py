"""Builds the tables that may be shown: whole tables, whose every cell is safe.

And the ways to split a quarter of which every part is safe by itself. Why that is enough, and why
it must be: ``docs/decisions/0016-suppression.md``.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Final, NamedTuple, TypeVar

from gesprek.domain.coded_row import CodedRow
from gesprek.domain.themas import Behoefte, Thema
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.trends.indicators import Indicator, ligt_voor_het_gesprek
from gesprek.trends.kept_figures import TOTAL, Cell, CountTable, TableAxis
from gesprek.trends.suppression import count_oefeningen, hidden, is_safe, is_safe_location

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


class Subset(NamedTuple):
    """A team as the figures see it: where it belongs, and whether it is in use."""

    locatie: str
    actief: bool = True


def find_splits(
    rijen: Sequence[CodedRow], groups: Mapping[str, Subset], drempel: int
) -> tuple[Split, ...]:
    """Return the ways to split what was played in a quarter, the finest first.

    A team that is not in ``groups`` (by team id), or has no place there, is in ``REST``.
    """
    where = {row.team: groups.get(row.team, Subset("")).locatie or REST for row in rijen}
    forms = grouped((row.werkvorm for row in rijen), rijen)
    has_forms = len(forms) > 1 and all(is_safe(one, drempel) for one in forms.values())
    places = _places(rijen, where, drempel, lambda _row: "")
    crosses = (
        has_forms and places and _places(rijen, where, drempel, attrgetter("werkvorm")) == places
    )
    found: list[tuple[TableAxis, Callable[[Counted], SplitPart]]] = []
    if crosses:
        found.append(
            (TableAxis.BEIDE, lambda one: SplitPart(one.row.werkvorm, places[one.row.team]))
        )
    if places:
        found.append((TableAxis.LOCATIE, lambda one: SplitPart(None, places[one.row.team])))
    if has_forms:
        found.append((TableAxis.FORM, lambda one: SplitPart(one.row.werkvorm)))
    return tuple(
        Split(per, tuple(dict.fromkeys(part_of(Counted(row)) for row in rijen)), part_of)
        for per, part_of in found
    )


def _places(
    rijen: Sequence[CodedRow],
    where: Mapping[str, str],
    drempel: int,
    part_of: Callable[[CodedRow], str],
) -> dict[str, str]:
    """Return team → location as it is shown; empty where locations cannot be told apart.

    ``where`` is team → its location. A location must be safe in each part of ``part_of`` too.
    """
    per_place = grouped((where[row.team] for row in rijen), rijen)
    tabel = {place: grouped(map(part_of, rows), rows) for place, rows in per_place.items()}
    gone = hidden(tabel, drempel, is_safe_location)
    found = {team: REST if place in gone else place for team, place in where.items()}
    return found if len(set(found.values())) > 1 else {}


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
    return tables + [
        one.changed(cellen=tuple(cell for cell in one.cellen if cell.soort != TOTAL))
        for one in lies
    ]


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
