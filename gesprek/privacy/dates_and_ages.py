"""Dates, and ages in digits and in words."""

import re
from collections.abc import Iterator
from datetime import date

from gesprek.privacy.findings import Finding, Label, Level
from gesprek.privacy.patterns import rules_of, span
from gesprek.privacy.rules import NormalizedText, normal
from gesprek.privacy.word_lists import is_naam, is_word, ordinary_words, relations

_LONG_AGO = 12
"""A date of more years ago than this is taken for a date of birth."""
_MONTHS = ("jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_PARTS_OF_A_YEAR = ("begin", "medio", "eind")


def find_dates(tekst: NormalizedText, today: date) -> Iterator[Finding]:
    """Yield dates; ``today`` tells which lie so far back that they are a birthday."""
    for regel in rules_of("datums"):
        for match in regel.matches(tekst):
            if found := _judge(match, regel.label, today):
                yield found


def _judge(match: re.Match[str], label: Label, today: date) -> Finding | None:
    day, month, year = int(_first(match, "dag") or 1), _month(match), _year(match, today)
    if not (1 <= day <= 31 and 1 <= month <= 12):  # noqa: PLR2004
        return None
    start, end = span(match)
    if label is Label.BIRTHDATE or (year is not None and today.year - year > _LONG_AGO):
        words = "[geboortedatum]" if year is None else _decade(max(0, today.year - year))
        return Finding(
            start, end, Label.BIRTHDATE, Level.DIRECT, "[geboortedatum]", (words, "langer geleden")
        )
    when = (f"{_PARTS_OF_A_YEAR[(month - 1) // 4]} {year}",) if year is not None else ()
    return Finding(start, end, label, Level.INDIRECT, "[datum]", (*when, "enige tijd geleden"))


def _first(match: re.Match[str], name: str) -> str:
    """Return what the first group of this name holds: 'jaar', 'jaar2' and so on; '' for none."""
    found = match.groupdict().items()
    return next((value for key, value in found if key.rstrip("234") == name and value), "")


def _month(match: re.Match[str]) -> int:
    """Return the month, the first where it is not told."""
    short = _first(match, "naam").lower()[:3].replace("mrt", "maa")
    if short:
        return _MONTHS.index(short) + 1 if short in _MONTHS else 1
    return int(_first(match, "maand") or 1)


def _year(match: re.Match[str], today: date) -> int | None:
    told = _first(match, "jaar") or _first(match, "deel")
    numbers = re.findall(r"(?:19|20)\d\d|'?\d\d$", told)
    if not numbers:
        return None
    year = int(numbers[0].strip("'"))
    if year > 99:  # noqa: PLR2004 - four digits
        return year
    return 2000 + year if year <= today.year % 100 + 1 else 1900 + year


_OLD = 65
_ADULT = 18
_GROWN = 20
_OLDEST = 115
_YOUNG = re.compile(
    r"(?:klein|pleeg|stief)?(?:zoon|dochter|kind|jongen|meisje|broer|zus|neef|nicht|baby|tiener|peuter"
    r"|kleuter|puber|leerling|tweeling|zonen)",
    re.IGNORECASE,
)
_ADJECTIVES = ((_OLD, "oudere"), (_ADULT, "volwassen"), (0, "jonge"))
_TENS = ("", "", "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig")
_DURATION_BEFORE = re.compile(
    r"\b(?:al|sinds|na|over|binnen|ruim|gedurende|elke|iedere|per|voor|afgelopen|laatste|komende|om"
    r"|zo'n|heeft|had|werkt|werkte|duurt|duurde|vanaf|tot|hele|eerste|in|pas|minimaal|maximaal"
    r"|ongeveer) $",
    re.IGNORECASE,
)
_DURATION_AFTER = re.compile(
    r" (?:geleden|getrouwd|lang|later|gewerkt|samen|weduwe|weduwnaar|gescheiden|ervaring|gewoond"
    r"|terug|clean|nuchter|bij|in dienst|op|werkzaam|garantie|ziek|verzorgd|gerookt)\b",
    re.IGNORECASE,
)
_MEASURE_BEFORE = re.compile(
    r"\b(?:pols|hf|sat|saturatie|gewicht|score|temp|temperatuur|rr|kg|totaal|bmi|gds|mmse|moca"
    r"|uitkomst|aantal|groep|nummer|prijs|schaal|lengte|bedrag|cijfer|norm)\b[^.\n]{0,25}$",
    re.IGNORECASE,
)


def find_ages(tekst: NormalizedText) -> Iterator[Finding]:
    """Yield ages of people, not how long something took."""
    checks = (_is_age, _is_birthday, _is_of_age, _is_person, _is_adult, _is_any, _is_any)
    for regel, is_age in zip(rules_of("leeftijden"), checks, strict=True):
        for match in regel.matches(tekst):
            number = _number_of(_first(match, "getal"))
            if 0 < number <= _OLDEST and is_age(tekst, match, number):
                start, end = match.span("getal") if is_age in _BARE else span(match)
                words = _decade(number)
                if is_age is _is_of_age and number < _GROWN:
                    words = "jonge leeftijd"
                if "jarige" in match.group().lower():
                    words = next(word for least, word in _ADJECTIVES if number >= least)
                others = ("op leeftijd",) if number >= _OLD else ("volwassen",)
                yield Finding(start, end, regel.label, regel.level, words, others)


def _is_age(tekst: NormalizedText, match: re.Match[str], number: int) -> bool:
    kind = match["soort"].lower()
    if "oud" in kind or "jarige" in kind:
        return True
    before = tekst.plain[max(0, match.start() - 14) : match.start()]
    if _DURATION_BEFORE.search(before) or _DURATION_AFTER.match(tekst.plain, match.end()):
        return False
    return number >= _ADULT or bool(re.search(r"\b(?:van|is|was|\() ?$", before))


def _is_birthday(tekst: NormalizedText, match: re.Match[str], number: int) -> bool:
    before = tekst.plain[max(0, match.start() - 30) : match.start()]
    word = match.group().split(" ", 1)[0].lower()
    clear = word in ("wordt", "werd", "geworden") or _about_somebody(before)
    return number >= _ADULT and clear and not _MEASURE_BEFORE.search(before)


def _is_adult(_tekst: NormalizedText, _match: re.Match[str], number: int) -> bool:
    return number >= _ADULT


def _is_any(_tekst: NormalizedText, _match: re.Match[str], _number: int) -> bool:
    return True


def _is_of_age(_tekst: NormalizedText, match: re.Match[str], number: int) -> bool:
    """'Een vrouw van 87', 'haar zoontje van 6'; not 'een man van 3'."""
    return number >= _ADULT or bool(_YOUNG.match(match.group()))


_BARE = (_is_birthday, _is_of_age, _is_any)
"""Of these only the number itself is the age."""


def _about_somebody(before: str) -> bool:
    last = normal(before).split()[-1:]
    return bool(last) and _is_somebody(last[0])


def _is_person(tekst: NormalizedText, match: re.Match[str], _number: int) -> bool:
    word = normal(match["voor"])
    if word in ("is", "was"):
        return _about_somebody(tekst.plain[max(0, match.start() - 30) : match.start()])
    known_name = match["voor"][0].isupper() and is_naam(word) and not is_word(word)
    return known_name or _is_somebody(word)


def _is_somebody(word: str) -> bool:
    return word in relations() or word in ordinary_words("leeftijd", "iemand")


def _number_of(text: str) -> int:
    """Return the number that digits or a Dutch word (zestien to honderd) stand for, else 0."""
    if text.isdecimal():
        return int(text)
    word = normal(text)
    for name, value in _values("tientallen").items():
        if word.endswith(f"en{name}"):
            return value + _values("eenheden").get(word.removesuffix(f"en{name}"), 0)
    return (_values("tientallen") | _values("laag")).get(word, 0)


def _values(group: str) -> dict[str, int]:
    pairs = (one.split("=") for one in ordinary_words("getal", group))
    return {name: int(value) for name, value in pairs}


def _decade(number: int) -> str:
    """Return an age as a decade: 84 → 'in de tachtig'."""
    for limit, words in ((4, "peuter"), (12, "kind"), (18, "tiener"), (20, "jongvolwassen")):
        if number < limit:
            return words
    if number >= 90:  # noqa: PLR2004 - few people are older: no decade of their own
        return "hoogbejaard"
    return f"in de {_TENS[number // 10]}"
