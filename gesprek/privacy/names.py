"""Names of people that a word in front gives away: a title, a relation, initials, 'heet'."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from gesprek.privacy.findings import Level
from gesprek.privacy.name_parts import Lezer, Steun
from gesprek.privacy.word_lists import (
    aanspreekvormen,
    is_bekend,
    is_woord,
    na_tussenvoegsel,
    relaties,
    woorden,
)

_BOTH: Final = Steun(hoofdletter=True, klein=True)
_CAPITAL: Final = Steun(hoofdletter=True)
_RATHER_A_PLACE: Final = frozenset({"in", "uit", "bij", "op", "aan", "te", "het", "a", "la", "t"})
"""Prefixes that stand before a place or a day more often than before the rest of a name."""


@dataclass(frozen=True, slots=True)
class Naam:
    """A name between two words of the text, and what may stand in its place.

    Attributes:
        start: the first word that goes, a title or relation included.
        core: the first word of the name itself.
        end: the word behind the last one.
        level: how sure.
        suggestion: fixed neutral words; '' where it depends on who was named before.
    """

    start: int
    core: int
    end: int
    level: Level = Level.DIRECT
    suggestion: str = ""


def with_support(lezer: Lezer, place: int) -> Naam | None:
    """Return the name that begins here with a word that gives it away."""
    return (
        _titled(lezer, place)
        or _related(lezer, place)
        or _called(lezer, place)
        or _reversed(lezer, place)
        or _initialled(lezer, place)
        or _prefixed(lezer, place)
    )


def _titled(lezer: Lezer, place: int, *, deeper: bool = True) -> Naam | None:
    """'mw. Jansen', 'de heer Van den Heuvel', 'mevrouw mulder', 'Mw. B.'."""
    title = lezer.normal(place)
    if title not in aanspreekvormen():
        return None
    core = place + 1
    if lezer.normal(core) == ".":
        if title not in woorden("aanspreking", "kort"):
            return None
        core += 1
    if lezer.normal(core) in aanspreekvormen() and lezer.normal(core) != "heer":
        second = _titled(lezer, core, deeper=False) if deeper else None  # 'prof. dr. Bos'
        return second and replace(second, start=place)
    end = lezer.lees(core, _BOTH)
    if end == core:
        end = lezer.initialen(core)  # 'Mw. B.'
    if end == core:
        return None
    start = place - 1 if title == "heer" and lezer.normal(place - 1) == "de" else place
    suggestion = aanspreekvormen()[title]
    return Naam(start, core, end, Level.DIRECT, "" if suggestion == "cliënt" else suggestion)


def _related(lezer: Lezer, place: int) -> Naam | None:
    """'dochter Anneke' and 'zijn man, Cor,': the name goes, the relation stays."""
    if lezer.normal(place) not in relaties():
        return None
    mark = lezer.normal(place + 1)
    core = place + 2 if mark in (",", ":", "(") else place + 1
    titled = _titled(lezer, core)
    if titled and lezer.has_capital(titled.core):
        end = titled.end
    else:
        end = lezer.lees(
            core, Steun(hoofdletter=_may_be_unknown(lezer, core), klein=mark.isalpha())
        )
    if end == core and lezer.has_capital(core) and "." in lezer.woorden[core].text:
        end = lezer.initialen(core)  # 'Cliënt J.V.'
    if end == core or not (titled or _is_likely(lezer, core, lower=mark.isalpha())):
        return None
    if mark == "(":
        return Naam(core, core, end, Level.DIRECT, "[naam]")
    if mark == "," and lezer.normal(end) == ",":
        end += 1
    return Naam(place, core, end, Level.DIRECT, lezer.woorden[place].text)


def _may_be_unknown(lezer: Lezer, core: int) -> bool:
    return not is_bekend(lezer.normal(core)) or lezer.is_naam(core)


def _is_likely(lezer: Lezer, core: int, *, lower: bool) -> bool:
    """A lower-case word behind a relation must be a known name: 'bewoner hans'."""
    if lezer.has_capital(core):
        return True
    word = lezer.normal(core)
    common = is_woord(word) and word not in woorden("naam", "vaak")
    return lower and lezer.is_voornaam(core) and not common


def _called(lezer: Lezer, place: int) -> Naam | None:
    """'zij heet Anna', 'mijn naam is Esther', 'we noemen haar Sientje'."""
    if lezer.normal(place) not in woorden("naam", "noemers"):
        return None
    core = place + 1
    while lezer.normal(core) in ("is", "haar", "hem", ":", "mij", "zichzelf"):
        core += 1
    if not lezer.has_capital(core) or lezer.normal(core) in woorden("taal", "nooit"):
        return None
    end = lezer.lees(core, _CAPITAL)
    return Naam(core, core, end, Level.DIRECT, "[naam]") if end > core else None


def _reversed(lezer: Lezer, place: int) -> Naam | None:
    """'JANSEN, A.M.' and 'Pietersma, H.G.'."""
    if not lezer.has_capital(place) or lezer.normal(place + 1) != ",":
        return None
    one = lezer.at(place + 2)
    end = lezer.initialen(place + 2)
    if (
        one is None
        or end == place + 2
        or not one.has_capital
        or (len(one.text) > 1 and "." not in one.text)
    ):
        return None
    return Naam(place, place, end)


def _initialled(lezer: Lezer, place: int) -> Naam | None:
    """'J.P. de Boer', 'A. Özdemir', 'T. Lie A Fat'."""
    if not lezer.has_capital(place):
        return None
    core = lezer.initialen(place)
    one = lezer.at(core)
    if core == place or (lezer.normal(core - 1) != "." and "." not in lezer.woorden[core - 1].text):
        return None
    if one is None or (one.text.isupper() and len(one.text) > 1 and not lezer.is_naam(core)):
        return None
    end = lezer.lees(place, _CAPITAL)
    return Naam(place, place, end) if end > core else None


def _prefixed(lezer: Lezer, place: int) -> Naam | None:
    """'van der Horst', 'de Jong', 'El Amrani', without anything in front."""
    core = _after_prefixes(lezer, place)
    if core == place or not lezer.has_capital(core) or lezer.normal(place) in _RATHER_A_PLACE:
        return None
    several = core - place > 1 or lezer.normal(place) == "vd"  # 'van de' in short
    word = lezer.normal(core)
    is_strange = several and not is_bekend(word)
    if not is_strange and not _is_listed(lezer, place, word, several=several):
        return None
    end = lezer.lees(place)
    return Naam(place, place, end, Level.DIRECT if several else Level.MAYBE) if end > core else None


def _after_prefixes(lezer: Lezer, place: int) -> int:
    """Return the place of the first word that is no prefix, four at most from here."""
    core = place
    while core - place < 4 and lezer.normal(core).rstrip(".") in lezer.prefixes:  # noqa: PLR2004
        core += 1
        if lezer.normal(core) == "." and lezer.normal(core - 1) in ("v", "d", "vd"):
            core += 1
    return core


def _is_listed(lezer: Lezer, place: int, word: str, *, several: bool) -> bool:
    """Return whether a word is a known surname behind these prefixes, and hardly anything else."""
    if word not in na_tussenvoegsel():
        return False
    if several:
        return True
    may_be = not is_bekend(word) or lezer.has_capital(place)
    return may_be and lezer.normal(place) != "van" and not is_woord(word)


def repeated(lezer: Lezer, names: list[Naam]) -> Iterator[Naam]:
    """Yield the same names where they stand alone elsewhere in the text."""
    sure = {
        lezer.normal(place)
        for name in names
        if name.level is Level.DIRECT
        for place in range(name.core, name.end)
        if len(lezer.normal(place)) > 2 and lezer.normal(place) not in lezer.prefixes  # noqa: PLR2004
    }
    for place, one in enumerate(lezer.woorden):
        if one.normal in sure and (one.has_capital or not is_bekend(one.normal)):
            yield Naam(place, place, place + 1)
