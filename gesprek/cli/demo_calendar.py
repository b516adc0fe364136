"""When the teams of a made-up organisation practise: they begin, they grow, and they have holidays.

All that is by chance is drawn in days before today, and needs no calendar. Only then the calendar
moves a meeting, to a working day outside the holidays. So an organisation has the same teams with
as many oefeningen each on any day of the year, and no oefening is lost.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import accumulate, pairwise
from random import Random
from typing import Final, NamedTuple

from gesprek.domain.dates import TIME_ZONE, local_day

DAYS: Final = 720
"""The first team began so many days ago: with the days of a week to spare within 24 months, after
which coded rows go."""

HOLIDAYS: Final = ((4, 27, 1), (7, 13, 6), (12, 21, 2))
"""Month, day and how many weeks: May, summer and Christmas. Regions of the Netherlands differ by a
week or two; these weeks are nearly everywhere those of a holiday."""

_WEEK: Final = timedelta(weeks=1)
_SATURDAY: Final = 5
_WEEKDAYS: Final = (2, 4, 3, 4, 1)
"""How often a team meets on a day of the week, from Monday on."""
_MOVES: Final = (-1, -1, 1, 1, 0)
"""Where a meeting in a holiday goes, each as often: before it, after it; 0: they meet anyway."""
_SLOW_START: Final = 0.85
"""Below 1 a team practises more and more: the n-th part of its oefeningen ends at n ** this."""


class Rhythm(NamedTuple):
    """How a team practises: since so many days, and how often it would compared to others."""

    since: int
    weight: float
    lags: bool


def rhythms(random: Random, lags: list[bool]) -> list[Rhythm]:
    """Return the rhythm of each team; ``lags`` tells which begin later and practise half as often.

    They begin one after the other: the first ``DAYS`` ago, the last eight to ten months later.
    """
    found = []
    for number, behind in enumerate(lags):
        late = 0.35 * number / len(lags) * random.uniform(0.9, 1.1) + 0.1 * behind
        since = int(DAYS * (1 - late))
        weight = since * random.uniform(0.7, 1.3) * (0.5 if behind else 1)
        found.append(Rhythm(since, weight, behind))
    return found


def divide(count: int, weights: list[float]) -> list[int]:
    """Return a number for each weight, together ``count``; nobody has nought where it can be so."""
    each = count >= len(weights)
    rest = count - each * len(weights)
    parts = [round(rest * up / sum(weights)) for up in accumulate(weights, initial=0.0)]
    return [each + after - before for before, after in pairwise(parts)]


def meetings(random: Random, rhythm: Rhythm, count: int, now: datetime) -> Iterator[datetime]:
    """Yield the begin of so many meetings of a team: some at the start, more and more later."""
    first = local_day(now) - timedelta(rhythm.since)
    for number in range(count):
        passed = ((number + random.random()) / count) ** _SLOW_START
        day = first + timedelta(int(rhythm.since * passed))
        day += timedelta(random.choices(range(_SATURDAY), _WEEKDAYS)[0] - day.weekday())
        clock = time(random.randint(9, 15), random.choice((0, 15, 30, 45)))
        begin = datetime.combine(day, clock, TIME_ZONE)
        yield moved(begin, random.choice(_MOVES), first, now)


def moved(begin: datetime, moves: int, first: date, now: datetime) -> datetime:
    """Return when a meeting really was: over by now, and not before the first day of its team.

    A holiday moves it by as many weeks as it lasts: 1 to after it, -1 to before it, and the other
    way where that cannot be.
    """
    weeks = moves * holiday_weeks(begin.date())
    choices = (begin + ahead * _WEEK for ahead in (weeks, -weeks, 0, -1, 1))
    return next(one for one in choices if first <= one.date() and one <= now - timedelta(hours=2))


def holiday_weeks(day: date) -> int:
    """Return how many weeks the holiday has in which this day lies; 0: it lies in none."""
    for month, first, weeks in HOLIDAYS:
        for year in (day.year - 1, day.year):  # Christmas goes on in January
            if timedelta(0) <= day - date(year, month, first) < weeks * _WEEK:
                return weeks
    return 0


def working_day(day: date) -> date:
    """Return this day, or the Monday after a weekend."""
    return day + timedelta(7 - day.weekday() if day.weekday() >= _SATURDAY else 0)
