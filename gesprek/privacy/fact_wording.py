"""The neutral words for ages, rooms, places, dates and houses, as they fit in their sentence."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from typing import Final

from gesprek.privacy.findings import Finding, Label
from gesprek.privacy.rules import normal
from gesprek.privacy.sentence import Surroundings, article_of
from gesprek.privacy.word_lists import lines_of, ordinary_words

_BECOMES: Final = re.compile(r"\b(?:wordt|werd|worden|werden)\b[^.,;\n]{0,30}$", re.IGNORECASE)
_HAS_BECOME: Final = re.compile(r" geworden\b", re.IGNORECASE)
_ABOUT: Final = frozenset(("bijna", "ruim", "ongeveer", "net", "pas"))
_CHILD: Final = {
    "peuter": ("peuterleeftijd", "heel jong"),
    "kind": ("basisschoolleeftijd", "jong"),
    "tiener": ("tienerleeftijd", "een tiener"),
}
"""What stands behind 'van', and elsewhere."""
_IN_YEARS: Final = {"hoogbejaard": "boven de negentig", "jongvolwassen": "rond de twintig"}
_OF_AGE: Final = {"oudere": "oudere", "volwassen": "volwassene", "jonge": "jongere"}
"""A '91-jarige' without a noun behind it."""
_SHORT_KINDS: Final = {
    "afd": "afdeling",
    "afd.": "afdeling",
    "huize": "huis",
    "woon": "woonzorgcentrum",
    "begeleid": "begeleid wonen",
}
_NOUN: Final = re.compile(r" ([^\W\d_]{3,})")
_POSTCODE: Final = re.compile(r"\d{4} ?[A-Z]{2},? $")
_IS_DOING: Final = re.compile(r" ([^\W\d_]{2,20})(?!\w)")
_ROOMS: Final = {
    "app": "het appartement",
    "stu": "de studio",
    "fla": "de flat",
    "uni": "de unit",
    "sui": "de suite",
}
_WITH_SOMEBODY: Final = frozenset(("voor", "met", "door", "tegen", "zonder"))
_A_THING: Final = frozenset(("is", "was", "heeft", "had", "ligt", "lag", "staat", "wordt", "ruikt"))
"""What a room does as well as somebody in it."""


def worded_facts(plain: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings that are no names with words that fit where they are."""
    text = Surroundings(plain)
    first: dict[str, str] = {}
    for one in _together(plain, map(partial(_between_brackets, plain), findings)):
        make = _MAKERS.get(one.label)
        made = make(text, one) if make else one
        article, _, noun = made.suggestion.partition(" ")
        told = plain[one.start : one.end].lower()
        if article.lower() == "een" and first.setdefault(noun, told) != told:
            other = "ander" if article_of(noun) == "het" else "andere"
            made = replace(made, suggestion=f"{article} {other} {noun}")
        yield made


def _together(plain: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield 'locatie De Linde, afdeling Berk' as one house; the first part says what it is."""
    last: Finding | None = None
    for one in findings:
        beside = last is not None and last.label is one.label is Label.INSTITUTION
        between = plain[last.end : one.start] if last and beside else ""
        if last and (between == " van " or (between == ", " and plain[one.start].islower())):
            last = replace(last, end=one.end)
            continue
        if last:
            yield last
        last = one
    if last:
        yield last


def _between_brackets(plain: str, one: Finding) -> Finding:
    """Leave a bracket whose other half is no part of the finding."""
    fragment = plain[one.start : one.end]
    opened, closed = fragment.count("("), fragment.count(")")
    if opened > closed and fragment.startswith("("):
        return replace(one, start=one.start + 1)
    return replace(one, end=one.end - 1) if closed > opened and fragment.endswith(")") else one


def _age(text: Surroundings, one: Finding) -> Finding:
    words = one.suggestion
    if words in _OF_AGE:
        noun = _NOUN.match(text.plain, one.end)
        ends = noun is None or _is_small(normal(noun[1]))
        return _at(text, replace(one, alternatives=()), _OF_AGE[words] if ends else words)
    before = text.plain[max(0, one.start - 40) : one.start]
    if _BECOMES.search(before) or _HAS_BECOME.match(text.plain, one.end):
        return _at(text, replace(one, alternatives=()), "een jaar ouder")
    word, begin = text.word_before(one.start)
    start = one.start
    if word in _ABOUT:
        earlier, _ = text.word_before(begin)
        if earlier == "van":
            word, start = earlier, begin
    others = ("hoge leeftijd",) if "op leeftijd" in one.alternatives else ("volwassen leeftijd",)
    one = replace(one, start=start, alternatives=others if word == "van" else one.alternatives)
    if words in _CHILD:
        return _at(text, replace(one, alternatives=()), _child(words, word, before))
    return _at(text, one, _IN_YEARS.get(words, words))


def _child(words: str, word: str, before: str) -> str:
    behind_of, elsewhere = _CHILD[words]
    if word == "van":
        return behind_of
    if before.endswith("("):
        return words
    return elsewhere if word in ("is", "was", "nog", "") else "[leeftijd]"


def _is_small(word: str) -> bool:
    small = ordinary_words("taal", "bijvoeglijk") | ordinary_words("taal", "werkwoorden")
    return word in small or word in ordinary_words("zin", "voorzetsels")


def _room(text: Surroundings, one: Finding) -> Finding:
    """'Op kamer 4' stays a room, 'kamer 4 belt' is somebody, and a list has a blank."""
    word, _ = text.word_before(one.start)
    room = _ROOMS.get(normal(text.plain[one.start : one.start + 3]), "de kamer")
    determiners = ordinary_words("zin", "bij_alle") | {"de", "het", "onze", "ons"}
    if word in _WITH_SOMEBODY:
        return _at(text, one, "een bewoner", room)
    if word != "van" and word in ordinary_words("zin", "voorzetsels") | determiners:
        start, words = text.fitted(one.start, room)
        return replace(one, start=start, suggestion=words, alternatives=())
    doing = _IS_DOING.match(text.plain, one.end)
    verb = normal(doing[1]) if doing and word != "van" else ""
    if verb in _A_THING:
        return _at(text, one, room, "een bewoner")
    if (
        word in ("en", "of")
        or verb in ("en", "of")
        or verb in ordinary_words("taal", "werkwoorden")
    ):
        return _at(text, one, "een bewoner", room)
    return _at(text, one, "[kamer]", room, "een bewoner")


def _place(text: Surroundings, one: Finding) -> Finding:
    word, begin = text.word_before(one.start)
    if one.suggestion.startswith("in "):  # 'te Ede' → 'in de regio'
        return one
    if word in ("gemeente", "omgeving"):
        start, words = text.fitted(begin, f"de {word}")
        return replace(one, start=start, suggestion=words, alternatives=())
    behind_code = _POSTCODE.search(text.plain, max(0, one.start - 10), one.start)
    if word in ("rond", "nabij", "richting", "woonplaats") or not word or behind_code:
        return replace(one, suggestion="[plaats]", alternatives=())
    if normal(text.plain[one.start : one.end]) in ordinary_words("zin", "buitenland"):
        return replace(one, suggestion="het buitenland")
    return one


def _date(text: Surroundings, one: Finding) -> Finding:
    """'Op 3-4-2025' → 'op [datum]' or 'begin 2025'; 'geboren in de tachtig' is no choice."""
    word, begin = text.word_before(one.start)
    if one.label is Label.BIRTHDATE:
        one = replace(one, alternatives=one.alternatives[1:])
    if word != "op":
        return one
    others = [text.capital(begin, other) for other in one.alternatives]
    return _at(text, replace(one, start=begin), f"op {one.suggestion}", *others)


def _house(text: Surroundings, one: Finding) -> Finding:
    """Keep what kind of house it is: 'hospice De Kade' → 'het hospice'."""
    begin = one.start
    first, _, rest = text.plain[begin : one.end].partition(" ")
    second = rest.split(" ", 1)[0]
    if normal(first) in ("de", "het") and normal(second) in ordinary_words("zin", "huizen"):
        begin, first = begin + len(first) + 1, second
    elif (kind := text.word_before(begin))[0] in ordinary_words("zin", "huizen"):
        first, begin = kind  # 'ziekenhuis Bernhoven'
    whole = normal(text.plain[begin : one.end])
    start, words = text.fitted(begin, _kind_of(normal(first), whole, one.suggestion))
    return replace(one, start=start, suggestion=words)


def _kind_of(first: str, whole: str, draft: str) -> str:
    """Return the words for a house by the first word of its name, or by its ending."""
    word = _SHORT_KINDS.get(first, first)
    if word in ordinary_words("zin", "huizen"):
        return word if word == "begeleid wonen" else f"{article_of(word)} {word}"
    whole = whole.removeprefix("de ").removeprefix("het ")
    if whole in ordinary_words("zin", "corporaties"):
        return "een woningcorporatie"
    for ending in ("ziekenhuis", "gasthuis", "umc", " mc", "kliniek", "school", "college", "kerk"):
        if whole.endswith(ending):
            word = ending if len(ending) > len("umc") or ending == "kerk" else "ziekenhuis"
            return f"{article_of(word)} {word}"
    return "een ziekenhuis" if whole in _hospitals() else draft[:1].lower() + draft[1:]


@cache
def _hospitals() -> frozenset[str]:
    return frozenset(map(normal, lines_of("lgpl/ziekenhuizen.txt")))


def _at(text: Surroundings, one: Finding, words: str, *others: str) -> Finding:
    return replace(
        one,
        suggestion=text.capital(one.start, words),
        alternatives=tuple(text.capital(one.start, other) for other in others) or one.alternatives,
    )


_MAKERS: Final[Mapping[Label, Callable[[Surroundings, Finding], Finding]]] = {
    Label.AGE: _age,
    Label.ROOM: _room,
    Label.PLACE: _place,
    Label.DATE: _date,
    Label.BIRTHDATE: _date,
    Label.INSTITUTION: _house,
}
