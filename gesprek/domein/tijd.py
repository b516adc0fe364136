"""Days and times as a care team in the Netherlands reads them."""

from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, timedelta
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, AwareDatetime

TIJDZONE: Final = ZoneInfo("Europe/Amsterdam")

YEAR: Final = timedelta(days=366)
"""The furthest ahead or back that a team plans: what lies beyond is a slip of the finger."""

_DAYS: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MONTHS: Final = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


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


def day_in_words(value: date) -> str:
    """Return a date as 'dinsdag 3 februari 2026'."""
    return f"{_DAYS[value.weekday()]} {value.day} {_MONTHS[value.month - 1]} {value.year}"


def month_in_words(value: date) -> str:
    """Return the month of a date as 'februari 2026'."""
    return f"{_MONTHS[value.month - 1]} {value.year}"


def clock_in_words(moment: datetime) -> str:
    """Return an aware moment as Dutch time, '14:03'."""
    return f"{local(moment):%H:%M}"


def moment_in_words(moment: datetime) -> str:
    """Return an aware moment as 'dinsdag 3 februari 2026 om 14:03'."""
    return f"{day_in_words(local_day(moment))} om {clock_in_words(moment)}"
