"""What differs between Linux, macOS and Windows: writing for good, rights, files in use."""

import errno
import os
import stat
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import accumulate, islice
from pathlib import Path
from typing import Final, TypeVar

from gesprek.storage.store_errors import Busy, Corrupt, OutcomeUnknown, StoreFull, Unusable

_Result = TypeVar("_Result")

_FULL: Final = frozenset(
    {errno.ENOSPC, errno.EFBIG} | ({errno.EDQUOT} if hasattr(errno, "EDQUOT") else set())
)
# Windows refuses to replace or read a file for the moment that somebody else has it open.
_WINDOWS: Final = sys.platform == "win32"
_PATIENCE: Final = 5.0
_LOOKS: Final = 10
# This account as the owner, the system and the administrators; also what comes in a folder.
_ONLY_OWNER: Final = "D:P(A;OICI;FA;;;OW)(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)"
# One file that cannot be read is damage; the others may still do.
_UNREADABLE: Final = frozenset(
    {errno.EIO, errno.EISDIR, errno.ELOOP} | (set() if _WINDOWS else {errno.EACCES, errno.EPERM})
)
# Without O_BINARY Windows changes line ends; without O_NOINHERIT a started program keeps the file.
_FLAGS: Final = (
    getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0) | getattr(os, "O_CLOEXEC", 0)
)


@contextmanager
def typed_errors() -> Iterator[None]:
    """Turn an error of the operating system into StoreFull, Busy or, for the rest, Unusable."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StoreFull from error
        if _WINDOWS and isinstance(error, PermissionError):  # another program kept it in use
            raise Busy from error
        raise Unusable from error


def write_atomic(path: Path, data: bytes) -> None:
    """Put the data at the path, whole or not at all; on return it would survive a power cut.

    The temporary name is fixed, so the caller holds the lock of this path.

    Raises:
        OutcomeUnknown: the new data is there, but the folder could not be written to the disk.
        OSError: nothing was changed and no temporary file is left.
    """
    temporary = temporary_of(path)
    try:
        _write_synced(temporary, data)
        _patiently(path, lambda: temporary.replace(path))
    except BaseException:
        with suppress(OSError):
            discard(temporary)
        raise
    _sync_changed(path.parent)


def remove(path: Path) -> None:
    """Remove a file; on return it would stay away after a power cut.

    Raises FileNotFoundError where there is none, and as ``write_atomic``.
    """
    _patiently(path, path.unlink)
    _sync_changed(path.parent)


def discard(path: Path) -> None:
    """Remove a file that could be made again, if it is there; a power cut may bring it back."""
    with suppress(FileNotFoundError, NotADirectoryError):
        _patiently(path, path.unlink)


def move(source: Path, target: Path) -> None:
    """Move a file; on return it would stay moved after a power cut. Raises as ``write_atomic``."""
    _patiently(target, lambda: source.replace(target))
    _sync_changed(target.parent)
    _sync_changed(source.parent)


def write_derived(path: Path, data: bytes) -> None:
    """Put data at the path that could be made again: whole or not at all, but not for good.

    Nobody waits for it: several may write at once, and what fails is left out.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.tmp")
    with suppress(OSError):
        try:
            descriptor = open_private(temporary, os.O_WRONLY | os.O_TRUNC)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


def read(path: Path) -> bytes | None:
    """Return what is in the file: before or after a replace, never half of it. None: no file.

    Raises Corrupt where this one file cannot be read.
    """
    try:
        let_writer_go_first(path)
        return _patiently(path, path.read_bytes)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        if error.errno in _UNREADABLE:
            raise Corrupt from error
        raise


def let_writer_go_first(path: Path) -> None:
    """Wait a moment on Windows while a file is written, else its readers keep it from its place."""
    for _ in range(_LOOKS if _WINDOWS else 0):
        if not temporary_of(path).exists():
            return
        time.sleep(0.005)


def leads_elsewhere(root: Path, path: Path) -> bool:
    """Return whether a link is on the way from a folder to a file in it, or in its place.

    The folder may be a link itself; the file need not exist.
    """
    way = path.relative_to(root).parts
    # As texts: each reading asks this, and making a Path costs more than asking the disk.
    return any(map(_is_link, islice(accumulate(way, os.path.join, initial=str(root)), 1, None)))


def _is_link(path: str) -> bool:
    try:
        found = os.lstat(path)
    except OSError:
        return False  # it is not there, or what comes next says what is wrong
    junction = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)  # of Windows only
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == junction


def make_folders(path: Path) -> None:
    """Make a folder and those above it, for this account only, so that they survive a power cut."""
    if not path.parent.is_dir():
        make_folders(path.parent)
    with suppress(FileExistsError):
        path.mkdir(mode=0o700)
        make_private(path)  # on Windows not every Python does so for this mode
    # Also where it was there: somebody else may have made it just now and not got this far.
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Write the names in a folder to the disk.

    Windows offers no such call for a folder; there NTFS keeps names in its own journal.
    """
    if _WINDOWS:
        return
    descriptor = os.open(path, os.O_RDONLY | _FLAGS)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def open_private(path: Path, flags: int) -> int:
    """Open a file that only this account may read, made where it is missing."""
    return _patiently(path, lambda: os.open(path, flags | os.O_CREAT | _FLAGS, 0o600))


def make_private(path: Path) -> bool:
    """Let only this account in a file or folder that it made; return whether that is so now.

    A stick with FAT has no rights, and a share of another computer may have others.
    """
    if sys.platform != "win32":  # made so: see ``open_private``
        return not path.stat().st_mode & 0o077
    import ctypes

    security, rights = ctypes.windll.advapi32, ctypes.c_void_p()
    convert = security.ConvertStringSecurityDescriptorToSecurityDescriptorW
    if not convert(_ONLY_OWNER, 1, ctypes.byref(rights), None):
        return False
    # The list of who may what (4), without what the folder above would add.
    done = security.SetFileSecurityW(str(path), 0x80000004, rights)
    ctypes.windll.kernel32.LocalFree(rights)
    return bool(done)


def temporary_of(path: Path) -> Path:
    """Return the name under which a file is written before it takes its place."""
    return path.with_name(f".{path.name}.tmp")


def temporaries(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Yield the temporary files below a folder, with the file that each was to become.

    Quick, for there may be 100,000 others.
    """
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".tmp"):
                path = Path(entry.path)
                yield path, path.with_name(path.stem.removeprefix("."))
            elif not entry.name.endswith(".json") and entry.is_dir(follow_symlinks=False):
                yield from temporaries(Path(entry.path))


def _write_synced(path: Path, data: bytes) -> None:
    descriptor = open_private(path, os.O_WRONLY | os.O_TRUNC)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_changed(folder: Path) -> None:
    try:
        sync_folder(folder)
    except OSError as error:
        raise OutcomeUnknown from error


def _patiently(path: Path, action: Callable[[], _Result]) -> _Result:
    """Do something with a file; on Windows again for a while as long as it is in use."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            return action()
        except PermissionError as error:
            if _WINDOWS and path.is_dir():  # that is no file in use, and stays so
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)) from error
            if not _WINDOWS or time.monotonic() > deadline:
                raise
        time.sleep(0.001)
