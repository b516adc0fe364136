"""What leaves a team: no figure of fewer oefeningen, people or inbrengers than the domain says."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesprek.domein.codering import GecodeerdLeerpunt, Rij
from gesprek.domein.onderwerpen import Leerthema
from gesprek.domein.vervolg import Vervolgstaat
from gesprek.domein.werkvormen import Rol, Werkvorm
from gesprek.overzicht.cijfers import AANTAL, leerthemas_per_kwartaal, vervolg_per_kwartaal
from gesprek.overzicht.drempel import is_enough

DAY = date(2026, 5, 11)
LEARNED = GecodeerdLeerpunt(rol=Rol.INBRENGER, leerthema=Leerthema.OPENEN)


def rij(number: int, deelnemers: tuple[str, ...], inbrenger: str | None) -> Rij:
    return Rij(
        oefening=f"o{number}",
        team="t",
        dag=DAY,
        last_activity=DAY,
        werkvorm=Werkvorm.ROLLENSPEL,
        leerpunten=(LEARNED, LEARNED),
        vervolg=Vervolgstaat.AFGEROND,
        deelnemers=deelnemers,
        inbrenger=inbrenger,
    )


def rijen(oefeningen: int, people: int, bringers: int) -> list[Rij]:
    """Return so many oefeningen, with so many people and inbrengers in all."""
    everybody = tuple(f"p{number}" for number in range(people))
    return [
        rij(number, everybody, f"p{number % bringers}" if bringers else None)
        for number in range(oefeningen)
    ]


@pytest.mark.parametrize(
    ("oefeningen", "people", "bringers", "shown"),
    [(5, 5, 3, True), (4, 5, 3, False), (5, 4, 3, False), (5, 5, 2, False), (5, 5, 0, False)],
)
def test_a_figure_shows_from_5_oefeningen_5_people_and_3_inbrengers_on(
    oefeningen: int,
    people: int,
    bringers: int,
    shown: bool,  # noqa: FBT001
) -> None:
    found = rijen(oefeningen, people, bringers)
    assert is_enough(found, 5) is shown
    assert vervolg_per_kwartaal(found, 5).empty is not shown
    assert leerthemas_per_kwartaal(found, 5).empty is not shown


def test_an_oefening_with_many_leerpunten_counts_once_towards_the_threshold() -> None:
    assert leerthemas_per_kwartaal(rijen(3, 6, 3), 5).empty
    assert leerthemas_per_kwartaal(rijen(5, 6, 3), 5)[AANTAL].tolist() == [10]


def test_the_oefeningen_of_one_quarter_do_not_help_those_of_another() -> None:
    first, *rest = rijen(5, 6, 3)
    assert vervolg_per_kwartaal([first.changed(dag=date(2026, 1, 5)), *rest], 5).empty


@given(drempel=st.integers(5, 50), oefeningen=st.integers(0, 60))
def test_a_higher_threshold_shows_no_more(drempel: int, oefeningen: int) -> None:
    found = rijen(oefeningen, 6, 3)
    assert is_enough(found, drempel + 1) <= is_enough(found, drempel)


def test_before_the_set_up_nothing_is_left_out() -> None:
    assert vervolg_per_kwartaal(rijen(1, 2, 1))[AANTAL].tolist() == [1]
