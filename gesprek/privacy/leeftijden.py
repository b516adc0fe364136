"""Ages in digits and in words."""

import re
from collections.abc import Iterator

from gesprek.privacy.bevinding import Finding
from gesprek.privacy.regels import regels, span
from gesprek.privacy.tekst import Tekst, normal
from gesprek.privacy.woorden import is_naam, is_woord, relaties, woorden

_OLD = 65
_ADULT = 18
_OLDEST = 115
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


def find(tekst: Tekst) -> Iterator[Finding]:
    """Yield ages of people, not how long something took."""
    checks = (_is_age, _is_birthday, _is_adult, _is_person)
    for regel, is_age in zip(regels("leeftijden"), checks, strict=True):
        for match in regel.patroon.finditer(tekst.plain):
            number = number_of(match["getal"])
            if 0 < number <= _OLDEST and is_age(tekst, match, number):
                start, end = match.span("getal") if is_age in _BARE else span(match)
                words = in_words(number)
                if "jarige" in match.group().lower():
                    words = _as_adjective(number)
                others = ("op leeftijd",) if number >= _OLD else ("volwassen",)
                yield Finding(start, end, regel.label, regel.level, words, others)


def _is_age(tekst: Tekst, match: re.Match[str], number: int) -> bool:
    kind = match["soort"].lower()
    if "oud" in kind or "jarige" in kind:
        return True
    before = tekst.plain[max(0, match.start() - 14) : match.start()]
    if _DURATION_BEFORE.search(before) or _DURATION_AFTER.match(tekst.plain, match.end()):
        return False
    return number >= _ADULT or bool(re.search(r"\b(?:van|is|was|\() ?$", before))


def _is_birthday(tekst: Tekst, match: re.Match[str], number: int) -> bool:
    before = tekst.plain[max(0, match.start() - 30) : match.start()]
    word = match.group().split(" ", 1)[0].lower()
    clear = word in ("wordt", "werd", "geworden") or _about_somebody(before)
    return number >= _ADULT and clear and not _MEASURE_BEFORE.search(before)


def _is_adult(_tekst: Tekst, _match: re.Match[str], number: int) -> bool:
    return number >= _ADULT


_BARE = (_is_birthday, _is_adult)
"""Of these only the number itself is the age."""


def _about_somebody(before: str) -> bool:
    last = normal(before).split()[-1:]
    return bool(last) and _is_somebody(last[0])


def _is_person(tekst: Tekst, match: re.Match[str], _number: int) -> bool:
    word = normal(match["voor"])
    if word in ("is", "was"):
        return _about_somebody(tekst.plain[max(0, match.start() - 30) : match.start()])
    known_name = match["voor"][0].isupper() and is_naam(word) and not is_woord(word)
    return known_name or _is_somebody(word)


def _is_somebody(word: str) -> bool:
    return word in relaties() or word in woorden("leeftijd", "iemand")


def number_of(text: str) -> int:
    """Return the number that digits or a Dutch word (zestien to honderd) stand for, else 0."""
    if text.isdecimal():
        return int(text)
    word = normal(text)
    for group in ("tientallen", "laag"):
        for one in woorden("getal", group):
            name, _, value = one.partition("=")
            if word == name:
                return int(value)
            if group == "tientallen" and word.endswith(f"en{name}"):
                return int(value) + _unit(word.removesuffix(f"en{name}"))
    return 0


def _unit(word: str) -> int:
    pairs = (one.split("=") for one in woorden("getal", "eenheden"))
    return next((int(value) for name, value in pairs if name == word), 0)


def in_words(number: int) -> str:
    """Return an age as a decade: 84 → 'in de tachtig'."""
    for limit, words in ((4, "peuter"), (12, "kind"), (18, "tiener"), (20, "jongvolwassen")):
        if number < limit:
            return words
    if number >= 90:  # noqa: PLR2004 - few people are older: no decade of their own
        return "hoogbejaard"
    return f"in de {_TENS[number // 10]}"


def _as_adjective(number: int) -> str:
    return "oudere" if number >= _OLD else "volwassen" if number >= _ADULT else "jonge"
