"""Saves a field of its own in the documents that others are killed in, until stdin closes.

Argument: the store's address. Prints how many saves there were, as JSON.
"""

import json
import sys
import threading

from gesprek.storage.protocol import DocumentKey, Kind, Operation
from tests.storage.place import opened

store = opened(sys.argv[1])
ended = threading.Event()


def end_with_stdin() -> None:
    """Stop the saving once who started this is done."""
    sys.stdin.read()
    ended.set()


threading.Thread(target=end_with_stdin, daemon=True).start()
saves = 0
while not ended.is_set():
    saves += 1
    sleutel = DocumentKey(Kind.OEFENING, f"o{saves % 3}", "t1")
    store.apply(sleutel, store.get(sleutel).version, [Operation(("survivor",), saves)])
    ended.wait(0.002)
sys.stdout.write(json.dumps({"saves": saves}))
