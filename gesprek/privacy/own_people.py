"""Finds the team in a text that leaves it: the names of its people, its own name and location.

A text that goes out is rather refused once too often: who wrote it sees the fragment, and words it
otherwise. So each part of a name counts, however it is written: with or without capitals, accents,
hyphens, brackets, "'s" or what else is beside it. Less counts only where nobody would read a name:
a word such as 'wil' or 'mei' needs a capital, and so does a surname or a part of the team's name
that is an ordinary word ('wit', 'boer', 'noord').
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from gesprek.domain.team import Team
from gesprek.domain.text import PrivacyWords
from gesprek.privacy.findings import Finding, Label, Level
from gesprek.privacy.guard import scan
from gesprek.privacy.rules import NormalizedText, Word, normal
from gesprek.privacy.word_lists import (
    first_names,
    forms_of_address,
    is_word,
    ordinary_words,
    relations,
)

_LETTERS: Final = re.compile(r"[^\W_]+")
_NEAR: Final = re.compile(r"[^\w\n]{0,3}")
_BRACKETS: Final = re.compile(r"[(\[{][^)\]}]{0,60}[)\]}]?")
_OWNS: Final = ("'s", "\u2019s")


class _OwnName(NamedTuple):
    """The words of a name, in normal form.

    Attributes:
        called: those that tell by themselves.
        more: those that tell with a capital.
        whole: those of the name without what is in brackets; together they tell in any case.
        every: all of them.
    """

    called: frozenset[str]
    more: frozenset[str]
    whole: frozenset[str]
    every: frozenset[str]


def scan_leaving(text: str, words: PrivacyWords, team: Team, today: date) -> list[Finding]:
    """Return what tells of whom or of which team a text is that would leave the team.

    That is what the guard finds, with the words of the organisation, and what ``find_own`` does.
    """
    places = [one for one in (team.naam, team.locatie) if one]
    people = [one.naam for one in team.deelnemers.values()]
    found = scan(text, [*words.eigen, *places], words.blijven, today)
    return find_own(text, people, places, found)


def find_own(
    text: str, people: Iterable[str], places: Iterable[str], findings: Sequence[Finding] = ()
) -> list[Finding]:
    """Return what the guard found in a text, and where it names somebody or something of the team.

    Args:
        text: any text that is about to leave the team.
        people: names on the team's list, as they were typed.
        places: the name and the location of the team.
        findings: what ``scan`` found in the text; a name of the team takes the place of a finding.
    """
    tekst = NormalizedText(text)
    words = [
        Word(one[0], normal(one[0]), one.start(), one.end())
        for one in _LETTERS.finditer(tekst.plain)
    ]
    found = list(findings)
    for names, proposal in (
        (map(_place, places), "ons team"),
        (map(_person, people), "een collega"),
    ):
        for name in names:
            for start, end in _spans(tekst, words, name):
                neutral = tekst.with_capital(start, proposal)
                place = tekst.origin(start), tekst.origin(end)
                found = _laid_over(text, found, Finding(*place, Label.NAME, Level.DIRECT, neutral))
    return sorted(found, key=lambda one: one.start)


def _person(name: str) -> _OwnName:
    """Return the words of a name such as 'Anne-Marie de Boer', 'J. de Wit' or 'Wil (stagiair)'."""
    bare = _BRACKETS.sub(" ", NormalizedText(name).plain)
    parts = [[one for one in _words_of(part) if _tells(one)] for part in bare.split()]
    telling = [part for part in parts if part] or [_words_of(bare) or _words_of(name)]
    called = {*telling[0], "".join(telling[0])}  # 'Jan-Willem' is 'Janwillem' too
    called |= {one for one in _words_of(name) if one not in _words_of(bare) and _is_called(one)}
    nouns = {one for one in called if not _is_called(one)}
    more = nouns.union(*telling[1:])
    every = called | set(_words_of(name))
    return _OwnName(*map(frozenset, (called - nouns, more, _words_of(bare), every)))


def _place(name: str) -> _OwnName:
    """Return the words of the name of a team or a location, without 'team' and the like."""
    words = _words_of(name)
    telling = {one for one in words if _tells(one) and one not in _of_any_team()}
    called = {one for one in telling if not is_word(one)}
    return _OwnName(*map(frozenset, (called, telling - called, words, words)))


def _is_called(word: str) -> bool:
    """Whether somebody may be called so: a first name, or no ordinary word, as 'bakker' is."""
    return not is_word(word) or word in first_names()


def _words_of(name: str) -> list[str]:
    return [normal(one) for one in _LETTERS.findall(NormalizedText(name).plain)]


def _tells(word: str) -> bool:
    """Whether a word of a name says who it is: no initial, no number, no 'van', no 'zuster'."""
    return (
        (len(word) > 1 or not word.isascii())
        and not word.isdecimal()
        and word not in ordinary_words("naam", "tussenvoegsels")
        and word not in forms_of_address()
        and word not in relations()
    )


def _of_any_team() -> Collection[str]:
    kinds = {"wijkteam", "locatie", "afdeling", "groep", "wijk", "dienst", "huis", "thuiszorg"}
    return kinds | ordinary_words("taal", "nooit") - {"oost", "west", "noord", "zuid"}


def _spans(
    tekst: NormalizedText, words: Sequence[Word], name: _OwnName
) -> Iterator[tuple[int, int]]:
    """Yield where a name is, each time as many of its words together as there are."""
    for run in _runs(tekst, [one for one in words if _is_of(one, name.every)]):
        is_whole = len(name.whole) > 1 and name.whole <= {one.normal for one in run}
        if is_whole or any(_names(one, name) for one in run):
            while run[-1].normal in ordinary_words("naam", "tussenvoegsels") and len(run) > 1:
                run.pop()
            start, end = run[0].start, run[-1].end
            start -= run[0].normal in ("t", "s") and tekst.plain[start - 1 : start] == "'"
            is_open = "(" in tekst.plain[start:end] and tekst.plain.startswith(")", end)
            yield start, end + is_open


def _runs(tekst: NormalizedText, words: Iterable[Word]) -> list[list[Word]]:
    """Return the words in rows of which each is right beside the next."""
    runs: list[list[Word]] = []
    for one in words:
        if runs and _NEAR.fullmatch(tekst.plain, runs[-1][-1].end, one.start):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _names(one: Word, name: _OwnName) -> bool:
    if _is_of(one, name.called):
        return one.has_capital or not _is_common(one.normal)
    return _is_of(one, name.more) and (one.has_capital or not is_word(one.normal))


def _is_of(one: Word, words: Collection[str]) -> bool:
    """Whether it is one of these words; 'Annes' is 'Anne', but 'als' is not 'Al'."""
    if one.normal in words:
        return True
    stem = one.normal.removesuffix("s")
    if stem != one.normal and stem in words and len(stem) > 1 and not is_word(one.normal):
        return True
    # Scripts without capitals may not have spaces either.
    return not one.text.isascii() and any(
        part in one.normal for part in words if not part.isascii() and part.upper() == part
    )


def _is_common(word: str) -> bool:
    """Whether it is a small word that nobody reads as a name without a capital."""
    kinds = ("nooit", "werkwoorden", "voornaamwoorden", "lidwoorden", "bijvoeglijk")
    small = any(word in ordinary_words("taal", kind) for kind in kinds)
    return small and word not in ordinary_words("naam", "vaak")


def _laid_over(text: str, found: list[Finding], new: Finding) -> list[Finding]:
    """Return the findings with a new one, which takes those that it touches along."""
    touched = [one for one in found if one.overlaps(new)]
    for one in touched:
        end = one.end - 2 if text[one.end - 2 : one.end] in _OWNS else one.end
        is_word_before = text[one.start : new.start].strip().lower() == "van"  # 'tip van De Wit'
        start = new.start if is_word_before else min(new.start, one.start)
        new = replace(new, start=start, end=max(new.end, end))
    return [*(one for one in found if one not in touched), new]


def with_own(found: Iterable[Finding], own: Iterable[Finding]) -> list[Finding]:
    """Return both, in order; what is found twice in the words that fit a colleague.

    ``found`` is of the guard and ``own`` of ``find_own``. Where the guard took more than the name,
    such as a title, its words stay: with those it is somebody else.
    """
    named = {(one.start, one.end): one for one in own}
    kept = [named.pop((one.start, one.end), one) for one in found]
    more = [one for one in named.values() if not any(one.overlaps(other) for other in kept)]
    return sorted((*kept, *more), key=lambda one: one.start)
