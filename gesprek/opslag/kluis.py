"""Where the secrets of the servers lie: beside the documents, in no copy of them."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Final, Protocol

from gesprek.opslag import system
from gesprek.opslag.locks import Locks

_NAME: Final = "beheer/geheim.key"
_LOCKS: Final = "locks"
_PATIENCE: Final = 5.0


class Kluis(Protocol):
    """Holds one small text of bytes. Every method may raise Busy, StoreFull and Unusable."""

    def stamp(self) -> object:
        """Return what differs once the bytes were written anew, None where there are none."""

    def read(self) -> bytes | None:
        """Return the bytes, None where there are none.

        Raises:
            Corrupt: they cannot be read.
        """

    def changing(self) -> AbstractContextManager[None]:
        """Keep everybody else from writing, also in other processes and servers."""

    def write(self, data: bytes) -> None:
        """Put bytes in the place of what there is; on return they would survive a power cut.

        Who calls this is in ``changing``.
        """


class Bestandskluis:
    """A file in the folder of the store.

    Args:
        root: the store's folder.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._path = root / _NAME

    def stamp(self) -> object:
        """See ``Kluis.stamp``."""
        with system.typed_errors():
            try:
                status = self._path.stat()
            except FileNotFoundError:
                return None
        return status.st_mtime_ns, status.st_size, status.st_ino

    def read(self) -> bytes | None:
        """See ``Kluis.read``."""
        with system.typed_errors():
            return system.read(self._path)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """See ``Kluis.changing``."""
        with system.typed_errors():
            for folder in (self._path.parent, self._root / _LOCKS):
                system.make_folders(folder)
        with Locks(self._root / _LOCKS, _PATIENCE).hold(_NAME), system.typed_errors():
            yield

    def write(self, data: bytes) -> None:
        """See ``Kluis.write``."""
        system.write_atomic(self._path, data)
