"""A team's own trends: without threshold, for the team itself only."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from gesprek.domein.codering import Rij
from gesprek.domein.onderwerpen import Leerthema, Thema
from gesprek.domein.vervolg import Vervolgstaat
from gesprek.overzicht.indicatoren import is_played


class Teamkwartaal(NamedTuple):
    """One quarter of a team: how often it practised, and how often it talked the real one over."""

    kwartaal: str
    geoefend: int
    nabesproken: int


class Teamtrend(NamedTuple):
    """What a team sees of itself; most often first, nothing of who.

    Attributes:
        kwartalen: the quarters in which it practised, the oldest first.
        leerthemas: leerthema → number of leerpunten.
        themas: theme → number of oefeningen.
    """

    kwartalen: tuple[Teamkwartaal, ...]
    leerthemas: tuple[tuple[Leerthema, int], ...]
    themas: tuple[tuple[Thema, int], ...]


def teamtrend(rijen: Iterable[Rij]) -> Teamtrend:
    """Return the trends of one team, with the quarter that runs.

    Formulas: as those of the organisation, see ``indicatoren``; counted from the rows as they are.
    """
    played = [rij for rij in rijen if is_played(rij)]
    practised = Counter(rij.kwartaal for rij in played)
    talked = Counter(rij.kwartaal for rij in played if rij.vervolg is Vervolgstaat.AFGEROND)
    return Teamtrend(
        tuple(Teamkwartaal(one, practised[one], talked[one]) for one in sorted(practised)),
        tuple(Counter(one.leerthema for rij in played for one in rij.leerpunten).most_common()),
        tuple(Counter(one for rij in played for one in rij.themas).most_common()),
    )
