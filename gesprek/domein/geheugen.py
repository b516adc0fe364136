"""The memory of a team: what it learned, to search; themes that return; who could bring in."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple, TypeVar

from gesprek.domein.codering import Rij
from gesprek.domein.geleerd import Geleerd, geleerd
from gesprek.domein.oefening import Oefening
from gesprek.domein.onderwerpen import Leerthema, Thema
from gesprek.domein.rotatie import first_in_turn, not_yet_ingebracht
from gesprek.domein.terugblik import Leerpunt
from gesprek.domein.werkvormen import Rol

RETURNS: Final = 2
"""[K] A theme returns when it was the subject of this many oefeningen."""

_Woord = TypeVar("_Woord", bound=StrEnum)


class Herinnering(NamedTuple):
    """A leerpunt with a text, and when it was learned."""

    dag: date
    oefening: str
    leerpunt: Leerpunt


class Voorstel(NamedTuple):
    """Who could bring in the next case; a proposal, never a rule.

    Attributes:
        first: who is in turn.
        waiting: who has not brought in yet, in the order of the team's list.
    """

    first: str
    waiting: tuple[str, ...]


def memories(oefeningen: Iterable[Oefening], kept: Iterable[Geleerd]) -> tuple[Herinnering, ...]:
    """Return all leerpunten that somebody put into words, the newest first.

    Args:
        oefeningen: those that are there.
        kept: what outlived an oefening; one that is there as well counts once.
    """
    found = {one.oefening: one for one in (*kept, *map(geleerd, oefeningen))}
    lines = [
        Herinnering(one.dag, one.oefening, leerpunt)
        for one in found.values()
        for _, leerpunt in sorted(one.leerpunten.items())
    ]
    return tuple(sorted(lines, key=lambda line: (line.dag, line.oefening), reverse=True))


def search(
    lines: Iterable[Herinnering], words: str, leerthema: Leerthema | None = None
) -> tuple[Herinnering, ...]:
    """Return the leerpunten that hold each of these words, in any order.

    Capitals and accents make no difference; without words every leerpunt of the leerthema counts.
    """
    wanted = _plain(words).split()
    return tuple(
        line
        for line in lines
        if (leerthema is None or line.leerpunt.leerthema is leerthema)
        and all(word in _plain(line.leerpunt.tekst) for word in wanted)
    )


def returning_themas(rijen: Iterable[Rij]) -> Mapping[Thema, int]:
    """Return the themes that came back and how often, most often first.

    Args:
        rijen: the team's own coded rows: they outlive the texts.
    """
    return _returning(thema for rij in rijen if rij.has_leervraag for thema in set(rij.themas))


def returning_leerthemas(rijen: Iterable[Rij]) -> Mapping[Leerthema, int]:
    """Return the leerthemas that came back in other oefeningen; see ``returning_themas``."""
    return _returning(one for rij in rijen for one in {leer.leerthema for leer in rij.leerpunten})


def propose_inbrenger(people: Sequence[str], history: Sequence[Oefening]) -> Voorstel | None:
    """Return who could bring in the next case; None where there is nobody.

    Args:
        people: the team's list.
        history: the oefeningen that are there: what has gone is forgotten, so nobody counts.
    """
    if not people:
        return None
    past = sorted(history, key=lambda one: one.id)
    return Voorstel(first_in_turn(people, past, Rol.INBRENGER), not_yet_ingebracht(people, past))


def _returning(words: Iterable[_Woord]) -> Mapping[_Woord, int]:
    counts = Counter(words)
    often = [one for one, count in counts.items() if count >= RETURNS]
    return {one: counts[one] for one in sorted(often, key=lambda one: (-counts[one], one))}


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in parts if not unicodedata.combining(one))
