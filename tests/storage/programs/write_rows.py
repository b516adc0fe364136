"""Makes, changes and removes coded rows: a round for each line on stdin.

Arguments: the store's folder, a name for this process, changes per round.
"""

import random
import sys
from pathlib import Path

from gesprek.storage.files.file_store import TinyDBStore
from gesprek.storage.protocol import DocumentKey, Kind, Operation

store, name, saves = TinyDBStore(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])
rng = random.Random(name)  # noqa: S311 - any order will do
own: dict[DocumentKey, int] = {}


def change(number: int) -> None:
    """Make, change or remove one row of this process."""
    key = DocumentKey(Kind.GECODEERD, f"{name}{rng.randrange(8)}", f"t{rng.randrange(2)}")
    if key not in own:
        own[key] = store.create(key, {"n": number}).version
    elif rng.random() < 0.2:
        store.delete(key)
        del own[key]
    else:
        own[key] = store.apply(key, own[key], [Operation(("n",), number)]).version


for number, _line in enumerate(sys.stdin):
    for one in range(saves):
        change(1000 * number + one)
    sys.stdout.write("klaar\n")
    sys.stdout.flush()
