"""Saves a field of its own in the documents that others are killed in, until stdin closes.

Argument: the store's address. Prints how many saves there were and the slowest, as JSON.
"""

import json
import sys
import threading
import time

from gesprek.opslag.protocol import Operation, Sleutel, Soort
from tests.opslag.plek import opened

store = opened(sys.argv[1])
ended = threading.Event()


def end_with_stdin() -> None:
    """Stop the saving once who started this is done."""
    sys.stdin.read()
    ended.set()


threading.Thread(target=end_with_stdin, daemon=True).start()
slowest, saves = 0.0, 0
while not ended.is_set():
    saves += 1
    begin = time.monotonic()
    sleutel = Sleutel(Soort.OEFENING, f"o{saves % 3}", "t1")
    store.apply(sleutel, store.get(sleutel).version, [Operation(("overlever",), saves)])
    slowest = max(slowest, time.monotonic() - begin)
    time.sleep(0.002)
sys.stdout.write(json.dumps({"saves": saves, "slowest": slowest}))
