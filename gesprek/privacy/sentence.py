"""The sentence around a finding: what stands in front of it, and how neutral words fit there."""

import re
from dataclasses import dataclass
from typing import Final

from gesprek.privacy.rules import normal
from gesprek.privacy.word_lists import ordinary_words

_LAST_WORD: Final = re.compile(r"(?<![\w'])((?:'?[^\W\d_]|\d{1,2}e\b)[\w'-]{0,30})\.? ?$")
_LAST_BEFORE_POINT: Final = re.compile(r"([^\W\d_][\w.]{0,15})\.$")
_ARTICLES: Final = ("de", "het", "een")
_FURTHEST: Final = 3
"""So many words of a text may stand between 'haar' and 'zus'."""


@dataclass(frozen=True, slots=True)
class Determiner:
    """The word that stands for an article in front of a fragment."""

    word: str
    start: int
    is_adjacent: bool


def article_of(noun: str) -> str:
    """Return the article of a word for somebody or a house."""
    word = normal(noun.rsplit(" ", 1)[-1])
    if word in _zin("onzijdig") or word.endswith(("je", "huis", "centrum", "kind")):
        return "het"
    return "de"


def with_article(noun: str) -> str:
    """Return a word for somebody as it stands by itself: 'de zus', 'een collega', 'oma'."""
    word = normal(noun)
    if word in _zin("zonder_lidwoord"):
        return noun
    return f"een {noun}" if word in _zin("onbepaald") else f"{article_of(noun)} {noun}"


class Surroundings:
    """A text in which words are replaced."""

    def __init__(self, plain: str) -> None:
        self.plain = plain

    def word_before(self, start: int) -> tuple[str, int]:
        """Return the word right in front, in normal form, and where it begins; '' for none."""
        match = _LAST_WORD.search(self.plain, max(0, start - 40), start)
        return (normal(match[1]), match.start()) if match else ("", start)

    def begins_sentence(self, start: int) -> bool:
        """Whether a sentence begins here; not behind 'i.v.m.' or a colon."""
        before = self.plain[max(0, start - 40) : start].rstrip(" \"'(*-•[“„")
        if not before or before[-1] in "!?\n…":
            return True
        match = _LAST_BEFORE_POINT.search(before)
        if match is None:
            return before[-1] == "."
        word = normal(match[1])
        return len(word) > 1 and "." not in word and word not in _zin("afkortingen")

    def capital(self, start: int, words: str) -> str:
        """Return words for this place, with a capital where a sentence begins."""
        return words[:1].upper() + words[1:] if self.begins_sentence(start) else words

    def fitted(self, start: int, words: str, *, titled: bool = False) -> tuple[int, str]:
        """Return neutral words as they fit at a place, and where what they replace begins.

        'de cliënt' becomes 'cliënt' behind 'onze', and 'iemand' takes away the 'die' of 'die Jan'.

        Args:
            start: where the fragment begins.
            words: a noun with its article, or 'iemand', or words between brackets.
            titled: whether the fragment has a title: then 'zijn' in front is a verb.
        """
        article, _, noun = words.partition(" ")
        found = self._determiner(start, neuter=article == "het", titled=titled)
        if words.startswith("["):
            return start, words
        if found is None:
            begin = self._adjectives(start) if article in _ARTICLES else start
            between = self.plain[begin:start].lower()  # 'oude mw. Bos' → 'de oude cliënt'
            return begin, self.capital(begin, f"{article} {between}{noun}" if between else words)
        if article in _ARTICLES:
            stays = not found.is_adjacent or _agrees(found.word, neuter=article == "het")
            return (start, noun) if stays else (found.start, self.capital(found.start, words))
        return self._unknown(start, words, found) if _is_unknown(words) else (start, words)

    def _adjectives(self, start: int) -> int:
        """Return where the adjectives begin that are in front of a place."""
        word, begin = self.word_before(start)
        return self._adjectives(begin) if word in _zin("bijvoeglijk") else start

    def _unknown(self, start: int, words: str, found: Determiner) -> tuple[int, str]:
        """Return 'iemand' as it fits behind 'haar', 'die' or 'een oude'."""
        if found.word in _zin("van_iemand"):
            return start, "naaste"
        if found.is_adjacent:
            return found.start, self.capital(found.start, words)
        return start, "persoon"

    def _determiner(self, start: int, *, neuter: bool, titled: bool) -> Determiner | None:
        place = start
        for _ in range(_FURTHEST):
            word, begin = self.word_before(place)
            if word in _zin("bij_de") | _zin("bij_het") | _zin("bij_alle") or word[:1].isdecimal():
                stands = self._stands_for_itself(word, begin, neuter=neuter, titled=titled)
                return None if stands else Determiner(word, begin, place == start)
            if word not in _zin("bijvoeglijk"):
                return None
            place = begin
        return None

    def _stands_for_itself(self, word: str, begin: int, *, neuter: bool, titled: bool) -> bool:
        """Whether 'die', 'het', 'ons' or 'zijn' is a word of its own, as in 'die mw. Bos helpt'."""
        before, _ = self.word_before(begin)
        behind_preposition = before in _zin("voorzetsels")
        if word == "zijn":
            return titled or before in _zin("voor_werkwoord")
        if word == "ons":
            return titled and not behind_preposition
        if word in ("het", "dit", "dat"):
            return not (neuter or behind_preposition)
        return word == "die" and not (behind_preposition or self.begins_sentence(begin))


def _agrees(word: str, *, neuter: bool) -> bool:
    either = word in _zin("bij_alle") or word[:1].isdecimal()  # '2e kindje'
    return either or word in _zin("bij_het" if neuter else "bij_de")


def _is_unknown(words: str) -> bool:
    return words.split(" ", 1)[0] in ("iemand", "nog", "deze")


def _zin(name: str) -> frozenset[str]:
    return ordinary_words("zin", name)
