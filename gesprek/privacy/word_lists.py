"""Reads the lists of ``data/privacy``: names, places, ordinary words. Nothing loads on import."""

import array
import hashlib
import sys
import tomllib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from gesprek.privacy.rules import DATA, NormalizedText, normal

_SHORTEST_COMPOUND = 8
_SHORTEST_PART = 3


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
    return own_first_names().union(_lines("namen/voornamen.txt", "lgpl/voornamen.txt"))


@cache
def surnames() -> frozenset[str]:
    """Return all known surnames, in normal form."""
    own = _words_of(_table("namen/eigen.toml")["achternamen"])
    return own.union(_lines("namen/achternamen.txt", "lgpl/achternamen.txt"))


@cache
def after_prefix() -> frozenset[str]:
    """Return the surnames that come behind 'van', 'de' and the like."""
    return frozenset(_lines("lgpl/na_tussenvoegsel.txt"))


@cache
def places() -> Mapping[str, tuple[str, ...]]:
    """Return first word of a place → the places that begin with it, the longest first."""
    return _by_first_word(_lines("plaatsen.txt", "plaatsen_elders.txt", "lgpl/plaatsen.txt"))


@cache
def institutions() -> Mapping[str, tuple[str, ...]]:
    """Return first word → the organisations that begin with it, the longest first."""
    return _by_first_word(_lines("instellingen.txt", "lgpl/ziekenhuizen.txt"))


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
    if _in("woorden.bin", word) or word in _medisch() or word in graded("meestal_woord"):
        return True
    could_be = len(word) >= _SHORTEST_COMPOUND and not (word in surnames() or word in first_names())
    return could_be and _is_compound(word[:40])


def is_known(word: str) -> bool:
    """Whether a word, in normal form, is ordinary or the name of something that is no person."""
    return is_word(word) or _in("eigennamen.bin", word)


def is_naam(word: str) -> bool:
    """Whether a word, or a part of it between hyphens, is a first name or a surname."""
    whole = normal(word)
    parts = [whole, *(part for part in whole.split("-") if len(part) > 1)]
    return any(part in first_names() or part in surnames() for part in parts)


def _is_compound(word: str) -> bool:
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART):
        left = word[:cut]
        if _in("woorden.bin", word[cut:]) and (
            _in("woorden.bin", left) or (left[-1] in "s-" and _in("woorden.bin", left[:-1]))
        ):
            return True
    return False


@cache
def _medisch() -> frozenset[str]:
    return frozenset(_lines("lgpl/medische_woorden.txt"))


@cache
def _hashes(name: str) -> "array.array[int]":
    numbers = array.array("I")
    numbers.frombytes((DATA / name).read_bytes())
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _in(name: str, word: str) -> bool:
    hashes = _hashes(name)
    digest = hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=4).digest()
    number = int.from_bytes(digest, "little")
    place = bisect_left(hashes, number)
    return place < len(hashes) and hashes[place] == number


def _by_first_word(names: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    found = defaultdict(list)
    for name in names:
        found[name.split(" ", 1)[0]].append(name)
    return {first: tuple(sorted(rest, key=len, reverse=True)) for first, rest in found.items()}


def _words_of(table: Mapping[str, str]) -> frozenset[str]:
    return frozenset(" ".join(table.values()).split())


def _lines(*names: str) -> list[str]:
    lines = [line for one in names for line in (DATA / one).read_text("utf-8").splitlines()]
    return [line for line in lines if line and not line.startswith("#")]
