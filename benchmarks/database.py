"""Saving on files beside saving in PostgreSQL, on one disk: ``python -m benchmarks.database``.

Look at the ratios within one run; the milliseconds are those of this machine. Needs the packages
of the tests and the programs of PostgreSQL.
"""

import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Final

from gesprek.storage.files.file_store import TinyDBStore
from gesprek.storage.postgresql.postgresql_store import PostgreSQLStore
from gesprek.storage.protocol import DocumentKey, Kind, Operation, Store
from scripts.find_programs import find_postgres
from tests.support.postgres import Cluster

SAVES: Final = 200
WRITERS: Final = 12
TEXT: Final = "x" * 500


def main() -> None:
    """Measure both stores and print a line for each."""
    programs = find_postgres()
    if programs is None:
        raise SystemExit("PostgreSQL is niet geïnstalleerd.")
    cluster = Cluster(Path(programs), on_disk=True).start()
    try:
        with tempfile.TemporaryDirectory(dir=cluster.folder.parent) as folder:
            files = TinyDBStore(Path(folder) / "opslag")
            database = PostgreSQLStore(cluster.new_database())
            sys.stdout.write("opslag      één schrijver, mediaan   12 schrijvers per seconde\n")
            for name, store in (("bestanden", files), ("PostgreSQL", database)):
                sys.stdout.write(f"{name:11} {alone(store):20.2f} ms {together(store):20.0f}\n")
    finally:
        cluster.remove()


def alone(store: Store) -> float:
    """Return the median of one save in ms, for one writer."""
    key = _new(store, "alleen")
    times = []
    for number in range(SAVES):
        begin = time.perf_counter()
        store.apply(key, number + 1, [Operation(("tekst",), f"{number} {TEXT}")])
        times.append(1000 * (time.perf_counter() - begin))
    return statistics.median(times)


def together(store: Store) -> float:
    """Return the saves per second of 12 writers, each in a document of its own."""
    keys = [_new(store, f"samen{number}") for number in range(WRITERS)]

    def write(key: DocumentKey) -> None:
        for number in range(SAVES // 4):
            store.apply(key, number + 1, [Operation(("tekst",), f"{number} {TEXT}")])

    threads = [threading.Thread(target=write, args=(key,)) for key in keys]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return WRITERS * (SAVES // 4) / (time.perf_counter() - begin)


def _new(store: Store, name: str) -> DocumentKey:
    key = DocumentKey(Kind.OEFENING, name, "team1")
    store.create(key, {"tekst": "", "rest": ["y" * 100] * 50})
    return key


if __name__ == "__main__":
    main()
