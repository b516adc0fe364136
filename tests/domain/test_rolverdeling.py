import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gesprek.domain.base import InvalidRolverdeling
from gesprek.domain.rolverdeling import give, join, switch, with_people
from gesprek.domain.werkvormen import (
    MAX_DEELNEMERS,
    ROLREGELS,
    Rol,
    Werkvorm,
    check_rollen,
    rolproblemen,
)
from tests.domain.strategies import divisions, ids, max_people, rols, werkvormen

VOOR, SPEL = Werkvorm.VOORBESPREKEN, Werkvorm.ROLLENSPEL
TWEE = {"a": Rol.INBRENGER, "b": Rol.CLIENTROL}


@settings(max_examples=100)
@given(divisions(), st.lists(st.tuples(ids, rols), max_size=6))
def test_any_row_of_taps_leaves_a_division_that_may_be_stored(
    division: tuple[Werkvorm, dict[str, Rol]], taps: list[tuple[str, Rol]]
) -> None:
    werkvorm, rollen = division
    for person, rol in taps:
        try:
            rollen = give(werkvorm, rollen, person, rol)
        except InvalidRolverdeling:
            rollen = with_people(werkvorm, rollen, [*rollen.keys() - {person}])
        check_rollen(werkvorm, rollen)


@given(divisions(), st.data())
def test_giving_a_role_within_the_group_keeps_everyone_and_gives_it(
    division: tuple[Werkvorm, dict[str, Rol]], data: st.DataObject
) -> None:
    werkvorm, rollen = division
    person = data.draw(st.sampled_from(sorted(rollen)))
    rol = data.draw(st.sampled_from(tuple(ROLREGELS[werkvorm])))
    given_roles = give(werkvorm, rollen, person, rol)
    assert given_roles[person] is rol
    assert list(given_roles) == list(rollen)


@given(divisions(), st.data())
def test_swapping_one_of_the_two_needed_roles_leaves_no_gap(
    division: tuple[Werkvorm, dict[str, Rol]], data: st.DataObject
) -> None:
    werkvorm, rollen = division
    person = data.draw(st.sampled_from(sorted(rollen)))
    rol = data.draw(st.sampled_from([Rol.INBRENGER, Rol.CLIENTROL]))
    assert rolproblemen(werkvorm, give(werkvorm, rollen, person, rol)) == ()


@given(werkvormen, st.lists(ids, min_size=2, max_size=MAX_DEELNEMERS, unique=True))
def test_people_who_join_one_by_one_make_a_division_without_problems(
    werkvorm: Werkvorm, people: list[str]
) -> None:
    rollen: dict[str, Rol] = {}
    for person in people[: max_people(werkvorm)]:
        rollen = join(werkvorm, rollen, person)
    assert rolproblemen(werkvorm, rollen) == ()


def test_who_joins_fills_the_first_gap() -> None:
    assert join(SPEL, {"b": Rol.CLIENTROL}, "c") == {"b": Rol.CLIENTROL, "c": Rol.INBRENGER}
    assert join(SPEL, {"a": Rol.INBRENGER}, "c")["c"] is Rol.CLIENTROL
    assert join(SPEL, TWEE, "c")["c"] is Rol.OBSERVANT


def test_joining_twice_changes_nothing() -> None:
    assert join(SPEL, TWEE, "a") == TWEE


def test_a_fourth_person_cannot_join_voorbespreken() -> None:
    three = join(VOOR, TWEE, "c")
    with pytest.raises(InvalidRolverdeling, match="Kies rollenspel"):
        join(VOOR, three, "d")


def test_a_fourth_person_cannot_join_voorbespreken_in_a_gap_either() -> None:
    three = dict.fromkeys("abc", Rol.OBSERVANT)
    with pytest.raises(InvalidRolverdeling, match="Kies rollenspel"):
        join(VOOR, three, "d")


def test_a_thirteenth_person_cannot_join_a_rollenspel() -> None:
    twelve = {**TWEE, **{f"o{number}": Rol.OBSERVANT for number in range(10)}}
    with pytest.raises(InvalidRolverdeling, match="twee groepen"):
        join(SPEL, twelve, "d")


def test_two_people_who_swap_have_each_others_role() -> None:
    assert give(SPEL, TWEE, "b", Rol.INBRENGER) == {"a": Rol.CLIENTROL, "b": Rol.INBRENGER}


def test_who_comes_in_for_the_inbrenger_makes_the_first_one_observe() -> None:
    swapped = give(SPEL, TWEE, "c", Rol.INBRENGER)
    assert swapped == {"a": Rol.OBSERVANT, "b": Rol.CLIENTROL, "c": Rol.INBRENGER}


def test_another_observant_in_a_rollenspel_leaves_the_first_one() -> None:
    three = {**TWEE, "c": Rol.OBSERVANT, "d": Rol.BEGELEIDER}
    assert list(give(SPEL, three, "d", Rol.OBSERVANT).values()).count(Rol.OBSERVANT) == 2


def test_a_begeleider_cannot_be_given_in_voorbespreken() -> None:
    with pytest.raises(InvalidRolverdeling, match="geen begeleider"):
        give(VOOR, TWEE, "c", Rol.BEGELEIDER)


def test_leaving_shows_a_gap_and_where_nobody_leaves_all_stays() -> None:
    assert with_people(SPEL, TWEE, ["b"]) == {"b": Rol.CLIENTROL}
    assert with_people(SPEL, TWEE, [*TWEE]) == TWEE


def test_who_stays_keeps_the_role_and_who_comes_gets_the_one_that_fell_free() -> None:
    assert with_people(SPEL, TWEE, ["b", "c"]) == {"b": Rol.CLIENTROL, "c": Rol.INBRENGER}
    with pytest.raises(InvalidRolverdeling, match="2 of 3"):
        with_people(VOOR, TWEE, ["a", "b", "c", "d"])


def test_a_begeleider_observes_where_the_form_has_none() -> None:
    three = {**TWEE, "c": Rol.BEGELEIDER}
    assert switch(VOOR, three) == {**TWEE, "c": Rol.OBSERVANT}
    assert switch(SPEL, three) == three


def test_four_people_cannot_switch_to_voorbespreken() -> None:
    with pytest.raises(InvalidRolverdeling, match="2 of 3"):
        switch(VOOR, {**TWEE, "c": Rol.OBSERVANT, "d": Rol.BEGELEIDER})


@given(divisions())
def test_up_to_three_people_can_switch_form_without_a_problem(
    division: tuple[Werkvorm, dict[str, Rol]],
) -> None:
    _, rollen = division
    if len(rollen) <= 3:
        for werkvorm in Werkvorm:
            assert rolproblemen(werkvorm, switch(werkvorm, rollen)) == ()


def test_no_function_changes_the_division_it_was_given() -> None:
    before = dict(TWEE)
    join(SPEL, TWEE, "c")
    with_people(SPEL, TWEE, ["c"])
    give(SPEL, TWEE, "b", Rol.INBRENGER)
    switch(VOOR, TWEE)
    assert before == TWEE
