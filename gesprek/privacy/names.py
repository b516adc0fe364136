"""Names of people that a word in front gives away: a title, a relation, initials, 'heet'."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from gesprek.privacy.findings import Level
from gesprek.privacy.name_parts import NameReader, Support
from gesprek.privacy.name_words import is_double_name, meant_title
from gesprek.privacy.word_lists import (
    after_prefix,
    forms_of_address,
    is_known,
    is_word,
    ordinary_words,
    relations,
)

_BOTH: Final = Support(capital=True, klein=True)
_CAPITAL: Final = Support(capital=True)
_ARABIC: Final = frozenset({"el", "al", "ben", "abu", "ait", "abd"})
_BEFORE_SOMEBODY: Final = frozenset({"met", "door", "volgens", "namens"})
_ONLY_IN_NAMES: Final = frozenset({"van", "ter", "ten", "den"})
_BEFORE_CALLED: Final = frozenset(
    ("is", "haar", "hem", ":", "mij", "zichzelf", "eigenlijk", "nu", "ook", "gewoon")
)
_RATHER_A_PLACE: Final = frozenset({"in", "uit", "bij", "op", "aan", "te", "het", "a", "la", "t"})
"""Prefixes that stand before a place or a day more often than before the rest of a name."""


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name by the places of its words, and what may stand there.

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


def with_support(reader: NameReader, place: int) -> FoundName | None:
    """Return the name that begins here with a word that gives it away."""
    for way in (_titled, _related, _called, _reversed, _initialled, _prefixed):
        if found := way(reader, place):
            return found
    return None


def _titled(reader: NameReader, place: int, *, deeper: bool = True) -> FoundName | None:
    """'mw. Jansen', 'de heer Van den Heuvel', 'mevrouw mulder', 'Mw. B.'."""
    title = reader.normal(place)
    if title not in forms_of_address():
        title = meant_title(title)
    if not title:
        return None
    core = place + 1
    if reader.normal(core) == ".":
        if title not in ordinary_words("aanspreking", "kort"):
            return None
        core += 1
        if _is_other_word(reader, core):
            return None
    if reader.normal(core) in forms_of_address() and reader.normal(core) != "heer":
        second = _titled(reader, core, deeper=False) if deeper else None  # 'prof. dr. Bos'
        return second and replace(second, start=place)
    end = max(reader.lees(core, _BOTH), reader.initials(core))  # 'Mw. B.'
    if end == core and len(reader.normal(core)) == 1 and reader.normal(core).isalpha():
        after = reader.lees(core + 1, _BOTH)  # 'mw k jansen'
        end = after if after > core + 1 else end
    if end == core:
        return None
    start = place - 1 if title == "heer" and reader.normal(place - 1) == "de" else place
    suggestion = forms_of_address()[title]
    return FoundName(start, core, end, Level.DIRECT, "" if suggestion == "cliënt" else suggestion)


def _is_other_word(reader: NameReader, core: int) -> bool:
    """'Mw. Hoofdpijn sinds gisteren': a telephone writes a capital behind each full stop."""
    word = reader.normal(core)
    if word in reader.prefixes or len(word) == 1 or not reader.has_capital(core):
        return False
    return is_word(word) and not reader.is_naam(core) and not reader.is_verb(core + 1)


def _related(reader: NameReader, place: int) -> FoundName | None:
    """'dochter Anneke' and 'zijn man, Cor,': the name goes, the relation stays."""
    if reader.normal(place) not in relations():
        return None
    short = reader.normal(place) in ordinary_words("relatie", "kort")
    mark = reader.normal(place + 1)
    core = place + 2 if mark in (",", ":", "(") or (short and mark == ".") else place + 1
    if reader.normal(core) in relations() and mark == "(":  # 'collega (EVV)'
        return None
    titled = _titled(reader, core)
    if titled and reader.has_capital(titled.core):
        end = titled.end
    else:
        may_be = not is_known(reader.normal(core)) or reader.is_naam(core)
        end = reader.lees(core, Support(capital=may_be, klein=mark.isalpha()))
    if end == core and reader.has_capital(core) and "." in reader.woorden[core].text:
        end = reader.initials(core)  # 'Cliënt J.V.'
    if end == core or not (titled or _is_likely(reader, core, lower=mark.isalpha())):
        return None
    if mark == "(":
        return FoundName(core, core, end, Level.DIRECT, "[naam]")
    if mark == "," and reader.normal(end) == "," and not reader.is_glued(end + 1):
        end += 1
    who = f"{reader.woorden[place].text}{'.' if mark == '.' else ''}"
    return FoundName(place, core, end, Level.DIRECT, who)


def _is_likely(reader: NameReader, core: int, *, lower: bool) -> bool:
    """A lower-case word behind a relation must be a known name: 'bewoner hans'."""
    first = core if reader.normal(core) in _RATHER_A_PLACE else reader.after_prefixes(core)
    if reader.has_capital(first):
        return True
    word = reader.normal(core)
    common = is_word(word) and word not in ordinary_words("naam", "vaak")
    return lower and reader.is_first_name(core) and not common


def _called(reader: NameReader, place: int) -> FoundName | None:
    """'zij heet Anna', 'mijn naam is Esther', 'we noemen haar Sientje'."""
    if reader.normal(place) not in ordinary_words("naam", "noemers"):
        return None
    core = place + 1
    while reader.normal(core) in _BEFORE_CALLED:
        core += 1
    if not reader.has_capital(core) or reader.normal(core) in ordinary_words("taal", "nooit"):
        return None
    end = reader.lees(core, _CAPITAL)
    return FoundName(core, core, end, Level.DIRECT, "[naam]") if end > core else None


def _reversed(reader: NameReader, place: int) -> FoundName | None:
    """'JANSEN, A.M.', 'NIJHUIS H.J.', 'Berg, v.d.', 'de Groot, Hilde'."""
    last = reader.after_prefixes(place)
    if not reader.has_capital(last) or reader.woorden[last].text[0] == "'":
        return None
    if last > place and reader.normal(place) in _RATHER_A_PLACE:  # 'bij den Haan, W.'
        return None
    comma = reader.normal(last + 1) == ","
    core = last + 2 if comma else last + 1
    one, end = reader.at(core), reader.initials(core)
    if one is not None and one.has_capital and (len(one.text) == 1 or "." in one.text):
        known = comma or (reader.is_naam(last) and not is_word(reader.normal(last)))
        shouted = reader.woorden[last].text.isupper() and last > place
        pointed = comma or reader.normal(end - 1) == "." or "." in reader.woorden[end - 1].text
        if end > core and pointed and (known or shouted):
            return FoundName(place, place, end)
    if comma and reader.is_naam(last) and one is not None:
        alone = last > place and not reader.has_capital(place - 1)
        end = _behind_comma(reader, core, has_prefix=alone)
        return FoundName(place, place, end) if end > core else None
    return None


def _behind_comma(reader: NameReader, core: int, *, has_prefix: bool) -> int:
    """Return where 'v.d.' or 'Hilde' behind a surname and a comma ends, ``core`` for none."""
    end = reader.after_prefixes(core)
    if end > core and reader.normal(core) not in _RATHER_A_PLACE:
        after = reader.at(end)
        apart = after is None or not after.is_word or reader.is_verb(end)
        return end if apart or end - core > 1 or "." in reader.woorden[end - 1].text else core
    named = has_prefix and reader.has_capital(core) and reader.is_first_name(core)
    return core + 1 if named else core


def _initialled(reader: NameReader, place: int) -> FoundName | None:
    """'J.P. de Boer', 'A. Özdemir', 'T. Lie A Fat'."""
    if not reader.has_capital(place):
        return None
    core = reader.initials(place)
    one = reader.at(core)
    if core == place or (
        reader.normal(core - 1) != "." and "." not in reader.woorden[core - 1].text
    ):
        return None
    if one is None or (one.text.isupper() and len(one.text) > 1 and not reader.is_naam(core)):
        return None
    end = reader.lees(place, _CAPITAL)
    return FoundName(place, place, end) if end > core else None


def _prefixed(reader: NameReader, place: int) -> FoundName | None:
    """'van der Horst', 'de Jong', 'El Amrani', without anything in front."""
    core = reader.after_prefixes(place)
    if core == place or not reader.has_capital(core) or reader.normal(place) in _RATHER_A_PLACE:
        return None
    several = core - place > 1 or reader.normal(place) == "vd"  # 'van de' in short
    end = reader.lees(place)
    if end <= core or not (several or _is_sure_with_one(reader, place, core, end)):
        return None
    word = reader.normal(core)
    if several and not (word in after_prefix() or not is_known(word)):
        return None
    return FoundName(place, place, end, Level.DIRECT if several else Level.MAYBE)


def _is_sure_with_one(reader: NameReader, place: int, core: int, end: int) -> bool:
    """Whether one prefix and a word can hardly be anything else: 'De Jong', 'Van Rossum wil'."""
    word = reader.normal(core)
    if is_double_name(reader.woorden[core]):
        return True
    if reader.normal(place) in _ARABIC and reader.has_capital(place):
        return reader.is_naam(core) or not is_known(word)
    if reader.normal(place) in _ONLY_IN_NAMES:
        return _is_with_van(reader, place, core, end)
    if word not in after_prefix():
        return False
    if not is_word(word):
        return not is_known(word) or reader.has_capital(place)
    beside = reader.normal(place - 1)  # 'Nowak - De Haan', 'gebeld met De Boer'
    is_beside = beside in {"-", "/", "(", "en"} or beside in _BEFORE_SOMEBODY
    return reader.has_capital(place) and (is_beside or reader.is_verb(place - 1))


def _is_with_van(reader: NameReader, place: int, core: int, end: int) -> bool:
    """'Ter Braak klaagt', 'gebeld door van Leeuwen'; not 'Van bloemen houdt zij'."""
    word, before = reader.normal(core), reader.at(place - 1)
    listed = word in after_prefix() or reader.is_surname(core)
    if before is not None and before.normal in _BEFORE_SOMEBODY:
        return listed
    may_be = not is_word(word) or reader.normal(place) != "van"
    begins = before is None or before.text in ".!?:\n"
    return begins and listed and may_be and reader.is_verb(end)


def repeated(reader: NameReader, names: list[FoundName]) -> Iterator[FoundName]:
    """Yield the same names where they stand alone elsewhere in the text."""
    sure = {
        reader.normal(place)
        for name in names
        if name.level is Level.DIRECT
        for place in range(name.core, name.end)
        if len(reader.normal(place)) > 2 and reader.normal(place) not in reader.prefixes  # noqa: PLR2004
    }
    for place, one in enumerate(reader.woorden):
        if one.normal in sure and (one.has_capital or not is_known(one.normal)):
            yield FoundName(place, place, place + 1)
