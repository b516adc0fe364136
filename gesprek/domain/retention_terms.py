"""How long text stays: T of the domain, the terms of the rest, and what outlives T.

Source: the table of 'Privacy' in the domain: T is 7 days after step 7 closes, or 8 weeks after the
last round, or 8 weeks after the last change where nothing was played; whichever is first.
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import Annotated, Final

from pydantic import Field

from gesprek.domain.base import InvalidTerm, Value
from gesprek.domain.dates import local_day
from gesprek.domain.oefening import Oefening

LONGEST_AFTER_CLOSING: Final = 7
LONGEST_AFTER_PRACTICE: Final = 56
OFFER_DAYS: Final = 7
"""So many days before T the team is offered its take-away."""

CODED_MONTHS: Final = 24
"""Coded rows, the text of leerpunten and the ledger of erasures."""
NAME_MONTHS: Final = 12
LOG_MONTHS: Final = 12
DRAFT_DAYS: Final = 7
BACKUP_DAYS: Final = 28


class RetentionTerms(Value):
    """The two terms that T is made of, in days; the advisor may shorten them, never lengthen."""

    na_afsluiten: Annotated[int, Field(ge=1, le=LONGEST_AFTER_CLOSING)] = LONGEST_AFTER_CLOSING
    na_oefenen: Annotated[int, Field(ge=1, le=LONGEST_AFTER_PRACTICE)] = LONGEST_AFTER_PRACTICE


LONGEST: Final = RetentionTerms()


def check_shorter(before: RetentionTerms, after: RetentionTerms) -> None:
    """Raise InvalidTerm where a term is longer than it was: what teams were told holds."""
    if after.na_afsluiten > before.na_afsluiten or after.na_oefenen > before.na_oefenen:
        raise InvalidTerm(
            "Langer bewaren kan niet, want teams rekenen op wat er stond. Kies minder dagen."
        )


def last_day_of_play(oefening: Oefening) -> date | None:
    """Return the day of the last round, also of one that was never stopped; None: not played."""
    moments = [ronde.stopped or ronde.started for ronde in oefening.gesprek.rondes.values()]
    return local_day(max(moments)) if moments else None


def text_goes_on(
    oefening: Oefening, last_change: date, termijnen: RetentionTerms = LONGEST
) -> date:
    """Return T: the first day on which the text of this oefening may not be there any more.

    ``last_change`` is the Dutch day on which it was last saved.
    """
    counted_from = last_day_of_play(oefening) or last_change
    ends = _days_later(counted_from, termijnen.na_oefenen)
    closed = oefening.vervolg.closed
    if oefening.vervolg.is_closed and closed:
        ends = min(ends, _days_later(closed, termijnen.na_afsluiten))
    return ends


def offers_take_away(goes_on: date, today: date) -> bool:
    """Return whether the team is offered its take-away: T comes within a week and is not there."""
    return today < goes_on <= _days_later(today, OFFER_DAYS)


def is_past(since: date, months: int, today: date) -> bool:
    """Return whether this many calendar months have gone by since a day.

    A month later is the same day of the month, or the last one where the month is shorter.
    """
    year, month = divmod(since.year * 12 + since.month - 1 + months, 12)
    if year > date.max.year:
        return today >= date.max
    return today >= date(year, month + 1, min(since.day, monthrange(year, month + 1)[1]))


def _days_later(day: date, days: int) -> date:
    """Return the day so much later, or the last day there is: a clock may have been wrong."""
    return day + timedelta(days=min(days, (date.max - day).days))
