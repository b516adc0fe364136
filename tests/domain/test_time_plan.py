import pytest

from gesprek.domain.gesprek import BEST_ROUND
from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import (
    MEETING_LENGTHS,
    TEN_MINUTES,
    PlanPart,
    Werkvorm,
    minutes_for,
    time_plan_of,
)

VOOR, SPEL = Werkvorm.VOORBESPREKEN, Werkvorm.ROLLENSPEL
every_plan = pytest.mark.parametrize("minutes", [*MEETING_LENGTHS, TEN_MINUTES])
every_form = pytest.mark.parametrize("werkvorm", Werkvorm)


@every_form
@every_plan
def test_a_plan_adds_up_to_the_meeting(werkvorm: Werkvorm, minutes: int) -> None:
    assert sum(time_plan_of(werkvorm, minutes).values()) == minutes


@every_form
@every_plan
def test_the_minutes_of_the_steps_add_up_to_the_meeting(werkvorm: Werkvorm, minutes: int) -> None:
    assert sum(minutes_for(werkvorm, minutes, stap) for stap in Stap) == minutes


@every_form
@every_plan
def test_a_plan_is_in_order_and_has_no_empty_part(werkvorm: Werkvorm, minutes: int) -> None:
    plan = time_plan_of(werkvorm, minutes)
    assert list(plan) == [deel for deel in PlanPart if deel in plan]
    assert min(plan.values()) > 0


@pytest.mark.parametrize(
    ("minutes", "plan"),
    [
        (30, [2, 6, 3, 6, 11, 2]),
        (45, [3, 8, 5, 8, 17, 4]),
        (60, [4, 10, 6, 8, 16, 11, 5]),
    ],
)
def test_the_rollenspel_follows_the_table_of_the_domain(minutes: int, plan: list[int]) -> None:
    assert list(time_plan_of(SPEL, minutes).values()) == plan


def test_only_an_hour_of_rollenspel_has_a_second_round() -> None:
    plans = {(form, minutes) for form in Werkvorm for minutes in MEETING_LENGTHS}
    with_second = {one for one in plans if PlanPart.TWEEDE_RONDE in time_plan_of(*one)}
    assert with_second == {(SPEL, 60)}


@every_plan
def test_the_companion_tool_is_the_longest_part_of_voorbespreken(minutes: int) -> None:
    plan = time_plan_of(VOOR, minutes)
    longest = plan.pop(PlanPart.GESPREK)
    assert longest > max(plan.values())


@every_plan
def test_looking_back_on_a_rollenspel_takes_at_least_as_long_as_the_play(minutes: int) -> None:
    plan = time_plan_of(SPEL, minutes)
    assert plan[PlanPart.TERUGKIJKEN] >= plan[PlanPart.GESPREK] >= BEST_ROUND


def test_what_happens_beforehand_or_later_costs_no_minutes() -> None:
    assert minutes_for(SPEL, 45, Stap.MOMENT) == 0
    assert minutes_for(SPEL, 45, Stap.VERVOLG) == 0


def test_each_step_has_its_minutes() -> None:
    steps = (Stap.VOORBEREIDING, Stap.CASUS, Stap.INLEVEN, Stap.GESPREK, Stap.TERUGKIJKEN)
    assert [minutes_for(SPEL, 45, stap) for stap in steps] == [3, 8, 5, 8, 21]
    assert minutes_for(SPEL, 60, Stap.TERUGKIJKEN) == 32


def test_the_plans_to_choose_from_are_for_30_45_and_60_minutes() -> None:
    assert MEETING_LENGTHS == (30, 45, 60)
    with pytest.raises(KeyError):
        time_plan_of(SPEL, 50)
