"""One overview over all coded rows, in a process of its own; prints its figures as JSON."""

import json
import resource
import statistics
import sys
import time
from itertools import product
from pathlib import Path

from gesprek.domain.themas import Leerthema
from gesprek.storage.coded_block import CodedBlock
from gesprek.storage.files.file_store import TinyDBStore

_REPEATS = 21
_QUARTERS = [f"{year}-K{quarter}" for year in (2025, 2026) for quarter in (1, 2, 3, 4)]
_CELLS = {cell: place for place, cell in enumerate(product(_QUARTERS, Leerthema))}


def count(blok: CodedBlock) -> list[int]:
    """Return how often each leerthema was learned per quarter, in one team."""
    days, learned = (blok.columns["rij", name] for name in ("dag", "leerpunten"))
    quarters = [f"{day[:4]}-K{(int(day[5:7]) - 1) // 3 + 1}" for day in days.values]
    themes = [[one["leerthema"] for one in several] for several in learned.values]
    table = [0] * len(_CELLS)
    for day, several in zip(days.codes, learned.codes, strict=True):
        for theme in themes[several]:
            table[_CELLS[quarters[day], theme]] += 1
    return table


def overview(store: TinyDBStore, counted: dict[CodedBlock, list[int]]) -> list[int]:
    """Return the same for all teams.

    Args:
        store: where they lie.
        counted: what was counted before; a team of which nothing changed has the same block.
    """
    tables = [
        counted[blok] if blok in counted else counted.setdefault(blok, count(blok))
        for blok in store.aggregate()
    ]
    return [sum(cell) for cell in zip(*tables, strict=True)]


def main() -> None:
    """Measure the first overview with the opening of the store, and the later ones."""
    begin = time.perf_counter()
    store = TinyDBStore(Path(sys.argv[1]))
    counted: dict[CodedBlock, list[int]] = {}
    learned = sum(overview(store, counted))
    first = time.perf_counter() - begin
    warm = []
    for _ in range(_REPEATS):
        begin = time.perf_counter()
        overview(store, counted)
        warm.append(time.perf_counter() - begin)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = {"first": first, "warm": statistics.median(warm), "mb": peak, "learned": learned}
    sys.stdout.write(json.dumps(figures))


if __name__ == "__main__":
    main()
