"""Streets, postcodes, places and rooms; and houses, wards, schools and organisations by name."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from gesprek.privacy.findings import Finding, Label, Level
from gesprek.privacy.name_words import has_finite_form, is_finite
from gesprek.privacy.patterns import find_by_rules, span
from gesprek.privacy.rules import NormalizedText, normal
from gesprek.privacy.word_lists import (
    after_prefix,
    institutions,
    is_known,
    is_naam,
    is_word,
    ordinary_words,
    places,
)

_BEFORE = re.compile(
    r"(?<!\w)(?:in|te|uit|naar|bij|vanuit|gemeente|omgeving|rond|nabij|richting|woonplaats:?"
    r"|geboren in|[1-9]\d{3} ?[A-Za-z]{2},?|\d[a-z]?,)"
    r" (?=('?[A-Z][^\s.,;:!?()]{0,30}|'s-[A-Z]\w{1,20}))"
)
_NEXT_NAME = re.compile(r"-?[^\W\d_]| (?:[A-Z]\w|van |de )")
_BEFORE_BED = re.compile(r"\b(?:naar|in|uit|te|op|van) $", re.IGNORECASE)
_WORD_ONLY = re.compile(r"[a-z.]+ (?:een|u|a|e|i|o)$", re.IGNORECASE)
_SHORTEST_HOUSE = 4
_COUNTED = re.compile(r" ([a-zé']{4,30})(?!\w)")
_ARTICLE = re.compile(r"\b(?:de|haar|zijn|mijn|die) $", re.IGNORECASE)
_ROOM = re.compile(r"\b(?:kamer|afdeling|etage|bed|groep|unit|nummer|verdieping)\b", re.IGNORECASE)
_NEUTRAL = {
    "afdeling": "de afdeling",
    "afd.": "de afdeling",
    "team": "ons team",
    "school": "de school",
    "basisschool": "de school",
    "locatie": "de locatie",
    "huisartsenpraktijk": "de praktijk",
    "apotheek": "de apotheek",
}
_START = re.compile(r"(?<![\w-])(?:[Hh]et |[Dd]e )?(?P<eerste>'s|[A-Z]\w{0,30})")


def find_addresses(tekst: NormalizedText) -> Iterator[Finding]:
    """Yield what tells where somebody lives."""
    checks = {
        "geen_woord_of_maat": _is_no_word_or_unit,
        "geen_gewoon_woord": _is_no_common_word,
        "geen_kamer": lambda _tekst, match: not _ROOM.search(match.group()),
        "geen_gewone_naam": _is_no_common_name,
    }
    return find_by_rules(tekst, "adressen", checks)


def _is_no_word_or_unit(_tekst: NormalizedText, match: re.Match[str]) -> bool:
    letters = match.group()[-2:].lower()
    return letters not in ordinary_words("uitzondering", "maten") and not (
        " " in match.group() and letters in ordinary_words("uitzondering", "korte_woorden")
    )


def _is_no_common_word(tekst: NormalizedText, match: re.Match[str]) -> bool:
    start, end = span(match)
    first = normal(tekst.plain[start:end].split(" ", 1)[0])
    return first not in ordinary_words("uitzondering", "wegen") and not (
        first.endswith("weg") and is_word(first)
    )


def _is_no_common_name(_tekst: NormalizedText, match: re.Match[str]) -> bool:
    """'De boot Wij' is the start of a sentence without a full stop."""
    never = ordinary_words("taal", "nooit") | ordinary_words("taal", "voornaamwoorden")
    names = [normal(word) for word in match.group().split()[1:]]
    articles = ordinary_words("taal", "lidwoorden") | {"'t", "op"}
    return next((word for word in names if word not in articles), "") not in never


def find_places(tekst: NormalizedText) -> Iterator[Finding]:
    """Yield places behind a word such as 'in' or 'uit'; 'De heer van Ede' lives elsewhere."""
    for match in _BEFORE.finditer(tekst.plain):
        start = match.start(1)
        for place in places().get(match[1], ()):
            end = start + len(place)
            if tekst.plain.startswith(place, start) and not _goes_on(tekst.plain, place, end):
                words, other = "de regio", "een andere plaats"
                if match.group().lower() == "te ":  # 'te de regio' is no Dutch
                    start, words, other = match.start(), f"in {words}", f"in {other}"
                yield Finding(start, end, Label.PLACE, Level.INDIRECT, words, (other,))
                break


def _goes_on(plain: str, place: str, end: int) -> bool:
    """Whether more letters or a surname follow, so that it is no place."""
    match = _NEXT_NAME.match(plain, end)
    return match is not None and (match.group()[0] != " " or len(place) <= len("Best"))


def find_rooms(tekst: NormalizedText) -> Iterator[Finding]:
    """Yield rooms by number."""
    return find_by_rules(tekst, "kamers", {"kamer": _is_room, "k": _is_number, "bed": _is_bed})


def _is_room(tekst: NormalizedText, match: re.Match[str]) -> bool:
    """'Op de kamer een schilderij' and 'in de kamer 2 katten' name no room."""
    counted = _COUNTED.match(tekst.plain, match.end())
    word = counted[1] if counted and match.group()[-1].isdecimal() else ""
    before = tekst.plain[max(0, match.start() - 6) : match.start()]
    counts = _is_plural(word) and (_ARTICLE.search(before) or not has_finite_form(word.lower()))
    return not (counts or _WORD_ONLY.fullmatch(match.group())) and _is_number(tekst, match)


def _is_plural(word: str) -> bool:
    known = bool(word) and is_word(normal(word.replace("'", "")))
    return known and word.endswith(("en", "s")) and not is_finite(normal(word))


def _is_number(_tekst: NormalizedText, match: re.Match[str]) -> bool:
    return match.group()[-1].isalnum()


def _is_bed(tekst: NormalizedText, match: re.Match[str]) -> bool:
    return not _BEFORE_BED.search(tekst.plain[max(0, match.start() - 6) : match.start()])


def find_institutions(tekst: NormalizedText) -> Iterator[Finding]:
    """Yield organisations that are known, and names behind words such as 'afdeling'."""
    yield from _known(tekst)
    checks = {"huis": _is_house, "geen_gewoon_huis": _is_no_general_house}
    checks |= {"onbekend_woord": _is_unknown_house, "huisnaam": _is_name_of_house}
    for one in find_by_rules(tekst, "instellingen", checks):
        words = tekst.plain[one.start : one.end].lower().removeprefix("de ").removeprefix("het ")
        # Words by what it is: 'afdeling De Wilgen' → 'de afdeling'.
        neutral = _NEUTRAL.get(words.split(" ", 1)[0], one.suggestion)
        yield replace(one, suggestion=tekst.with_capital(one.start, neutral))


def own_institutions(tekst: NormalizedText, terms: tuple[str, ...]) -> Iterator[Finding]:
    """Yield the terms that an organisation gave itself, in capitals or not."""
    pattern = _terms(terms)
    for match in pattern.finditer(tekst.plain) if pattern else ():
        yield Finding(
            *match.span(), Label.INSTITUTION, Level.DIRECT, "onze organisatie", ("ons team",)
        )


@lru_cache(maxsize=8)
def _terms(terms: tuple[str, ...]) -> re.Pattern[str] | None:
    plain = {NormalizedText(term).plain.strip() for term in terms} - {""}
    longest_first = sorted(plain, key=len, reverse=True)
    one_of = "|".join(re.escape(term).replace("\\ ", "[ \\n]") for term in longest_first)
    return re.compile(rf"(?<!\w)(?:{one_of})(?!\w)", re.IGNORECASE) if plain else None


def _known(tekst: NormalizedText) -> Iterator[Finding]:
    known, plain = institutions(), tekst.plain
    for match in _START.finditer(plain):
        begin, first = match.start(), match.start("eerste")
        for name in (*known.get(match["eerste"], ()), *known.get(match.group().split(" ")[0], ())):
            start = begin if plain.startswith(name, begin) else first
            end = start + len(name)
            if not plain.startswith(name, start) or plain[end : end + 1].isalnum():
                continue
            if not (is_word(normal(name)) and tekst.starts_sentence(start)):
                words, other = "een zorgorganisatie", "onze organisatie"
                yield Finding(begin, end, Label.INSTITUTION, Level.DIRECT, words, (other,))
            break


def _is_house(_tekst: NormalizedText, match: re.Match[str]) -> bool:
    words = [normal(word) for word in match["huis"].split()]
    if (match.groupdict().get("soort") or "").lower() == "huize":
        return True
    first, articles = words[0], ordinary_words("taal", "lidwoorden")
    if first in articles | {"op", "in", "ons"} and len(words) > 1:
        return True
    return not (
        first in ordinary_words("uitzondering", "gewone_huizen")
        or first in ordinary_words("taal", "nooit") - {"oost", "west", "noord", "zuid"}
        or first in ordinary_words("taal", "voornaamwoorden")
        or first in articles
    )


def _is_unknown_house(_tekst: NormalizedText, match: re.Match[str]) -> bool:
    return not is_known(normal(match["huis"]))


def _is_name_of_house(tekst: NormalizedText, match: re.Match[str]) -> bool:
    """'naar De Wingerd', 'op Zonneweide'; not 'van De Vries', 'in Rijswijk', 'op de Brink'."""
    first = normal(match["huis"].split()[0])
    if _is_a_place(tekst.plain, match.start("huis")) or len(first) < _SHORTEST_HOUSE:
        return False
    surname = first in after_prefix() or is_naam(first)
    to_a_person = match.group().split(" ", 1)[0] in ("van", "bij")
    general = first in ordinary_words("uitzondering", "gewone_huizen")
    return _is_house(tekst, match) and not general and not (surname and to_a_person)


def _is_a_place(plain: str, start: int) -> bool:
    first = re.split(r"[^\w'-]", plain[start : start + 31], maxsplit=1)[0]
    if is_known(normal(first)) and not is_word(normal(first)):  # 'Limburg', 'Hamburg'
        return True
    return any(plain.startswith(place, start) for place in places().get(first, ()))


def _is_no_general_house(tekst: NormalizedText, match: re.Match[str]) -> bool:
    words = match["huis"].split()
    if normal(words[0]) in ordinary_words("uitzondering", "gewone_huizen"):
        return False
    is_ordinary = len(words) == 1 and is_word(normal(words[0]))
    return not (is_ordinary and tekst.starts_sentence(match.start()))
