"""Figures are counted once, from closed quarters; what becomes of the rows changes nothing."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest

from gesprek.domain.coded_row import Rij
from gesprek.domain.dates import Kwartaal
from gesprek.services.archive import Archief
from gesprek.services.erasing import Wissen
from gesprek.services.quarter_figures import Cijferkast
from gesprek.storage.ids import new_id, new_oefening_id
from gesprek.storage.protocol import Sleutel, Soort, Store
from tests.storage.examples import oefening_of, team_with_people
from tests.storage.place import Plek

CLOSED = date(2026, 7, 30)  # the second quarter of 2026


def counted(name: str, rows: Sequence[Rij]) -> dict[str, Any]:
    return {"kwartaal": name, "rijen": len(rows)}


def practise(archief: Archief, day: date, count: int = 1) -> list[str]:
    team = archief.create_team(team_with_people()).waarde
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    made = [
        oefening_of(team.id).changed(id=new_oefening_id(team.id), created=moment)
        for _ in range(count)
    ]
    return [archief.create_oefening(one).waarde.id for one in made]


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
    quarter = Kwartaal.of(day)
    assert str(quarter) == name
    assert Kwartaal.named(name) == quarter
    assert quarter.closes == closes


@pytest.mark.parametrize("name", ["", "2026", "2026-K5", "2026-k1", "2026-K1\n"])
def test_what_is_no_name_of_a_quarter_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="quarter"):
        Kwartaal.named(name)


def test_only_closed_quarters_are_counted(store: Store, archief: Archief) -> None:
    practise(archief, date(2026, 5, 11), 3)
    practise(archief, date(2026, 8, 11))
    kast = Cijferkast(store)
    assert kast.freeze(date(2026, 7, 29), counted) == 0
    assert kast.freeze(CLOSED, counted) == 1
    assert kast.kept() == [{"kwartaal": "2026-K2", "rijen": 3}]


def test_a_quarter_is_never_counted_again(store: Store, archief: Archief) -> None:
    practise(archief, date(2026, 5, 11), 3)
    kast = Cijferkast(store)
    kast.freeze(CLOSED, counted)
    practise(archief, date(2026, 5, 12), 4)
    practise(archief, date(2026, 2, 12), 4)  # nor one before it: what is kept was seen with it
    assert kast.freeze(CLOSED, counted) == 0
    assert kast.kept() == [{"kwartaal": "2026-K2", "rijen": 3}]


def test_what_is_erased_later_stays_in_the_figures_and_what_was_erased_before_does_not(
    store: Store, archief: Archief
) -> None:
    ids = practise(archief, date(2026, 5, 11), 3)
    kast = Cijferkast(store)
    Wissen(store).oefening(ids[0])
    kast.freeze(CLOSED, counted)
    Wissen(store).oefening(ids[1])
    kast.freeze(CLOSED, counted)
    assert kast.kept() == [{"kwartaal": "2026-K2", "rijen": 2}]


def test_damaged_figures_are_not_counted_again(store: Store, archief: Archief, plek: Plek) -> None:
    practise(archief, date(2026, 5, 11), 3)
    Cijferkast(store).freeze(CLOSED, counted)
    plek.damage(Sleutel(Soort.CIJFERS, "2026-k2"))
    kast = Cijferkast(plek.open())
    assert kast.kept() == []
    assert kast.freeze(CLOSED, counted) == 0
    assert [one.sleutel.id for one in store.problems()] == ["2026-k2"]


def test_a_quarter_without_oefeningen_is_left_for_later(store: Store, archief: Archief) -> None:
    kast = Cijferkast(store)
    assert kast.freeze(date(2030, 1, 1), counted) == 0
    practise(archief, date(2026, 5, 11))
    assert kast.freeze(CLOSED, counted) == 1


def test_a_row_that_cannot_be_read_counts_nowhere(store: Store, archief: Archief) -> None:
    practise(archief, date(2026, 5, 11), 2)
    team = new_id()
    store.create(
        Sleutel(Soort.GECODEERD, f"{team}-{new_id()}", team), {"rij": {"dag": "2026-05-11"}}
    )
    store.create(Sleutel(Soort.GECODEERD, f"{team}-{new_id()}", team), {"rij": {"dag": 7}})
    kast = Cijferkast(store)
    assert kast.freeze(CLOSED, counted) == 1
    assert kast.kept() == [{"kwartaal": "2026-K2", "rijen": 2}]
