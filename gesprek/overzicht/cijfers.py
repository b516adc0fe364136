"""From coded rows to counts per quarter. No text, team or person comes in here."""

from collections.abc import Sequence

import pandas as pd

from gesprek.domein.codering import Rij
from gesprek.domein.onderwerpen import Leerthema
from gesprek.domein.vervolg import Vervolgstaat

KWARTAAL, SOORT, AANTAL = "kwartaal", "soort", "aantal"


def leerthemas_per_kwartaal(rijen: Sequence[Rij]) -> pd.DataFrame:
    """Return how often each leerthema was learned about.

    Formula: the number of leerpunten with the leerthema, per quarter of the practice.

    Returns:
        Columns ``kwartaal`` ('2026-K4'), ``soort`` (a Leerthema value) and ``aantal`` (leerpunten);
        only combinations that occur, in order of time and of ``Leerthema``.
    """
    seen = [(rij.kwartaal, one.leerthema.value) for rij in rijen for one in rij.leerpunten]
    return _counted(seen, [one.value for one in Leerthema])


def vervolg_per_kwartaal(rijen: Sequence[Rij]) -> pd.DataFrame:
    """Return how the follow-ups stand.

    Formula: the number of oefeningen with a follow-up in this state, per quarter of the practice.

    Returns:
        Columns ``kwartaal``, ``soort`` (a Vervolgstaat value) and ``aantal`` (oefeningen).
    """
    seen = [(rij.kwartaal, rij.vervolg.value) for rij in rijen if rij.vervolg]
    return _counted(seen, [one.value for one in Vervolgstaat])


def _counted(seen: list[tuple[str, str]], order: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame(seen, columns=[KWARTAAL, SOORT])
    frame[SOORT] = pd.Categorical(frame[SOORT], categories=order, ordered=True)
    counted = frame.groupby([KWARTAAL, SOORT], observed=True).size()
    return counted.rename(AANTAL).reset_index()
