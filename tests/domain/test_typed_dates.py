from contextlib import suppress
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from gesprek.domain.base import ImpossibleMoment
from gesprek.domain.dates import DAYS, MONTHS, TIME_ZONE, YEAR, day_in_words
from gesprek.domain.typed_dates import moment_of, read_day, read_time

TODAY = date(2026, 12, 1)  # a Tuesday
FIRST_OF_MARCH = date(2027, 3, 1)  # a Monday
ZEROS = {"western": "0", "Arabic": "\u0660", "Persian": "\u06f0", "wide": "\uff10"}
DIGITS = st.sampled_from(
    ["".join(chr(ord(one) + step) for step in range(10)) for one in ZEROS.values()]
)
HIDDEN = st.sampled_from(["\u200b", "\u200e", "\u200f", "\u2060", "\ufeff", "\u00ad"])
DAYS_NEAR = st.dates(TODAY - YEAR, TODAY + YEAR)


@pytest.mark.parametrize(
    "typed",
    [
        *("1 maart 2027", "1 mrt. '27", "1 maart", "1 Maart", "maart 1", "de 1e maart", "1ste mrt"),
        *("ma 1 mrt", "maandag 1 maart 2027", "ma. 1-3", "op maandag, 1 maart", "1 maa"),
        *("1-3-2027", "01-03-2027", "1/3/27", "01.03.'27", "1 3 2027", "1–3–2027", "1_3_27", "1,3"),
        *("010327", "01032027", "20270301", "2027-03-01", "2027 maart 1", " (1 maart) "),
        *("\u0661-\u0663-2027", "01\u200b-03-2027", "1\xa0maart", "\uff11/3/27"),
    ],
)
def test_the_first_of_march_is_understood_however_it_is_typed(typed: str) -> None:
    assert read_day(typed, TODAY) == FIRST_OF_MARCH


@pytest.mark.parametrize(
    ("typed", "days"),
    [("vandaag", 0), ("Morgen", 1), ("overmorgen", 2), ("gisteren", -1), ("eergisteren", -2)],
)
def test_a_word_for_a_day_near_today_is_that_day(typed: str, days: int) -> None:
    assert read_day(typed, TODAY) == TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("typed", "month", "length"),
    [
        *(("31e februari", "februari 2027", 28), ("31-02-2027", "februari 2027", 28)),
        *(("310227", "februari 2027", 28), ("29 februari", "februari 2027", 28)),
        *(("31 april", "april 2027", 30), ("31-11-26", "november 2026", 30)),
        *(("0 maart", "maart 2027", 31), ("2027-06-31", "juni 2027", 30)),
    ],
)
def test_a_day_that_is_not_in_its_month_is_refused_with_the_length_of_the_month(
    typed: str, month: str, length: int
) -> None:
    with pytest.raises(ImpossibleMoment, match=f"{month} heeft {length} dagen"):
        read_day(typed, TODAY)


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "maart", "maart 2027", "maandag", "volgende week", "1 of 2 maart", "1-3 maart"),
        *("0103", "1", "1 maart?", "1-3-027", "1-3-7", "001-3-2027", "1-3-2027 14:00", "1 märz"),
        *("1\x003-2027", "½ maart", "1²-3-2027", "1-3-2027x", "1 maart april", "ma di 1 maart"),
        *(
            "9" * 40,
            "1 maart" + " " * 10_000,
            "\u0301" * 50,
            "\ud800",
            "१ मार्च",
            "🎉",
            "1 maart 🎉",
        ),
    ],
)
def test_what_is_no_day_is_refused_with_what_to_type(typed: str) -> None:
    with pytest.raises(ImpossibleMoment, match="Typ bijvoorbeeld 1 maart 2027 of 01-03-2027"):
        read_day(typed, TODAY)


@pytest.mark.parametrize("typed", ["1-13-2027", "12/31/2026", "1-0-2027", "1-3-0000", "1-3-9999"])
def test_a_month_or_year_that_does_not_exist_is_refused(typed: str) -> None:
    with pytest.raises(ImpossibleMoment, match="Deze dag bestaat niet"):
        read_day(typed, TODAY)


def test_another_day_of_the_week_is_refused_and_not_left_out() -> None:
    with pytest.raises(ImpossibleMoment, match="Deze dag is een maandag"):
        read_day("dinsdag 1 maart 2027", TODAY)


@pytest.mark.parametrize("typed", ["3-12-2027", "29-11-2025", "1-3-1962", "1 maart 62", "1-3-0027"])
def test_a_day_more_than_a_year_from_today_is_refused(typed: str) -> None:
    with pytest.raises(ImpossibleMoment, match="binnen een jaar"):
        read_day(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("28 november", date(2026, 11, 28)),  # it was just now
        ("1 oktober", date(2027, 10, 1)),
        ("30 november", date(2026, 11, 30)),
        ("1 december", TODAY),
    ],
)
def test_a_day_without_its_year_is_the_next_one_unless_it_was_just_now(
    typed: str, day: date
) -> None:
    assert read_day(typed, TODAY) == day


def test_29_february_without_its_year_is_that_of_a_leap_year() -> None:
    assert read_day("29 februari", date(2027, 12, 1)) == date(2028, 2, 29)


@given(DAYS_NEAR)
def test_the_words_of_a_day_are_read_as_that_day(day: date) -> None:
    assert read_day(day_in_words(day), TODAY) == day


@given(DAYS_NEAR, DIGITS, HIDDEN, st.sampled_from("-/. "), st.sampled_from(["%Y", "%y"]))
def test_a_day_in_figures_is_that_day_in_any_writing(
    day: date, digits: str, hidden: str, mark: str, year: str
) -> None:
    western = f"{day:%d}{mark}{hidden}{day:%m}{mark}{day.strftime(year)}"
    typed = western.translate(str.maketrans("0123456789", digits))
    assert read_day(typed, TODAY) == day


PARTS = st.lists(
    st.one_of(
        st.integers(0, 99).map(str),
        st.integers(0, 99).map("{:02}".format),
        st.integers(2025, 2028).map(str),
        st.sampled_from([*MONTHS, *DAYS, "mrt", "ma", "e", "de", "'", "-", ".", "/", "\u200b"]),
        st.text(max_size=3),
    ),
    max_size=6,
)


@given(PARTS, st.sampled_from(["", " ", "-"]))
@example(["31", "02", "2027"], "-")
def test_whatever_is_typed_is_that_very_day_or_refused(parts: list[str], between: str) -> None:
    """The number of the day, and the month by its name, that were typed are those understood."""
    typed = between.join(parts)
    try:
        day = read_day(typed, TODAY)
    except ImpossibleMoment:
        return
    assert abs(day - TODAY) <= YEAR
    numbers = [part for part in parts if part.isdecimal()]
    assume(between and numbers and all(part.isascii() for part in parts))
    assert day.day in map(int, numbers) or any(len(one) > 2 for one in numbers)
    named = [MONTHS.index(part) + 1 for part in parts if part in MONTHS]
    assert set(named) <= {day.month}


@given(st.text())
def test_any_text_is_a_day_or_refused_and_nothing_else(text: str) -> None:
    with suppress(ImpossibleMoment):
        assert abs(read_day(text, TODAY) - TODAY) <= YEAR


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        *(("14:30", time(14, 30)), ("14.30 uur", time(14, 30)), ("14u30", time(14, 30))),
        *(("1430", time(14, 30)), ("930", time(9, 30)), ("9", time(9)), ("9 uur", time(9))),
        *(("9 uur 30", time(9, 30)), ("9h30", time(9, 30)), ("٩:٣٠", time(9, 30))),
        *(("00:00", time(0)), ("23:59", time(23, 59)), ("9 30", time(9, 30)), ("9u", time(9))),
    ],
)
def test_a_time_is_understood_however_it_is_typed(typed: str, at: time) -> None:
    assert read_time(typed) == at


@pytest.mark.parametrize(
    "typed",
    ["", "24:00", "14:60", "2 pm", "half 3", "14:3", "14:30:00", "-1", "99999", "14:3O", "9" * 99],
)
def test_what_is_no_time_is_refused_with_what_to_type(typed: str) -> None:
    with pytest.raises(ImpossibleMoment, match="bijvoorbeeld 14:30"):
        read_time(typed)


@given(st.times(timezones=st.none()))
def test_every_minute_of_the_day_is_read_as_it_is_shown(at: time) -> None:
    assert read_time(f"{at:%H:%M}") == at.replace(second=0, microsecond=0, fold=0)


@given(st.text())
def test_any_text_is_a_time_or_refused_and_nothing_else(text: str) -> None:
    with suppress(ImpossibleMoment):
        assert read_time(text).second == 0


def test_the_hour_that_the_clock_skips_is_refused_and_not_made_another() -> None:
    skipped = date(2027, 3, 28)
    with pytest.raises(ImpossibleMoment, match="een uur vooruit"):
        moment_of(skipped, time(2, 30))
    assert moment_of(skipped, time(3)) == datetime(2027, 3, 28, 3, tzinfo=TIME_ZONE)
