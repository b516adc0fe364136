"""What the guard finds, and the neutral words that may stand there instead."""

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

    ``start`` and ``end`` count code points, ``end`` behind the last one. ``suggestion`` and
    ``alternatives`` are neutral words that fit in its place.
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
    """Return a text with the suggestion in place of some or all that ``scan`` found in it."""
    for one in sorted(findings, key=lambda one: one.start, reverse=True):
        text = text[: one.start] + one.suggestion + text[one.end :]
    return text
