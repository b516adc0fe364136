"""Follow-ups that still ask something, and what came of those that are closed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from gesprek.domain.oefening import Oefening
from gesprek.domain.progress import Stand, stand
from gesprek.domain.themas import Behoefte
from gesprek.domain.vervolg import (
    Vervolg,
    Vervolgstaat,
    Verwachting,
    due,
    mark_niet_doorgegaan,
    plan,
)

LATER: Final = timedelta(days=7)


class Openstaand(NamedTuple):
    """A follow-up that can be talked over now, or waits too long for that."""

    oefening: Oefening
    since: date
    te_lang: bool

    @property
    def was_had(self) -> bool:
        """Whether the real conversation was had, so that only talking it over is left."""
        return self.oefening.vervolg.staat is Vervolgstaat.GEWEEST


class Uitkomst(StrEnum):
    """How the real conversation went beside what was expected."""

    MAKKELIJKER = "makkelijker"
    ZOALS_VERWACHT = "zoals_verwacht"
    LASTIGER = "lastiger"


def openstaand(oefeningen: Iterable[Oefening], today: date) -> tuple[Openstaand, ...]:
    """Return the follow-ups that ask something today, the longest waiting first."""
    found = [
        Openstaand(one, due(one.vervolg, one.practised), stands is Stand.TE_LANG_OPEN)
        for one, stands in ((one, stand(one, today)) for one in oefeningen)
        if stands in (Stand.TE_LANG_OPEN, Stand.BESPREKEN)
    ]
    return tuple(sorted(found, key=lambda one: (one.since, one.oefening.id)))


def uitkomst(vervolg: Vervolg) -> Uitkomst | None:
    """Return how it went beside the expectation; None where one of the two was not told."""
    if vervolg.verwachting is None or vervolg.hoe_ging_het is None:
        return None
    expected, was = map(list(Verwachting).index, (vervolg.verwachting, vervolg.hoe_ging_het))
    if was == expected:
        return Uitkomst.ZOALS_VERWACHT
    return Uitkomst.MAKKELIJKER if was < expected else Uitkomst.LASTIGER


def put_off(oefening: Oefening, today: date) -> Oefening:
    """Return the oefening with the real conversation a week from today; raises as ``plan``."""
    return oefening.changed(vervolg=plan(oefening.vervolg, today + LATER, today))


def call_off(oefening: Oefening, today: date) -> Oefening:
    """Return the oefening closed, without the conversation; raises as ``mark_niet_doorgegaan``."""
    return oefening.changed(vervolg=mark_niet_doorgegaan(oefening.vervolg, today))


def needs_of(oefeningen: Iterable[Oefening]) -> Mapping[Behoefte, int]:
    """Return how often the team said yes to telling that it needs this, most often first.

    Source: 'nodig van de organisatie': coded needs, only with the team's yes.
    """
    told = Counter(
        need
        for one in oefeningen
        if one.vervolg.behoeften_delen
        for need in dict.fromkeys(one.vervolg.behoeften)
    )
    return dict(sorted(told.items(), key=lambda one: (-one[1], one[0])))
