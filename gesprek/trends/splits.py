"""The safe ways to split a quarter, and tables whose kinds stand alone.

Why a part must be safe by itself: ``docs/decisions/0016-suppression.md``.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from gesprek.domain.coded_row import CodedRow
from gesprek.domain.themas import Behoefte, Thema
from gesprek.domain.werkvormen import Werkvorm
from gesprek.trends.count_tables import (
    REST,
    Counted,
    Split,
    SplitPart,
    TableBuilder,
    grouped,
    rijen_of,
)
from gesprek.trends.indicators import Indicator, is_begun, ligt_voor_het_gesprek
from gesprek.trends.kept_figures import TOTAL, Cell, CountTable, TableAxis
from gesprek.trends.suppression import hidden, is_safe, is_safe_location


class Subset(NamedTuple):
    """A team as the figures see it: where it belongs, and whether it is in use."""

    locatie: str
    actief: bool = True


def find_splits(
    rijen: Sequence[CodedRow], ploegen: Mapping[str, Subset], drempel: int
) -> tuple[Split, ...]:
    """Return the ways to split what was played in a quarter, the finest first.

    A team that is not in ``ploegen`` (team id → where it belongs), or has no place there, is in
    ``REST``.
    """
    where = {row.team: ploegen.get(row.team, Subset("")).locatie or REST for row in rijen}
    forms = grouped((row.werkvorm for row in rijen), rijen)
    has_forms = len(forms) > 1 and all(is_safe(one, drempel) for one in forms.values())
    places = _places(rijen, where, drempel, lambda _row: "")
    crosses = has_forms and places and _places(rijen, where, drempel, _form) == places
    found: list[tuple[TableAxis, Callable[[Counted], SplitPart]]] = []
    if crosses:
        found.append((TableAxis.BEIDE, lambda one: SplitPart(_form(one.row), places[one.row.team])))
    if places:
        found.append((TableAxis.LOCATIE, lambda one: SplitPart(None, places[one.row.team])))
    if has_forms:
        found.append((TableAxis.FORM, lambda one: SplitPart(_form(one.row))))
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


def _form(row: CodedRow) -> Werkvorm:
    return row.werkvorm


def never_played(
    waiting: Sequence[CodedRow], today: date, bouwer: TableBuilder
) -> list[CountTable]:
    """Return what was begun but never played, and where what was not even begun lies still.

    The total of what was not begun is nowhere, so that each step is shown by itself.
    """
    begun = [Counted(row) for row in waiting if is_begun(row)]
    steps = _lies([row for row in waiting if not is_begun(row)], today)
    tables = [
        one.changed(cellen=only(one, TOTAL))
        for one in bouwer.partition(Indicator.BEGONNEN, {"alle": begun})
    ]
    lies = bouwer.partition(Indicator.LIGT, _lies(rijen_of(begun), today)) if tables else []
    for soort, things in steps.items():
        if soort != REST:
            lies += bouwer.partition(Indicator.LIGT, {soort: things})
    return tables + [
        one.changed(cellen=tuple(cel for cel in one.cellen if cel.soort != TOTAL)) for one in lies
    ]


def _lies(rijen: Sequence[CodedRow], today: date) -> dict[str, list[Counted]]:
    """Return step → what lies there; ``REST`` is what somebody still works on."""
    steps = [ligt_voor_het_gesprek(row, today) or REST for row in rijen]
    return grouped(steps, map(Counted, rijen))


def each(
    bouwer: TableBuilder,
    indicator: Indicator,
    soorten: type[Thema] | type[Behoefte],
    rijen: Sequence[CodedRow],
    splits: Sequence[Split] = (),
) -> list[CountTable]:
    """Return a table per kind of which an oefening may have several: with it, and without it."""
    found = []
    for soort in soorten:
        own = [row.themas if isinstance(soort, Thema) else row.behoeften for row in rijen]
        has = [soort.value if soort in several else REST for several in own]
        tables = bouwer.partition(
            indicator, grouped(has, map(Counted, rijen), (soort.value, REST)), splits
        )
        found += [one.changed(cellen=only(one, soort)) for one in tables]
    return found


def only(tabel: CountTable, soort: str) -> tuple[Cell, ...]:
    """Return the cells of one kind."""
    return tuple(cel for cel in tabel.cellen if cel.soort == soort)
