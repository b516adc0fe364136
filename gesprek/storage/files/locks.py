"""One writer at a time per document, over threads and processes."""

import os
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import lock_descriptor, unlock_descriptor

from gesprek.storage.files.operating_system import open_private, typed_errors
from gesprek.storage.store_errors import Busy

LOCK_TIMEOUT: Final = 5.0
"""Seconds that a change waits for another one of the same document, in every store."""
_STRIPES: Final = 64


class Locks:
    """64 locks that share out the documents: a fixed number of files, however many documents.

    Each is a thread lock, which queues threads without polling, and a lock of the operating system
    on a file. A lock of the system ends with its process, also after kill -9. Where the file system
    has no such locks taking one raises: never on without. The files are made at once, so that a
    full disk cannot stop a lock. ``timeout`` is in seconds.
    """

    def __init__(self, folder: Path, timeout: float) -> None:
        self._files = [folder / f"{number:02x}" for number in range(_STRIPES)]
        self._threads = [threading.Lock() for _ in self._files]
        self._timeout = timeout
        for file in self._files:
            os.close(open_private(file, os.O_RDWR))

    @contextmanager
    def hold(self, name: str) -> Iterator[None]:
        """Hold the lock that ``name`` falls under; not twice in one thread.

        Raises Busy where somebody else held it longer than the time limit, and Unusable where the
        file system has no locks, or the lock file cannot be opened.
        """
        number = zlib.crc32(name.encode()) % _STRIPES
        deadline = time.monotonic() + self._timeout
        if not self._threads[number].acquire(timeout=self._timeout):
            raise Busy
        try:
            with typed_errors():
                # Opened each time: a descriptor that is kept is shared with a forked process,
                # and then both hold the lock.
                descriptor = open_private(self._files[number], os.O_RDWR)
            try:
                with typed_errors():
                    _wait_for(descriptor, deadline)
                try:
                    yield
                finally:
                    # Closing does it too, but on Windows not at once.
                    unlock_descriptor(descriptor)
            finally:
                os.close(descriptor)
        finally:
            self._threads[number].release()


def _wait_for(descriptor: int, deadline: float) -> None:
    pause = 0.0005  # seconds
    while not lock_descriptor(descriptor, blocking=False):
        if time.monotonic() > deadline:
            raise Busy
        time.sleep(pause)
        pause = min(2 * pause, 0.01)
