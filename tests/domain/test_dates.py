from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from pydantic import TypeAdapter, ValidationError

from gesprek.domain.dates import TIME_ZONE, Day, Moment, local, local_day
from tests.domain.strategies import moments

MOMENT: TypeAdapter[datetime] = TypeAdapter(Moment)
DAG: TypeAdapter[date] = TypeAdapter(Day)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 1, 31, 22, 59, tzinfo=UTC), date(2026, 1, 31)),
        (datetime(2026, 1, 31, 23, 0, tzinfo=UTC), date(2026, 2, 1)),
        (datetime(2026, 7, 31, 21, 59, tzinfo=UTC), date(2026, 7, 31)),
        (datetime(2026, 7, 31, 22, 0, tzinfo=UTC), date(2026, 8, 1)),
    ],
)
def test_the_dutch_day_turns_an_hour_earlier_in_winter_and_two_in_summer(
    moment: datetime, day: date
) -> None:
    assert local_day(moment) == day


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        # Spring: the night of 29 March 2026 has 23 hours.
        (datetime(2026, 3, 28, 22, 59, tzinfo=UTC), date(2026, 3, 28)),
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), date(2026, 3, 30)),
        # Autumn: the night of 25 October 2026 has 25 hours.
        (datetime(2026, 10, 24, 21, 59, tzinfo=UTC), date(2026, 10, 24)),
        (datetime(2026, 10, 24, 22, 0, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), date(2026, 10, 26)),
    ],
)
def test_the_day_of_a_clock_change_has_23_or_25_hours(moment: datetime, day: date) -> None:
    assert local_day(moment) == day


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    first, second = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1))
    assert local(first).hour == local(second).hour == 2
    assert local(first).utcoffset() == timedelta(hours=2)
    assert local(second).utcoffset() == timedelta(hours=1)


def test_an_hour_that_does_not_exist_becomes_the_hour_after() -> None:
    stored = MOMENT.validate_python(datetime(2026, 3, 29, 2, 30, tzinfo=TIME_ZONE))
    assert local(stored).strftime("%H:%M") == "03:30"


@given(moments)
def test_a_moment_is_the_same_instant_in_utc(moment: datetime) -> None:
    stored = MOMENT.validate_python(moment)
    assert stored.tzinfo is UTC
    assert stored.timestamp() == moment.timestamp()


@given(moments)
def test_the_day_does_not_depend_on_the_zone_of_the_moment(moment: datetime) -> None:
    assert local_day(moment) == local_day(moment.astimezone(timezone(timedelta(hours=-11))))


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "gisteren",
        "2026-02-30T10:00:00Z",
        "2026-01-01T25:00:00Z",
        "2026-01-01T10:00:00",
        datetime(2026, 1, 1),  # noqa: DTZ001 - a moment without a zone is the point
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        None,
    ],
)
def test_a_moment_that_cannot_be_is_refused(wrong: object) -> None:
    with pytest.raises(ValidationError):
        MOMENT.validate_python(wrong)


@pytest.mark.parametrize("wrong", ["2026-02-29", "2026-13-01", "morgen", "", date.min, date.max])
def test_a_day_that_cannot_be_is_refused(wrong: object) -> None:
    with pytest.raises(ValidationError):
        DAG.validate_python(wrong)


def test_the_first_and_last_year_that_can_be_counted_with_are_taken() -> None:
    for day in (date(2, 1, 1), date(9998, 12, 31)):
        assert DAG.validate_python(day) == day
    last = MOMENT.validate_python(datetime(9998, 12, 31, 23, 59, tzinfo=UTC))
    assert local_day(last) == date(9999, 1, 1)
