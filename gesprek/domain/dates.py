"""Days, times and quarters of the year, as a care team in the Netherlands reads them."""

import re
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, timedelta
from typing import Annotated, Final, NamedTuple, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, AwareDatetime

TIME_ZONE: Final = ZoneInfo("Europe/Amsterdam")

YEAR: Final = timedelta(days=366)
"""The furthest ahead or back that a team plans: what lies beyond is a slip of the finger."""

DAYS: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS: Final = (
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


Day = Annotated[date, AfterValidator(_in_calendar)]
# In UTC: within one zone Python counts by the clock on the wall.
Moment = Annotated[
    AwareDatetime,
    AfterValidator(_in_calendar),
    AfterValidator(lambda moment: moment.astimezone(UTC)),
]


def utc_now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """Return an aware moment in Dutch time."""
    return moment.astimezone(TIME_ZONE)


def local_day(moment: datetime) -> date:
    """Return the Dutch calendar day of an aware moment."""
    return local(moment).date()


def day_in_words(value: date) -> str:
    """Return a date as 'dinsdag 3 februari 2026'."""
    return f"{DAYS[value.weekday()]} {value.day} {MONTHS[value.month - 1]} {value.year}"


def date_in_words(value: date) -> str:
    """Return a date as '3 februari 2026'."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def month_in_words(value: date) -> str:
    """Return the month of a date as 'februari 2026'."""
    return f"{MONTHS[value.month - 1]} {value.year}"


def clock_in_words(moment: datetime) -> str:
    """Return an aware moment as Dutch time, '14:03'."""
    return f"{local(moment):%H:%M}"


def moment_in_words(moment: datetime) -> str:
    """Return an aware moment as 'dinsdag 3 februari 2026 om 14:03'."""
    return f"{day_in_words(local_day(moment))} om {clock_in_words(moment)}"


SETTLED_DAYS: Final = 30
"""A quarter is closed so many days after its last one: by then what lies still has lain still for
30 days, and nearly every follow-up of it was due (domain, 'What leaves the team')."""

_MONTHS_IN_QUARTER: Final = 3


class Quarter(NamedTuple):
    """A quarter; quarters sort by time."""

    jaar: int
    nummer: int

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the quarter in which a day lies."""
        return cls(day.year, (day.month - 1) // _MONTHS_IN_QUARTER + 1)

    @classmethod
    def named(cls, name: str) -> Self:
        """Return the quarter of a name such as '2026-K4'; raises ValueError where it is none."""
        found = re.fullmatch(r"([0-9]{4})-K([1-4])", name)
        if not found:
            raise ValueError("no quarter has this name")
        return cls(int(found[1]), int(found[2]))

    def later(self, count: int) -> Self:
        """Return the quarter so many after this one."""
        year, number = divmod(self.jaar * 4 + self.nummer - 1 + count, 4)
        return type(self)(year, number + 1)

    @property
    def last_day(self) -> date:
        """The last day of the quarter."""
        year, month = divmod(self.jaar * 12 + self.nummer * _MONTHS_IN_QUARTER, 12)
        return date(year, month + 1, 1) - timedelta(days=1)

    @property
    def closes(self) -> date:
        """The first day on which its figures may be counted."""
        return self.last_day + timedelta(days=SETTLED_DAYS)

    def __str__(self) -> str:
        return f"{self.jaar}-K{self.nummer}"


class Span(NamedTuple):
    """Some quarters in a row, of which the figures are counted together."""

    eerst: Quarter
    laatst: Quarter

    @classmethod
    def named(cls, first: str, last: str = "") -> Self:
        """Return the span of quarters with such names; of one quarter without the last."""
        return cls(Quarter.named(first), Quarter.named(last or first))

    @property
    def kwartalen(self) -> tuple[str, ...]:
        """The names of its quarters."""
        years, quarters = self.laatst.jaar - self.eerst.jaar, self.laatst.nummer - self.eerst.nummer
        return tuple(str(self.eerst.later(one)) for one in range(years * 4 + quarters + 1))

    def has(self, other: "Span") -> bool:
        """Return whether another span lies inside this one."""
        return self.eerst <= other.eerst and other.laatst <= self.laatst

    def __str__(self) -> str:
        return str(self.eerst) if self.eerst == self.laatst else f"{self.eerst} t/m {self.laatst}"
