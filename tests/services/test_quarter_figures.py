"""Figures are counted once, from closed quarters; what becomes of the rows changes nothing."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from gesprek.domain.coded_row import CodedRow
from gesprek.domain.dates import Quarter, Span
from gesprek.services.archive import Archive
from gesprek.services.erasing import Erasing
from gesprek.services.quarter_figures import (
    QuarterFigures,
    closed_quarters,
    count_closed,
    so_far,
)
from gesprek.storage.protocol import DocumentKey, Kind, Store
from gesprek.storage.values import new_id, new_oefening_id
from gesprek.trends.indicators import Indicator
from gesprek.trends.kept_figures import Chain
from gesprek.trends.selected_figures import SelectedFigures
from gesprek.trends.spans import needed
from tests.storage.place import Place
from tests.support.builders.oefeningen import oefening_of, team_of_two
from tests.trends import fixed

CLOSED = date(2026, 7, 30)  # the second quarter of 2026


def counted(name: str, rows: dict[str, list[CodedRow]]) -> dict[str, Any]:
    return {"kwartaal": name, "rijen": len(rows[name])}


def practise(archive: Archive, day: date, count: int = 1) -> list[str]:
    team = archive.create_team(team_of_two()).value
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    made = [
        oefening_of(team.id).changed(id=new_oefening_id(team.id), created=moment)
        for _ in range(count)
    ]
    return [archive.create_oefening(one).value.id for one in made]


@pytest.mark.parametrize(
    ("day", "name", "closes"),
    [
        (date(2026, 1, 1), "2026-K1", date(2026, 4, 30)),
        (date(2026, 3, 31), "2026-K1", date(2026, 4, 30)),
        (date(2026, 4, 1), "2026-K2", date(2026, 7, 30)),
        (date(2025, 12, 31), "2025-K4", date(2026, 1, 30)),
    ],
)
def test_a_quarter_closes_30_days_after_its_last_day(day: date, name: str, closes: date) -> None:
    quarter = Quarter.of(day)
    assert str(quarter) == name
    assert Quarter.named(name) == quarter
    assert quarter.closes == closes


@pytest.mark.parametrize("name", ["", "2026", "2026-K5", "2026-k1", "2026-K1\n"])
def test_what_is_no_name_of_a_quarter_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="quarter"):
        Quarter.named(name)


def test_only_closed_quarters_are_counted(store: Store, archive: Archive) -> None:
    practise(archive, date(2026, 5, 11), 3)
    practise(archive, date(2026, 8, 11))
    kast = QuarterFigures(store)
    assert kast.freeze(date(2026, 7, 29), counted) == 0
    assert kast.freeze(CLOSED, counted) == 1
    assert kast.kept() == [{"kwartaal": "2026-K2", "rijen": 3}]


def test_a_quarter_is_never_counted_again(store: Store, archive: Archive) -> None:
    practise(archive, date(2026, 5, 11), 3)
    kast = QuarterFigures(store)
    kast.freeze(CLOSED, counted)
    practise(archive, date(2026, 5, 12), 4)
    practise(archive, date(2026, 2, 12), 4)  # nor one before it: what is kept was seen with it
    assert kast.freeze(CLOSED, counted) == 0
    assert kast.kept() == [{"kwartaal": "2026-K2", "rijen": 3}]


def test_what_is_erased_later_stays_in_the_figures_and_what_was_erased_before_does_not(
    store: Store, archive: Archive
) -> None:
    ids = practise(archive, date(2026, 5, 11), 3)
    kast = QuarterFigures(store)
    Erasing(store).oefening(ids[0])
    kast.freeze(CLOSED, counted)
    Erasing(store).oefening(ids[1])
    kast.freeze(CLOSED, counted)
    assert kast.kept() == [{"kwartaal": "2026-K2", "rijen": 2}]


def test_damaged_figures_are_not_counted_again(
    store: Store, archive: Archive, place: Place
) -> None:
    practise(archive, date(2026, 5, 11), 3)
    QuarterFigures(store).freeze(CLOSED, counted)
    place.damage(DocumentKey(Kind.CIJFERS, "2026-k2"))
    kast = QuarterFigures(place.open())
    assert kast.kept() == []
    assert kast.freeze(CLOSED, counted) == 0
    assert [one.key.id for one in store.problems()] == ["2026-k2"]


def test_what_was_open_at_a_damaged_quarter_is_not_counted_with_what_comes_after_it(
    store: Store, place: Place
) -> None:
    """A back-up may bring it back, with spans that ended there."""
    for name, closes in (("2025-K4", date(2026, 1, 30)), ("2026-K1", date(2026, 4, 30))):
        _fill(store, name, 2)
        count_closed(store, closes)
    _fill(store, "2026-K2", 4)
    place.damage(DocumentKey(Kind.CIJFERS, "2026-k1"))
    damaged = place.open()
    count_closed(damaged, CLOSED)
    _, kept = closed_quarters(damaged, CLOSED)
    assert kept.kwartaal == "2026-K2"
    assert kept.span(Chain.TOTAAL) is None


def test_two_quarters_that_are_too_small_by_themselves_are_one_span(store: Store) -> None:
    _fill(store, "2026-K1", 4)
    count_closed(store, date(2026, 4, 30))
    _fill(store, "2026-K2", 4)
    _, kept = closed_quarters(store, CLOSED)
    assert kept.span(Chain.TOTAAL) == Span.named("2026-K1", "2026-K2")
    assert SelectedFigures([kept]).som(Indicator.OEFENINGEN) == 8


def test_the_quarter_that_runs_is_told_about_in_fives(store: Store) -> None:
    _fill(store, "2026-K2", 9)
    now, waits = so_far(store, date(2026, 6, 30))
    assert now.oefeningen == 5
    assert waits[Chain.TOTAAL].oefeningen == 0
    assert waits[Chain.THEMA].oefeningen == needed(Chain.THEMA, 0, 5) - 5


def _fill(store: Store, name: str, count: int) -> None:
    """Store the rows of so many played oefeningen, of several teams, in the middle of a quarter."""
    played = [row for row in fixed.rijen() if row.verst.number > 5]
    day = Quarter.named(name).last_day - timedelta(days=40)
    for row in played[:count]:
        team = new_id()
        changed = row.changed(oefening=f"{team}-{new_id()}", team=team, dag=day)
        key = DocumentKey(Kind.GECODEERD, changed.oefening, team)
        store.create(key, {"rij": changed.to_document()})


def test_a_quarter_without_oefeningen_is_left_for_later(store: Store, archive: Archive) -> None:
    kast = QuarterFigures(store)
    assert kast.freeze(date(2030, 1, 1), counted) == 0
    practise(archive, date(2026, 5, 11))
    assert kast.freeze(CLOSED, counted) == 1


def test_a_row_that_cannot_be_read_counts_nowhere(store: Store, archive: Archive) -> None:
    practise(archive, date(2026, 5, 11), 2)
    team = new_id()
    store.create(
        DocumentKey(Kind.GECODEERD, f"{team}-{new_id()}", team), {"rij": {"dag": "2026-05-11"}}
    )
    store.create(DocumentKey(Kind.GECODEERD, f"{team}-{new_id()}", team), {"rij": {"dag": 7}})
    kast = QuarterFigures(store)
    assert kast.freeze(CLOSED, counted) == 1
    assert kast.kept() == [{"kwartaal": "2026-K2", "rijen": 2}]
