"""What a person types as a day or a time: understood as it was meant, or refused with a sentence.

A day is never bent to another one: 31 February is no 28 February. What is understood is shown as
``day_in_words``, which is read back as the same day.
"""

import re
import unicodedata
from calendar import monthrange
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, NamedTuple

from gesprek.domain.base import ImpossibleMoment
from gesprek.domain.dates import DAYS, MONTHS, TIME_ZONE, YEAR, local

_MOST: Final = 60
"""Signs in the longest text that is looked at."""
_FROM_TODAY: Final = {"eergisteren": -2, "gisteren": -1, "vandaag": 0, "morgen": 1, "overmorgen": 2}
_MEANINGLESS: Final = frozenset({"de", "e", "ste", "op"})
_MONTHS: Final = {
    **{word: number for number, word in enumerate(MONTHS, 1)},
    **{word[:3]: number for number, word in enumerate(MONTHS, 1)},
    "mrt": 3,
    "sept": 9,
}
_WEEKDAYS: Final = {word[:end]: number for number, word in enumerate(DAYS) for end in (2, None)}
_PARTS: Final = re.compile(r"[0-9]+|[a-z]+|[^0-9a-z\s.,/'_()\u2018\u2019\u2212-]")
_CENTURY: Final = 100
_LATE: Final = timedelta(days=60)
"""So long after it a day without a year is still the one that was [K]."""

_UNREAD: Final = "Dit is geen dag die we begrijpen. Typ bijvoorbeeld 1 maart 2027 of 01-03-2027."
_NO_DAY: Final = (
    "Deze dag bestaat niet. Typ eerst de dag, dan de maand: 1 maart 2027 of 01-03-2027."
)
_TOO_FAR: Final = "Kies een dag binnen een jaar van nu. Kijk ook of het jaar klopt."
_UNREAD_TIME: Final = (
    "Dit is geen tijd die we begrijpen. Typ de tijd van 00:00 tot en met 23:59, bijvoorbeeld 14:30."
)
_TIME: Final = re.compile(r"([0-9]{1,2})(?:\s*(?:[:.,hu]|uur|\s)\s*([0-9]{2}))?\s*(?:u|uur|h)?\.?")
_BARE_TIME: Final = re.compile(r"([0-9]{1,2})([0-9]{2})(?:\s*(?:u|uur|h))?\.?")


class _Typed(NamedTuple):
    """The parts of a day: the numbers, the month by its name and the day of the week."""

    numbers: tuple[str, ...]
    month: int | None
    weekday: int | None


def read_day(text: str, today: date) -> date:
    """Return the day that somebody typed, as the Dutch write it.

    Understood are '1 maart 2027', 'ma 1 mrt', '1-3-27', '01.03.2027', '010327', '2027-03-01' and
    'morgen'. Without a year it is the next such day, or one of the last ``_LATE``.

    Raises ImpossibleMoment where it is no day, where its day of the week is another, or where it is
    more than a year from today.
    """
    line = _plain(text, _UNREAD)
    if line in _FROM_TODAY:
        return today + timedelta(days=_FROM_TODAY[line])
    typed = _parts_of(line)
    day = _day_of(typed, today)
    if abs(day - today) > YEAR:
        raise ImpossibleMoment(_TOO_FAR)
    if typed.weekday not in {None, day.weekday()}:
        raise ImpossibleMoment(f"Deze dag is een {DAYS[day.weekday()]}. Kijk welke je bedoelt.")
    return day


def read_time(text: str) -> time:
    """Return the time of day that somebody typed: '14:30', '14.30 uur', '9u30', '0930' or '9 uur'.

    Raises ImpossibleMoment where it is none.
    """
    line = _plain(text, _UNREAD_TIME)
    found = _BARE_TIME.fullmatch(line) or _TIME.fullmatch(line)
    if not found:
        raise ImpossibleMoment(_UNREAD_TIME)
    try:
        return time(int(found[1]), int(found[2] or 0))
    except ValueError:
        raise ImpossibleMoment(_UNREAD_TIME) from None


def moment_of(day: date, at: time) -> datetime:
    """Return the moment of a Dutch day and time; raises ImpossibleMoment in the skipped hour."""
    moment = datetime.combine(day, at, TIME_ZONE)
    if local(moment.astimezone(UTC)).time() != at:
        raise ImpossibleMoment(
            "Deze tijd bestaat niet: in die nacht gaat de klok een uur vooruit. Kies een andere "
            "tijd."
        )
    return moment


def _plain(text: str, refusal: str) -> str:
    """Return a text in small letters and western digits, without the signs that do not show."""
    if len(text) > _MOST:
        raise ImpossibleMoment(refusal)
    shown = "".join(_western(one) for one in text if unicodedata.category(one) != "Cf")
    return shown.lower().strip()


def _western(sign: str) -> str:
    """Return a digit of any writing as ours, any dash as the short one, and another sign as is."""
    kind = unicodedata.category(sign)
    return str(unicodedata.decimal(sign)) if kind == "Nd" else "-" if kind == "Pd" else sign


def _parts_of(line: str) -> _Typed:
    numbers = [one for one in _PARTS.findall(line) if one.isdecimal()]
    words = [one for one in _PARTS.findall(line) if not one.isdecimal()]
    months = [found for one in words if (found := _MONTHS.get(one))]
    weekdays = [_WEEKDAYS[one] for one in words if one in _WEEKDAYS]
    known = {*_MONTHS, *_WEEKDAYS, *_MEANINGLESS}
    if not numbers or len(months) > 1 or len(weekdays) > 1 or not known.issuperset(words):
        raise ImpossibleMoment(_UNREAD)
    month, weekday = (next(iter(found), None) for found in (months, weekdays))
    return _Typed(tuple(numbers), month, weekday)


def _day_of(typed: _Typed, today: date) -> date:
    """Return the day of these parts; raises ImpossibleMoment where they are none."""
    numbers = _split(typed.numbers[0]) if len(typed.numbers) == 1 else typed.numbers
    match numbers:
        case (day,) if typed.month:
            return _without_year(day, str(typed.month), today)
        case (year, day) if typed.month and len(year) == len("2027"):
            return _exact(day, str(typed.month), year, today)
        case (day, year) if typed.month:
            return _exact(day, str(typed.month), year, today)
        case (day, month) if not typed.month:
            return _without_year(day, month, today)
        case (year, month, day) if not typed.month and len(year) == len("2027"):
            return _exact(day, month, year, today)
        case (day, month, year) if not typed.month:
            return _exact(day, month, year, today)
    raise ImpossibleMoment(_UNREAD)


def _split(number: str) -> tuple[str, ...]:
    """Return the parts of a day without any mark: 010327, 01032027 or 20270301."""
    if len(number) == len("010327"):
        return number[:2], number[2:4], number[4:]
    if len(number) == len("01032027"):
        is_year_first = int(number[2:4]) > len(MONTHS) and number.startswith("20")
        places = ((0, 4), (4, 6), (6, 8)) if is_year_first else ((0, 2), (2, 4), (4, 8))
        return tuple(number[begin:end] for begin, end in places)
    return (number,)


def _exact(day: str, month: str, year: str, today: date) -> date:
    """Return a day with its year; a year of two digits lies nearest to today."""
    if len(year) not in {2, 4} or len(day) > 2 or len(month) > 2:  # noqa: PLR2004 - digits
        raise ImpossibleMoment(_UNREAD)
    number = int(year)
    if len(year) == 2:  # noqa: PLR2004 - digits
        turn = today.year - _CENTURY // 2
        number = turn + (number - turn) % _CENTURY
    return _checked(int(day), int(month), number)


def _checked(day: int, month: int, year: int) -> date:
    if 1 <= month <= len(MONTHS) and 1 <= year < date.max.year:
        length = monthrange(year, month)[1]
        if 1 <= day <= length:
            return date(year, month, day)
        raise ImpossibleMoment(
            f"Deze dag bestaat niet: {MONTHS[month - 1]} {year} heeft {length} dagen. "
            "Kijk welke dag je bedoelt."
        )
    raise ImpossibleMoment(_NO_DAY)


def _without_year(day: str, month: str, today: date) -> date:
    first = today - _LATE
    with suppress(ImpossibleMoment):
        found = _exact(day, month, f"{first.year:04}", today)
        if found >= first:
            return found
    return _exact(day, month, f"{first.year + 1:04}", today)
