"""Dutch words on screen: texts from ``data/inhoud``, dates and times as people say them."""

from enum import StrEnum

from gesprek.content import inhoud
from gesprek.domain.dates import clock_in_words, day_in_words, moment_in_words, month_in_words
from gesprek.domain.text import enumerated


def screen_text(key: str, **values: object) -> str:
    """Return a screen text by its key (``page.name``), its gaps filled.

    Raises:
        KeyError: no such text, or the values do not fit its gaps.
    """
    return inhoud().tekst(key, **values)


def label(word: StrEnum) -> str:
    """Return the label of a value that shows on screen."""
    return inhoud().label(word)


day, month = day_in_words, month_in_words
clock, day_and_time = clock_in_words, moment_in_words
listed = enumerated
