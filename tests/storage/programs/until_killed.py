"""Saves without end and prints each acknowledged save: killed by the test.

Arguments: the store's address, the number to begin with.
"""

import os
import random
import sys
import threading
from itertools import count

from gesprek.storage.protocol import DocumentKey, Kind, Operation
from tests.storage.mutants import become_mutant
from tests.storage.place import opened

become_mutant()
store = opened(sys.argv[1])


def save(thread: int) -> None:
    """Save growing numbers in a field of this thread, beside a text of changing length."""
    for number in count(int(sys.argv[2])):
        sleutel = DocumentKey(Kind.OEFENING, f"o{number % 3}", "t1")
        text = "x" * random.randrange(6000)  # noqa: S311 - any length will do
        operations = [Operation((f"t{thread}",), number), Operation((f"tekst{thread}",), text)]
        store.apply(sleutel, 1, operations) if number == 0 else store.apply(
            sleutel, store.get(sleutel).version, operations
        )
        os.write(1, f"{sleutel.id} t{thread} {number}\n".encode())


os.write(1, b"go\n")
for one in range(2):
    threading.Thread(target=save, args=(one,)).start()
