"""What the guard finds, and the neutral words that may stand there instead."""

import re
from collections.abc import Iterable, Iterator, Sequence
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

    def overlaps(self, other: "Finding") -> bool:
        """Return whether a character is in both."""
        return self.start < other.end and other.start < self.end


def refused(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that keep a text out of the store."""
    return [one for one in findings if one.label in REFUSED]


def mask(text: str, findings: Iterable[Finding]) -> str:
    """Return a text with the suggestion in place of some or all that ``scan`` found in it."""
    parts, begin = [], 0
    for one in sorted(findings, key=lambda one: one.start):
        parts += [text[begin : one.start], one.suggestion]
        begin = one.end
    return "".join([*parts, text[begin:]])


def mask_again(edited: str, text: str, before: Sequence[Finding], after: Sequence[Finding]) -> str:
    """Return a mask that somebody edited, with the words of ``after`` where those changed.

    ``edited`` was made of ``mask(text, before)``; both have the same fragments, in order. Words
    that are not found back in it, or not for sure, are left as they are.
    """
    made, moved = mask(text, before), 0
    swaps = []
    for one, other in zip(before, after, strict=True):
        start = one.start + moved
        end = start + len(one.suggestion)
        moved += len(one.suggestion) - (one.end - one.start)
        if one.suggestion != other.suggestion:
            swaps += [(at, at + end - start, other) for at in _found_back(edited, made, start, end)]
    for begin, end, other in sorted(swaps, key=lambda swap: swap[:2], reverse=True):
        edited = edited[:begin] + other.suggestion + edited[end:]
    return edited


def _found_back(edited: str, made: str, start: int, end: int) -> Iterator[int]:
    """Yield where the words at a place in ``made`` stand after the edit; nothing if unsure."""
    shared = min(len(made), len(edited))
    left = next((at for at in range(shared) if made[at] != edited[at]), shared)
    most = shared - left
    right = next((at for at in range(most) if made[-1 - at] != edited[-1 - at]), most)
    if end <= left or start >= len(made) - right:
        at = start if end <= left else start + len(edited) - len(made)
        if _is_whole(edited, at, at + end - start):
            yield at
        return
    there, here = (
        [at + left for at in _places(made[start:end], one[left : len(one) - right])]
        for one in (made, edited)
    )
    if len(there) == len(here) and start in there:
        yield here[there.index(start)]


def _places(words: str, text: str) -> list[int]:
    return [one.start() for one in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]


def _is_whole(text: str, start: int, end: int) -> bool:
    """Return whether no word runs on over the ends of a fragment."""
    return not (text[:start][-1:].isalnum() or text[end : end + 1].isalnum())
