"""Looks through a text with all rules in turn: what an earlier rule takes, a later one leaves."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import islice
from typing import Final

from gesprek.privacy.bare_names import bare
from gesprek.privacy.dates_and_ages import find_ages, find_dates
from gesprek.privacy.fact_wording import worded_facts
from gesprek.privacy.findings import REFUSED, Finding, mask, refused
from gesprek.privacy.identifiers import find_internet, find_numbers
from gesprek.privacy.mentions import MentionReader
from gesprek.privacy.name_parts import NameReader
from gesprek.privacy.name_wording import NameWording, names_in_rows
from gesprek.privacy.names import FoundName, repeated, with_support
from gesprek.privacy.patterns import fits
from gesprek.privacy.places_and_institutions import (
    find_addresses,
    find_institutions,
    find_places,
    find_rooms,
    own_institutions,
)
from gesprek.privacy.rules import NormalizedText, Word, normal
from gesprek.privacy.word_lists import phrases, stays

_PIECE: Final = 20_000
"""Longer texts are looked through in pieces of this length."""
_OVERLAP: Final = 400
"""So much of a piece is looked at again with the next; no finding is longer."""
_ROUNDS: Final = 6
_SAYING: Final = 3

_Phrases = Mapping[str, tuple[tuple[str, ...], ...]]


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
    may_stay = [*allow, *known_names]
    look = partial(
        _look,
        own_terms=tuple(own_terms),
        allowed=frozenset(word for name in may_stay for word in normal(name).split()),
        known=phrases(may_stay),
        today=today or date.today(),  # noqa: DTZ011
    )
    findings = _settle(_pieces(text, look))
    for _ in range(_ROUNDS if findings else 0):
        more = _settle(_pieces(mask(text, findings), look))
        if not more:
            break
        findings = _joined(findings, more)
    return findings


def scan_refused(text: str) -> list[Finding]:
    """Return only what may never be stored; loads no lists, so that each save can ask."""
    # Most texts hold nothing of the kind, and the patterns for it alone tell so in half the time.
    # Where one fits the others count as well: the number of a file is no BSN.
    for _, tekst in _cut(text):
        kinds = ((tekst, "internet"), (tekst, "nummers"), (tekst.joined, "nummers"))
        if any(fits(form, soort, REFUSED) for form, soort in kinds):
            return refused(_settle(_pieces(text, _firm)))
    return []


def _cut(text: str) -> Iterator[tuple[int, NormalizedText]]:
    """Yield the pieces of a text, each with where it begins."""
    for begin in range(0, max(1, len(text) - _OVERLAP), _PIECE - _OVERLAP):
        yield begin, NormalizedText(text[begin : begin + _PIECE])


def _pieces(text: str, look: Callable[[NormalizedText], list[Finding]]) -> Iterator[Finding]:
    """Yield what ``look`` finds in each piece, at its place in the whole text."""
    for begin, tekst in _cut(text):
        for one in look(tekst):
            start, end = tekst.origin(one.start), tekst.origin(one.end)
            yield replace(one, start=begin + start, end=begin + end)


class _Taken:
    """Which characters are found already, or may stay."""

    def __init__(self, length: int) -> None:
        self._taken = bytearray(length + 1)
        self.findings: list[Finding] = []

    def is_free(self, start: int, end: int) -> bool:
        return start < end and not any(self._taken[start:end])

    def take(self, start: int, end: int) -> bool:
        """Take these characters if all are free; say whether they were."""
        is_free = self.is_free(start, end)
        if is_free:
            self._taken[start:end] = b"\1" * (end - start)
        return is_free

    def add(self, findings: Iterable[Finding]) -> None:
        self.findings += [one for one in findings if self.take(one.start, one.end)]


def _firm(tekst: NormalizedText) -> list[Finding]:
    taken = _Taken(len(tekst.plain))
    taken.add(find_internet(tekst))
    if tekst.joined is not tekst:
        taken.add(refused(find_numbers(tekst.joined)))
    taken.add(find_numbers(tekst))
    return taken.findings


def _look(
    tekst: NormalizedText,
    own_terms: tuple[str, ...],
    allowed: Collection[str],
    known: _Phrases,
    today: date,
) -> list[Finding]:
    taken = _Taken(len(tekst.plain))
    taken.add(_firm(tekst))
    taken.add(own_institutions(tekst, own_terms))
    _keep_out(tekst, taken, known)
    taken.add(find_dates(tekst, today))
    for find in (find_addresses, find_rooms, find_ages):
        taken.add(find(tekst))
    reader = NameReader(tekst, allowed)
    words = reader.woorden
    _keep_out(tekst, taken, stays(), shortest=2)
    names = _free(words, taken, (with_support(reader, place) for place in range(len(words))))
    taken.add(find_institutions(tekst))
    _keep_out(tekst, taken, stays())
    taken.add(find_places(tekst))
    places = (place for place, one in enumerate(words) if taken.is_free(one.start, one.end))
    names += _free(words, taken, (bare(tekst, reader, place) for place in places))
    names += _free(words, taken, repeated(reader, names))
    facts = sorted(taken.findings, key=lambda one: one.start)
    mentions = MentionReader(tekst.plain, words, facts).read(names)
    people = NameWording(tekst.plain).findings(mentions)
    rows = names_in_rows(tekst.plain, people)
    return _apart([*worded_facts(tekst.plain, facts), *people, *rows])


def _keep_out(tekst: NormalizedText, taken: _Taken, known: _Phrases, shortest: int = 1) -> None:
    """Let nothing be found in phrases that may stay, where they are free.

    They begin with a capital, but for sayings of three words: 'jip en janneke'.
    """
    words = tekst.woorden
    normals = [one.normal for one in words]
    for place, one in enumerate(words):
        for phrase in known.get(one.normal, ()):
            least = max(shortest, _SAYING) if one.text.islower() else shortest
            if len(phrase) >= least and _is_phrase(normals, place, phrase):
                taken.take(one.start, words[place + len(phrase) - 1].end)
                break


def _is_phrase(words: Sequence[str], place: int, phrase: tuple[str, ...]) -> bool:
    """Whether its words are here; 'Marte Meo-filmpje' is one of them as well."""
    last = place + len(phrase) - 1
    if last >= len(words) or not words[last].startswith(phrase[-1]):
        return False
    end = words[last].partition("-")[0] if last > place else words[last]
    return phrase[-1] in (words[last], end) and phrase[:-1] == tuple(words[place:last])


def _free(
    words: Sequence[Word], taken: _Taken, names: Iterable[FoundName | None]
) -> list[FoundName]:
    """Take the words of each name as far as they are free; return the names with such words."""
    found = []
    for one in filter(None, names):
        shorter = (end for end in range(one.end - 1, one.core, -1) if words[end - 1].has_capital)
        ends = (one.end, *shorter)
        free = (end for end in ends if taken.take(words[one.start].start, words[end - 1].end))
        found += [replace(one, end=end) for end in islice(free, 1)]
    return found


def _apart(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings in order; what lies within another goes, what sticks out begins behind it."""
    apart: list[Finding] = []
    for one in sorted(findings, key=lambda one: (one.start, -one.end)):
        end = apart[-1].end if apart else 0
        if one.end > end:
            apart.append(replace(one, start=max(one.start, end)))
    return apart


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
    moved = [_moved(findings, one) for one in more]
    kept = [one for one in findings if not any(one.overlaps(new) for new in moved)]
    return _settle([*kept, *moved])


def _moved(findings: list[Finding], one: Finding) -> Finding:
    """Return a finding in the masked text at its place in the source.

    Where it cuts through neutral words, what is left of them stays beside its own.
    """
    start, before = _back(findings, one.start)
    end, words = _back(findings, one.end, end=True)
    return replace(one, start=start, end=end, suggestion=before + one.suggestion + words)


def _back(findings: list[Finding], position: int, *, end: bool = False) -> tuple[int, str]:
    """Return where a position of the masked text lies in the source.

    Within neutral words it is where they begin, or ``end``; what of them is before or behind the
    position comes with it.
    """
    shift = 0
    for one in findings:
        begin = one.start + shift
        stop = begin + len(one.suggestion)
        if position <= begin:
            break
        if position < stop or (end and position == stop):
            cut = position - begin
            return (one.end, one.suggestion[cut:]) if end else (one.start, one.suggestion[:cut])
        shift += len(one.suggestion) - (one.end - one.start)
    return position - shift, ""
