"""Reads a name from a place in the text: initials, 'van der', first names, surnames."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from gesprek.privacy.name_words import is_finite, name_words
from gesprek.privacy.rules import NormalizedText, Word
from gesprek.privacy.word_lists import (
    after_prefix,
    first_names,
    graded,
    is_known,
    is_word,
    ordinary_words,
    surnames,
)

_MOST_PARTS: Final = 4
_LONGEST_INITIALS: Final = 12
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.){2,6}[^\W\d_]?")
_PREFIX_AT_END: Final = re.compile(r"-(?:de|van|den|der|el|ten|ter|v\.?d)$", re.IGNORECASE)


@dataclass(frozen=True)
class Support:
    """What around a name helps to see one."""

    capital: bool = False
    """A word with a capital is a name here, known or not."""
    klein: bool = False
    """A name may be written in lower case here."""


_NO_SUPPORT: Final = Support()


class NameReader:
    """Looks at the words of one text as parts of names, but for the words that are allowed."""

    def __init__(self, tekst: NormalizedText, allowed: Collection[str] = ()) -> None:
        self.woorden = name_words(tekst)
        self.prefixes = ordinary_words("naam", "tussenvoegsels")
        """Words such as 'van', 'der' and 'el'."""
        self._allowed = allowed
        self._behind: dict[int, int] = {}
        # Each word is asked for tens of times.
        self._words = dict(enumerate(self.woorden))
        self._normals = {place: one.normal for place, one in self._words.items()}
        self._capitals = {
            place for place, one in self._words.items() if one.is_word and one.has_capital
        }

    def at(self, place: int) -> Word | None:
        """Return the word at a place, None outside the text."""
        return self._words.get(place)

    def normal(self, place: int) -> str:
        """Return the normal form at a place, '' outside the text."""
        return self._normals.get(place, "")

    def is_glued(self, place: int) -> bool:
        """Whether a word is there without a space in front of it."""
        one = self.at(place)
        return one is not None and one.start == self.woorden[place - 1].end

    def has_capital(self, place: int) -> bool:
        """Whether a word with a capital is there."""
        return place in self._capitals

    def is_first_name(self, place: int) -> bool:
        """Whether it is a known first name, also 'Erik-Jan'."""
        return any(part in first_names() for part in self._parts(place))

    def is_surname(self, place: int) -> bool:
        """Whether it is a known surname, also 'Ramdin-Kanhai'."""
        return any(part in surnames() for part in self._parts(place))

    def is_naam(self, place: int) -> bool:
        """Whether it is a known name of any kind."""
        known = after_prefix(), first_names(), surnames()
        return any(part in names for part in self._parts(place) for names in known)

    def _parts(self, place: int) -> list[str]:
        word = self.normal(place)
        if word.endswith("je") and not is_word(word):  # 'Kareltje'
            return [word, word.removesuffix("tje"), word.removesuffix("je")]
        return [word, *(part for part in word.split("-") if len(part) > 1)] if word else []

    def is_verb(self, place: int) -> bool:
        """Whether it is a finite verb, as in 'zegt'."""
        return self.normal(place) in ordinary_words("taal", "werkwoorden")

    def lees(self, place: int, steun: Support = _NO_SUPPORT) -> int:
        """Return where the name that begins here ends (exclusive); ``place`` if there is none."""
        end, parts = self.initials(place), 0
        while parts < _MOST_PARTS:
            part = self.after_prefixes(end)
            first = parts == 0
            if not (self._follows(part, place) and self._fits(end, part, place, steun, first)):
                break
            parts, end = parts + 1, part + 1
            lower = steun.klein and self.is_naam(end)
            if _PREFIX_AT_END.search(self.woorden[part].text) and (self.has_capital(end) or lower):
                end += 1
        if parts and self._is_initial(end):  # 'Pieter B.'
            end += 2
        return end if parts else place

    def _is_initial(self, place: int) -> bool:
        one = self.at(place)
        single = one is not None and len(one.text) == 1 and one.text.isupper()
        return single and self.normal(place + 1) == "." and self._follows(place, place + 1)

    def initials(self, place: int) -> int:
        """Return the place behind initials such as 'J.P.', 'A.' or the 'T' of 'T Lie'."""
        start = place
        while place - start < _LONGEST_INITIALS:
            one, after = self.at(place), self.at(place + 1)
            if one is None or not one.is_word:
                break
            has_point = after and after.text == "." and after.start == one.end
            if _INITIALS.fullmatch(one.text) and one.normal not in self.prefixes:
                place += 2 if has_point else 1
            elif has_point and (len(one.text) == 1 or self._is_long_initial(one)):
                place += 2
            elif len(one.text) == 1 and one.has_capital and self.has_capital(place + 1):
                place += 1
            else:
                break
        return place

    def _is_long_initial(self, one: Word) -> bool:
        """'Chr.' and 'Th.' stand for a name as 'C.' and 'T.' do."""
        return one.has_capital and one.normal in ordinary_words("naam", "voorletters")

    def after_prefixes(self, place: int) -> int:
        """Return the place of the first word that is no prefix, four prefixes at most from here."""
        known = self._behind.get(place)
        if known is not None:
            return known
        start = place
        while place - start < _MOST_PARTS and self.normal(place).rstrip(".") in self.prefixes:
            if self.normal(place) == "v" and self.normal(place + 1) == "/":  # 'v/d Meer'
                place += 2
            place += 1
            if self.normal(place) == "." and self.normal(place - 1) in ("v", "d", "vd"):
                place += 1
        self._behind[start] = place
        return place

    def _follows(self, part: int, begin: int) -> bool:
        """Whether a word is there, right behind what came before."""
        one = self.at(part)
        if one is None or not one.is_word or one.text[0] == "'":
            return False
        before = self.woorden[part - 1]
        return part == begin or one.start - before.end <= 2  # noqa: PLR2004 - a space, or a line's end and one

    def _fits(self, end: int, part: int, begin: int, steun: Support, first: bool) -> bool:  # noqa: FBT001, PLR0911 - each return is one reason
        one = self.woorden[part]
        if one.normal in self._allowed or len(one.text) > 40:  # noqa: PLR2004 - no name is longer
            return False
        if self.is_code(part):
            return False
        has_prefix = part > end
        shouted = one.text.isupper() and len(one.text) > 1 and steun.klein
        if shouted or not one.has_capital:
            return self._fits_lower(end, part, steun, first)
        if not first:
            return self._goes_on(part) or self._is_nickname(part)
        if has_prefix:
            return self.is_naam(part) or not is_known(one.normal) or steun.capital
        pronoun = one.normal in ordinary_words("taal", "voornaamwoorden")  # 'kamer A. Zij wil'
        never = one.normal in ordinary_words("taal", "nooit")
        if steun.capital and not has_prefix and self.tells(part):
            return False
        if pronoun or (never and not self.is_verb(part + 1)):
            in_row = steun.capital and not pronoun and self.has_capital(part + 1)  # 'Mei Ling'
            return self.is_naam(part) and (end > begin or (in_row and self.is_naam(part + 1)))
        return steun.capital or end > begin or self.is_naam(part) or not is_known(one.normal)

    def is_code(self, part: int) -> bool:
        """Whether figures follow without a space, as in 'VV05'."""
        return self.is_glued(part + 1) and self.woorden[part + 1].text.isdecimal()

    def tells(self, place: int) -> bool:
        """Whether the word tells something about who came before: 'Mw. Zegt dat', 'Mw. Erg moe'.

        A telephone writes a capital behind the full stop of a title.
        """
        word = self.normal(place)
        if not is_word(word):
            return False
        if is_finite(word):
            after = self.at(place + 1)
            often = ordinary_words("naam", "vaak") | ordinary_words("naam", "soms")
            alone = word in often and (after is None or not after.text.isalnum())
            acts = self.is_verb(place + 1)
            ordinary = graded("meestal_woord") | ordinary_words("taal", "nooit")
            named = self.has_capital(place + 1) and self.is_naam(place + 1)
            acts = acts or (named and self.normal(place + 1) not in ordinary)
            return not (self.is_naam(place) and (alone or acts))
        if word in ordinary_words("taal", "tussenin"):
            return True
        rows = ("bijvoeglijk", "talen", "mensenstaat")
        plain = word.startswith("ge") or any(word in ordinary_words("taal", row) for row in rows)
        return plain and not self.is_naam(place)

    def _is_nickname(self, part: int) -> bool:
        """'Kees Kroket': a word with a capital right behind a first name."""
        word = self.normal(part)
        never = ordinary_words("taal", "nooit") | ordinary_words("taal", "voornaamwoorden")
        follows = self.normal(part - 1) in first_names() and not is_known(self.normal(part - 1))
        ordinary = word in never or word in graded("meestal_woord") or is_finite(word)
        return follows and not ordinary and not self.tells(part)

    def _goes_on(self, part: int) -> bool:
        """Whether a second or third part belongs to the name: 'Fatima Benali', 'Lie A Fat'."""
        one = self.woorden[part]
        if len(one.text) == 1:
            return self.has_capital(part + 1)
        if not is_known(one.normal):
            return True
        return self.is_naam(part) and not (is_finite(one.normal) and self.tells(part))

    def _fits_lower(self, end: int, part: int, steun: Support, first: bool) -> bool:  # noqa: FBT001
        word = self.normal(part)
        if not steun.klein or len(word) < 2:  # noqa: PLR2004
            return False
        known = is_word(word)
        if not first:
            return self.is_naam(part) and not known
        if self.is_verb(part) or word in ordinary_words("taal", "bijvoeglijk"):
            return False
        if not known:
            return part > end or len(word) > 2  # noqa: PLR2004
        after = self.at(part + 1)
        return self.is_naam(part) and (
            after is None
            or not after.is_word
            or self.is_verb(part + 1)
            or after.normal in ordinary_words("naam", "erachter")
        )
