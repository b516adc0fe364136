"""How the team looked back, over time: its own course, and one sentence of advice.

It is of the whole team and of nobody in it, and leaves the team nowhere.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from gesprek.domain.oefening import Oefening
from gesprek.domain.team_memory import Geleerd, each_once
from gesprek.domain.terugblik import Terugkijkvraag

ADVISES_FROM: Final = 3
"""[K] Below so many oefeningen nothing can be said."""
LOOKS_AT: Final = 5
"""[K] The advice is about so many oefeningen, the last ones."""


class Terugkijkadvies(StrEnum):
    """What a team could do otherwise when it looks back; for each question, or that all is well."""

    IEDEREEN_SPRAK = "iedereen_sprak"
    GEDRAG_BENOEMD = "gedrag_benoemd"
    LEERVRAAG_BEANTWOORD = "leervraag_beantwoord"
    GAAT_GOED = "gaat_goed"


class LookedBack(NamedTuple):
    """How the team looked back in one oefening; a question that was skipped is not there."""

    dag: date
    oefening: str
    antwoorden: Mapping[Terugkijkvraag, bool]


def course(oefeningen: Iterable[Oefening], kept: Iterable[Geleerd]) -> tuple[LookedBack, ...]:
    """Return the oefeningen in which the team answered a question, the newest first.

    ``kept`` is what outlived an oefening; one that is there as well counts once.
    """
    answered = [
        LookedBack(one.dag, one.oefening, one.hoe_keken_we)
        for one in each_once(oefeningen, kept)
        if one.hoe_keken_we
    ]
    return tuple(sorted(answered, key=lambda one: (one.dag, one.oefening), reverse=True))


def advice(newest_first: Sequence[LookedBack]) -> Terugkijkadvies | None:
    """Return the advice to a team; None where it answered in too few oefeningen.

    [K] It is about the question that was answered 'nee' most often in the last ones; of two that
    were so as often it is the one with the latest 'nee', and of one day the first that was asked.
    """
    if len(newest_first) < ADVISES_FROM:
        return None
    missed = Counter(  # counted from the newest on, and ``most_common`` keeps that order
        vraag
        for one in newest_first[:LOOKS_AT]
        for vraag in Terugkijkvraag
        if one.antwoorden.get(vraag) is False
    )
    return next(
        (Terugkijkadvies(vraag.value) for vraag, _ in missed.most_common(1)),
        Terugkijkadvies.GAAT_GOED,
    )
