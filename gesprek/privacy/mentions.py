"""Who a name in a text is, as far as the text says so: by a title, a role, or what is beside it.

Only who has a title, or of whom something is said that is said of clients, is the client. A carer
never is: who is named and no more is a stranger.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

from gesprek.privacy.findings import Finding, Label
from gesprek.privacy.names import FoundName
from gesprek.privacy.rules import Word, normal
from gesprek.privacy.sentence import Surroundings, with_article
from gesprek.privacy.word_lists import forms_of_address, ordinary_words, relations

_IN_BRACKETS: Final = re.compile(r" ?\(([^()\n]{2,30})\)")
_BESIDE: Final = re.compile(
    r", (?P<who>(?:(?:haar|zijn|mijn|hun|de|het|onze|ons|een) )?(?:oudste |jongste )?"
    r"(?P<noun>[^\W\d_][\w'-]{1,25}))(?:,(?! en )|(?=[.!?\n]|$))"
)
_FROM: Final = re.compile(r" (?:van|bij|uit) (?:(?:de|het|een|onze|ons|'t) )?([^\W\d_]{2,25})")
_OWNS: Final = re.compile(r"(?:'s?| (?:zijn|haar|z'n|d'r)) ([^\W\d_][\w-]{1,25})(?![\w'])")
_OF: Final = re.compile(r"([^\W\d_]{2,25}) van $")
_ILL: Final = re.compile(
    r" (?:heeft|had|krijgt|kreeg) (?:een )?([^\W\d_]{2,20})|( weiger(?:t|de))\b"
)
_BOTH: Final = re.compile(
    r"(?:de heer|dhr\.?|hr\.?|meneer|mw\.?|mevr\.?|mevrouw) ?(?:en|/|&|\+) ?(?:de )?$",
    re.IGNORECASE,
)
_INITIALS: Final = re.compile(r"(?<![\w.])((?:[A-Z]\.){0,3}[A-Z][a-z]{0,2}\. ?)$")
_TITLED: Final = re.compile(r"(?<!\w)([A-Za-z]{2,9})\.? ([A-ZÀ-Þ][\w'-]{1,20}) $")
_CALLED: Final = re.compile(
    r"\b(?:heet|heette|heten|noem|noemt|noemen|genoemd)\b[^.,;:!?\n]{0,24} $"
    r"|\b(?:groet(?:en|jes)?|liefs|mvg),?[ \n]$",
    re.IGNORECASE,
)
_NEAR: Final = 3


class Role(IntEnum):
    """What is known of somebody."""

    STRANGER = 0
    CLIENT = 1
    KNOWN = 2
    """What the text says of somebody: 'dochter', 'EVV'."""
    BLANK = 3


@dataclass(slots=True)
class Mention:
    """One mention of somebody.

    Attributes:
        start: where what is replaced begins, and ``end`` where it ends.
        keys: the words of the name by which a later mention is known.
        noun: what is known of somebody, without an article unless the text gave one.
    """

    start: int
    end: int
    name: FoundName
    keys: frozenset[str]
    title: str = ""
    role: Role = Role.STRANGER
    noun: str = ""
    owned: str = ""


class MentionReader:
    """Reads who the names of one text are."""

    def __init__(self, plain: str, words: Sequence[Word], facts: Iterable[Finding]) -> None:
        self._text = Surroundings(plain)
        self._plain = plain
        self._words = words
        self._facts = {one.start: one.label for one in facts}

    def read(self, names: Iterable[FoundName]) -> list[Mention]:
        """Return a mention for each name, in order."""
        people = [self._read(one) for one in whole(names)]
        starts = {one.start: one for one in people}
        for one in people:
            self._look_around(one, starts)
        last = len(people) - 1
        people = [
            one
            for place, one in enumerate(people)
            if place == last or one.start < people[place + 1].start
        ]
        clients = {key for one in people if one.role is Role.CLIENT for key in one.keys}
        for one in people:
            if one.role is Role.STRANGER and not one.title and one.keys & clients:
                one.role = Role.CLIENT
        return people

    def _read(self, name: FoundName) -> Mention:
        """Return who is named, by the words in front that the finding takes along."""
        words = self._words
        start, end = words[name.start].start, words[name.end - 1].end
        titles = forms_of_address()
        core = [one.normal for one in words[name.core : name.end]]
        lead = [one.normal for one in words[name.start : name.core] if one.is_word]
        keys = frozenset(one for one in core if len(one) > len("de") and one not in titles)
        person = Mention(start, end, name, keys)
        if lead and words[name.start + 1].text == ":":  # 'Casus: mw. Bos' keeps its label
            person.start = words[name.start + 2].start
            lead = core[:1] if core[0] in titles else []
            person.role = Role.STRANGER if lead else Role.BLANK
        if name.suggestion.startswith("["):
            person.role = Role.BLANK
        elif lead and lead[0] in relations():
            _know(person, words[name.start].text)
        elif name.core == name.start and "," in self._plain[start:end]:
            person.role = Role.CLIENT  # 'JANSEN, A.M.' is how a file names somebody
        elif lead:
            person.title = "heer" if "heer" in lead else lead[0]
            fixed = titles.get(person.title, "cliënt")
            if fixed == "cliënt":
                person.role = Role.CLIENT
            else:
                person.role, person.noun = Role.KNOWN, fixed
        return person

    def _look_around(self, person: Mention, starts: Mapping[int, Mention]) -> None:
        """Look at what is beside a name that says who it is."""
        plain = self._plain
        if person.role is Role.KNOWN:
            return
        self._take_initials(person)
        before, begin = self._text.word_before(person.start)
        opened = plain.endswith("(", 0, person.start) and plain.startswith(")", person.end)
        if opened:
            before, begin = self._text.word_before(person.start - 1)
        if (
            before in relations() | _zin("zaken")
            and plain[begin : person.start].rstrip(" (.").isalpha()
        ):
            _know(person, plain[begin : person.start].rstrip(" (."))
            person.start, person.end = begin, person.end + opened
        elif opened or self._is_told(person, before, begin):
            person.role = Role.BLANK
        elif person.role is not Role.BLANK:
            self._read_on(person, before, starts)

    def _is_told(self, person: Mention, before: str, begin: int) -> bool:
        """Whether a name is no person in the sentence: 'zij heet Anna', 'de dochter is Marieke'."""
        if before in ("in", "uit", "te", "ben") and not person.title:
            return True  # 'in' is rather in front of a place
        if before == "is" and not person.title:
            return self._text.word_before(begin)[0] in relations()
        return bool(_CALLED.search(self._plain, max(0, person.start - 60), person.start))

    def _take_initials(self, person: Mention) -> None:
        """Take along what in front of a name belongs to it: 'Chr. IJzerman', 'Mw Mei Ling'."""
        if match := _INITIALS.search(self._plain, max(0, person.start - 20), person.start):
            if normal(match[1]).rstrip(".") not in _zin("afkortingen"):
                person.start = match.start()
        elif not person.title:
            match = _TITLED.search(self._plain, max(0, person.start - 40), person.start)
            is_verb = match and normal(match[2]) in ordinary_words("taal", "werkwoorden")
            if match and not is_verb and normal(match[1]) in forms_of_address():
                person.start, person.title = match.start(), normal(match[1])
                person.role = Role.CLIENT

    def _read_on(self, person: Mention, before: str, starts: Mapping[int, Mention]) -> None:
        """Look at what follows a name: its role, where it comes from, what is somebody's own."""
        plain, end = self._plain, person.end
        both = _BOTH.search(plain, max(0, person.start - 20), person.start)
        if both and person.title:
            person.start, person.role, person.noun = both.start(), Role.KNOWN, "de cliënten"
        elif before in _zin("begroeting") or self._is_spoken_to(
            person
        ):  # 'Dag mevrouw Bos' → 'Dag mevrouw'
            lead = plain[person.start : self._words[person.name.core].start].strip()
            person.role, person.noun = (Role.KNOWN, lead) if lead else (Role.BLANK, "")
        elif (match := _IN_BRACKETS.match(plain, end)) and _is_role(match[1]):
            _know(person, match[1])
            person.end = match.end()
        elif not person.title and (match := _BESIDE.match(plain, end)) and _is_role(match["noun"]):
            _know(person, match["who"])
            person.end = match.end()
        elif (match := _FROM.match(plain, end)) and normal(match[1]) in _zin("van_elders"):
            person.role = Role.STRANGER
        elif (match := _OWNS.match(plain, end)) and normal(match[1]) in relations():
            if before != "en":  # 'Ans en Cor zijn vrienden'
                named = starts.get(match.start(1))  # 'Ria haar dochter Petra'
                person.role, person.owned = Role.CLIENT, match[1]
                person.end = named.end if named else match.end()
        elif person.role is Role.STRANGER and self._is_a_client(person):
            person.role = Role.CLIENT

    def _is_spoken_to(self, person: Mention) -> bool:
        before = self._plain[max(0, person.start - 1) : person.start]
        after = self._plain[person.end : person.end + 1]
        return before != "" and before in '"“„‘' and after != "" and after in ',!?"”’'

    def _is_a_client(self, person: Mention) -> bool:
        """Whether something is said that is said of clients: an age, a room, an illness."""
        near = range(person.end, person.end + _NEAR)
        if any(self._facts.get(place) in (Label.AGE, Label.ROOM) for place in near):
            return True
        of = _OF.search(self._plain, max(0, person.start - 40), person.start)
        if of and normal(of[1]) in relations():
            return True
        ill = _ILL.match(self._plain, person.end)
        return ill is not None and (bool(ill[2]) or normal(ill[1]) in _zin("ziekten"))


def whole(names: Iterable[FoundName]) -> list[FoundName]:
    """Return names in order; parts of one that were found apart are one: 'Fatima' 'El Idrissi'."""
    parts: list[FoundName] = []
    for one in sorted(names, key=lambda one: one.start):
        if parts and parts[-1].end == one.start == one.core and not one.suggestion:
            parts[-1] = replace(parts[-1], end=one.end)
        else:
            parts.append(one)
    return parts


def _know(person: Mention, noun: str) -> None:
    """Remember what the text says of somebody; 'client' gets its dots."""
    shown = noun if noun[:2].isupper() else noun[:1].lower() + noun[1:]
    shown = re.sub(r"^client(?=e?$)", "cliënt", shown)
    own = normal(shown).split(" ", 1)[0] in _zin("bij_de") | _zin("bij_het") | _zin("bij_alle")
    person.role, person.noun = Role.KNOWN, shown if own else with_article(shown)


def _is_role(words: str) -> bool:
    return normal(words).rsplit(" ", 1)[-1] in relations()


def _zin(name: str) -> frozenset[str]:
    return ordinary_words("zin", name)
