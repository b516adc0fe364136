"""What may be said of a share whose numbers can't be shown: between which bounds it lies."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from gesprek.trends.indicators import Answer
from gesprek.trends.kept_figures import Band

_WAYS: Final = ((0.5, 0.75), (0.75,), (0.5,))
"""Where a share may be cut, the finest way first; a share is said to be above a cut, or not."""


def fewest_for_band(drempel: int) -> int:
    """Return how many must have answered: a quarter of them is not below the threshold then.

    Else a share up to three quarters would tell of a hidden number that it is just below it.
    """
    return 4 * drempel


def band_of(share: float, answered: range, told: Mapping[str, int], drempel: int) -> Band | None:
    """Return the band of a share that said yes; None: each band would tell too much.

    How finely shares are cut depends on what everybody knows only: how many may have ``answered``,
    and what ``told`` shows of the answers. Each band of a way must leave every hidden number at
    least ``drempel`` counts in a row. So nothing else follows from which band it is.
    """
    for cuts in _WAYS:
        edges = (0.0, *cuts, 1.0)
        bands = list(pairwise(edges))
        widths = [_width(low, high, answered, told, drempel) for low, high in bands]
        if min(widths) >= drempel:
            low, high = next(one for one in bands if _fits(share, *one))
            return Band(boven=low, tot=high, kleinste=min(widths))
    return None


def _fits(share: float, low: float, high: float) -> bool:
    return low < share <= high or share == low == 0


def _width(low: float, high: float, answered: range, told: Mapping[str, int], drempel: int) -> int:
    """Return of how many counts the hidden number with the fewest could be; 0: of too few.

    A band that cannot be has no limit: nobody learns that it is another one. That a number is
    hidden may mean that it is below the threshold, so a band leaves all such counts, or none.
    """
    possible: dict[str, set[int]] = {Answer.JA: set(), Answer.NEE: set()}
    for total in answered:
        for ja in range(total + 1):
            one = {Answer.JA: ja, Answer.NEE: total - ja}
            if _fits(ja / total, low, high) and all(told.get(k, one[k]) == one[k] for k in one):
                for kind, count in one.items():
                    possible[kind].add(count)
    left = [counts for kind, counts in possible.items() if kind not in told and counts]
    is_whole = all(len(counts & {*range(drempel)}) in (0, drempel) for counts in left)
    return min(map(len, left), default=answered.stop) if is_whole else 0
