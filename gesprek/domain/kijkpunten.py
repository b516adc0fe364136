"""What to watch for: points of the observation list that fit what the inbrenger wants to learn.

Source: observers with a task learn as much as players. What is proposed here is a proposal, never
a rule: the team agrees on it, changes it or leaves it out.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from gesprek.domain.base import Value
from gesprek.domain.preparation import MOST_KIJKPUNTEN
from gesprek.domain.themas import Leerthema, Observatiepunt, Thema

_FITS_ALWAYS: Final = Leerthema.LUISTEREN
_OF_THE_FIRST: Final = 2
_LONGEST_WORD: Final = 30
_MOST_WORDS: Final = 3
_LETTER: Final = r"[^\W_]"


class Kijkwijzer(Value):
    """What points to a leerthema, and the points that belong to it, the most important first.

    ``woorden`` are words of a leervraag; one that ends in ``*`` is the beginning of a word.
    """

    woorden: tuple[str, ...]
    themas: tuple[Thema, ...] = ()
    punten: tuple[Observatiepunt, ...]


class Kijkvoorstel(NamedTuple):
    """Points to agree on, and why: these words of the leervraag, else these themes, else no reason.

    The words stand as they do in the leervraag; they hold letters, digits and single spaces only.
    """

    punten: tuple[Observatiepunt, ...]
    woorden: tuple[str, ...] = ()
    themas: tuple[Thema, ...] = ()


def propose_kijkpunten(
    leervraag: str, themas: Sequence[Thema], wijzers: Mapping[Leerthema, Kijkwijzer]
) -> Kijkvoorstel:
    """Return one to three points that fit a leervraag; never none where each wijzer has a point.

    The leerthema that most words point to gives the first two, the next one the third. Where no
    word points anywhere the themes of the case do, and without those every conversation gets the
    same. ``wijzers`` holds every Leerthema.
    """
    words = _pointing(leervraag, wijzers)
    if words:
        why = dict.fromkeys(word for found in words.values() for word in found)
        return Kijkvoorstel(_points(words, wijzers), woorden=tuple(why)[:_MOST_WORDS])
    by_theme: dict[Leerthema, Thema] = {}
    for thema in themas:
        for leerthema in (one for one in Leerthema if thema in wijzers[one].themas):
            by_theme.setdefault(leerthema, thema)
    used = dict(list(by_theme.items())[:_OF_THE_FIRST])
    return Kijkvoorstel(_points(used, wijzers), themas=tuple(dict.fromkeys(used.values())))


def _pointing(
    leervraag: str, wijzers: Mapping[Leerthema, Kijkwijzer]
) -> dict[Leerthema, list[str]]:
    """Return at most two leerthemas, each with the words that point to it.

    The one with the most different words comes first, of equals the one whose word does.
    """
    text = unicodedata.normalize("NFC", leervraag)
    folded, ranked = _folded(text), []
    for number, leerthema in enumerate(Leerthema):
        spans = [one.span() for one in _pattern(wijzers[leerthema].woorden).finditer(folded)]
        each = {folded[start:end]: " ".join(text[start:end].split()) for start, end in spans}
        if each:
            ranked.append((-len(each), spans[0][0], number, leerthema, list(each.values())))
    return {leerthema: words for *_, leerthema, words in sorted(ranked)[:2]}


def _points(
    leerthemas: Iterable[Leerthema], wijzers: Mapping[Leerthema, Kijkwijzer]
) -> tuple[Observatiepunt, ...]:
    first, *more = [*leerthemas, _FITS_ALWAYS]
    own = wijzers[first].punten
    others = [point for one in more[:-1] for point in wijzers[one].punten]
    order = [*own[:_OF_THE_FIRST], *others, *own[_OF_THE_FIRST:], *wijzers[_FITS_ALWAYS].punten]
    return tuple(dict.fromkeys(order))[:MOST_KIJKPUNTEN]


@cache
def _pattern(woorden: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds each of these words in a folded text; bounded, as anybody may type it."""
    parts = [_part(" ".join(_folded(word).split())) for word in woorden if word.strip(" *")]
    return re.compile(rf"(?<!{_LETTER})(?:{'|'.join(parts) or '(?!)'})(?!{_LETTER})")


def _part(word: str) -> str:
    rest = rf"{_LETTER}{{0,{_LONGEST_WORD}}}" if word.endswith("*") else ""
    return re.escape(word.rstrip("*")).replace(r"\ ", r"\s{1,3}") + rest


def _folded(text: str) -> str:
    """Return a text without capitals and accents, each letter in its own place."""
    return "".join(unicodedata.normalize("NFD", letter)[0].casefold()[0] for letter in text)
