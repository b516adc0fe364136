"""Saves fields that nobody else writes, and counts up one that everybody does, from threads.

Arguments: the store's address, a name for this process, threads, saves per thread. Waits for a line
on stdin, prints what the store acknowledged as JSON.
"""

import json
import sys
import threading

from gesprek.storage.protocol import DocumentKey, Kind, Operation
from gesprek.storage.store_errors import FieldConflict
from tests.storage.mutants import become_mutant
from tests.storage.place import opened

become_mutant()
SLEUTEL = DocumentKey(Kind.OEFENING, "o1", "t1")
address, name, threads, saves = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
store = opened(address, lock_timeout=60)
fields: list[str] = []
steps: list[int] = []
errors: list[str] = []


def save(thread: int) -> None:
    """Save the fields of one thread, each on version 1, and a step of the counter after each."""
    try:
        for number in range(saves):
            field = f"{name}-{thread}-{number}"
            store.apply(SLEUTEL, 1, [Operation(("velden", field), "x" * 50)])
            fields.append(field)
            count(field)
    except Exception as error:  # noqa: BLE001 - shown to who started this
        errors.append(type(error).__name__)


def count(who: str) -> None:
    """Make the counter one higher than it was seen; who counted stands beside it.

    Else two who make the same step would have stored the same value, which is no conflict.
    """
    while True:
        seen = store.get(SLEUTEL)
        step = seen.document["teller"][0] + 1
        try:
            store.apply(SLEUTEL, seen.version, [Operation(("teller",), [step, who])])
        except FieldConflict:
            continue
        steps.append(step)
        return


sys.stdout.write("klaar\n")
sys.stdout.flush()
sys.stdin.readline()
workers = [threading.Thread(target=save, args=(number,)) for number in range(threads)]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()
sys.stdout.write(json.dumps({"fields": fields, "steps": len(steps), "errors": errors}))
