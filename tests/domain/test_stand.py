from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given

from gesprek.domain.coded_row import encode
from gesprek.domain.oefening import Oefening
from gesprek.domain.progress import Stand, go_to, stand
from gesprek.domain.stappen import Stap
from gesprek.domain.vervolg import (
    REMINDER_WITHOUT_DATE,
    Vervolg,
    Vervolgstaat,
    Verwachting,
    close,
    mark_geweest,
    mark_niet_doorgegaan,
    plan,
)
from tests.domain.strategies import days, oefeningen
from tests.support.builders.oefeningen import NOW, TODAY, done_until, fresh

DAY = timedelta(days=1)


def planned_for(moment: datetime) -> Oefening:
    return fresh().changed(gepland_op=moment)


def with_date(offset: int | None) -> Oefening:
    played = done_until(Stap.VERVOLG)
    day = None if offset is None else TODAY + offset * DAY
    return played.changed(vervolg=plan(played.vervolg, day, TODAY))


def test_what_starts_now_is_busy_and_what_is_planned_waits() -> None:
    assert stand(fresh(), TODAY) is Stand.BEZIG
    assert stand(planned_for(NOW + 3 * DAY), TODAY) is Stand.GEPLAND
    assert stand(planned_for(NOW), TODAY) is Stand.GEPLAND


def test_a_plan_that_passed_is_busy() -> None:
    assert stand(planned_for(NOW), TODAY + DAY) is Stand.BEZIG


def test_a_planned_day_is_a_dutch_day() -> None:
    late = planned_for(datetime(2026, 5, 11, 22, 30, tzinfo=UTC))
    assert stand(late, TODAY + DAY) is Stand.GEPLAND


@pytest.mark.parametrize("stap", Stap.VERVOLG.earlier)
def test_a_plan_is_begun_from_the_case_on(stap: Stap) -> None:
    at_step = planned_for(NOW + DAY).changed(verst=stap)
    expected = Stand.GEPLAND if stap.number <= 2 else Stand.BEZIG
    assert stand(at_step, TODAY) is expected


def test_step_7_reached_without_a_plan_waits_like_a_date_that_is_not_known() -> None:
    reached = done_until(Stap.VERVOLG).changed(vervolg=Vervolg(), verst=Stap.VERVOLG)
    due_on = reached.practised + REMINDER_WITHOUT_DATE
    assert stand(reached, due_on - DAY) is Stand.WACHT_OP_GESPREK
    assert stand(reached, due_on) is Stand.BESPREKEN
    assert encode(reached, NOW).vervolg is Vervolgstaat.GEPLAND
    assert encode(reached, NOW).vervolg_due == due_on


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        (0, Stand.WACHT_OP_GESPREK),
        (3, Stand.WACHT_OP_GESPREK),
        (4, Stand.BESPREKEN),
        (18, Stand.BESPREKEN),
        (19, Stand.TE_LANG_OPEN),
    ],
)
def test_a_follow_up_with_a_date_waits_is_due_and_stays_open_too_long(
    later: int, expected: Stand
) -> None:
    assert stand(with_date(3), TODAY + later * DAY) is expected


@pytest.mark.parametrize(
    ("later", "expected"),
    [(13, Stand.WACHT_OP_GESPREK), (14, Stand.BESPREKEN), (29, Stand.TE_LANG_OPEN)],
)
def test_a_follow_up_without_a_date_is_due_14_days_after_the_practice(
    later: int, expected: Stand
) -> None:
    assert stand(with_date(None), TODAY + later * DAY) is expected


def test_a_conversation_that_was_had_can_be_talked_over_at_once() -> None:
    had = with_date(3)
    had = had.changed(vervolg=mark_geweest(had.vervolg, TODAY, TODAY))
    assert stand(had, TODAY) is Stand.BESPREKEN
    assert stand(had, TODAY + 16 * DAY) is Stand.TE_LANG_OPEN


def test_what_is_closed_stays_closed_however_long_ago() -> None:
    one = with_date(0)
    had = mark_geweest(one.vervolg, TODAY, TODAY).changed(hoe_ging_het=Verwachting.WISSELEND)
    assert stand(one.changed(vervolg=close(had, TODAY)), TODAY + 99 * DAY) is Stand.AFGEROND
    cancelled = one.changed(vervolg=mark_niet_doorgegaan(one.vervolg, TODAY))
    assert stand(cancelled, TODAY + 99 * DAY) is Stand.NIET_DOORGEGAAN


def test_only_the_two_closed_groups_are_not_open() -> None:
    closed = {Stand.AFGEROND, Stand.NIET_DOORGEGAAN}
    assert {one for one in Stand if not one.is_open} == closed


@given(oefeningen(), days)
def test_an_oefening_is_open_exactly_when_its_follow_up_is_not_closed(
    oefening: Oefening, today: date
) -> None:
    assert stand(oefening, today).is_open is not oefening.vervolg.is_closed


@given(oefeningen(), days)
def test_going_back_does_not_change_where_an_oefening_stands(
    oefening: Oefening, today: date
) -> None:
    back = go_to(oefening, Stap.MOMENT)
    assert stand(back, today) is stand(oefening, today)
    assert back.practised == oefening.practised
