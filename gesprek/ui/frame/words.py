"""Dutch words on screen: texts from ``data/inhoud``, dates and times as people say them."""

from datetime import date, datetime
from enum import StrEnum

from gesprek.content import inhoud
from gesprek.domain.dates import clock_in_words, day_in_words, moment_in_words, month_in_words


def screen_text(key: str, **values: object) -> str:
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
    return day_in_words(value)


def month(value: date) -> str:
    """Return the month of a date as 'februari 2026'."""
    return month_in_words(value)


def clock(moment: datetime) -> str:
    """Return an aware moment as Dutch time, '14:03'."""
    return clock_in_words(moment)


def day_and_time(moment: datetime) -> str:
    """Return an aware moment as 'dinsdag 3 februari 2026 om 14:03'."""
    return moment_in_words(moment)


def listed(words: list[str]) -> str:
    """Return words as 'a, b en c'."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} en {words[-1]}"
