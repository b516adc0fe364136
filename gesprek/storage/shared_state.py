"""What the servers keep beside the documents: their secrets, and counts of failed attempts.

On files the counts are in the memory of the one server there is: a guesser must not be able to
write to the disk, and a restart takes longer than it wins. In a database all servers share them.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Final, Protocol

from gesprek.storage.files import operating_system
from gesprek.storage.files.locks import LOCK_TIMEOUT, Locks

_NAME: Final = "beheer/geheim.key"


class SecretStore(Protocol):
    """Holds one small text of bytes. Every method may raise Busy, StoreFull and Unusable."""

    def stamp(self) -> object:
        """Return what differs once the bytes were written again, None where there are none."""

    def read(self) -> bytes | None:
        """Return the bytes, None where there are none; raises Corrupt where they are damaged."""

    def changing(self) -> AbstractContextManager[None]:
        """Keep everybody else from writing, also in other processes and servers."""

    def write(self, data: bytes) -> None:
        """Replace the bytes, within ``changing``; on return they would survive a power cut."""


class FileSecretStore:
    """A file in the folder of the store."""

    def __init__(self, root: Path) -> None:
        self._locks = root / "locks"
        self._path = root / _NAME

    def stamp(self) -> object:
        """See ``SecretStore.stamp``."""
        with operating_system.typed_errors(), suppress(FileNotFoundError):
            status = self._path.stat()
            return status.st_mtime_ns, status.st_size, status.st_ino
        return None

    def read(self) -> bytes | None:
        """See ``SecretStore.read``."""
        with operating_system.typed_errors():
            return operating_system.read(self._path)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """See ``SecretStore.changing``."""
        with operating_system.typed_errors():
            for folder in (self._path.parent, self._locks):
                operating_system.make_folders(folder)
        with Locks(self._locks, LOCK_TIMEOUT).hold(_NAME), operating_system.typed_errors():
            yield

    def write(self, data: bytes) -> None:
        """See ``SecretStore.write``."""
        operating_system.write_atomic(self._path, data)


MOST: Final = 20_000
"""Buckets that are remembered; the one that was added to longest ago is forgotten first."""


class TokenBuckets(Protocol):
    """Buckets with names; one that nobody added to is empty.

    In a database each method may raise Busy, StoreFull and Unusable.
    """

    def level(self, name: str) -> float:
        """Return after how many seconds the bucket is empty, 0 for an empty one."""

    def add(self, name: str, seconds: float, capacity: float) -> None:
        """Add what takes so many seconds to leak out; a negative number takes out.

        What is over ``capacity``, in seconds too, runs away.
        """

    def forget_empty(self) -> None:
        """Forget the buckets that are empty."""


class MemoryTokenBuckets:
    """At most ``most`` buckets in this process; ``clock`` tells seconds that only go up."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, most: int = MOST) -> None:
        self._clock = clock
        self._most = most
        self._empty_at: OrderedDict[str, float] = OrderedDict()
        self._lock = threading.Lock()

    def level(self, name: str) -> float:
        """See ``TokenBuckets.level``."""
        with self._lock:
            return self._level(name)

    def add(self, name: str, seconds: float, capacity: float) -> None:
        """See ``TokenBuckets.add``."""
        with self._lock:
            level = min(max(self._level(name) + seconds, 0.0), capacity)
            self._empty_at[name] = self._clock() + level
            self._empty_at.move_to_end(name)
            while len(self._empty_at) > self._most:
                self._empty_at.popitem(last=False)

    def forget_empty(self) -> None:
        """See ``TokenBuckets.forget_empty``."""
        with self._lock:
            for name in [one for one in self._empty_at if not self._level(one)]:
                del self._empty_at[name]

    def _level(self, name: str) -> float:
        now = self._clock()
        return max(0.0, self._empty_at.get(name, now) - now)
