"""'Nog tien minuten oefenen': what it keeps of a case that was hard, and who does what in it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesprek.domain.gesprek import Gesprek
from gesprek.domain.oefening import Casus, Oefening
from gesprek.domain.progress import is_reachable
from gesprek.domain.rolverdeling import next_casus
from gesprek.domain.stappen import Stap
from gesprek.domain.ten_minutes import may_practise_again, plan_to_try, ten_minutes, turned
from gesprek.domain.terugblik import Meenemer, Terugblik
from gesprek.domain.text_fields import GEWIST, texts_of, without_inbreng
from gesprek.domain.vervolg import Vervolg, Verwachting
from gesprek.domain.werkvormen import Rol, Werkvorm, rolproblemen, time_plan_of
from tests.domain.strategies import divisions
from tests.support.builders.marked import marked

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
INBRENGER, CLIENTROL, OBSERVANT = Rol.INBRENGER, Rol.CLIENTROL, Rol.OBSERVANT


def hard(how: Verwachting | None = Verwachting.MOEILIJK) -> Oefening:
    return marked().changed(vervolg=marked().vervolg.changed(hoe_ging_het=how))


def made(before: Oefening) -> Oefening:
    return ten_minutes(before, "nieuw", NOW)


@given(divisions())
def test_the_roles_are_turned_within_the_rules_of_the_form(
    division: tuple[Werkvorm, dict[str, Rol]],
) -> None:
    werkvorm, rollen = division
    if rolproblemen(werkvorm, rollen):
        return
    after = turned(rollen)
    assert list(after) == list(rollen)
    assert sorted(after.values()) == sorted(rollen.values())
    (client,) = [one for one, rol in rollen.items() if rol is CLIENTROL]
    assert after[client] is not CLIENTROL
    (before, now) = (
        [one for one, rol in all_.items() if rol is INBRENGER] for all_ in (rollen, after)
    )
    assert (before == now) is (len(rollen) > 2)


def test_two_people_swap_so_that_the_inbrenger_hears_it_from_the_other_side() -> None:
    assert turned({"sam": INBRENGER, "noor": CLIENTROL}) == {"sam": CLIENTROL, "noor": INBRENGER}


def test_with_more_the_inbrenger_stays_and_each_other_gets_the_role_of_the_one_before() -> None:
    rollen = {"sam": INBRENGER, "noor": CLIENTROL, "wim": OBSERVANT, "bo": Rol.BEGELEIDER}
    assert turned(rollen) == {
        "sam": INBRENGER,
        "noor": Rol.BEGELEIDER,
        "wim": CLIENTROL,
        "bo": OBSERVANT,
    }


@pytest.mark.parametrize(
    ("how", "offered"),
    [
        (Verwachting.MOEILIJK, True),
        (Verwachting.WISSELEND, True),
        (Verwachting.GOED, False),
        (None, False),
    ],
)
def test_it_is_offered_where_the_real_conversation_was_hard(
    how: Verwachting | None, *, offered: bool
) -> None:
    assert may_practise_again(hard(how)) is offered


def test_of_a_case_that_was_erased_nothing_is_offered() -> None:
    assert not may_practise_again(without_inbreng(hard(), hard().inbrenger or ""))
    assert not may_practise_again(hard().changed(casus=Casus()))


def test_it_stands_at_step_5_ready_to_start() -> None:
    one = made(hard())
    assert (one.stap, one.verst, one.gesprek) == (Stap.GESPREK, Stap.GESPREK, Gesprek())
    assert is_reachable(one, Stap.GESPREK)
    assert (one.id, one.created, one.gepland_op) == ("nieuw", NOW, None)


def test_of_the_texts_only_subject_leervraag_and_plan_come_along() -> None:
    one, before = made(hard()), hard()
    kept = {plek.path for stap in Stap for plek in texts_of(one, stap)}
    assert kept == {
        ("casus", "onderwerp"),
        ("casus", "leervraag"),
        ("terugblik", "meenemer", "als"),
        ("terugblik", "meenemer", "dan"),
    }
    assert all(one.value_at(path) == before.value_at(path) for path in kept)
    assert one.casus.themas == before.casus.themas
    assert (one.vervolg, one.terugblik) == (
        Vervolg(),
        Terugblik(meenemer=before.terugblik.meenemer),
    )


@pytest.mark.parametrize("werkvorm", Werkvorm)
def test_its_time_plan_takes_ten_minutes_for_the_talk_and_looking_back(werkvorm: Werkvorm) -> None:
    assert made(hard()).minuten == sum(time_plan_of(werkvorm, 10).values()) == 10


def test_the_plan_to_try_shows_in_these_ten_minutes_only() -> None:
    assert plan_to_try(made(hard())) == hard().terugblik.meenemer
    assert plan_to_try(hard()) is None
    bare = hard().changed(terugblik=hard().terugblik.changed(meenemer=Meenemer()))
    assert plan_to_try(made(bare)) is None


def test_what_was_let_stand_in_the_case_is_not_asked_again() -> None:
    before = hard().changed(nagekeken={Stap.CASUS: {"NAME": 1}, Stap.VERVOLG: {"NAME": 2}})
    assert made(before).nagekeken == {Stap.CASUS: {"NAME": 1}}


def test_a_new_case_after_it_gets_the_usual_length() -> None:
    assert next_casus(made(hard()), "daarna", NOW).minuten == 45
    assert next_casus(hard().changed(minuten=60), "daarna", NOW).minuten == 60


@given(st.sampled_from(Verwachting))
def test_a_second_tap_would_make_the_same(how: Verwachting) -> None:
    assert ten_minutes(hard(how), "nieuw", NOW) == ten_minutes(hard(how), "nieuw", NOW)


def test_who_swapped_erases_the_case_that_came_along_and_so_does_the_other() -> None:
    before = hard()
    (owner,), (other,) = before.with_rol(INBRENGER), before.with_rol(CLIENTROL)
    again = made(before)
    assert (again.inbrenger, again.casus.van) == (other, owner)
    twice = ten_minutes(again.changed(vervolg=before.vervolg), "nog een", NOW)
    assert (twice.inbrenger, twice.casus.van) == (owner, "")
    for person in (owner, other):
        left = without_inbreng(again, person)
        words = {place.tekst for stap in Stap for place in texts_of(left, stap)}
        assert words == {GEWIST}
