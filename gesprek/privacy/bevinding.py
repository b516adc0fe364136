"""What the guard finds: where, of which kind, how sure, and which neutral words may stand there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


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
