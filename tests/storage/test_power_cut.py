"""Power cuts and a full disk on file systems of their own: only with ``test --alles``, as root."""

import os
import random
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gesprek.storage.files.file_store import TinyDBStore
from gesprek.storage.store_errors import StoreFull
from tests.storage.examples import SLEUTEL, put, start, temporary_files
from tests.storage.place import Folder
from tests.storage.trials import Sterven, make_documents, until_first_save, whole_lines
from tests.support.extent import ALLES

CUTS, CUTS_OF_MUTANT = 30, 6
# What is not on the disk is gone: no journal, no pages.
_SHUTDOWN, _WITHOUT_FLUSH = 0x8004587D, 2


def _run(*command: object) -> bool:
    return subprocess.run([*map(str, command)], capture_output=True, check=False).returncode == 0


@contextmanager
def mounted(point: Path, *options: object) -> Iterator[Path]:
    """Mount a file system, or skip the test where this account may not."""
    point.mkdir()
    if not _run("mount", *options, point):
        pytest.skip("mounting a file system needs root and loop devices")
    try:
        yield point
    finally:
        _unmount(point)


def _unmount(point: Path) -> None:
    deadline = time.monotonic() + 60
    while not _run("umount", point):
        assert time.monotonic() < deadline, "the file system stays in use"
        time.sleep(0.05)


def cut_power(point: Path) -> None:
    """Stop the file system at once, as when the plug is pulled."""
    import fcntl  # Windows has no such module

    descriptor = os.open(point, os.O_RDONLY)
    try:
        fcntl.ioctl(descriptor, _SHUTDOWN, struct.pack("I", _WITHOUT_FLUSH))
    finally:
        os.close(descriptor)


def cut_often(tmp_path: Path, cuts: int, mutant: str = "") -> Sterven:
    """Pull the plug while a program saves, again and again, and return what came of it."""
    image, rng, outcome = tmp_path / "schijf", random.Random(7), Sterven()  # noqa: S311 - any moment
    with image.open("wb") as file:
        file.truncate(100_000_000)
    _run("mkfs.ext4", "-q", "-F", image)
    with mounted(tmp_path / "punt", "-o", "loop", image) as point:
        root = point / "opslag"
        make_documents(Folder(root))
        for _ in range(cuts):
            child = start("until_killed.py", root, outcome.begin(), mutant=mutant)
            saved = until_first_save(child)
            time.sleep(rng.uniform(0, 0.4))
            cut_power(point)
            child.send_signal(signal.SIGKILL)
            outcome.note([saved, *whole_lines(child)])
            _unmount(point)
            _run("mount", "-o", "loop", image, point)
            outcome.verify(Folder(root))
    return outcome


if ALLES and sys.platform == "linux":

    def test_30_power_cuts_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
        outcome = cut_often(tmp_path, CUTS)
        assert (outcome.lost, outcome.unreadable) == (0, 0)
        assert outcome.acknowledged > CUTS

    def test_without_fsync_power_cuts_lose_what_was_acknowledged(tmp_path: Path) -> None:
        outcome = cut_often(tmp_path, CUTS_OF_MUTANT, "zonder fsync")
        assert outcome.lost + outcome.unreadable > 0

    def test_a_full_disk_leaves_the_old_text_and_works_again_with_room(tmp_path: Path) -> None:
        with mounted(tmp_path / "punt", "-t", "tmpfs", "-o", "size=1m", "tmpfs") as point:
            root = point / "opslag"
            store = TinyDBStore(root)
            old = store.create(SLEUTEL, {"tekst": "o" * 300_000})
            with pytest.raises(StoreFull):
                store.apply(SLEUTEL, 1, put("tekst", "n" * 900_000))
            filling = point / "vulling"
            fill(filling)
            with pytest.raises(StoreFull):
                store.apply(SLEUTEL, 1, put("meer", "kort"))
            with pytest.raises(StoreFull):
                store.probe()
            assert store.get(SLEUTEL) == TinyDBStore(root).get(SLEUTEL) == old
            assert temporary_files(root) == []
            filling.unlink()
            assert store.apply(SLEUTEL, 1, put("meer", "kort")).version == 2


def fill(file: Path) -> None:
    """Write until there is no room."""
    with file.open("wb", buffering=0) as filling:
        try:
            while True:
                filling.write(b"x" * 4096)
        except OSError:
            pass
