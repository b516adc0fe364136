"""Dates: of birth (direct), of what happened (indirect)."""

import re
from collections.abc import Iterator
from datetime import date

from gesprek.privacy.bevinding import Finding, Label, Level
from gesprek.privacy.leeftijden import in_words
from gesprek.privacy.regels import regels, span
from gesprek.privacy.tekst import Tekst

_LONG_AGO = 12
"""A date of more years ago than this is taken for a date of birth."""
_MONTHS = ("jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_PARTS_OF_A_YEAR = ("begin", "medio", "eind")


def find(tekst: Tekst, today: date) -> Iterator[Finding]:
    """Yield dates; ``today`` tells which lie so far back that they are a birthday."""
    for regel in regels("datums"):
        for match in regel.patroon.finditer(tekst.plain):
            found = _judge(match, regel.label, today)
            if found is not None:
                yield found


def _judge(match: re.Match[str], label: Label, today: date) -> Finding | None:
    day, month, year = _part(match, "dag"), _month(match), _year(match, today)
    if (day is not None and not 1 <= day <= 31) or (month is not None and not 1 <= month <= 12):  # noqa: PLR2004
        return None
    start, end = span(match)
    if label is Label.BIRTHDATE or (year is not None and today.year - year > _LONG_AGO):
        words = "[geboortedatum]" if year is None else in_words(max(0, today.year - year))
        return Finding(
            start, end, Label.BIRTHDATE, Level.DIRECT, "[geboortedatum]", (words, "langer geleden")
        )
    when = f"{_PARTS_OF_A_YEAR[((month or 1) - 1) // 4]} {year}"
    return Finding(start, end, label, Level.INDIRECT, "[datum]", (when, "enige tijd geleden"))


def _groups(match: re.Match[str], name: str) -> list[str]:
    """Return what the groups of this name hold: 'jaar', 'jaar2' and so on."""
    found = match.groupdict()
    return [value for key, value in found.items() if key.rstrip("234") == name and value]


def _part(match: re.Match[str], name: str) -> int | None:
    values = _groups(match, name)
    return int(values[0]) if values else None


def _month(match: re.Match[str]) -> int | None:
    names = _groups(match, "naam")
    if not names:
        return _part(match, "maand")
    short = names[0].lower()[:3].replace("mrt", "maa")
    return _MONTHS.index(short) + 1 if short in _MONTHS else None


def _year(match: re.Match[str], today: date) -> int | None:
    values = _groups(match, "jaar") or _groups(match, "deel")
    numbers = re.findall(r"(?:19|20)\d\d|'?\d\d$", values[0]) if values else []
    if not numbers:
        return None
    year = int(numbers[0].strip("'"))
    if year > 99:  # noqa: PLR2004 - four digits
        return year
    return 2000 + year if year <= today.year % 100 + 1 else 1900 + year
