"""How a file is known to be the one that was read before, without reading it."""

import os
from pathlib import Path
from typing import Final, NamedTuple

# Two saves within one tick of the file system's clock look the same; FAT ticks in 2 seconds.
_DOUBT: Final = 50_000_000
_COARSE: Final = 1_000_000_000


class FileStamp(NamedTuple):
    """What differs when a file was replaced, or written in its place: nanoseconds, inode, size."""

    changed: int
    inode: int
    size: int

    @classmethod
    def of(cls, status: os.stat_result) -> "FileStamp":
        """Return the stamp in what the operating system tells of a file."""
        return cls(status.st_mtime_ns, status.st_ino, status.st_size)


def stamp_of(path: Path) -> FileStamp | None:
    """Return the stamp of a file, that of a link itself; None where there is none to be had."""
    try:
        return FileStamp.of(path.lstat())
    except OSError:
        return None


def is_settled(now: int, changed: int) -> bool:
    """Return whether what was read at ``now`` shows all that was changed at ``changed``."""
    return now - changed > (_DOUBT if changed % _COARSE else _DOUBT + 2 * _COARSE)
