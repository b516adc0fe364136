"""Sends one round, as a server would, and waits where the test wants to kill it.

Arguments: the store's address, the moment that its clock tells, and where to wait: ``voor`` or
``na``, and the state that is saved then; empty for nowhere.
"""

import sys
import threading
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from gesprek.access.signing import ServerSecrets
from gesprek.services.reminder_sending import ReminderSending
from gesprek.storage import open_store
from gesprek.storage.protocol import DocumentKey, Operation, Record

address, moment, hold = sys.argv[1:4]


def wait(word: str) -> None:
    """Say where we are and go on when the test says so."""
    print(word, flush=True)  # noqa: T201 - the test reads it
    sys.stdin.readline()


class Held:
    """The store, which waits before or after a state of a message is saved."""

    def __init__(self, store: Any) -> None:  # noqa: ANN401 - of either engine
        self._store = store

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - any method
        return getattr(self._store, name)

    def apply(self, key: DocumentKey, version: int, operations: Sequence[Operation]) -> Record:
        """Save, and wait where the test asked to."""
        states = [one.value for one in operations if one.path == ("staat",)]
        if hold.split() == ["voor", *states]:
            wait(hold)
        record: Record = self._store.apply(key, version, operations)
        if hold.split() == ["na", *states]:
            wait(hold)
        return record


def clock() -> datetime:
    """Tell the moment of the test."""
    return datetime.fromisoformat(moment)


store: Any = Held(open_store(address, clock))
sending = ReminderSending(store, ServerSecrets(store.secret_store()), clock)
if not hold:
    wait("klaar")
sending.round(threading.Event())
