"""A text as the rules read it: its letters in one form, cut in words."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from gesprek.domain.odd_signs import INVISIBLE, ODD_BREAKS, ODD_SPACES

DATA: Final = Path(__file__).parent.parent.parent / "data" / "privacy"

# Left out, or a name or number with one inside would not be recognised; two spaces are one.
_UNSEEN: Final = re.compile(f"[{INVISIBLE}]")
_UNEVEN: Final = re.compile(f"[{INVISIBLE}]|  ")
_LONG_DASHES: Final = "\u2014\u2015\u2e3a\u2e3b\ufe31\ufe32\ufe58"
"""Between words these part them, between digits they may be a hyphen."""
_BETWEEN_DIGITS: Final = re.compile(rf"(?<=\d) ?[{_LONG_DASHES}·•_\u2027\u2219\u2043] ?(?=\d)")
_BROKEN_NUMBER: Final = re.compile(r"(?<=\d\d)\n(?=\d\d)")
_DIGIT: Final = re.compile(r"\d")
_SPACE: Final = re.compile(f"[\t{ODD_SPACES}]")
_BREAK: Final = re.compile(f"[\r{ODD_BREAKS}]")
_OFTEN_MET: Final = 0x20FF


class _Alike(dict[int, str]):
    """A character → the one by which the rules know it; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        known = _form_of(sign, unicodedata.category(sign) if not sign.isascii() else "")
        if code <= _OFTEN_MET:
            self[code] = known
        return known


def _form_of(sign: str, category: str) -> str:
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    if category == "Pd" and sign not in _LONG_DASHES:
        return "-"
    if "\uff01" <= sign <= "\uff5e" or "\U0001d400" <= sign <= "\U0001d7ff":  # wide, mathematical
        return unicodedata.normalize("NFKC", sign)
    return " " if _SPACE.match(sign) else "\n" if _BREAK.match(sign) else sign


_ALIKE: Final = _Alike(str.maketrans(dict.fromkeys("\u2019\u2018\u02bc\u00b4`", "'")))
_ALIKE[0x2212] = "-"  # the minus sign
LETTER: Final = r"[^\W\d_]"
_WORD: Final = re.compile(
    rf"(?:{LETTER}\.){{2,6}}{LETTER}?(?!\w)"  # A.M., v.d.
    rf"|'[tsn](?!\w)|{LETTER}+(?:['-](?!s(?!\w)){LETTER}+){{0,5}}|\d+|[^\w\s]|\n"
)
_OTHER_LETTERS: Final = str.maketrans({"\u0131": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "s"})


def normal(word: str) -> str:
    """Return a word as the lists hold it: lower case, without marks on the letters."""
    word = word.lower()
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFKD", word.translate(_ALIKE))
    kept = "".join(one for one in parts if not unicodedata.combining(one))
    return kept.translate(_OTHER_LETTERS)


class Word(NamedTuple):
    """One word, number or mark: as written, in normal form, and where it is."""

    text: str
    normal: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is made of letters."""
        return self.text[0].isalpha() or (len(self.text) > 1 and self.text[0] == "'")

    @property
    def has_capital(self) -> bool:
        """Whether it begins with a capital; 'al-Masri' does as well."""
        if self.text[0].isupper():
            return True
        hyphen = self.text.find("-", 0, len("ash-"))
        return hyphen >= 0 and self.text[hyphen + 1 : hyphen + 2].isupper()


class NormalizedText:
    """A text with its letters in one form, cut in words, with the way back to the source."""

    def __init__(self, source: str) -> None:
        plain, self._origin = _plain(source)
        self.plain = _BETWEEN_DIGITS.sub(lambda mark: "-".center(len(mark.group())), plain)

    @cached_property
    def woorden(self) -> Sequence[Word]:
        """Return the words, numbers and marks in order; a new line is one of them."""
        return [
            Word(one.group(), normal(one.group()), one.start(), one.end())
            for one in _WORD.finditer(self.plain)
        ]

    @cached_property
    def joined(self) -> "NormalizedText":
        """Return it with a space where a number goes on behind the end of a line; or itself."""
        plain = _BROKEN_NUMBER.sub(" ", self.plain)
        if plain == self.plain:
            return self
        joined = NormalizedText("")
        joined.plain = plain
        return joined

    @cached_property
    def has_digit(self) -> bool:
        """Whether there is a digit anywhere."""
        return _DIGIT.search(self.plain) is not None

    def origin(self, position: int) -> int:
        """Return the code point in the source of a position in ``plain``."""
        return position if self._origin is None else self._origin[position]

    def starts_sentence(self, start: int) -> bool:
        """Whether a sentence begins at this position in ``plain``."""
        before = self.plain[max(0, start - 40) : start].rstrip(" \"'(*-•[“„")
        return not before or before[-1] in ".!?:;\n…"

    def with_capital(self, start: int, words: str) -> str:
        """Return words for this position, with a capital where a sentence begins."""
        if words[:1].islower() and self.starts_sentence(start):
            return words[0].upper() + words[1:]
        return words


def _plain(source: str) -> tuple[str, list[int] | None]:
    """Return the text in one form; and, where positions shift, the source position of each."""
    even = source.translate(_ALIKE)
    if not _UNEVEN.search(even) and unicodedata.is_normalized("NFC", even):
        return even, None
    seen = [place for place, sign in enumerate(even) if not _UNSEEN.match(sign)]
    letters: list[str] = []
    origin: list[int] = []
    start = 0
    while start < len(seen):
        end = start + 1
        while end < len(seen) and unicodedata.combining(even[seen[end]]):
            end += 1
        composed = unicodedata.normalize("NFC", "".join(even[place] for place in seen[start:end]))
        if composed != " " or letters[-1:] != [" "]:
            letters += composed
            origin += [seen[start]] * len(composed)
        start = end
    return "".join(letters), [*origin, len(source)]
