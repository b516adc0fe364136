from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from gesprek.domain.base import InvalidTerm
from gesprek.domain.gesprek import Gesprek, Ronde
from gesprek.domain.oefening import Oefening
from gesprek.domain.retention_terms import (
    RetentionTerms,
    check_shorter,
    is_past,
    last_day_of_play,
    offers_take_away,
    text_goes_on,
)
from gesprek.domain.stappen import Stap
from gesprek.domain.vervolg import Vervolg, Vervolgstaat, reopen
from tests.domain.strategies import days, oefeningen
from tests.support.builders.oefeningen import TODAY, complete, done_until, fresh

CLOSED = st.sampled_from([Vervolgstaat.AFGEROND, Vervolgstaat.NIET_DOORGEGAAN])
termijnen = st.builds(RetentionTerms, na_afsluiten=st.integers(1, 7), na_oefenen=st.integers(1, 56))


def played_on(*moments: datetime, oefening: Oefening | None = None) -> Oefening:
    rondes = {f"R{number}": Ronde(started=one, stopped=one) for number, one in enumerate(moments)}
    return (oefening or fresh()).changed(gesprek=Gesprek(rondes=rondes))


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def closed_on(oefening: Oefening, day: date, staat: Vervolgstaat) -> Oefening:
    return oefening.changed(vervolg=Vervolg(staat=staat, closed=day))


@given(closed=days, last=days, staat=CLOSED)
def test_text_goes_7_days_after_closing_or_8_weeks_after_play_whichever_is_first(
    closed: date, last: date, staat: Vervolgstaat
) -> None:
    oefening = closed_on(played_on(noon(last)), closed, staat)
    expected = min(closed + timedelta(days=7), last + timedelta(weeks=8))
    assert text_goes_on(oefening, TODAY) == expected


@given(last=days, change=days)
def test_an_open_oefening_goes_8_weeks_after_its_last_round_whatever_changed_since(
    last: date, change: date
) -> None:
    earlier = noon(last) - timedelta(days=3)
    oefening = played_on(noon(last), earlier)
    assert text_goes_on(oefening, change) == last + timedelta(weeks=8)


@given(change=days)
def test_what_was_never_played_goes_8_weeks_after_its_last_change(change: date) -> None:
    assert text_goes_on(done_until(Stap.GESPREK), change) == change + timedelta(weeks=8)


@given(oefening=oefeningen(), change=days, shorter=termijnen)
def test_a_setting_only_ever_shortens(
    oefening: Oefening, change: date, shorter: RetentionTerms
) -> None:
    assert text_goes_on(oefening, change, shorter) <= text_goes_on(oefening, change)


@pytest.mark.parametrize("fields", [{"na_afsluiten": 8}, {"na_oefenen": 57}, {"na_oefenen": 0}])
def test_a_longer_term_than_the_domain_allows_is_refused(fields: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        RetentionTerms.model_validate(fields)


def test_the_setting_counts_both_terms_in_days() -> None:
    shorter = RetentionTerms(na_afsluiten=2, na_oefenen=10)
    assert text_goes_on(complete(), TODAY, shorter) == TODAY + timedelta(days=2)
    assert text_goes_on(played_on(noon(TODAY)), TODAY, shorter) == TODAY + timedelta(days=10)


def test_a_round_that_was_never_stopped_counts_from_its_start() -> None:
    running = fresh().changed(gesprek=Gesprek(rondes={"R1": Ronde(started=noon(TODAY))}))
    assert last_day_of_play(running) == TODAY


def test_a_round_over_midnight_counts_on_the_day_it_stopped() -> None:
    ronde = Ronde(started=noon(TODAY), stopped=noon(TODAY) + timedelta(days=1))
    oefening = fresh().changed(gesprek=Gesprek(rondes={"R1": ronde}))
    assert last_day_of_play(oefening) == TODAY + timedelta(days=1)


def test_a_round_late_in_the_evening_counts_on_the_dutch_day() -> None:
    late = datetime(2026, 5, 11, 22, 30, tzinfo=UTC)
    assert last_day_of_play(played_on(late)) == date(2026, 5, 12)


def test_a_follow_up_that_is_opened_again_gets_its_8_weeks_back() -> None:
    closed = closed_on(played_on(noon(TODAY)), TODAY, Vervolgstaat.AFGEROND)
    opened = closed.changed(vervolg=reopen(closed.vervolg))
    assert text_goes_on(opened, TODAY) == TODAY + timedelta(weeks=8)


def test_a_day_at_the_end_of_the_calendar_is_no_error() -> None:
    far = date(9998, 12, 31)
    assert text_goes_on(closed_on(fresh(), far, Vervolgstaat.AFGEROND), date.max) > far


@given(goes_on=days, left=st.integers(-30, 90))
def test_the_take_away_is_offered_in_the_last_7_days_and_not_from_t_on(
    goes_on: date, left: int
) -> None:
    assert offers_take_away(goes_on, goes_on - timedelta(days=left)) == (1 <= left <= 7)


def test_what_is_just_closed_is_offered_its_take_away_at_once() -> None:
    assert offers_take_away(text_goes_on(complete(), TODAY), TODAY)


@pytest.mark.parametrize(
    ("since", "months", "first"),
    [
        (date(2025, 5, 11), 12, date(2026, 5, 11)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2025, 11, 30), 1, date(2025, 12, 30)),
    ],
)
def test_months_go_by_on_the_same_day_or_the_last_of_a_shorter_month(
    since: date, months: int, first: date
) -> None:
    assert is_past(since, months, first)
    assert not is_past(since, months, first - timedelta(days=1))


@given(since=days, months=st.integers(1, 24))
def test_so_many_months_are_never_more_than_31_days_each(since: date, months: int) -> None:
    assert is_past(since, months, since + timedelta(days=31 * months))
    assert not is_past(since, months, since + timedelta(days=28 * months - 1))


@given(before=termijnen, after=termijnen)
def test_no_term_ever_becomes_longer(before: RetentionTerms, after: RetentionTerms) -> None:
    longer = after.na_afsluiten > before.na_afsluiten or after.na_oefenen > before.na_oefenen
    with pytest.raises(InvalidTerm) if longer else nullcontext():
        check_shorter(before, after)
