"""Neutral words for the people in a text: the same person keeps the same words."""

from collections.abc import Sequence
from typing import Final

from gesprek.privacy.tekst import Tekst, Woord

_FIRST: Final = "cliënt"
_OTHER: Final = "iemand anders"
_OTHERS: Final = ("de cliënt", "een naaste", "een collega")


class Betrokkenen:
    """Who was named so far: the first is the client, whoever else is somebody else."""

    def __init__(self) -> None:
        self._words: dict[str, str] = {}

    def words_for(self, parts: Sequence[Woord], fixed: str) -> tuple[str, tuple[str, ...]]:
        """Return the words for a name, and others to choose from.

        Args:
            parts: the words of the name.
            fixed: words that a title or relation gives; '' if none does.
        """
        keys = [one.normal for one in parts if len(one.normal) > 2]  # noqa: PLR2004 - no 'de', 'A'
        known = next((self._words[key] for key in keys if key in self._words), "")
        words = fixed or known or self._next()
        for key in keys:
            self._words.setdefault(key, _alone(words))
        return words, tuple(one for one in (_FIRST, *_OTHERS) if one != words)

    def _next(self) -> str:
        return _OTHER if _FIRST in self._words.values() else _FIRST


def _alone(words: str) -> str:
    """Return words that can stand without a 'haar' in front: 'dochter' → 'de dochter'."""
    stands = " " in words or words.startswith("[") or words in (_FIRST, "oma", "opa")
    return words if stands else f"de {words.lower()}"


def with_capital(tekst: Tekst, start: int, words: str) -> str:
    """Return words with a capital where a sentence begins."""
    if words[:1].islower() and tekst.starts_sentence(start):
        return words[0].upper() + words[1:]
    return words
