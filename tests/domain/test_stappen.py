import itertools

import pytest

from gesprek.domain.stappen import Stap


def test_there_are_the_seven_steps_of_the_leaflet_in_order() -> None:
    assert [stap.value for stap in Stap] == [
        "moment",
        "voorbereiding",
        "casus",
        "inleven",
        "gesprek",
        "terugkijken",
        "vervolg",
    ]


def test_the_steps_are_numbered_from_one() -> None:
    assert [stap.number for stap in Stap] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("stap", Stap)
def test_earlier_are_all_steps_with_a_lower_number(stap: Stap) -> None:
    assert stap.earlier == tuple(one for one in Stap if one.number < stap.number)


def test_next_and_previous_walk_the_same_way() -> None:
    for before, after in itertools.pairwise(Stap):
        assert before.next is after
        assert after.previous is before


def test_the_way_ends_at_both_sides() -> None:
    assert Stap.MOMENT.previous is None
    assert Stap.VERVOLG.next is None
