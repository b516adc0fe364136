"""What the guard finds, and the neutral words that may stand there instead."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from gesprek.privacy.normalized_text import NormalizedText, Word


class Label(StrEnum):
    """What a fragment tells about somebody."""

    NAME = "NAME"
    BSN = "BSN"
    ID = "ID"
    IBAN = "IBAN"
    BIRTHDATE = "BIRTHDATE"
    ADDRESS = "ADDRESS"
    POSTCODE = "POSTCODE"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    URL = "URL"
    ROOM = "ROOM"
    INSTITUTION = "INSTITUTION"
    AGE = "AGE"
    DATE = "DATE"
    PLACE = "PLACE"


class Level(StrEnum):
    """How a fragment points at somebody: by itself, with other facts, or perhaps not at all."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MAYBE = "maybe"


REFUSED: Final = frozenset({Label.BSN, Label.EMAIL, Label.PHONE, Label.IBAN})
"""What never enters the store, whatever somebody says."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fragment of a text, by its place only: the words themselves are not in here.

    Attributes:
        start: first code point.
        end: the code point behind the last one.
        label: what it tells.
        level: how it points at somebody.
        suggestion: neutral words that fit in its place.
        alternatives: other words that fit.
    """

    start: int
    end: int
    label: Label
    level: Level
    suggestion: str = field(repr=False)
    alternatives: tuple[str, ...] = field(default=(), repr=False)


def refused(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that keep a text out of the store."""
    return [one for one in findings if one.label in REFUSED]


def mask(text: str, findings: Iterable[Finding]) -> str:
    """Return the text with the suggestion of each finding in its place.

    Args:
        text: the text that was scanned.
        findings: some or all of what ``scan`` found in it.
    """
    for one in sorted(findings, key=lambda one: one.start, reverse=True):
        text = text[: one.start] + one.suggestion + text[one.end :]
    return text


_FIRST: Final = "cliënt"
_OTHER: Final = "iemand anders"
_OTHERS: Final = ("de cliënt", "een naaste", "een collega")


class NeutralWords:
    """Who was named so far: the first is the client, whoever else is somebody else."""

    def __init__(self) -> None:
        self._words: dict[str, str] = {}

    def words_for(self, parts: Sequence[Word], fixed: str) -> tuple[str, tuple[str, ...]]:
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


def with_capital(tekst: NormalizedText, start: int, words: str) -> str:
    """Return words with a capital where a sentence begins."""
    if words[:1].islower() and tekst.starts_sentence(start):
        return words[0].upper() + words[1:]
    return words
