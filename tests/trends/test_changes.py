"""What is erased, moved or added after a total was published is in no later figure."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest

from gesprek.domain.coded_row import CodedRow
from gesprek.domain.dates import Quarter
from gesprek.domain.themas import Leerthema
from gesprek.trends.closing import CountingRules, _Closing, close_quarter
from gesprek.trends.indicators import Indicator, is_played
from gesprek.trends.kept_figures import Chain, TableAxis
from gesprek.trends.splits import Subset
from tests.trends import fixed
from tests.trends.attacker import Attacker
from tests.trends.organisations import Published

ENOUGH = {Chain.DELEN: 1, Chain.LEERTHEMA: 1, Chain.THEMA: 300, Chain.HOEVER: 300, Chain.ROL: 300}
"""Two quarters of twice the fixed set are one span of these with 300."""
Rows = Sequence[CodedRow]


def twice() -> list[CodedRow]:
    rows = fixed.rijen()
    return [row.changed(oefening=f"{row.oefening}-{one}") for one in "ab" for row in rows]


def story(
    change: Callable[[Rows], Rows], teams: dict[str, Subset] | None = None
) -> list[Published]:
    """Return what is published of two quarters; between them the rows of the first change."""
    first = twice()
    later = [row.changed(dag=row.dag + timedelta(days=90)) for row in first]
    later = [row.changed(oefening=f"{row.oefening}-later") for row in later]
    published: list[Published] = []
    for name, before, groups in (
        ("2026-K1", first, fixed.ploegen()),
        ("2026-K2", change(first), teams or fixed.ploegen()),
    ):
        rows = {"2026-K1": list(before), "2026-K2": later}
        rules = CountingRules(Quarter.named(name).closes, groups, enough=ENOUGH)
        kept = [one.cijfers for one in published]
        published.append(Published(close_quarter(kept, name, rows, rules), rows, groups))
    return published


def told(published: list[Published]) -> list[str]:
    """Return what an attacker derives of what changed."""
    found = Attacker(published, changes=True).derived()
    return [one.naam for one in found if one.naam.startswith("weg")]


def without_one(rows: Rows) -> Rows:
    (gone, *_) = [row for row in rows if is_played(row)]
    return [row for row in rows if row is not gone]


def with_one_more_leerpunt(rows: Rows) -> Rows:
    (more, *_) = [
        row for row in rows if any(one.leerthema is Leerthema.DOORVRAGEN for one in row.leerpunten)
    ]
    (added, *_) = [one for one in more.leerpunten if one.leerthema is Leerthema.DOORVRAGEN]
    changed = more.changed(leerpunten=(*more.leerpunten, added))
    return [changed if row is more else row for row in rows]


def test_nobody_knows_that_an_oefening_was_erased_since_its_total(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert told(story(without_one)) == []
    monkeypatch.setattr(_Closing, "_is_changed", lambda *_span: False)
    assert told(story(without_one)) != []


def test_nobody_knows_that_a_leerpunt_was_written_since_its_table(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert told(story(with_one_more_leerpunt)) == []
    monkeypatch.setattr(_Closing, "_still_learned", lambda *_span: set(map(str, Leerthema)))
    assert told(story(with_one_more_leerpunt)) != []


def per_location(published: list[Published]) -> list[Indicator]:
    tables = published[-1].cijfers.tables
    return [
        one.indicator
        for one in tables
        if one.per is TableAxis.LOCATIE and one.indicator in (Indicator.HOEVER, Indicator.THEMA)
    ]


def test_a_table_is_by_location_only_where_its_totals_still_are() -> None:
    there = fixed.ploegen()
    assert per_location(story(list)) != []
    other = "Zuid" if there["t1"].locatie == "Noord" else "Noord"
    assert per_location(story(list, {**there, "t1": Subset(other)})) == []
