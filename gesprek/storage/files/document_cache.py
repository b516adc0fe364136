"""What was read of documents that are asked at each request, and how a file is known again."""

import json
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, NamedTuple

from gesprek.storage.files.operating_system import let_writer_go_first
from gesprek.storage.protocol import DocumentKey, Kind, Record

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


def is_settled(now: int, changed: int) -> bool:
    """Return whether what was read at ``now`` shows all that was changed at ``changed``."""
    return now - changed > (_DOUBT if changed % _COARSE else _DOUBT + 2 * _COARSE)


_KEPT: Final = frozenset(
    {Kind.AANMELDING, Kind.TEAMSLEUTEL, Kind.ACCOUNT, Kind.DEELCODE, Kind.BEHEER}
)
"""Never a kind that holds text of a case: that would stay in memory after it was removed. Of the
others only the version is kept."""
_MOST: Final = 2_000


@dataclass(frozen=True)
class _Kept:
    """A record without its document, the document as text, and the stamp of the file with both.

    Nobody can change a text. It is None for a kind of which only the version is kept.
    """

    stamp: FileStamp
    record: Record
    text: str | None


class DocumentCache:
    """Gives a document that did not change without reading its file again; it costs one stat.

    May be used from several threads. Another process or store that changes a file is noticed: a
    changed file has another stamp. Methods and ``read`` raise as ``Store.get``. Of more than
    ``most`` documents the one that was asked longest ago goes first.
    """

    def __init__(
        self,
        path: Callable[[DocumentKey], Path],
        read: Callable[[DocumentKey], Record],
        most: int = _MOST,
    ) -> None:
        self._path = path
        self._read = read
        self._most = most
        self._kept: OrderedDict[DocumentKey, _Kept] = OrderedDict()
        self._guard = threading.Lock()

    def get(self, key: DocumentKey) -> Record:
        """Return a document as it is now; the caller may keep and change it."""
        # Both before the reading: what changes after this differs from the stamp.
        now, stamp = time.time_ns(), self._stamp(key)
        kept = self._find(key, stamp)
        if kept and kept.text is not None:
            return replace(kept.record, document=json.loads(kept.text))
        record = self._read(key)
        if not kept and stamp and is_settled(now, stamp.changed):
            self._keep(key, stamp, record)
        return record

    def version(self, key: DocumentKey) -> int:
        """Return the version of a document as it is now."""
        kept = self._find(key, self._stamp(key))
        return (kept.record if kept else self.get(key)).version

    def _stamp(self, key: DocumentKey) -> FileStamp | None:
        path = self._path(key)
        let_writer_go_first(path)
        try:
            return FileStamp.of(path.lstat())  # that of a link itself
        except OSError:
            return None

    def _find(self, key: DocumentKey, stamp: FileStamp | None) -> _Kept | None:
        """Return what was kept of this very file, and forget what was kept of another one."""
        with self._guard:
            kept = self._kept.pop(key, None)
            if kept is None or kept.stamp != stamp:
                return None
            self._kept[key] = kept  # asked last
            return kept

    def _keep(self, key: DocumentKey, stamp: FileStamp, record: Record) -> None:
        text = json.dumps(record.document) if key.kind in _KEPT else None
        kept = _Kept(stamp, replace(record, document={}), text)
        with self._guard:
            self._kept[key] = kept
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
