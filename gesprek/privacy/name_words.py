"""The words of a text as names are read in them, and which of them tell what somebody does.

Marks and lines may stand in the way of a name.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from gesprek.privacy.rules import NormalizedText, Word, normal
from gesprek.privacy.word_lists import (
    forms_of_address,
    graded,
    is_known,
    is_naam,
    is_word,
    ordinary_words,
    relations,
    surnames,
)

_LONG: Final = ("aa", "ee", "oo", "uu")
_VOICED: Final = {"f": "v", "s": "z"}
_SHORTEST_VERB: Final = 4
_JOINS: Final = re.compile("['-]")
_GLUED: Final = re.compile(
    r"(?:[Mm]evrouw|[Mm]eneer|[Mm]ijnheer|[Mm]evr|[Mm]vr|[Mm]w|[Dd]hr|[Hh]eer|[Ff]amilie|[Ff]am)"
    r"(?=[A-Z][a-z])"
)
"""A title to which the name is glued; the dots of 'mw.Jansen' part it already."""
_SHORTEST_TITLE: Final = 5
_LONGEST_TITLE: Final = 10
_FEW_WRONG: Final = 2
_POINTS_OF_COMPASS: Final = frozenset({"noord", "zuid", "oost", "west", "midden", "nieuw"})
_IRISH: Final = 2
"""So long is what stands before the apostrophe of a name: O'Brien, D'Souza."""


def name_words(tekst: NormalizedText) -> list[Word]:
    """Return the words of a text, but with its names as a reader sees them.

    A quotation mark or a dash does not join a name to what is none, and the end of a line does not
    part a title from its name.
    """
    source = tekst.woorden
    words: list[Word] = []
    for place, one in enumerate(source):
        if one.is_word and _GLUED.match(one.text):
            words += _apart(one)
        elif one.text != "\n" or not (_leads(words) and _is_name_next(source, place + 1)):
            words += _cut(one, source[place + 1 : place + 2])
    return words


def _apart(one: Word) -> list[Word]:
    """Return 'mevrouw', 'De' and 'Vries' for 'mevrouwDeVries'."""
    places = [match.start() for match in re.finditer(r"(?<=[^\W\d_A-Z])(?=[A-Z])", one.text)]
    parts = [one.text[start:end] for start, end in pairwise([0, *places, len(one.text)])]
    starts = [one.start + start for start in [0, *places]]
    return [
        Word(text, normal(text), start, start + len(text))
        for text, start in zip(parts, starts, strict=True)
    ]


def _cut(one: Word, after: Sequence[Word]) -> list[Word]:
    """Return 'Jansen', '-' and 'zij' for 'Jansen–zij'; 'O'Brien' and 'Jan-Willem' stay whole."""
    for mark in _JOINS.finditer(one.text) if one.is_word and one.has_capital else ():
        before, rest = one.text[: mark.start()], one.text[mark.end() :]
        if before and rest and not before.isupper() and _is_apart(mark[0], before, rest, after):
            ends = (0, *mark.span(), len(one.text))
            parts = [(one.text[start:end], one.start + start) for start, end in pairwise(ends)]
            return [Word(text, normal(text), start, start + len(text)) for text, start in parts]
    return [one]


def _is_apart(mark: str, before: str, rest: str, after: Sequence[Word]) -> bool:
    """Whether what is behind a mark is another word than the name before it.

    So it is in 'Jansen–de dokter', and not in 'Jansen-de Boer'.
    """
    word = normal(rest)
    is_plain = is_word(word) and not is_naam(rest)
    if not (is_naam(before) or is_known(normal(before))):
        return False
    if word in ordinary_words("naam", "tussenvoegsels"):
        return mark == "'" or not any(
            one.has_capital or (is_naam(one.text) and not is_known(one.normal)) for one in after
        )
    if mark == "'":
        return len(before) > _IRISH and (is_plain or _is_never_a_name(word))
    return _is_never_a_name(word) or (is_plain and rest[0].islower())


def _is_never_a_name(word: str) -> bool:
    never = ordinary_words("taal", "nooit") | ordinary_words("taal", "voornaamwoorden")
    return word in never and word not in ordinary_words("naam", "vaak")


def _leads(words: Sequence[Word]) -> bool:
    """Whether a name goes on behind the last of these words: 'mevrouw', 'mw.', 'J.', 'van der'."""
    last = [one.normal for one in words[-2:]]
    if last[1:] == ["."]:
        return last[0] in forms_of_address() or (len(last[0]) == 1 and words[-2].text.isupper())
    return bool(last) and (
        last[-1] in forms_of_address()
        or last[-1] in relations()
        or last[-1] in ("van", "de", "der", "den", "el", "al", "ben")
    )


def _is_name_next(words: Sequence[Word], place: int) -> bool:
    """Whether the first word here, prefixes left out, can hardly be anything else than a name."""
    prefixes = ordinary_words("naam", "tussenvoegsels")
    word = next((one for one in words[place : place + 4] if one.normal not in prefixes), None)
    if word is None or not (word.is_word and word.has_capital) or _is_never_a_name(word.normal):
        return False
    return is_naam(word.text) or not is_known(word.normal)


@lru_cache(maxsize=2_000)
def meant_title(word: str) -> str:
    """Return the title that a word is when two letters are wrong: 'mevorouw'; '' for none."""
    if word[:1] != "m" or not _SHORTEST_TITLE <= len(word) <= _LONGEST_TITLE or is_known(word):
        return ""
    letters = Counter(word)
    titles = ("mevrouw", "meneer", "mijnheer")
    wrong = {one: letters - Counter(one) + (Counter(one) - letters) for one in titles}
    return next((one for one, amiss in wrong.items() if amiss.total() <= _FEW_WRONG), "")


def is_double_name(one: Word) -> bool:
    """Whether it is two surnames in one: 'Visser-Plomp', 'Wit-Kramer'; no place or programme."""
    first, hyphen, second = one.text.partition("-")
    if not hyphen or not (first[:1].isupper() and second[:1].isupper()) or first.isupper():
        return False
    parts = one.normal.split("-")
    sure = any(part in surnames() and not is_word(part) for part in parts)
    unlike = graded("meestal_woord") | ordinary_words("taal", "nooit")
    if any(part in _POINTS_OF_COMPASS or len(part) <= _FEW_WRONG for part in parts):
        return False
    return sure or (
        any(part in surnames() for part in parts) and not any(part in unlike for part in parts)
    )


@lru_cache(maxsize=2_000)
def is_finite(word: str) -> bool:
    """Whether a word, in normal form, is a verb in the singular: 'zegt', 'loopt', 'huilde'."""
    if word in ordinary_words("taal", "werkwoorden"):
        return True
    if len(word) < _SHORTEST_VERB or not is_word(word):
        return False
    stem = next((word.removesuffix(end) for end in ("te", "de", "t") if word.endswith(end)), "")
    return len(stem) > 1 and any(is_word(one) for one in _infinitives(stem, word))


def _infinitives(stem: str, word: str) -> list[str]:
    """Return what the infinitive may be: 'loop' → 'lopen', 'bel' → 'bellen', 'geef' → 'geven'."""
    last = _VOICED.get(stem[-1], stem[-1])
    if stem[-3:-1] in _LONG and stem[-1] not in "aeiou":
        return [f"{stem[:-2]}{last}en"]
    if word.endswith("t") and stem[-1] in "aeou":
        return []
    doubled = f"{stem}{stem[-1]}en" if stem[-2] in "aeiou" and stem[-3:-2] not in "aeiou" else ""
    return [one for one in (f"{stem}en", f"{stem[:-1]}{last}en", doubled) if one]


def has_finite_form(word: str) -> bool:
    """Whether a word that ends in 'en' is a verb: 'klagen' has 'klaagt', 'stoelen' has nothing."""
    stem = word.removesuffix("en")
    stem = stem[:-1] if stem[-2:-1] == stem[-1:] else stem
    long = f"{stem[:-1]}{stem[-2:]}" if len(stem) > 1 and stem[-2] in "aeou" else stem
    return any(is_word(f"{one}t") for one in (stem, long))


def shows_a_person(words: list[str]) -> bool:
    """Whether the words behind a name tell what only a person does: 'belde', 'is weer boos'."""
    if not words:
        return False
    if words[0] in ordinary_words("taal", "mensenwerk"):
        return True
    if not is_finite(words[0]):
        return False
    about = ordinary_words("taal", "mensenstaat") | ordinary_words("taal", "mensenbij")
    filler = ordinary_words("taal", "tussenin")
    rest = next((place for place, one in enumerate(words) if place and one not in filler), 0)
    goes = words[0] in ("moet", "moest", "mag", "mocht", "gaat", "ging")
    return bool(rest) and (words[rest] in about or (goes and words[rest] == "naar"))
