"""Saves a large text where files may not grow beyond 8 KB, then a small one.

Argument: the store's folder. Prints the name of the error and what could be saved afterwards.
"""

import resource
import sys
from pathlib import Path

from gesprek.storage.files.file_store import TinyDBStore
from gesprek.storage.protocol import DocumentKey, Kind, Operation
from gesprek.storage.store_errors import StoreFull

sleutel = DocumentKey(Kind.OEFENING, "o1", "t1")
store = TinyDBStore(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, 8_000))
try:
    store.apply(sleutel, 1, [Operation(("tekst",), "x" * 20_000)])
except StoreFull as error:
    sys.stdout.write(f"{type(error).__name__}\n")
sys.stdout.write(f"{store.get(sleutel).document}\n")
sys.stdout.write(f"{store.apply(sleutel, 1, [Operation(('tekst',), 'kort')]).document}\n")
