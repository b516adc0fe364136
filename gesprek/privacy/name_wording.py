"""The neutral words for people: the same for the same name, and right where they are."""

import re
from collections.abc import Iterable
from typing import Final

from gesprek.privacy.findings import Finding, Label
from gesprek.privacy.mentions import Mention, Role
from gesprek.privacy.rules import normal
from gesprek.privacy.sentence import Surroundings, article_of
from gesprek.privacy.word_lists import ordinary_words

_CLIENT: Final = "de cliënt"
_OTHERS: Final = (_CLIENT, "iemand", "een naaste", "een collega")
_STRANGERS: Final = (("iemand", "deze persoon"), ("iemand anders", "de ander"))
_MEN: Final = frozenset("dhr hr mnr heer meneer mijnheer".split())  # noqa: SIM905 - read as words
_NAME: Final = r"[A-ZÀ-Þ][\w'-]{1,25}(?: [A-ZÀ-Þ][\w'-]{1,25})?"
_IN_A_ROW: Final = re.compile(
    rf"(?:: ?| ?(?P<open>\()| )(?:{_NAME})(?:(?: ?[,/&+] ?(?:en )?| en ){_NAME}){{1,8}}(?(open)\))"
)


class NameWording:
    """Words for all the names of one text."""

    def __init__(self, plain: str) -> None:
        self._text = Surroundings(plain)
        self._plain = plain
        self._known: dict[str, tuple[str, str]] = {}
        """Part of a name → the words for it, and the sex that a title told."""
        self._nouns: dict[str, frozenset[str]] = {}
        self._strangers = 0

    def findings(self, people: Iterable[Mention]) -> list[Finding]:
        """Return a finding for each mention, in order."""
        return [self._worded(one) for one in people]

    def _worded(self, person: Mention) -> Finding:
        name = person.name
        words = self._words_for(person)
        end = person.end
        if person.owned:
            words = f"{article_of(person.owned)} {person.owned} van {words}"
        elif self._plain.startswith("'s", end) and self._plain[end - 1].isalnum():
            words, end = _genitive(words), end + 2  # 'Marie's fiets' → 'iemands fiets'
        else:
            end = self._at_point(end)
        titled = bool(person.title)
        start, fitted = self._text.fitted(person.start, words, titled=titled)
        bound = start == person.start and fitted[:1].islower() and fitted != words
        others = () if person.owned or end > person.end else _others(words, bound=bound)
        shown = tuple(self._text.capital(start, one) for one in others)
        return Finding(start, end, Label.NAME, name.level, fitted, shown)

    def _words_for(self, person: Mention) -> str:
        """Return the words for a mention; the same for the same name."""
        if person.role is Role.BLANK:
            return "[naam]"
        if self._may_be_of(person):
            return "van [naam]"
        sex = "m" if person.title in _MEN else "v" if person.title else ""
        for key in sorted(person.keys):
            words, known_sex = self._known.get(key, ("", ""))
            if words and person.role is not Role.KNOWN and not (sex and known_sex not in ("", sex)):
                return words
        first, again = self._new(person)
        for key in person.keys:
            self._known.setdefault(key, (again, sex))
        return first

    def _may_be_of(self, person: Mention) -> bool:
        """Whether 'van' may be no part of the name: 'het koor van de Bavo', not 'belt van Dam'."""
        if person.role is not Role.STRANGER or not self._plain.startswith("van ", person.start):
            return False
        before, _ = self._text.word_before(person.start)
        small = (
            _zin("voorzetsels") | ordinary_words("taal", "werkwoorden") | {"", "en", "dat", "als"}
        )
        return before not in small

    def _new(self, person: Mention) -> tuple[str, str]:
        """Return the words for somebody who was not named before, and those for later."""
        if person.role is Role.KNOWN:
            return self._told_apart(person)
        if person.role is Role.CLIENT and not any(
            words == _CLIENT for words, _ in self._known.values()
        ):
            return _CLIENT, _CLIENT
        named = self._strangers + bool(self._known and not self._strangers)
        self._strangers = named + 1
        return _STRANGERS[named] if named < len(_STRANGERS) else ("nog iemand", "[naam]")

    def _told_apart(self, person: Mention) -> tuple[str, str]:
        """Return 'de zus', and 'een andere zus' for the next."""
        first = person.noun
        known = self._nouns.setdefault(normal(first), person.keys)
        article, _, noun = first.partition(" ")
        if known == person.keys or known & person.keys or article not in ("de", "het", "een"):
            return first, f"de {noun}" if article == "een" else first
        other = "een ander" if article_of(noun) == "het" else "een andere"
        return f"{other} {noun}", f"{other.replace('een', article_of(noun))} {noun}"

    def _at_point(self, end: int) -> int:
        """Return where a name ends that may end in initials: 'v.d. B.' takes along its point.

        It stays where it ends the sentence as well.
        """
        plain = self._plain
        behind = end + (plain[end - 1] != ".")
        follows = plain[behind : behind + 2]
        goes_on = follows[:1] == " " and follows[1:2].islower()
        if plain[end - 1] == ".":
            return end - (not goes_on and follows[:1] in ("", " ", "\n"))
        initial = plain[end - 1].isupper() and not plain[end - 2 : end - 1].isalpha()
        return end + (initial and goes_on and plain[end] == ".")


def names_in_rows(plain: str, people: Iterable[Finding]) -> list[Finding]:
    """Return rows of names behind a plural as one: 'dochters Ria en Petra' → 'de dochters'."""
    text, rows = Surroundings(plain), []
    for one in people:
        opened = one.start
        while opened and plain[opened - 1] in " (:":
            opened -= 1
        noun, begin = text.word_before(opened)
        match = _IN_A_ROW.match(plain, opened) if noun in _zin("meervoud") else None
        if match:
            shown = plain[begin:opened].lower()
            words = shown if noun in _zin("meervoud_onbepaald") else f"de {shown}"
            start, fitted = text.fitted(begin, words)
            rows.append(Finding(start, match.end(), Label.NAME, one.level, fitted))
    return rows


def _genitive(words: str) -> str:
    if words == "iemand anders":
        return "iemand anders'"
    if words == "iemand":
        return "iemands"
    return "cliënts" if words == _CLIENT else "[naam]s"


def _others(words: str, *, bound: bool) -> tuple[str, ...]:
    """Return other words to choose from; without an article where 'haar' stays in front."""
    others = [one for one in _OTHERS if one != words]
    if bound:
        others = [one.split(" ", 1)[1] for one in others if " " in one]
    return tuple(others)


def _zin(name: str) -> frozenset[str]:
    return ordinary_words("zin", name)
