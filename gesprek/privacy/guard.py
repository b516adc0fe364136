"""Looks through a text with all rules in turn: what an earlier rule takes, a later one leaves."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final, TypeAlias

from gesprek.privacy import dates_and_ages, identifiers, places_and_institutions
from gesprek.privacy.bare_names import bare
from gesprek.privacy.findings import (
    REFUSED,
    Finding,
    Label,
    NeutralWords,
    mask,
    refused,
    with_capital,
)
from gesprek.privacy.name_parts import NameReader, words_of
from gesprek.privacy.names import FoundName, repeated, with_support
from gesprek.privacy.normalized_text import NormalizedText
from gesprek.privacy.rules import fits
from gesprek.privacy.word_lists import phrases, stays

PIECE: Final = 20_000
"""Longer texts are looked through in pieces of this length."""
OVERLAP: Final = 400
"""So much of a piece is looked at again with the next; no finding is longer."""
_ROUNDS: Final = 6


_Look: TypeAlias = Callable[[NormalizedText], list[Finding]]


def scan(
    text: str,
    own_terms: Collection[str] = (),
    allow: Collection[str] = (),
    today: date | None = None,
    known_names: Collection[str] = (),
) -> list[Finding]:
    """Return what in a text could tell who it is about, in order and without overlap.

    Args:
        text: any text; never kept or logged.
        own_terms: names of houses, places and teams of the organisation; found as INSTITUTION.
        allow: names that may stay (products, authors); what is refused never may.
        today: tells which dates lie so far back that they are a birthday; default: today.
        known_names: names that may stand in this text, such as those of who takes part.
    """
    scanner = _Scanner(tuple(own_terms), allow, today or date.today(), known_names)  # noqa: DTZ011
    findings = scanner.whole(text)
    for _ in range(_ROUNDS if findings else 0):
        more = scanner.whole(mask(text, findings))
        if not more:
            break
        findings = _joined(findings, more)
    return findings


def scan_refused(text: str) -> list[Finding]:
    """Return only what may never be stored; loads no lists, so that each save can ask.

    Args:
        text: any text.
    """
    # Most texts hold nothing of the kind, and the patterns for it alone tell so in half the time.
    # Where one fits the others count as well: the number of a file is no BSN.
    if not any(_may_be_refused(tekst) for _, tekst in _cut(text)):
        return []
    return refused(_settle(_pieces(text, _firm)))


def _may_be_refused(tekst: NormalizedText) -> bool:
    return any(fits(tekst, soort, REFUSED) for soort in ("internet", "nummers"))


def _cut(text: str) -> Iterator[tuple[int, NormalizedText]]:
    """Yield the pieces of a text, each with where it begins."""
    for begin in range(0, max(1, len(text) - OVERLAP), PIECE - OVERLAP):
        yield begin, NormalizedText(text[begin : begin + PIECE])


def _pieces(text: str, look: _Look) -> Iterator[Finding]:
    """Yield what ``look`` finds in each piece, at its place in the whole text."""
    for begin, tekst in _cut(text):
        for one in look(tekst):
            start, end = tekst.origin(one.start), tekst.origin(one.end)
            yield replace(one, start=begin + start, end=begin + end)


class _Taken:
    """Which characters are found already."""

    def __init__(self, length: int) -> None:
        self._taken = bytearray(length + 1)
        self.findings: list[Finding] = []

    def is_free(self, start: int, end: int) -> bool:
        return start < end and not any(self._taken[start:end])

    def block(self, start: int, end: int) -> None:
        self._taken[start:end] = b"\1" * (end - start)

    def keep_out(self, spans: Iterable[tuple[int, int]]) -> None:
        """Let nothing be found in these, where they are free."""
        for start, end in spans:
            if self.is_free(start, end):
                self.block(start, end)

    def add(self, findings: Iterable[Finding]) -> None:
        for one in findings:
            if self.is_free(one.start, one.end):
                self.block(one.start, one.end)
                self.findings.append(one)


def _firm(tekst: NormalizedText) -> list[Finding]:
    taken = _Taken(len(tekst.plain))
    taken.add(identifiers.find_internet(tekst))
    taken.add(identifiers.find_numbers(tekst))
    return taken.findings


class _Scanner:
    def __init__(
        self,
        own_terms: tuple[str, ...],
        allow: Collection[str],
        today: date,
        known_names: Collection[str],
    ) -> None:
        self._own_terms = own_terms
        self._allowed = words_of([*allow, *known_names])
        self._phrases = phrases(iter([*allow, *known_names]))
        self._today = today

    def whole(self, text: str) -> list[Finding]:
        return _settle(_pieces(text, self._look))

    def _look(self, tekst: NormalizedText) -> list[Finding]:
        taken = _Taken(len(tekst.plain))
        taken.add(_firm(tekst))
        taken.add(places_and_institutions.own_institutions(tekst, self._own_terms))
        taken.keep_out(_found_phrases(tekst, self._phrases))
        taken.add(dates_and_ages.find_dates(tekst, self._today))
        for find in (
            places_and_institutions.find_addresses,
            places_and_institutions.find_rooms,
            dates_and_ages.find_ages,
        ):
            taken.add(find(tekst))
        reader = NameReader(tekst, self._allowed)
        taken.keep_out(_found_phrases(tekst, stays(), shortest=2))
        names = list(_supported(reader, taken))
        taken.add(places_and_institutions.find_institutions(tekst))
        taken.keep_out(_found_phrases(tekst, stays()))
        taken.add(places_and_institutions.find_places(tekst))
        names += _bare(tekst, reader, taken)
        names += [one for one in repeated(reader, names) if _take(reader, taken, one)]
        return sorted([*taken.findings, *_as_findings(tekst, names)], key=lambda one: one.start)


def _found_phrases(
    tekst: NormalizedText, known: Mapping[str, tuple[tuple[str, ...], ...]], shortest: int = 1
) -> Iterator[tuple[int, int]]:
    """Yield where phrases that may stay stand; they begin with a capital."""
    words = tekst.woorden
    for place, one in enumerate(words):
        for phrase in known.get(one.normal, ()) if not one.text.islower() else ():
            part = words[place : place + len(phrase)]
            if len(phrase) >= shortest and tuple(word.normal for word in part) == phrase:
                yield one.start, part[-1].end
                break


def _take(reader: NameReader, taken: _Taken, name: FoundName) -> bool:
    """Take the words of a name if all are free; say whether they were."""
    start, end = reader.woorden[name.start].start, reader.woorden[name.end - 1].end
    if not taken.is_free(start, end):
        return False
    taken.block(start, end)
    return True


def _supported(reader: NameReader, taken: _Taken) -> Iterator[FoundName]:
    for place in range(len(reader.woorden)):
        name = with_support(reader, place)
        if name and _take(reader, taken, name):
            yield name


def _bare(tekst: NormalizedText, reader: NameReader, taken: _Taken) -> Iterator[FoundName]:
    for place, one in enumerate(reader.woorden):
        if taken.is_free(one.start, one.end):
            name = bare(tekst, reader, place)
            if name and _take(reader, taken, name):
                yield name


def _as_findings(tekst: NormalizedText, names: Iterable[FoundName]) -> Iterator[Finding]:
    people = NeutralWords()
    for name in sorted(names, key=lambda one: one.start):
        parts = tekst.woorden[name.start : name.end]
        words, others = people.words_for(tekst.woorden[name.core : name.end], name.suggestion)
        start, end = parts[0].start, parts[-1].end
        words = with_capital(tekst, start, words)
        if tekst.plain.startswith("'s", end) and words[-1:].isalpha():  # 'Marie's' → 'cliënts'
            end, words, others = end + 2, f"{words}s", ()
        yield Finding(start, end, Label.NAME, name.level, words, others)


def _settle(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings in order; of two that overlap (at the seam of pieces) the longer one."""
    settled: list[Finding] = []
    for one in sorted(findings, key=lambda one: (one.start, -one.end)):
        if not settled or one.start >= settled[-1].end:
            settled.append(one)
        elif one.end - one.start > settled[-1].end - settled[-1].start:
            settled[-1] = one
    return settled


def _joined(findings: list[Finding], more: list[Finding]) -> list[Finding]:
    """Return findings with what showed only in the masked text, at its place in the source."""
    moved = [
        replace(one, start=_back(findings, one.start), end=_back(findings, one.end, end=True))
        for one in more
    ]
    kept = [
        one
        for one in findings
        if not any(new.start < one.end and one.start < new.end for new in moved)
    ]
    return _settle([*kept, *moved])


def _back(findings: list[Finding], position: int, *, end: bool = False) -> int:
    """Return where a position of the masked text lies in the source."""
    shift = 0
    for one in findings:
        begin = one.start + shift
        stop = begin + len(one.suggestion)
        if position <= begin:
            break
        if position < stop or (end and position == stop):
            return one.end if end else one.start
        shift += len(one.suggestion) - (one.end - one.start)
    return position - shift
