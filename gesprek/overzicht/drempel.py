"""Which figures leave a team: only those of enough oefeningen and people together.

Source: 'What leaves the team' of the domain: from 5 oefeningen, 5 participants and 3 different
inbrengers on. The advisor may raise the first, never lower it.
"""

from collections.abc import Sequence
from typing import Final

from gesprek.domein.codering import Rij

FEWEST_DEELNEMERS: Final = 5
FEWEST_INBRENGERS: Final = 3


def is_enough(rijen: Sequence[Rij], drempel: int) -> bool:
    """Return whether a figure of these oefeningen may be shown outside their teams.

    Args:
        rijen: what the figure is made from; an oefening may stand in it more than once.
        drempel: from how many oefeningen on.
    """
    oefeningen = {rij.oefening for rij in rijen}
    deelnemers = {one for rij in rijen for one in rij.deelnemers}
    inbrengers = {rij.inbrenger for rij in rijen if rij.inbrenger}
    return (
        len(oefeningen) >= drempel
        and len(deelnemers) >= FEWEST_DEELNEMERS
        and len(inbrengers) >= FEWEST_INBRENGERS
    )
