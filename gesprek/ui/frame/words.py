"""Dutch words on screen: texts from ``data/inhoud``, dates and times as people say them."""

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


day, month = day_in_words, month_in_words
clock, day_and_time = clock_in_words, moment_in_words


def listed(words: list[str]) -> str:
    """Return words as 'a, b en c'."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} en {words[-1]}"
