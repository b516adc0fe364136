"""Reads the lists of ``data/privacy``: names, places, ordinary words. Nothing loads on import."""

import tomllib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, BinaryIO, Final

from gesprek.privacy.rules import DATA, NormalizedText, normal

_SHORTEST_COMPOUND = 8
_SHORTEST_PART = 3
_BLOCK: Final = 1024
"""A word of a long list is looked for among so many characters of it, some ninety words."""


class SortedWords:
    """A long list that stays in its file: in memory is only the word at which each block begins.

    The file holds one word a line, in the order of its bytes, behind a first line that says
    where the list comes from.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._lines = mmap(file.fileno(), 0, access=ACCESS_READ)
            # Read, as what is touched in the map counts as memory of this program.
            blocks = dict(_word_behind(file, at) for at in range(0, len(self._lines), _BLOCK))
        blocks.pop(len(self._lines), None)
        self._begins, self._first = list(blocks), list(blocks.values())
        self._ends = [*self._begins[1:], len(self._lines)]

    def __contains__(self, word: str) -> bool:
        line = word.encode("utf-8", "replace")
        block = bisect_right(self._first, line) - 1
        if block < 0:
            return False
        begin, end = self._begins[block] - 1, self._ends[block]
        return self._lines.find(b"\n%b\n" % line, begin, end) >= 0


def _word_behind(file: BinaryIO, place: int) -> tuple[int, bytes]:
    """Return where the first line behind a place in a file begins, and the word in it."""
    file.seek(place)
    file.readline()
    return file.tell(), file.readline().rstrip(b"\n")


@cache
def _table(name: str) -> Mapping[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


@cache
def ordinary_words(deel: str, naam: str) -> frozenset[str]:
    """Return one row of ``woorden.toml`` as a set."""
    return frozenset(_table("woorden.toml")[deel][naam].split())


@cache
def forms_of_address() -> Mapping[str, str]:
    """Return title → what is there instead of title and name."""
    part = _table("woorden.toml")["aanspreking"]
    titles = f"{part['kort']} {part['lang']}".split()
    return {title: part["voorstel"].get(title, "cliënt") for title in titles}


@cache
def relations() -> frozenset[str]:
    """Return all words that say who somebody is."""
    return _words_of(_table("woorden.toml")["relatie"])


@cache
def own_first_names() -> frozenset[str]:
    """Return the first names of ``namen/eigen.toml``."""
    return _words_of(_table("namen/eigen.toml")["voornamen"])


@cache
def first_names() -> frozenset[str]:
    """Return all known first names, in normal form."""
    return own_first_names().union(lines_of("namen/voornamen.txt", "lgpl/voornamen.txt"))


@cache
def surnames() -> frozenset[str]:
    """Return all known surnames, in normal form."""
    own = _words_of(_table("namen/eigen.toml")["achternamen"])
    return own.union(lines_of("namen/achternamen.txt", "lgpl/achternamen.txt"))


@cache
def after_prefix() -> frozenset[str]:
    """Return the surnames that come behind 'van', 'de' and the like."""
    return frozenset(lines_of("lgpl/na_tussenvoegsel.txt"))


@cache
def places() -> Mapping[str, tuple[str, ...]]:
    """Return first word of a place → the places that begin with it, the longest first."""
    return _by_first_word(lines_of("plaatsen.txt", "plaatsen_elders.txt", "lgpl/plaatsen.txt"))


@cache
def institutions() -> Mapping[str, tuple[str, ...]]:
    """Return first word → the organisations that begin with it, the longest first."""
    return _by_first_word(lines_of("instellingen.txt", "lgpl/ziekenhuizen.txt"))


@cache
def stays() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Return first word, in normal form → the phrases that may stay, as words."""
    return phrases(name for names in _table("blijft.toml").values() for name in names)


def phrases(names: Iterable[str]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Return names by their first word, cut as a text is cut."""
    found = defaultdict(list)
    for name in names:
        parts = tuple(one.normal for one in NormalizedText(name).woorden)
        if parts:
            found[parts[0]].append(parts)
    return {first: tuple(sorted(rest, key=len, reverse=True)) for first, rest in found.items()}


@cache
def graded(grade: str) -> frozenset[str]:
    """Return the names that are 'meestal_naam' or 'meestal_woord' of those in the dictionary."""
    return _words_of(_table("naam_of_woord.toml")[grade])


@lru_cache(maxsize=20_000)
def is_word(word: str) -> bool:
    """Whether a word, in normal form, is ordinary Dutch; compounds of two words count.

    A name that the dictionary has as well counts by its grade, one that could be a compound
    ('Knippenberg') counts as a name.
    """
    if word in graded("meestal_naam"):
        return False
    if word in _sorted("woorden.txt") or word in _medisch() or word in graded("meestal_woord"):
        return True
    could_be = len(word) >= _SHORTEST_COMPOUND and not (word in surnames() or word in first_names())
    return could_be and _is_compound(word[:40])


def is_known(word: str) -> bool:
    """Whether a word, in normal form, is ordinary or the name of something that is no person."""
    return is_word(word) or word in _sorted("eigennamen.txt")


def is_naam(word: str) -> bool:
    """Whether a word, or a part of it between hyphens, is a first name or a surname."""
    whole = normal(word)
    parts = [whole, *(part for part in whole.split("-") if len(part) > 1)]
    return any(part in first_names() or part in surnames() for part in parts)


def _is_compound(word: str) -> bool:
    words = _sorted("woorden.txt")
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART):
        left = word[:cut]
        if word[cut:] in words and (left in words or (left[-1] in "s-" and left[:-1] in words)):
            return True
    return False


@cache
def _medisch() -> frozenset[str]:
    return frozenset(lines_of("lgpl/medische_woorden.txt"))


@cache
def _sorted(name: str) -> SortedWords:
    return SortedWords(DATA / name)


def _by_first_word(names: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    found = defaultdict(list)
    for name in names:
        found[name.split(" ", 1)[0]].append(name)
    return {first: tuple(sorted(rest, key=len, reverse=True)) for first, rest in found.items()}


def _words_of(table: Mapping[str, str]) -> frozenset[str]:
    return frozenset(" ".join(table.values()).split())


def lines_of(*names: str) -> list[str]:
    """Return the entries of these lists."""
    lines = [line for one in names for line in (DATA / one).read_text("utf-8").splitlines()]
    return [line for line in lines if line and not line.startswith("#")]
