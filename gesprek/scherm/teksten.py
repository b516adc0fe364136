"""Dutch words on screen: texts from ``data/inhoud``, dates and times as people say them."""

from datetime import date, datetime
from enum import StrEnum

from gesprek.domein.tijd import local
from gesprek.inhoud import inhoud

_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MONTHS = (
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


def tekst(key: str, **values: object) -> str:
    """Return a screen text by its key (``page.name``), its gaps filled.

    Raises:
        KeyError: no such text, or the values do not fit its gaps.
    """
    return inhoud().tekst(key, **values)


def label(word: StrEnum) -> str:
    """Return the label of a value that shows on screen."""
    return inhoud().label(word)


def day(value: date) -> str:
    """Return a date as 'dinsdag 3 februari 2026'."""
    return f"{_DAYS[value.weekday()]} {value.day} {_MONTHS[value.month - 1]} {value.year}"


def month(value: date) -> str:
    """Return the month of a date as 'februari 2026'."""
    return f"{_MONTHS[value.month - 1]} {value.year}"


def clock(moment: datetime) -> str:
    """Return an aware moment as Dutch time, '14:03'."""
    return f"{local(moment):%H:%M}"


def day_and_time(moment: datetime) -> str:
    """Return an aware moment as 'dinsdag 3 februari 2026 om 14:03'."""
    return f"{day(local(moment).date())} om {clock(moment)}"


def listed(words: list[str]) -> str:
    """Return words as 'a, b en c'."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} en {words[-1]}"
