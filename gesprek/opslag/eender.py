"""What the store on files and the one in PostgreSQL do alike."""

import time
from typing import Final

from gesprek.opslag.merge import Envelope
from gesprek.opslag.protocol import Record, Sleutel, Store

_WAIT_PAUSE: Final = 0.05


def record_of(sleutel: Sleutel, envelope: Envelope) -> Record:
    """Return what who uses the store sees of an envelope."""
    return Record(sleutel, envelope.version, envelope.document, envelope.saved, envelope.created)


def wait_for(store: Store, sleutel: Sleutel, version: int, timeout: float) -> int:
    """See ``Store.wait``."""
    deadline = time.monotonic() + timeout
    while (present := store.get(sleutel).version) == version:
        left = deadline - time.monotonic()
        if left <= 0:
            break
        time.sleep(min(left, _WAIT_PAUSE))
    return present
