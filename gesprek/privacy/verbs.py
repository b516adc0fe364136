"""Tells what somebody does or how somebody is: the words behind a name that show it is one."""

from functools import lru_cache
from typing import Final

from gesprek.privacy.word_lists import is_word, ordinary_words

_LONG: Final = ("aa", "ee", "oo", "uu")
_VOICED: Final = {"f": "v", "s": "z"}
_SHORTEST: Final = 4


@lru_cache(maxsize=2_000)
def is_finite(word: str) -> bool:
    """Whether a word, in normal form, is a verb in the singular: 'zegt', 'loopt', 'huilde'."""
    if word in ordinary_words("taal", "werkwoorden"):
        return True
    if len(word) < _SHORTEST or not is_word(word):
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
