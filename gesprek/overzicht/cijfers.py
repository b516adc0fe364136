"""From coded rows to counts per quarter. No text, team or person comes in here."""

from collections import defaultdict
from collections.abc import Sequence

import pandas as pd

from gesprek.domein.codering import Rij
from gesprek.domein.onderwerpen import Leerthema
from gesprek.domein.vervolg import Vervolgstaat
from gesprek.overzicht.drempel import is_enough

KWARTAAL, SOORT, AANTAL = "kwartaal", "soort", "aantal"


def leerthemas_per_kwartaal(rijen: Sequence[Rij], drempel: int | None = None) -> pd.DataFrame:
    """Return how often each leerthema was learned about.

    Formula: the number of leerpunten with the leerthema, per quarter of the practice.

    Args:
        rijen: the coded rows.
        drempel: see ``is_enough``; None where the figures do not leave this machine.

    Returns:
        Columns ``kwartaal`` ('2026-K4'), ``soort`` (a Leerthema value) and ``aantal`` (leerpunten);
        only combinations that may be shown, in order of time and of ``Leerthema``.
    """
    seen = [(rij, one.leerthema.value) for rij in rijen for one in rij.leerpunten]
    return _counted(seen, [one.value for one in Leerthema], drempel)


def vervolg_per_kwartaal(rijen: Sequence[Rij], drempel: int | None = None) -> pd.DataFrame:
    """Return how the follow-ups stand.

    Formula: the number of oefeningen with a follow-up in this state, per quarter of the practice.

    Args:
        rijen: the coded rows.
        drempel: see ``is_enough``; None where the figures do not leave this machine.

    Returns:
        Columns ``kwartaal``, ``soort`` (a Vervolgstaat value) and ``aantal`` (oefeningen).
    """
    seen = [(rij, rij.vervolg.value) for rij in rijen if rij.vervolg]
    return _counted(seen, [one.value for one in Vervolgstaat], drempel)


def _counted(seen: list[tuple[Rij, str]], order: list[str], drempel: int | None) -> pd.DataFrame:
    cells: defaultdict[tuple[str, str], list[Rij]] = defaultdict(list)
    for rij, soort in seen:
        cells[rij.kwartaal, soort].append(rij)
    shown = [
        (kwartaal, soort, len(rijen))
        for (kwartaal, soort), rijen in cells.items()
        if drempel is None or is_enough(rijen, drempel)
    ]
    frame = pd.DataFrame(shown, columns=[KWARTAAL, SOORT, AANTAL])
    frame[SOORT] = pd.Categorical(frame[SOORT], categories=order, ordered=True)
    return frame.sort_values([KWARTAAL, SOORT], ignore_index=True)
