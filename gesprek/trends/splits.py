"""The ways to split what is counted, of which every part is safe by itself.

A span of several spans is split as those were, or not at all: see
``docs/decisions/0031-spans-per-table.md``.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from gesprek.domain.coded_row import CodedRow
from gesprek.domain.dates import Span
from gesprek.trends.count_tables import REST, Counted, Split, SplitPart, TableBuilder, grouped
from gesprek.trends.kept_figures import Cell, Chain, CountTable, TableAxis
from gesprek.trends.spans import History
from gesprek.trends.suppression import hidden, is_safe_location


class Subset(NamedTuple):
    """A team as the figures see it: where it belongs, and whether it is in use."""

    locatie: str
    actief: bool = True


def find_splits(
    rijen: Sequence[CodedRow], groups: Mapping[str, Subset], builder: TableBuilder
) -> tuple[Split, ...]:
    """Return the ways to split what was played in a span, the finest first.

    A team that is not in ``groups`` (by team id), or has no place there, is in ``REST``.
    """
    where = {row.team: groups.get(row.team, Subset("")).locatie or REST for row in rijen}
    forms = grouped((row.werkvorm for row in rijen), rijen)
    has_forms = len(forms) > 1 and not builder.hidden({one: {"": forms[one]} for one in forms})
    places = _places(rijen, where, builder.drempel, lambda _row: "")
    crosses = (
        has_forms
        and places
        and _places(rijen, where, builder.drempel, attrgetter("werkvorm")) == places
    )
    per_axis = {
        TableAxis.BEIDE: crosses,
        TableAxis.LOCATIE: bool(places),
        TableAxis.FORM: has_forms,
    }
    return tuple(_split(per, rijen, places) for per, is_there in per_axis.items() if is_there)


def _split(per: TableAxis, rijen: Sequence[CodedRow], places: Mapping[str, str]) -> Split:
    """Return one way to split rows; ``places`` is team → location as it is shown."""

    def part_of(one: Counted) -> SplitPart:
        form = one.row.werkvorm if per is not TableAxis.LOCATIE else None
        return SplitPart(form, places[one.row.team] if per is not TableAxis.FORM else None)

    return Split(per, tuple(dict.fromkeys(part_of(Counted(row)) for row in rijen)), part_of)


def published_splits(
    history: History, span: Span, rijen: Sequence[CodedRow], groups: Mapping[str, Subset]
) -> tuple[Split, ...]:
    """Return the ways to split a span that are published of each part of it, the finest first.

    Only where the rows still give what was published then: else the difference would tell which
    oefening or team moved.
    """
    parts = [one for one in history.spans(Chain.DELEN) if span.has(one)]
    if not parts or sum(len(one.kwartalen) for one in parts) != len(span.kwartalen):
        return ()
    tables = [{one.per: one for one in history.tables(Chain.DELEN, part)} for part in parts]
    found = []
    for per in (TableAxis.BEIDE, TableAxis.LOCATIE, TableAxis.FORM):
        told = [each[per] for each in tables if per in each]
        names = {frozenset(map(_key, one.cellen)) for one in told}
        if len(told) < len(parts) or len(names) > 1:
            continue
        shown = {one.locatie for one in told[0].cellen}
        where = {row.team: groups.get(row.team, Subset("")).locatie for row in rijen}
        places = {team: one if one in shown else REST for team, one in where.items()}
        split = _split(per, rijen, places)
        if all(
            _is_still(one, split, [row for row in rijen if row.kwartaal in part.kwartalen])
            for one, part in zip(told, parts, strict=True)
        ):
            found.append(split)
    return tuple(found)


def _key(cell: Cell) -> SplitPart:
    return SplitPart(cell.form, cell.locatie)


def _is_still(told: CountTable, split: Split, rijen: Sequence[CodedRow]) -> bool:
    """Return whether these rows still give what a table tells."""
    counted = Counter(split.deel_van(Counted(row)) for row in rijen)
    return all(counted[_key(cell)] == cell.aantal for cell in told.cellen)


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
