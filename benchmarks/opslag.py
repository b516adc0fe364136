"""How long a save and an overview take: ``python -m benchmarks.opslag [--map M] [--aantal N]``.

Beside the store the least that a save can be (append and fsync), the least that puts a new file in
the place of the old one, SQLite and plain TinyDB, in turns in one run: on a busy machine only such
ratios say something. The last line is one JSON object.
"""

import argparse
import json
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from tinydb import TinyDB

from benchmarks.vulling import TEXT, fill, key_of
from gesprek.storage.protocol import Operation

_ROUNDS: Final = 400
_FEW: Final = 100
_TINYDB: Final = 2_000
_TINYDB_ROUNDS: Final = 9
Saver = Callable[[int], object]
Times = Mapping[str, Sequence[float]]
"""Way of saving → the seconds of each round."""
_TURNS: Final = 3
_APPEND: Final = "aanvullen en fsync, 6 KB"
_REPLACE: Final = "kaal vervangen, 6 KB"


def append_saver(folder: Path) -> Saver:
    """Return the least that a save can be: 6 KB at the end of a file, and fsync."""
    descriptor = os.open(folder / "aanvullen", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    data = json.dumps(TEXT).encode()

    def save(_number: int) -> None:
        os.write(descriptor, data)
        os.fsync(descriptor)

    return save


def replace_saver(folder: Path) -> Saver:
    """Return the least that a power cut leaves whole: a new file in the place of the old one."""
    folder.mkdir()
    names = os.open(folder, os.O_RDONLY)
    data = json.dumps(TEXT).encode()

    def save(number: int) -> None:
        temporary = folder / "tijdelijk"
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(folder / f"{number % _FEW}")
        os.fsync(names)

    for number in range(_FEW):
        save(number)
    return save


def store_saver(root: Path, documents: int) -> Saver:
    """Return a save of one field in a store with this many oefeningen."""
    store = fill(root, documents)
    versions: dict[int, int] = {}

    def save(number: int) -> None:
        which = number * 7919 % documents
        operation = Operation(("veld00",), f"{TEXT['veld00']}{number}")
        record = store.apply(key_of(which), versions.get(which, 1), [operation])
        versions[which] = record.version

    return save


def sqlite_saver(folder: Path, documents: int) -> Saver:
    """Return the same with SQLite: one row per document, WAL, synchronous FULL."""
    database = sqlite3.connect(folder / "s.db", isolation_level=None)
    database.execute("pragma journal_mode=wal")
    database.execute("pragma synchronous=full")
    database.execute("create table d(id integer primary key, document text)")
    database.execute("begin")
    rows = ((number, json.dumps(TEXT)) for number in range(documents))
    database.executemany("insert into d values(?, ?)", rows)
    database.execute("commit")

    def save(number: int) -> None:
        which = number * 7919 % documents
        database.execute("begin immediate")
        (text,) = database.execute("select document from d where id=?", (which,)).fetchone()
        changed = json.dumps({**json.loads(text), "veld00": f"{number}"})
        database.execute("update d set document=? where id=?", (changed, which))
        database.execute("commit")

    return save


def tinydb_saver(folder: Path, documents: int) -> Saver:
    """Return the same with TinyDB as it comes: all documents in one file, no fsync."""
    database = TinyDB(folder / "t.json")
    database.insert_multiple(dict(TEXT) for _ in range(documents))
    return lambda number: database.update({"veld00": f"{number}"}, doc_ids=[1 + number % documents])


def measure(savers: Mapping[str, Saver], rounds: int) -> Times:
    """Let each save once in a round, each round in another order.

    What one leaves to the disk is paid by the next: none comes always behind the same other.
    """
    times: dict[str, list[float]] = {name: [] for name in savers}
    chance = random.Random(rounds)  # noqa: S311 - only an order
    for number in range(rounds):
        for name in chance.sample(list(savers), len(savers)):
            begin = time.perf_counter()
            savers[name](number)
            times[name].append(time.perf_counter() - begin)
    return times


def ratio(times: Times, one: str, other: str) -> float:
    """Return how often longer one takes than another: the median over the rounds.

    Within one round: a burst of somebody else's work slows both down.
    """
    pairs = zip(times[one], times[other], strict=True)
    return statistics.median(mine / other for mine, other in pairs)


def overview(root: Path) -> dict[str, Any]:
    """Return the figures of an overview in a new process, and how long the whole process took."""
    begin = time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.tellen", str(root)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603 - ours
    return {**json.loads(done.stdout), "process": time.perf_counter() - begin}


def measure_saves(folder: Path, documents: int) -> Times:
    """Measure all ways of saving: the store with few and with many oefeningen, and beside it."""
    for name in ("s", "t"):
        (folder / name).mkdir()
    savers = {
        _APPEND: append_saver(folder),
        _REPLACE: replace_saver(folder / "kaal"),
        _store(_FEW): store_saver(folder / "weinig", _FEW),
        _store(documents): store_saver(folder / "veel", documents),
        f"SQLite (WAL, FULL), {documents}": sqlite_saver(folder / "s", documents),
    }
    os.sync()
    # Plain TinyDB afterwards: the megabytes that it leaves unwritten would delay the others.
    slow = {f"TinyDB zonder meer, {_TINYDB}": tinydb_saver(folder / "t", _TINYDB)}
    return {**measure(savers, _ROUNDS), **measure(slow, _TINYDB_ROUNDS)}


def _store(documents: int) -> str:
    return f"opslag, {documents} oefeningen"


def measure_overviews(root: Path) -> dict[str, float]:
    """Return what an overview costs: index made, new process, again in the same process."""
    rebuild = overview(root)
    time.sleep(0.1)  # the index trusts no folder that changed a moment ago
    new = min((overview(root) for _ in range(_TURNS)), key=lambda one: float(one["first"]))
    return {
        "aggregate_warm_ms": round(1000 * new["warm"], 2),
        "aggregate_new_ms": round(1000 * new["first"], 1),
        "aggregate_new_process_ms": round(1000 * new["process"], 1),
        "aggregate_rebuild_s": round(rebuild["first"], 2),
        "aggregate_mb": round(max(rebuild["mb"], new["mb"]), 1),
    }


def run(folder: Path, documents: int) -> dict[str, float]:
    """Measure everything in a folder, show the table and return the figures."""
    saves, ours = measure_saves(folder, documents), _store(documents)
    figures = {
        "save_vs_append": round(ratio(saves, ours, _APPEND), 2),
        "save_vs_replace": round(ratio(saves, ours, _REPLACE), 2),
        "save_growth_50k": round(ratio(saves, ours, _store(_FEW)), 3),
        **measure_overviews(folder / "veel"),
    }
    _say("| wat | mediaan van één keer opslaan (ms) |", "|---|---|")
    medians = {name: 1000 * statistics.median(each) for name, each in saves.items()}
    _say(*(f"| {name} | {median:.3f} |" for name, median in medians.items()))
    _say("", "| wat | gemeten |", "|---|---|")
    _say(*(f"| {name} | {value} |" for name, value in figures.items()))
    return figures


def main() -> None:
    """Measure in a new folder and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.opslag", description=__doc__)
    parser.add_argument("--map", type=Path, help="waar, zodat je de schijf kunt kiezen")
    parser.add_argument("--aantal", type=int, default=50_000, help="oefeningen in de grote opslag")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.map) as folder:
        figures = run(Path(folder), options.aantal)
    _say(json.dumps(figures))


def _say(*lines: str) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)


if __name__ == "__main__":
    main()
