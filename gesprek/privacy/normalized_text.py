"""A text as the rules read it: letters in one form, cut in words, with the way back."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

_UNSEEN: Final = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Characters without width: left out, or a name with one inside would not be recognised."""
_ALIKE: Final = str.maketrans(
    {
        **dict.fromkeys("\u2019\u2018\u02bc\u00b4`", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"),
        **dict.fromkeys("\u00a0\u2007\u202f\t", " "),
    }
)
_LETTER: Final = r"[^\W\d_]"
_WORD: Final = re.compile(
    rf"(?:{_LETTER}\.){{2,6}}{_LETTER}?(?!\w)"  # A.M., v.d.
    rf"|'[tsn](?!\w)|{_LETTER}+(?:['-](?!s(?!\w)){_LETTER}+){{0,5}}|\d+|[^\w\s]|\n"
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


@dataclass(frozen=True, slots=True)
class Word:
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
        before, hyphen, after = self.text.partition("-")
        return bool(hyphen) and len(before) <= len("ash") and after[0].isupper()


class NormalizedText:
    """A text that rules look through.

    Args:
        source: the text as somebody wrote it.
    """

    def __init__(self, source: str) -> None:
        self.plain, self._origin = _plain(source)

    @cached_property
    def woorden(self) -> Sequence[Word]:
        """Return the words, numbers and marks in order; a new line is one of them."""
        return [
            Word(one.group(), normal(one.group()), one.start(), one.end())
            for one in _WORD.finditer(self.plain)
        ]

    def origin(self, position: int) -> int:
        """Return the code point in the source of a position in ``plain``."""
        return position if self._origin is None else self._origin[position]

    def starts_sentence(self, start: int) -> bool:
        """Whether a sentence begins at this position in ``plain``."""
        before = self.plain[max(0, start - 40) : start].rstrip(" \"'(*-•[“„")
        return not before or before[-1] in ".!?:;\n…"


def _plain(source: str) -> tuple[str, list[int] | None]:
    """Return the text in one form; and, where positions shift, the source position of each."""
    even = source.translate(_ALIKE)
    if even.isascii() or (unicodedata.is_normalized("NFC", even) and not _UNSEEN & set(even)):
        return even, None
    letters: list[str] = []
    origin: list[int] = []
    start = 0
    while start < len(even):
        end = start + 1
        while end < len(even) and unicodedata.combining(even[end]):
            end += 1
        if even[start] not in _UNSEEN:
            for one in unicodedata.normalize("NFC", even[start:end]):
                letters.append(one)
                origin.append(start)
        start = end
    origin.append(len(source))
    return "".join(letters), origin
