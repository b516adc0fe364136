"""Days and times as a care team in the Netherlands reads them."""

from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, timedelta
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, AwareDatetime

TIJDZONE: Final = ZoneInfo("Europe/Amsterdam")

YEAR: Final = timedelta(days=366)
"""The furthest ahead or back that a team plans: what lies beyond is a slip of the finger."""


def _in_calendar(day: date) -> date:
    """Refuse the first and last year, so that a day or a time zone further is a date too."""
    if not MINYEAR < day.year < MAXYEAR:
        raise ValueError("this date cannot be counted with")
    return day


def _in_utc(moment: datetime) -> datetime:
    """Return the moment in UTC: within one zone Python counts by the clock on the wall."""
    _in_calendar(moment)
    return moment.astimezone(UTC)


Dag = Annotated[date, AfterValidator(_in_calendar)]
Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]


def local(moment: datetime) -> datetime:
    """Return an aware moment in Dutch time."""
    return moment.astimezone(TIJDZONE)


def local_day(moment: datetime) -> date:
    """Return the Dutch calendar day of an aware moment."""
    return local(moment).date()
