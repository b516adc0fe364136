"""Quarters of the year: the only period that figures are counted in."""

import re
from datetime import date, timedelta
from typing import Final, NamedTuple, Self

SETTLED_DAYS: Final = 30
"""A quarter is closed so many days after its last one: by then what lies still has lain still for
30 days, and nearly every follow-up of it was due (domain, 'What leaves the team')."""

_NAME: Final = re.compile(r"(\d{4})-K([1-4])")
_MONTHS: Final = 3


class Kwartaal(NamedTuple):
    """A quarter; quarters sort by time."""

    jaar: int
    nummer: int

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the quarter in which a day lies."""
        return cls(day.year, (day.month - 1) // _MONTHS + 1)

    @classmethod
    def named(cls, name: str) -> Self:
        """Return the quarter of a name such as '2026-K4'.

        Raises:
            ValueError: it is none.
        """
        found = _NAME.fullmatch(name)
        if not found:
            raise ValueError("no quarter has this name")
        return cls(int(found[1]), int(found[2]))

    @property
    def last_day(self) -> date:
        """The last day of the quarter."""
        year, month = divmod(self.jaar * 12 + self.nummer * _MONTHS, 12)
        return date(year, month + 1, 1) - timedelta(days=1)

    @property
    def closes(self) -> date:
        """The first day on which its figures may be counted."""
        return self.last_day + timedelta(days=SETTLED_DAYS)

    def __str__(self) -> str:
        return f"{self.jaar}-K{self.nummer}"
