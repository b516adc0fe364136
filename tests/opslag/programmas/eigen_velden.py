"""Saves fields that nobody else writes, from several threads, each on version 1.

Arguments: the store's folder, a name for this process, threads, saves per thread. Waits for a line
on stdin, prints the number of saves that the store acknowledged.
"""

import sys
import threading
from pathlib import Path

from gesprek.opslag.protocol import Operation, Sleutel, Soort
from gesprek.opslag.tinydb_store import TinyDBStore

root, name, threads, saves = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
store = TinyDBStore(root, lock_timeout=30)
acknowledged: list[str] = []


def save(thread: int) -> None:
    """Save the fields of one thread."""
    for number in range(saves):
        field = f"{name}-{thread}-{number}"
        store.apply(Sleutel(Soort.OEFENING, "o1", "t1"), 1, [Operation(("velden", field), number)])
        acknowledged.append(field)


sys.stdin.readline()
workers = [threading.Thread(target=save, args=(number,)) for number in range(threads)]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()
sys.stdout.write(f"{len(acknowledged)}\n")
