from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesprek.domain.dates import TIME_ZONE, local, local_day
from gesprek.domain.oefening import Oefening
from gesprek.domain.progress import Stand, stand
from gesprek.domain.reminders import (
    EVENING,
    LEASE,
    MORNING,
    PAUSES,
    TRIES_FOR,
    Bericht,
    Berichtsoort,
    Berichtstaat,
    Bezorgfout,
    at_the_end,
    closed,
    earliest,
    failed,
    herinneringen,
    is_left_at_the_end,
    may_take,
    take,
)
from gesprek.domain.stappen import Stap
from gesprek.domain.vervolg import REMINDER_WITHOUT_DATE, Vervolgstaat, Verwachting, plan
from tests.domain.strategies import days, moments, oefeningen
from tests.support.builders.oefeningen import NOW, TODAY, done_until, fresh

DAY = timedelta(days=1)
MIDNIGHT_OF_CLOCKS = (datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC))
"""When the clock goes forward, and back."""
soorten = st.sampled_from(Berichtsoort)
faults = st.sampled_from(Bezorgfout)
states = st.sampled_from(Berichtstaat)
round_the_clock = moments | st.builds(
    lambda turn, minutes: turn + timedelta(minutes=minutes),
    st.sampled_from(MIDNIGHT_OF_CLOCKS),
    st.integers(-2_880, 2_880),
)


def bericht(**fields: object) -> Bericht:
    usual = {
        "team": "t",
        "soort": Berichtsoort.MOMENT,
        "dag": TODAY,
        "gemaakt": NOW,
        "vanaf": NOW,
        "tot": NOW + 30 * DAY,
    }
    return Bericht.model_validate(usual | fields)


def soorten_of(oefening: Oefening, now: datetime, goes_on: date | None = None) -> set[str]:
    return {one.soort for one in herinneringen(oefening, goes_on, now)}


def at(day: date, clock: time = time(12)) -> datetime:
    return datetime.combine(day, clock, TIME_ZONE)


# What there is to be reminded of


def test_a_planned_moment_is_told_the_day_before_until_it_begins() -> None:
    planned = fresh().changed(gepland_op=NOW)
    assert soorten_of(planned, at(TODAY - 2 * DAY, time(23, 59))) == set()
    assert soorten_of(planned, at(TODAY - DAY, time())) == {Berichtsoort.MOMENT}
    assert soorten_of(planned, NOW - timedelta(seconds=1)) == {Berichtsoort.MOMENT}
    assert soorten_of(planned, NOW) == set()


def test_a_moment_that_was_begun_or_called_off_is_not_told() -> None:
    planned = fresh().changed(gepland_op=NOW)
    assert soorten_of(planned.changed(verst=Stap.CASUS), NOW - DAY) == set()
    assert soorten_of(planned.changed(gepland_op=None), NOW - DAY) == set()


@pytest.mark.parametrize("turn", MIDNIGHT_OF_CLOCKS)
def test_the_day_before_is_a_day_of_the_calendar_also_where_it_has_another_length(
    turn: datetime,
) -> None:
    day = local_day(turn)
    planned = fresh().changed(gepland_op=at(day, time(23)))
    assert soorten_of(planned, at(day - DAY, time())) == {Berichtsoort.MOMENT}
    assert soorten_of(planned, at(day - DAY, time()) - timedelta(minutes=1)) == set()


@pytest.mark.parametrize("gesprek_op", [TODAY, None])
def test_a_conversation_is_asked_about_from_the_day_after_and_once_more_when_late(
    gesprek_op: date | None,
) -> None:
    played = done_until(Stap.VERVOLG)
    waiting = played.changed(vervolg=plan(played.vervolg, gesprek_op, TODAY))
    asked_on = TODAY + DAY if gesprek_op else played.practised + REMINDER_WITHOUT_DATE
    told = {day: soorten_of(waiting, at(asked_on + day * DAY)) for day in range(-1, 24)}
    assert [day for day in told if told[day] == {Berichtsoort.GESPREK}] == [*range(15)]
    assert [day for day in told if told[day] == {Berichtsoort.TE_LANG}] == [*range(15, 22)]


def test_who_said_that_it_was_had_is_not_asked_whether_it_was() -> None:
    played = done_until(Stap.VERVOLG)
    had = plan(played.vervolg, TODAY, TODAY).changed(staat=Vervolgstaat.GEWEEST)
    assert soorten_of(played.changed(vervolg=had), at(TODAY + 3 * DAY)) == set()


@pytest.mark.parametrize("left", range(-1, 10))
def test_text_that_goes_is_told_in_its_last_week(left: int) -> None:
    expected = {Berichtsoort.TEKST} if 1 <= left <= 7 else set()
    assert soorten_of(fresh(), at(TODAY), TODAY + left * DAY) == expected


@given(oefening=oefeningen(), goes_on=st.none() | days, now=round_the_clock)
def test_each_kind_comes_at_most_once_and_in_its_own_time(
    oefening: Oefening, goes_on: date | None, now: datetime
) -> None:
    found = {one.soort: one for one in herinneringen(oefening, goes_on, now)}
    today, stands = local_day(now), stand(oefening, local_day(now))
    assert len(found) == len(herinneringen(oefening, goes_on, now))
    assert all(now < one.tot for one in found.values())
    assert not {Berichtsoort.GESPREK, Berichtsoort.TE_LANG} <= found.keys()
    assert stands.is_open or found.keys() <= {Berichtsoort.TEKST}
    if moment := found.get(Berichtsoort.MOMENT):
        assert moment.dag - today in (timedelta(), DAY)
        assert stands is Stand.GEPLAND
    if text := found.get(Berichtsoort.TEKST):
        assert DAY <= text.dag - today <= 7 * DAY
    for late in {Berichtsoort.GESPREK, Berichtsoort.TE_LANG} & found.keys():
        assert found[late].dag <= today


def test_what_is_closed_asks_nothing() -> None:
    played = done_until(Stap.VERVOLG)
    done = played.vervolg.changed(
        staat=Vervolgstaat.AFGEROND, hoe_ging_het=Verwachting.GOED, closed=TODAY
    )
    one = played.changed(vervolg=done)
    assert all(soorten_of(one, NOW + count * DAY) == set() for count in range(60))


# When a message may go


@given(soort=soorten, moment=round_the_clock)
def test_a_message_goes_by_day_and_soon(soort: Berichtsoort, moment: datetime) -> None:
    found = earliest(soort, moment)
    assert found >= moment
    assert earliest(soort, found) == found
    if soort is Berichtsoort.BEVESTIGEN:
        assert found == moment
    else:
        assert MORNING <= local(found).time() < EVENING
        assert found - moment <= timedelta(hours=13)  # the night on which the clock goes back


@given(soort=soorten, fout=st.lists(faults, min_size=1, max_size=40), made=round_the_clock)
def test_tries_end_within_two_days_with_pauses_that_grow(
    soort: Berichtsoort, fout: list[Bezorgfout], made: datetime
) -> None:
    one = bericht(soort=soort, gemaakt=made, vanaf=made, tot=made + timedelta(hours=100))
    pauses: list[timedelta] = []
    now = made
    for found in fout:
        one = failed(take(one, "c", now), found, now)
        assert one.pogingen == len(pauses) + 1
        assert one.fout is found
        if one.is_closed:
            break
        assert not found.is_final
        assert now < one.vanaf < made + TRIES_FOR
        pauses.append(one.vanaf - now)
        now = one.vanaf
    assert len(pauses) < 20
    assert all(pause >= least for pause, least in zip(pauses, PAUSES, strict=False))


@pytest.mark.parametrize("fout", [one for one in Bezorgfout if one.is_final])
def test_what_no_try_can_mend_is_not_tried_again(fout: Bezorgfout) -> None:
    assert failed(bericht(), fout, NOW).staat is Berichtstaat.MISLUKT


def test_nothing_is_tried_once_it_says_nothing_any_more() -> None:
    one = bericht(tot=NOW + timedelta(seconds=30))
    assert failed(one, Bezorgfout.LATER, NOW).staat is Berichtstaat.MISLUKT
    assert failed(bericht(), Bezorgfout.LATER, NOW).staat is Berichtstaat.WACHT


# Who may send it


@given(staat=states, taken=moments, now=moments)
def test_a_message_is_taken_once_it_waits_or_who_had_it_is_silent_and_never_after_its_end(
    staat: Berichtstaat, taken: datetime, now: datetime
) -> None:
    one = bericht(staat=staat, claim="c", geclaimd=taken, vanaf=taken)
    is_left = now >= taken + LEASE
    assert may_take(one, now) is (
        (staat is Berichtstaat.WACHT and now >= taken) or (staat is Berichtstaat.BEZIG and is_left)
    )
    assert is_left_at_the_end(one, now) is (staat is Berichtstaat.AFGEGEVEN and is_left)
    assert not (one.is_closed and (may_take(one, now) or is_left_at_the_end(one, now)))


@given(now=moments)
def test_the_end_of_a_message_has_its_own_time(now: datetime) -> None:
    one = at_the_end(take(bericht(), "c", now - LEASE), now)
    assert (one.staat, one.claim) == (Berichtstaat.AFGEGEVEN, "c")
    assert not is_left_at_the_end(one, now)


@pytest.mark.parametrize(
    "staat", [Berichtstaat.VERZONDEN, Berichtstaat.ONZEKER, Berichtstaat.VERVALLEN]
)
def test_what_is_closed_belongs_to_nobody_and_tells_only_what_is_uncertain(
    staat: Berichtstaat,
) -> None:
    one = closed(take(bericht(fout=Bezorgfout.LATER), "c", NOW), staat)
    assert one.is_closed
    assert (one.claim, one.geclaimd) == ("", None)
    is_uncertain = staat is Berichtstaat.ONZEKER
    assert one.fout is (Bezorgfout.GEEN_ANTWOORD if is_uncertain else None)
