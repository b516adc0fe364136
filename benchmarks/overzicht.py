"""One overview over all coded rows, in a process of its own; prints its figures as JSON."""

import json
import resource
import statistics
import sys
import time
from collections import Counter
from pathlib import Path

from gesprek.opslag.blok import Blok
from gesprek.opslag.tinydb_store import TinyDBStore

_REPEATS = 21


def count(blok: Blok) -> Counter[tuple[str, str]]:
    """Return how often each leerthema was learned per quarter, in one team."""
    days, learned = (blok.kolommen["rij", name] for name in ("dag", "leerpunten"))
    quarters = [f"{day[:4]}-K{(int(day[5:7]) - 1) // 3 + 1}" for day in days.waarden]
    themes = [[one["leerthema"] for one in several] for several in learned.waarden]
    return Counter(
        (quarters[day], theme)
        for day, several in zip(days.codes, learned.codes, strict=True)
        for theme in themes[several]
    )


def overview(store: TinyDBStore) -> Counter[tuple[str, str]]:
    """Return the same for all teams."""
    total: Counter[tuple[str, str]] = Counter()
    for blok in store.aggregate():
        for cell, number in blok.once(count).items():
            total[cell] += number
    return total


def main() -> None:
    """Measure the first overview with the opening of the store, and the later ones."""
    begin = time.perf_counter()
    store = TinyDBStore(Path(sys.argv[1]))
    learned = sum(overview(store).values())
    first = time.perf_counter() - begin
    warm = []
    for _ in range(_REPEATS):
        begin = time.perf_counter()
        overview(store)
        warm.append(time.perf_counter() - begin)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = {"first": first, "warm": statistics.median(warm), "mb": peak, "learned": learned}
    sys.stdout.write(json.dumps(figures))


if __name__ == "__main__":
    main()
