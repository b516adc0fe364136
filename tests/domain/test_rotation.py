import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gesprek.domain.oefening import Oefening, new_oefening
from gesprek.domain.rolverdeling import (
    first_in_turn,
    not_yet_ingebracht,
    propose_present,
    propose_rollen,
)
from gesprek.domain.team import Deelnemer, Team
from gesprek.domain.werkvormen import MAX_DEELNEMERS, Rol, Werkvorm, rolproblemen
from tests.domain.strategies import max_people, werkvormen
from tests.support.builders.oefeningen import NOW

SPEL = Werkvorm.ROLLENSPEL
PEOPLE = tuple("abcdefghijkl")
SIZES = [(form, size) for form in Werkvorm for size in range(2, max_people(form) + 1)]


def practised(number: int, werkvorm: Werkvorm, rollen: dict[str, Rol]) -> Oefening:
    return new_oefening(f"O{number:04}", "T", NOW, werkvorm, rollen)


def played(*divisions: dict[str, Rol]) -> list[Oefening]:
    return [practised(number, SPEL, rollen) for number, rollen in enumerate(divisions)]


def after_rounds(
    werkvorm: Werkvorm, size: int, rounds: int, shuffle: random.Random | None = None
) -> list[Oefening]:
    """Practise this often, each time as proposed."""
    history: list[Oefening] = []
    present = list(PEOPLE[:size])
    for number in range(rounds):
        if shuffle:
            shuffle.shuffle(present)
        rollen = propose_rollen(werkvorm, present, history)
        history.append(practised(number, werkvorm, rollen))
    return history


def spread(history: list[Oefening], rol: Rol, people: tuple[str, ...]) -> int:
    had = Counter(person for one in history for person in one.with_rol(rol))
    return max(had[person] for person in people) - min(had[person] for person in people)


@st.composite
def histories(draw: st.DrawFn) -> list[Oefening]:
    """Draw earlier oefeningen of whoever was there, in any order."""
    made = []
    for number in range(draw(st.integers(0, 5))):
        people = draw(st.lists(st.sampled_from(PEOPLE), unique=True, min_size=2))
        rollen = {people[0]: Rol.INBRENGER, people[1]: Rol.CLIENTROL}
        rollen |= dict.fromkeys(people[2:], Rol.OBSERVANT)
        made.append(practised(number, SPEL, rollen))
    return draw(st.permutations(made))


@settings(max_examples=100)
@given(werkvormen, histories(), st.data())
def test_a_proposal_has_no_problem_and_keeps_who_brings_in_the_case(
    werkvorm: Werkvorm, history: list[Oefening], data: st.DataObject
) -> None:
    most = max_people(werkvorm)
    unique = st.lists(st.sampled_from(PEOPLE), unique=True, min_size=2, max_size=most)
    present = data.draw(unique)
    inbrenger = data.draw(st.none() | st.sampled_from(present))
    rollen = propose_rollen(werkvorm, present, history, inbrenger)
    assert rolproblemen(werkvorm, rollen) == ()
    assert list(rollen) == present
    if inbrenger:
        assert rollen[inbrenger] is Rol.INBRENGER


@given(histories(), st.permutations(PEOPLE), st.sampled_from([None, *PEOPLE]))
def test_voorbespreken_with_more_people_gives_three_a_role(
    history: list[Oefening], present: list[str], inbrenger: str | None
) -> None:
    rollen = propose_rollen(Werkvorm.VOORBESPREKEN, present, history, inbrenger)
    assert rolproblemen(Werkvorm.VOORBESPREKEN, rollen) == ()
    assert len(rollen) == 3
    assert inbrenger is None or rollen[inbrenger] is Rol.INBRENGER


@pytest.mark.parametrize(("werkvorm", "size"), SIZES)
def test_the_same_people_differ_by_at_most_one_in_every_single_role(
    werkvorm: Werkvorm, size: int
) -> None:
    history = after_rounds(werkvorm, size, 3 * size)
    for rounds in range(1, len(history) + 1):
        for rol in (Rol.INBRENGER, Rol.CLIENTROL, Rol.BEGELEIDER):
            assert spread(history[:rounds], rol, PEOPLE[:size]) <= 1


@pytest.mark.parametrize("size", [2, 3, 4, 5])
def test_in_a_small_group_everyone_observes_as_often_too(size: int) -> None:
    history = after_rounds(SPEL, size, 3 * size)
    for rounds in range(1, len(history) + 1):
        assert spread(history[:rounds], Rol.OBSERVANT, PEOPLE[:size]) <= 1


@given(st.randoms(use_true_random=False), st.integers(2, 6))
def test_in_whatever_order_people_sit_bringing_in_a_case_rotates(
    shuffle: random.Random, size: int
) -> None:
    history = after_rounds(SPEL, size, 2 * size, shuffle)
    for rounds in range(1, len(history) + 1):
        assert spread(history[:rounds], Rol.INBRENGER, PEOPLE[:size]) <= 1
        assert spread(history[:rounds], Rol.CLIENTROL, PEOPLE[:size]) <= 2


@pytest.mark.parametrize("werkvorm", Werkvorm)
def test_three_people_have_each_had_each_role_after_three_rounds(werkvorm: Werkvorm) -> None:
    for person in "abc":
        had = {one.rollen[person] for one in after_rounds(werkvorm, 3, 3)}
        assert had == {Rol.INBRENGER, Rol.CLIENTROL, Rol.OBSERVANT}


@pytest.mark.parametrize(
    ("size", "roles"),
    [
        (2, [Rol.INBRENGER, Rol.CLIENTROL]),
        (3, [Rol.INBRENGER, Rol.CLIENTROL, Rol.OBSERVANT]),
        (4, [Rol.INBRENGER, Rol.CLIENTROL, Rol.OBSERVANT, Rol.BEGELEIDER]),
        (5, [Rol.INBRENGER, Rol.CLIENTROL, Rol.OBSERVANT, Rol.BEGELEIDER, Rol.OBSERVANT]),
    ],
)
def test_a_begeleider_comes_with_the_fourth_person_and_extra_people_observe(
    size: int, roles: list[Rol]
) -> None:
    assert list(propose_rollen(SPEL, PEOPLE[:size], []).values()) == roles


def test_one_person_alone_brings_in_the_case() -> None:
    assert propose_rollen(SPEL, ["a"], []) == {"a": Rol.INBRENGER}
    assert propose_rollen(SPEL, [], []) == {}


def test_an_inbrenger_who_is_not_there_gets_no_role() -> None:
    assert set(propose_rollen(SPEL, ["a", "b"], [], "z")) == {"a", "b"}


@given(histories(), st.permutations(PEOPLE[:4]))
def test_the_order_of_the_history_makes_no_difference(
    history: list[Oefening], present: list[str]
) -> None:
    forth = propose_rollen(SPEL, present, history)
    assert propose_rollen(SPEL, present, reversed(history)) == forth


AB = {"a": Rol.INBRENGER, "b": Rol.CLIENTROL}
BA = {"b": Rol.INBRENGER, "a": Rol.CLIENTROL}


@pytest.mark.parametrize(
    ("history", "first"),
    [
        (played(), "a"),
        (played(AB), "b"),
        (played(BA), "a"),
        (played(AB, BA), "a"),
        (played(BA, AB), "b"),
        (played(AB, BA, AB), "b"),
    ],
)
def test_who_brought_in_least_often_then_longest_ago_comes_first(
    history: list[Oefening], first: str
) -> None:
    assert first_in_turn(["a", "b"], history, Rol.INBRENGER) == first


def test_between_equals_who_never_brought_in_a_case_comes_first() -> None:
    history = played({"a": Rol.INBRENGER, "b": Rol.CLIENTROL, "c": Rol.OBSERVANT})
    assert first_in_turn(["a", "c"], history, Rol.CLIENTROL) == "c"


def test_who_has_not_brought_in_a_case_is_named_in_the_given_order() -> None:
    assert not_yet_ingebracht("cba", played(AB)) == ("c", "b")
    assert not_yet_ingebracht("ab", played(AB, BA)) == ()
    assert not_yet_ingebracht("ab", played({"b": Rol.CLIENTROL})) == ("a", "b")


# Who is probably here


def team(*keys: str) -> Team:
    return Team(
        id="T", naam="Noord", deelnemers={key: Deelnemer(naam=f"naam {key}") for key in keys}
    )


def test_without_history_everybody_on_the_list_is_proposed() -> None:
    assert propose_present(team("a", "b", "c"), []) == ("a", "b", "c")


def test_who_took_part_last_time_is_proposed_as_far_as_still_on_the_list() -> None:
    history = played(AB, {"b": Rol.INBRENGER, "c": Rol.CLIENTROL})
    assert propose_present(team("a", "b", "c"), history[::-1]) == ("b", "c")
    assert propose_present(team("a", "c"), history) == ("c",)


def test_when_nobody_of_last_time_is_left_everybody_is_proposed() -> None:
    assert propose_present(team("d", "e"), played(AB)) == ("d", "e")


def test_never_more_people_are_proposed_than_one_oefening_holds() -> None:
    assert len(propose_present(team(*"abcdefghijklmnop"), [])) == MAX_DEELNEMERS
