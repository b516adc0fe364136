from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from gesprek.domain.base import ImpossibleRonde
from gesprek.domain.dates import TIME_ZONE
from gesprek.domain.gesprek import (
    BEST_ROUND,
    LONGEST_ROUND,
    SHORTEST_ROUND,
    Gesprek,
    Gezien,
    Ronde,
    TimeOut,
    call_time_out,
    change_ronde_minuten,
    end_time_out,
    next_ronde,
    next_time_out,
    resume_ronde,
    start_ronde,
    stop_ronde,
)
from gesprek.storage.values import new_id
from tests.domain.strategies import gesprekken, moments, ronden
from tests.support.builders.oefeningen import NOW


def at(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


PLAYED = stop_ronde(start_ronde(Gesprek(), "R1", NOW), at(4))
RUNNING = start_ronde(Gesprek(), "R1", NOW)
PAUSED = call_time_out(RUNNING, "T1", at(1))


@given(ronden(NOW), moments)
def test_elapsed_is_never_negative_whatever_the_clock_says(ronde: Ronde, now: datetime) -> None:
    assert ronde.elapsed(now) >= timedelta()
    assert ronde.changed(stopped=None).elapsed(now) >= timedelta()


@given(ronden(NOW))
def test_time_outs_one_after_the_other_are_left_out(ronde: Ronde) -> None:
    assert ronde.stopped
    paused = sum(
        (one.stopped - one.started for one in ronde.time_outs.values() if one.stopped),
        timedelta(),
    )
    assert ronde.elapsed(at(999)) == ronde.stopped - ronde.started - paused


@given(st.lists(st.tuples(st.integers(-5, 30), st.integers(-5, 30)), max_size=4))
def test_elapsed_is_the_play_outside_every_time_out_also_where_they_overlap(
    pauses: list[tuple[int, int]],
) -> None:
    time_outs = {
        f"T{number}": TimeOut(started=at(begin), stopped=at(end))
        for number, (begin, end) in enumerate(pauses)
    }
    ronde = Ronde(started=NOW, stopped=at(20), time_outs=time_outs)
    played = [
        minute for minute in range(20) if not any(begin <= minute < end for begin, end in pauses)
    ]
    assert ronde.elapsed(at(99)) == minutes(len(played))


def test_elapsed_stands_still_in_a_time_out_and_after_the_stop() -> None:
    assert PAUSED.rondes["R1"].elapsed(at(1)) == minutes(1)
    assert PAUSED.rondes["R1"].elapsed(at(9)) == minutes(1)
    assert PLAYED.rondes["R1"].elapsed(at(99)) == minutes(4)
    assert RUNNING.rondes["R1"].elapsed(at(3)) == minutes(3)


@pytest.mark.parametrize(
    ("started", "now"),
    [
        (
            datetime(2026, 3, 29, 1, 58, tzinfo=TIME_ZONE),
            datetime(2026, 3, 29, 3, 2, tzinfo=TIME_ZONE),
        ),
        (
            datetime(2026, 10, 25, 2, 58, tzinfo=TIME_ZONE),
            datetime(2026, 10, 25, 2, 2, tzinfo=TIME_ZONE, fold=1),
        ),
        (datetime(2026, 10, 25, 0, 58, tzinfo=UTC), datetime(2026, 10, 25, 1, 2, tzinfo=UTC)),
    ],
)
def test_a_round_of_four_minutes_takes_four_minutes_when_the_clock_changes(
    started: datetime, now: datetime
) -> None:
    running = start_ronde(Gesprek(), "R1", started)
    assert running.rondes["R1"].elapsed(now) == minutes(4)
    assert stop_ronde(running, now).rondes["R1"].elapsed(now) == minutes(4)


def test_a_round_of_play_is_best_at_most_five_minutes() -> None:
    assert minutes(5) == timedelta(minutes=BEST_ROUND)


# start and stop


def test_a_started_round_runs_and_is_not_finished() -> None:
    assert RUNNING.running == "R1"
    assert RUNNING.finished == ()
    assert RUNNING.last_stopped is None


def test_a_stopped_round_is_finished() -> None:
    assert PLAYED.running is None
    assert PLAYED.finished == (Ronde(started=NOW, stopped=at(4)),)
    assert PLAYED.last_stopped == at(4)


def test_only_the_first_round_is_no_herkansing() -> None:
    again = stop_ronde(start_ronde(PLAYED, "R2", at(5), fragment="het begin"), at(7))
    third = start_ronde(again, "R3", at(8))
    assert [ronde.herkansing for ronde in third.rondes.values()] == [False, True, True]
    assert third.rondes["R2"].fragment == "het begin"
    assert third.last_stopped == at(7)


def test_rounds_are_finished_in_the_order_of_their_ids() -> None:
    late, early = Ronde(started=at(9), stopped=at(10)), Ronde(started=at(1), stopped=at(2))
    assert Gesprek(rondes={"R2": late, "R1": early}).finished == (early, late)


def test_a_second_round_cannot_start_beside_a_running_one() -> None:
    with pytest.raises(ImpossibleRonde, match="Stop die eerst"):
        start_ronde(RUNNING, "R2", at(1))


def test_starting_or_resuming_means_being_in_the_role_again() -> None:
    derolled = PLAYED.changed(uit_de_rol=True)
    assert not start_ronde(derolled, "R2", at(5)).uit_de_rol
    assert not resume_ronde(derolled).uit_de_rol


def test_stopping_ends_the_time_out_too() -> None:
    stopped = stop_ronde(PAUSED, at(3)).rondes["R1"]
    assert stopped.time_outs["T1"].stopped == at(3)
    assert stopped.elapsed(at(9)) == minutes(1)


def test_a_clock_that_goes_back_stops_a_round_at_its_start() -> None:
    stopped = stop_ronde(PAUSED, at(-10)).rondes["R1"]
    assert stopped.stopped == NOW
    assert stopped.elapsed(at(9)) == timedelta()


@pytest.mark.parametrize(
    "action",
    [
        lambda gesprek: stop_ronde(gesprek, NOW),
        lambda gesprek: call_time_out(gesprek, "T", NOW),
        lambda gesprek: end_time_out(gesprek, NOW),
    ],
)
@pytest.mark.parametrize("gesprek", [Gesprek(), PLAYED], ids=["none", "stopped"])
def test_without_a_running_round_there_is_nothing_to_stop_or_pause(
    gesprek: Gesprek, action: Callable[[Gesprek], Gesprek]
) -> None:
    with pytest.raises(ImpossibleRonde, match="Start eerst een ronde"):
        action(gesprek)


# resume


def test_resuming_undoes_the_stop() -> None:
    assert resume_ronde(PLAYED) == RUNNING


def test_resuming_takes_the_last_round() -> None:
    two = stop_ronde(start_ronde(PLAYED, "R2", at(5)), at(6))
    assert resume_ronde(two).running == "R2"


@pytest.mark.parametrize("gesprek", [Gesprek(), RUNNING], ids=["none", "running"])
def test_only_a_stopped_round_can_be_resumed(gesprek: Gesprek) -> None:
    with pytest.raises(ImpossibleRonde, match="Start een nieuwe ronde"):
        resume_ronde(gesprek)


# time-outs


def test_a_second_call_during_a_time_out_changes_nothing() -> None:
    assert call_time_out(PAUSED, "T2", at(2)) == PAUSED


def test_play_goes_on_after_a_time_out() -> None:
    going_on = end_time_out(PAUSED, at(3))
    assert PAUSED.rondes["R1"].running_time_out == "T1"
    assert going_on.rondes["R1"].running_time_out is None
    assert going_on.rondes["R1"].elapsed(at(5)) == minutes(3)
    again = end_time_out(call_time_out(going_on, "T2", at(5)), at(6))
    assert again.rondes["R1"].elapsed(at(7)) == minutes(4)


def test_ending_no_time_out_changes_nothing() -> None:
    assert end_time_out(RUNNING, at(3)) == RUNNING


def test_a_time_out_never_ends_before_it_began() -> None:
    assert end_time_out(PAUSED, at(0)).rondes["R1"].time_outs["T1"].stopped == at(1)


@given(gesprekken())
def test_step_5_loses_no_round_and_no_mark_by_playing_on(gesprek: Gesprek) -> None:
    if gesprek.running is None:
        gesprek = start_ronde(gesprek, "Z9", NOW)
    after = resume_ronde(stop_ronde(end_time_out(call_time_out(gesprek, "T", NOW), NOW), NOW))
    assert set(after.rondes) == set(gesprek.rondes)
    assert (after.observaties, after.kaarten) == (gesprek.observaties, gesprek.kaarten)
    for key, ronde in gesprek.rondes.items():
        assert after.rondes[key].notitie == ronde.notitie
        assert after.rondes[key].started == ronde.started


def test_an_observation_is_seen_not_seen_or_not_applicable_and_never_a_score() -> None:
    assert [mark.value for mark in Gezien] == ["gezien", "niet_gezien", "nvt"]


# ids


@given(gesprekken())
def test_two_devices_that_start_at_once_claim_the_same_round_and_no_round_that_is_there(
    gesprek: Gesprek,
) -> None:
    claimed = next_ronde(gesprek)
    assert claimed == next_ronde(gesprek.changed())
    assert claimed not in gesprek.rondes


@pytest.mark.parametrize("played", range(1, 40))
def test_a_new_round_comes_after_every_older_one_also_of_before_the_numbers(played: int) -> None:
    gesprek = Gesprek()
    for number in range(played):
        key = new_id() if number % 2 else next_ronde(gesprek)
        gesprek = stop_ronde(start_ronde(gesprek, key, at(number)), at(number + 0.5))
    key = next_ronde(gesprek)
    assert max({*gesprek.rondes, key}) == key
    after = stop_ronde(start_ronde(gesprek, key, at(99)), at(100))
    assert after.finished[-1].started == at(99)
    assert resume_ronde(after).running == key


def test_a_time_out_is_numbered_in_its_round_and_two_callers_claim_the_same() -> None:
    assert next_time_out(RUNNING) == next_time_out(RUNNING.changed()) == "t001"
    again = end_time_out(call_time_out(RUNNING, "t001", at(1)), at(2))
    assert next_time_out(again) == "t002"
    assert next_time_out(PLAYED) == next_time_out(Gesprek()) == "t001"


# how long a round is


@given(st.integers(), st.integers(SHORTEST_ROUND, LONGEST_ROUND))
def test_a_round_can_be_longer_or_shorter_and_stays_between_its_bounds(by: int, was: int) -> None:
    changed = change_ronde_minuten(Gesprek(ronde_minuten=was), by).ronde_minuten
    assert SHORTEST_ROUND <= changed <= LONGEST_ROUND
    if SHORTEST_ROUND <= was + by <= LONGEST_ROUND:
        assert changed == was + by


def test_the_time_of_a_round_changes_nothing_else() -> None:
    assert change_ronde_minuten(RUNNING, 2) == RUNNING.changed(ronde_minuten=BEST_ROUND + 2)


@pytest.mark.parametrize("minutes", [0, -1, 31, 10**9])
def test_a_round_out_of_its_bounds_is_not_read(minutes: int) -> None:
    with pytest.raises(ValidationError):
        Gesprek(ronde_minuten=minutes)
