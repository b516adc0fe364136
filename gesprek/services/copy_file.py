"""A copy of the store in one file: a zip (the back-up) or lines of JSON (the export)."""

import os
import stat
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO, Final, Protocol

from gesprek.services.copy_contents import (
    MANIFEST,
    MAX_TOTAL,
    CopySource,
    CopyTooLarge,
    NotACopy,
    checked,
    key_of,
    manifest,
    name_of,
    read_json,
    read_manifest,
    to_bytes,
)
from gesprek.storage.files import operating_system
from gesprek.storage.protocol import Copy
from gesprek.storage.store_errors import Busy
from gesprek.storage.validation import MAX_BYTES

ZIP: Final = ".zip"
LINES: Final = ".jsonl"
SUFFIXES: Final = (ZIP, LINES)

_ABANDONED_SECONDS: Final = 3600
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)  # the same store gives the same zip
_END: Final = "einde"


class CopyWriter(Protocol):
    """Takes documents, one after the other."""

    def add(self, kopie: Copy) -> None:
        """Add a document."""

    def finish(self) -> None:
        """Write what comes last, where nothing failed."""

    def close(self) -> None:
        """Let go of the file, also where something failed."""


@contextmanager
def new_copy(path: Path, now: datetime) -> Iterator[CopyWriter]:
    """Write a copy that takes its place once it is whole, on the disk and readable again.

    Args:
        path: the file, in a folder that is there; its suffix says which form.
        now: the moment it is made.

    Raises:
        Busy: another program is writing this copy.
        StoreFull, Unusable: it cannot be written there; what was there stays.
        OutcomeUnknown: it is there, but perhaps not for good.
    """
    temporary = operating_system.temporary_of(path)
    with operating_system.typed_errors():
        descriptor = _open_new(temporary)
        try:
            with os.fdopen(descriptor, "w+b") as file:
                kind = _Zip if path.suffix == ZIP else _Lines
                with closing(kind(file, now)) as writer:
                    yield writer
                    writer.finish()
                file.flush()
                os.fsync(file.fileno())
            with open_copy(temporary, path.suffix) as bron:
                for _ in bron.backups():
                    pass
            operating_system.move(temporary, path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise


@contextmanager
def open_copy(path: Path, suffix: str | None = None) -> Iterator[CopySource]:
    """Open a copy to read it; nothing of it is unpacked on the disk.

    Args:
        path: the file.
        suffix: which form, where its name does not say so.

    Raises:
        NotACopy: it is none.
        SchemaTooNew: a newer program made it.
    """
    with ExitStack() as stack:
        with _damage_told():
            file = stack.enter_context(path.open("rb"))
            if (suffix or path.suffix) == ZIP:
                bron: CopySource = _OpenZip(stack.enter_context(zipfile.ZipFile(file)))
            else:
                bron = _OpenLines(file)
        yield bron


@contextmanager
def _damage_told() -> Iterator[None]:
    """Turn what goes wrong with a file that may hold anything into one error.

    Raises:
        NotACopy: without the cause, which may quote the file.
    """
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError):
        raise NotACopy from None  # RuntimeError: locked with a password, or packed in another way


class _Zip:
    def __init__(self, file: IO[bytes], now: datetime) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self._write(MANIFEST, to_bytes(manifest(now)))

    def add(self, kopie: Copy) -> None:
        self._write(name_of(kopie.sleutel), to_bytes(kopie.envelope))

    def finish(self) -> None:
        """Closing writes what comes last."""

    def close(self) -> None:
        self._zip.close()

    def _write(self, name: str, data: bytes) -> None:
        info = zipfile.ZipInfo(name, _FIRST_DAY)
        info.external_attr = (stat.S_IFREG | stat.S_IRUSR | stat.S_IWUSR) << 16
        self._zip.writestr(info, data, zipfile.ZIP_DEFLATED)


class _OpenZip:
    def __init__(self, opened: zipfile.ZipFile) -> None:
        self._zip = opened
        self._names = [one.filename for one in opened.infolist()]
        if len(set(self._names)) != len(self._names) or MANIFEST not in self._names:
            raise NotACopy
        if sum(one.file_size for one in opened.infolist()) > MAX_TOTAL:
            raise CopyTooLarge
        self.gemaakt = read_manifest(self._read(MANIFEST))

    def backups(self) -> Iterator[Copy]:
        for name in self._names:
            if name != MANIFEST:
                yield _kopie(name, read_json(self._read(name)))

    def _read(self, name: str) -> bytes:
        """Return what is packed; never unpacks more than a document may hold."""
        with _damage_told(), self._zip.open(name) as packed:
            return packed.read(MAX_BYTES + 1)


class _Lines:
    def __init__(self, file: IO[bytes], now: datetime) -> None:
        self._file = file
        self._count = 0
        self._write(to_bytes(manifest(now)))

    def add(self, kopie: Copy) -> None:
        line = {"naam": name_of(kopie.sleutel), "envelope": kopie.envelope}
        self._write(to_bytes(line))
        self._count += 1

    def finish(self) -> None:
        """Close with the number of documents: a file that was cut short lacks it."""
        self._write(to_bytes({_END: self._count}))

    def close(self) -> None:
        """Leave the file open: it is not ours."""

    def _write(self, line: bytes) -> None:
        self._file.write(line + b"\n")


class _OpenLines:
    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        if os.fstat(file.fileno()).st_size > MAX_TOTAL:
            raise CopyTooLarge
        self.gemaakt = read_manifest(self._line())
        self._begin = file.tell()

    def backups(self) -> Iterator[Copy]:
        self._file.seek(self._begin)
        seen: set[str] = set()
        while True:
            stored = read_json(self._line())
            if not isinstance(stored, dict):
                raise NotACopy
            if _END in stored:
                break
            name = stored.get("naam")
            if not isinstance(name, str) or name in seen:
                raise NotACopy
            seen.add(name)
            yield _kopie(name, stored.get("envelope"))
        if stored != {_END: len(seen)} or self._file.read(1):
            raise NotACopy

    def _line(self) -> bytes:
        with _damage_told():
            return self._file.readline(MAX_BYTES + 1)


def _kopie(name: str, envelope: object) -> Copy:
    sleutel = key_of(name)
    if not isinstance(envelope, dict):
        raise NotACopy(name)
    return checked(Copy(sleutel, envelope))


def _open_new(temporary: Path) -> int:
    """Open a file that nobody has open; one that a stopped program left behind goes first."""
    with suppress(FileNotFoundError):
        if time.time() - temporary.stat().st_mtime > _ABANDONED_SECONDS:
            temporary.unlink()
    try:
        return operating_system.open_private(temporary, os.O_RDWR | os.O_EXCL)
    except FileExistsError:
        raise Busy from None
