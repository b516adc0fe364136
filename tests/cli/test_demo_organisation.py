"""The made-up organisation is one that is believed, for any seed and on any day of the year."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise, product
from random import Random
from statistics import median, quantiles
from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis.strategies import builds, dates, integers, sampled_from, times

from gesprek.cli.demo import DemoOrganisation
from gesprek.cli.demo_calendar import HOLIDAYS, Rhythm, holiday_weeks, meetings, moved
from gesprek.cli.demo_oefening import RISING
from gesprek.content import inhoud
from gesprek.domain.dates import TIME_ZONE, local_day
from gesprek.domain.oefening import Oefening
from gesprek.domain.retention_terms import CODED_MONTHS, is_past, text_goes_on
from gesprek.domain.team import Team
from gesprek.storage.values import made_at

SEEDS = (1, 2)
DAYS = tuple(
    datetime.combine(day, time(11, 30), TIME_ZONE)
    for day in (date(2027, 1, 1), date(2028, 2, 29), date(2026, 7, 15), date(2026, 12, 31))
)
ANY = pytest.mark.parametrize(("seed", "now"), list(product(SEEDS, DAYS)))
YEAR = timedelta(days=365)
moments = builds(
    datetime.combine,
    dates(date(2026, 1, 1), date(2040, 12, 31)),
    times(),
    sampled_from([UTC, TIME_ZONE]),
)


class Made(NamedTuple):
    teams: tuple[Team, ...]
    oefeningen: tuple[Oefening, ...]

    def days_of(self, team: str) -> list[date]:
        return [local_day(one.created) for one in self.oefeningen if one.team == team]

    def at(self, *, lags: bool) -> "Made":
        there = tuple(one for one in self.teams if (one.locatie == "Het Baken") is lags)
        ids = {one.id for one in there}
        return Made(there, tuple(one for one in self.oefeningen if one.team in ids))


@cache
def made(seed: int, now: datetime, teams: int = 12, oefeningen: int = 400) -> Made:
    casussen = tuple(inhoud().casussen.values())
    random = Random(seed)  # noqa: S311 - a story, no secret
    organisation = DemoOrganisation(random, now, casussen, teams, oefeningen)
    told = [oefening for oefening, _ in organisation.oefeningen()]
    return Made(tuple(organisation.teams), tuple(told))


@given(
    integers(0, 99),
    integers(1, 14),
    integers(1, 40),
    moments,
)
@settings(deadline=None, max_examples=40)
def test_there_are_as_many_as_asked_for_and_no_team_is_left_out(
    seed: int, teams: int, oefeningen: int, now: datetime
) -> None:
    found = made.__wrapped__(seed, now, teams, oefeningen)
    assert (len(found.teams), len(found.oefeningen)) == (teams, oefeningen)
    assert len({one.naam for one in found.teams}) == teams
    practised = {one.team for one in found.oefeningen}
    assert len(practised) == teams or oefeningen < teams


@given(moments, integers(200, 720))
@example(datetime(2026, 11, 29, 12, tzinfo=UTC), 720)  # a Sunday
@example(datetime(2028, 2, 29, tzinfo=TIME_ZONE), 720)
@settings(deadline=None, max_examples=40)
def test_on_any_day_a_meeting_was_on_a_working_day_in_the_life_of_its_team_and_is_kept(
    now: datetime, since: int
) -> None:
    today = local_day(now)
    first = today - timedelta(since)
    for days_ago, weekday, moves in product(
        (*range(10), *range(since - 50, since + 1)), range(5), (-1, 0, 1)
    ):
        day = today - timedelta(days_ago)
        day += timedelta(weekday - day.weekday())
        begin = moved(datetime.combine(day, time(15, 45), TIME_ZONE), moves, first, now)
        day = local_day(begin)
        assert day.weekday() == weekday
        assert not is_past(day, CODED_MONTHS, today)
        assert first <= day
        assert begin <= now - timedelta(hours=2)


@pytest.mark.parametrize("seed", SEEDS)
def test_on_any_day_it_has_the_same_teams_with_as_many_oefeningen_each_about_the_same(
    seed: int,
) -> None:
    def shape(now: datetime) -> list[tuple[object, ...]]:
        found = made(seed, now)
        return [
            (
                team.naam,
                team.locatie,
                [one.naam for one in team.deelnemers.values()],
                Counter((one.werkvorm, len(one.rollen)) for one in own),
            )
            for team in found.teams
            for own in [[one for one in found.oefeningen if one.team == team.id]]
        ]

    shapes = [shape(now) for now in DAYS]
    assert all(one == shapes[0] for one in shapes)


@pytest.mark.parametrize("seed", SEEDS)
def test_only_weekdays_and_holidays_move_what_is_so_long_ago(seed: int) -> None:
    def free_days(now: datetime) -> list[int]:
        return sorted((local_day(now) - local_day(one.created)).days for one in made(seed, now)[1])

    longest = max(weeks for _, _, weeks in HOLIDAYS) * 7 + 7
    for one, other in pairwise(DAYS):
        pairs = zip(free_days(one), free_days(other), strict=True)
        differences = [abs(first - second) for first, second in pairs]
        assert max(differences) <= 2 * longest
        assert median(differences) <= 14


@pytest.mark.parametrize("now", DAYS)
@pytest.mark.parametrize("weeks", [6, 2, 1])
def test_a_holiday_makes_a_dip_and_the_weeks_around_it_make_up_for_it(
    weeks: int, now: datetime
) -> None:
    random, rhythm = Random(1), Rhythm(720, 1, lags=False)  # noqa: S311 - a story, no secret
    found = list(map(local_day, meetings(random, rhythm, 3000, now)))
    first, last = min(found), max(found)
    days = [first + timedelta(number) for number in range((last - first).days)]
    free = {day for day in days if holiday_weeks(day) == weeks}
    around = {day + timedelta(weeks=one * weeks) for day in free for one in (-1, 1)}
    around = {day for day in around if first <= day < last}
    assert free
    inside, outside = (len([day for day in found if day in of]) for of in (free, around))
    assert 0 < inside / len(free) < 0.4 * outside / len(around)


@ANY
def test_teams_begin_at_different_times_slowly_and_practise_more_and_more(
    seed: int, now: datetime
) -> None:
    found = made(seed, now)
    begins = {local_day(moment) for team in found.teams if (moment := made_at(team.id))}
    assert len(begins) > 0.75 * len(found.teams)
    assert max(begins) - min(begins) > timedelta(days=180)
    early = late = 0
    for team, begin in ((team, made_at(team.id)) for team in found.teams):
        assert begin is not None
        half = local_day(begin + (now - begin) / 2)
        early += len([day for day in found.days_of(team.id) if day < half])
        late += len([day for day in found.days_of(team.id) if day >= half])
    assert late > 1.15 * early


@ANY
@pytest.mark.parametrize(("teams", "oefeningen"), [(4, 60), (8, 200), (12, 400)])
def test_an_organisation_grows_and_practises_in_nearly_each_quarter(
    seed: int, now: datetime, teams: int, oefeningen: int
) -> None:
    found = made(seed, now, teams, oefeningen)
    last_year = len([one for one in found.oefeningen if now - one.created <= YEAR])
    assert 1.4 < last_year / (oefeningen - last_year) < 3
    quarters = Counter((now - one.created) // (2 * YEAR / 8) for one in found.oefeningen)
    assert set(range(8)) <= quarters.keys()


@ANY
def test_one_theme_rises_in_the_cases_and_one_in_what_is_learned(seed: int, now: datetime) -> None:
    found = made(seed, now).oefeningen
    years = [[one for one in found if (now - one.created > YEAR) is old] for old in (True, False)]
    thema, leerthema = RISING
    cases = [[one.casus.themas for one in year if one.casus.themas] for year in years]
    before, after = (len([one for one in year if thema in one]) / len(year) for year in cases)
    assert after > 1.2 * before
    learned = [
        Counter(
            one.leerthema for oefening in year for one in oefening.terugblik.leerpunten.values()
        )
        for year in years
    ]
    before, after = (year[leerthema] / year.total() for year in learned)
    assert after > 1.3 * before
    assert learned[1].most_common(1)[0][0] is leerthema


@ANY
def test_a_location_lags_in_how_often_it_practises(seed: int, now: datetime) -> None:
    behind, others = (made(seed, now).at(lags=one) for one in (True, False))
    assert min(len(one.teams) for one in (behind, others)) >= 3
    often = [len(one.oefeningen) / len(one.teams) for one in (behind, others)]
    assert often[0] < 0.75 * often[1]


@pytest.mark.parametrize("now", DAYS)
def test_a_location_lags_in_how_often_it_comes_back(now: datetime) -> None:
    def back(*, lags: bool) -> float:
        told = [one for seed in SEEDS for one in made(seed, now).at(lags=lags).oefeningen]
        return len([one for one in told if one.vervolg.closed]) / len(told)

    assert back(lags=True) < 0.9 * back(lags=False)


@ANY
def test_most_come_back_within_weeks_and_some_never(seed: int, now: datetime) -> None:
    told = made(seed, now).oefeningen
    planned = [one for one in told if one.vervolg.staat and now - one.created > timedelta(days=60)]
    closed = [one for one in planned if one.vervolg.closed]
    assert 0.7 < len(closed) / len(planned) < 0.95
    days = []
    for one in closed:
        assert one.vervolg.closed is not None
        assert one.vervolg.closed.weekday() in range(5)
        assert one.vervolg.closed < text_goes_on(one.changed(vervolg={}), one.vervolg.closed)
        days.append((one.vervolg.closed - local_day(one.created)).days)
    assert 10 < median(days) < 35
    assert quantiles(days, n=10)[8] - quantiles(days, n=10)[0] > 20


@pytest.mark.parametrize("now", DAYS)
def test_the_smallest_organisation_is_one(now: datetime) -> None:
    for seed in SEEDS:
        [team], [oefening] = made(seed, now, 1, 1)
        assert oefening.team == team.id
        assert {*oefening.rollen} <= {*team.deelnemers}
        assert team.locatie
