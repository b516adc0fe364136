"""What a team learned: kept when the rest has gone, shared, searched, and a source of advice."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple, TypeVar

from gesprek.domain.base import TextMissing, Value
from gesprek.domain.coded_row import CodedRow
from gesprek.domain.dates import Day, Quarter
from gesprek.domain.oefening import Oefening
from gesprek.domain.rolverdeling import Past, first_in_turn, not_yet_ingebracht
from gesprek.domain.terugblik import Leerpunt, Terugkijkvraag
from gesprek.domain.text import LongText, clean
from gesprek.domain.themas import Behoefte, Leerthema, Thema
from gesprek.domain.werkvormen import Rol

MIN_TEAMS_SHARING: Final = 5
"""Shared texts are shown from so many teams on (domain, 'What leaves the team')."""


class Gedeeld(Value):
    """A text that a team shares with the organisation: a copy in words that name nobody."""

    tekst: LongText
    leerthema: Leerthema
    op: Day


class Geleerd(Value):
    """What outlives one oefening: its leerpunten that hold a text, and how the team looked back.

    Nothing in it leads to a person. ``gedeeld`` maps the id of a leerpunt to what the team shares
    of it; by default nothing.
    """

    oefening: str
    team: str
    dag: Day
    leerpunten: dict[str, Leerpunt] = {}
    gedeeld: dict[str, Gedeeld] = {}
    hoe_keken_we: dict[Terugkijkvraag, bool] = {}

    @property
    def holds_something(self) -> bool:
        """Whether there is anything to keep."""
        return bool(self.leerpunten or self.hoe_keken_we)


def geleerd(oefening: Oefening) -> Geleerd:
    """Return the leerpunten that somebody put into words, and how the team looked back."""
    told = {key: one for key, one in oefening.terugblik.leerpunten.items() if one.tekst}
    return Geleerd(
        oefening=oefening.id,
        team=oefening.team,
        dag=oefening.practised,
        leerpunten=told,
        hoe_keken_we=oefening.terugblik.hoe_keken_we,
    )


def each_once(oefeningen: Iterable[Oefening], kept: Iterable[Geleerd]) -> Iterable[Geleerd]:
    """Return what is left of each oefening; one of ``kept`` that is there as well counts once."""
    return {one.oefening: one for one in (*kept, *map(geleerd, oefeningen))}.values()


def share(one: Geleerd, key: str, tekst: str, today: date) -> Geleerd:
    """Return the leerpunten with this text shared in the place of one of them.

    Raises TextMissing where it is empty or the leerpunt has gone, TextTooLong where it is too long.
    """
    if not clean(tekst) or key not in one.leerpunten:
        raise TextMissing("Schrijf eerst op wat je wilt delen.")
    shared = Gedeeld(tekst=tekst, leerthema=one.leerpunten[key].leerthema, op=today)
    return one.changed(gedeeld={**one.gedeeld, key: shared})


def take_back(one: Geleerd, key: str) -> Geleerd:
    """Return the leerpunten with this one not shared any more."""
    return one.changed(gedeeld={name: text for name, text in one.gedeeld.items() if name != key})


def shown_to_all(kept: Iterable[Geleerd], today: date) -> list[Gedeeld]:
    """Return the shared texts that the organisation may read, in the order of their words.

    Rule: from 5 teams on, and after the quarter in which it was shared was closed; so that a text
    is one of many that appear on the same day, and nothing in the order tells of a team.
    """
    ready = [
        (one.team, text)
        for one in kept
        for text in one.gedeeld.values()
        if Quarter.of(text.op).closes <= today
    ]
    if len({team for team, _ in ready}) < MIN_TEAMS_SHARING:
        return []
    order = {thema: place for place, thema in enumerate(Leerthema)}
    return sorted((text for _, text in ready), key=lambda one: (order[one.leerthema], one.tekst))


RETURNS: Final = 2
"""[K] A theme returns when it was the subject of this many oefeningen."""

_Woord = TypeVar("_Woord", bound=StrEnum)


class Memory(NamedTuple):
    """A leerpunt with a text, and when it was learned."""

    dag: date
    oefening: str
    leerpunt: Leerpunt


class Proposal(NamedTuple):
    """Who could bring in the next case: who is in turn, and who have not brought in yet."""

    first: str
    waiting: tuple[str, ...]


def memories(oefeningen: Iterable[Oefening], kept: Iterable[Geleerd]) -> tuple[Memory, ...]:
    """Return all leerpunten that somebody put into words, the newest first.

    ``kept`` is what outlived an oefening; one that is there as well counts once.
    """
    lines = [
        Memory(one.dag, one.oefening, leerpunt)
        for one in each_once(oefeningen, kept)
        for _, leerpunt in sorted(one.leerpunten.items())
    ]
    return tuple(sorted(lines, key=lambda line: (line.dag, line.oefening), reverse=True))


def search(
    lines: Iterable[Memory], words: str, leerthema: Leerthema | None = None
) -> tuple[Memory, ...]:
    """Return the leerpunten that hold each of these words, in any order.

    Capitals and accents make no difference; without words every leerpunt of the leerthema counts.
    """
    wanted = _plain(clean(words)).split()
    return tuple(
        line
        for line in lines
        if (leerthema is None or line.leerpunt.leerthema is leerthema)
        and all(word in _plain(line.leerpunt.tekst) for word in wanted)
    )


def returning_themas(rijen: Iterable[CodedRow]) -> Mapping[Thema, int]:
    """Return the themes of the coded rows that came back and how often, most often first."""
    return _returning(thema for row in rijen if row.has_leervraag for thema in set(row.themas))


def returning_leerthemas(rijen: Iterable[CodedRow]) -> Mapping[Leerthema, int]:
    """Return the leerthemas that came back in other oefeningen; see ``returning_themas``."""
    return _returning(one for row in rijen for one in {leer.leerthema for leer in row.leerpunten})


def needs_of(rijen: Iterable[CodedRow]) -> Mapping[Behoefte, int]:
    """Return how often the team said yes to telling that it needs this, most often first.

    Source: 'nodig van de organisatie': coded needs, only with the team's yes.
    """
    told = Counter(need for row in rijen for need in dict.fromkeys(row.behoeften))
    return dict(sorted(told.items(), key=lambda one: (-one[1], one[0])))


def propose_inbrenger(people: Sequence[str], history: Iterable[Past]) -> Proposal | None:
    """Return who of the team's list could bring in the next case; None where there is nobody.

    ``history`` holds what is known of those of which the text is gone, too.
    """
    if not people:
        return None
    past = sorted(history, key=lambda one: one.id)
    return Proposal(first_in_turn(people, past, Rol.INBRENGER), not_yet_ingebracht(people, past))


def _returning(words: Iterable[_Woord]) -> Mapping[_Woord, int]:
    often = [(word, count) for word, count in Counter(words).items() if count >= RETURNS]
    return dict(sorted(often, key=lambda one: (-one[1], one[0])))


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in parts if not unicodedata.combining(one))
