"""A copy of the store in one file: a zip (the back-up) or lines of JSON (the export)."""

import os
import stat
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Final

from gesprek.services.copy_contents import (
    MANIFEST,
    MAX_TOTAL,
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
from gesprek.storage.protocol import Copy, Document
from gesprek.storage.store_errors import Busy
from gesprek.storage.validation import MAX_BYTES

ZIP: Final = ".zip"
LINES: Final = ".jsonl"
SUFFIXES: Final = (ZIP, LINES)

_ABANDONED_SECONDS: Final = 3600
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)  # the same store gives the same zip
_END: Final = "einde"

AddCopy = Callable[[Copy], None]


@dataclass(frozen=True)
class CopySource:
    """A copy that is open to be read.

    Attributes:
        gemaakt: the moment it was made.
        backups: yields every document, checked; more than once. NotACopy: the copy is damaged, or
            holds what no store holds. SchemaTooNew: a newer program made it.
    """

    gemaakt: datetime
    backups: Callable[[], Iterator[Copy]]


@contextmanager
def new_copy(path: Path, now: datetime) -> Iterator[AddCopy]:
    """Write a copy that takes its place once it is whole, on the disk and readable again.

    The folder is there; the suffix of the path says which form.

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
                with (_new_zip if path.suffix == ZIP else _new_lines)(file, now) as add:
                    yield add
                file.flush()
                os.fsync(file.fileno())
            with open_copy(temporary, path.suffix) as source:
                for _ in source.backups():
                    pass
            operating_system.move(temporary, path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise


@contextmanager
def open_copy(path: Path, suffix: str | None = None) -> Iterator[CopySource]:
    """Open a copy to read it; nothing of it is unpacked on the disk.

    ``suffix``: which form, where its name does not say so. Where it is no copy: NotACopy; where a
    newer program made it: SchemaTooNew.
    """
    with ExitStack() as stack:
        with _damage_told():
            file = stack.enter_context(path.open("rb"))
            if (suffix or path.suffix) == ZIP:
                source = _open_zip(stack.enter_context(zipfile.ZipFile(file)))
            else:
                source = _open_lines(file)
        yield source


@contextmanager
def _damage_told() -> Iterator[None]:
    """Turn what goes wrong with a file that may hold anything into NotACopy.

    Without the cause, which may quote the file.
    """
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError):
        raise NotACopy from None  # RuntimeError: locked with a password, or packed in another way


@contextmanager
def _new_zip(file: IO[bytes], now: datetime) -> Iterator[AddCopy]:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:

        def write(name: str, stored: Document) -> None:
            info = zipfile.ZipInfo(name, _FIRST_DAY)
            info.external_attr = (stat.S_IFREG | stat.S_IRUSR | stat.S_IWUSR) << 16
            packed.writestr(info, to_bytes(stored), zipfile.ZIP_DEFLATED)

        write(MANIFEST, manifest(now))
        yield lambda backup: write(name_of(backup.key), backup.envelope)


def _open_zip(packed: zipfile.ZipFile) -> CopySource:
    names = [one.filename for one in packed.infolist()]
    if len(set(names)) != len(names) or MANIFEST not in names:
        raise NotACopy
    if sum(one.file_size for one in packed.infolist()) > MAX_TOTAL:
        raise CopyTooLarge

    def read(name: str) -> bytes:
        """Return what is packed; never unpacks more than a document may hold."""
        with _damage_told(), packed.open(name) as part:
            return part.read(MAX_BYTES + 1)

    def backups() -> Iterator[Copy]:
        for name in names:
            if name != MANIFEST:
                yield _backup(name, read_json(read(name)))

    return CopySource(read_manifest(read(MANIFEST)), backups)


@contextmanager
def _new_lines(file: IO[bytes], now: datetime) -> Iterator[AddCopy]:
    """Close with the number of documents: a file that was cut short lacks it."""
    count = 0

    def write(stored: Document) -> None:
        file.write(to_bytes(stored) + b"\n")

    def add(backup: Copy) -> None:
        nonlocal count
        write({"naam": name_of(backup.key), "envelope": backup.envelope})
        count += 1

    write(manifest(now))
    yield add
    write({_END: count})


def _open_lines(file: IO[bytes]) -> CopySource:
    if os.fstat(file.fileno()).st_size > MAX_TOTAL:
        raise CopyTooLarge

    def line() -> bytes:
        with _damage_told():
            return file.readline(MAX_BYTES + 1)

    made, begin = read_manifest(line()), file.tell()

    def backups() -> Iterator[Copy]:
        file.seek(begin)
        seen: set[str] = set()
        while True:
            stored = read_json(line())
            if not isinstance(stored, dict):
                raise NotACopy
            if _END in stored:
                break
            name = stored.get("naam")
            if not isinstance(name, str) or name in seen:
                raise NotACopy
            seen.add(name)
            yield _backup(name, stored.get("envelope"))
        if stored != {_END: len(seen)} or file.read(1):
            raise NotACopy

    return CopySource(made, backups)


def _backup(name: str, envelope: object) -> Copy:
    key = key_of(name)
    if not isinstance(envelope, dict):
        raise NotACopy(name)
    return checked(Copy(key, envelope))


def _open_new(temporary: Path) -> int:
    """Open a file that nobody has open; one that a stopped program left behind goes first."""
    with suppress(FileNotFoundError):
        if time.time() - temporary.stat().st_mtime > _ABANDONED_SECONDS:
            temporary.unlink()
    try:
        descriptor = operating_system.open_private(temporary, os.O_RDWR | os.O_EXCL)
    except FileExistsError:
        raise Busy from None
    operating_system.make_private(temporary)  # before there is anything in it to read
    return descriptor
