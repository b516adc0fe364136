"""The zip for Windows as users get it: made of real packages, unpacked, and started under Wine."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from deploy.windows.data_folder import DATA
from scripts.find_programs import find_wine
from scripts.portable.__main__ import build
from scripts.portable.embedded_python import read_python
from scripts.windows.wine import set_up_wine, windows_path, wine_environment, work_around
from tests.support.server import STOP_SECONDS
from tests.support.windows_server import WindowsServer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FOLDER: Final = "Sam & Noor (werk)"
"""A folder to unpack in, with what command files trip over."""


def unpack(python: Path, folder: Path) -> Path:
    """Make the zip and unpack it as a user does; returns the folder of `Gesprekstool.cmd`."""
    made = build(read_python(python), None, folder)
    place = folder / FOLDER / made.stem
    with zipfile.ZipFile(made) as packed:
        packed.extractall(place)
    made.unlink()
    return place


def prepare_for_wine(unpacked: Path) -> None:
    """Hide what Wine lacks: only for that, its Python runs a module of ours at its start."""
    (program,) = unpacked.glob("programma-*")
    (search_path,) = program.glob("python/python3*._pth")
    search_path.write_text(search_path.read_text("ascii") + "import site\n", "ascii")
    work_around(program / "site-packages")


def call(unpacked: Path, arguments: Sequence[str], folder: Path) -> subprocess.Popen[bytes]:
    """Start `Gesprekstool.cmd` as a double click does, in a group of its own.

    Wine can't be given a path with ``&`` as the Explorer gives it, so another command calls it.
    """
    set_up_wine()
    caller = folder / "roep.cmd"
    path = windows_path(unpacked / "Gesprekstool.cmd")
    caller.write_text(f'@call "{path}" {" ".join(arguments)}\r\n', "utf-8")
    wine = find_wine()
    assert wine is not None
    return subprocess.Popen(
        [wine, "cmd", "/c", windows_path(caller)],
        cwd=folder,
        env=wine_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def told_by(unpacked: Path, arguments: Sequence[str], folder: Path) -> str:
    """Run `Gesprekstool.cmd` to its end; returns all that it told."""
    with call(unpacked, arguments, folder) as program:
        return program.communicate(timeout=300)[0].decode("utf-8", errors="replace")


class PortableServer(WindowsServer):
    """Runs what was unpacked, with the data where it finds a place for them."""

    def __init__(self, unpacked: Path, folder: Path) -> None:
        super().__init__(unpacked.parent / DATA / "opslag", folder / "server.log")
        self._unpacked = unpacked
        self._folder = folder

    def _launch(self) -> None:
        options = ["--geen-browser", "--poort", str(self.port)]
        self.process = call(self._unpacked, options, self._folder)
        self.log.touch()
        self._logging = threading.Thread(target=self._write_log, args=[self.process], daemon=True)
        self._logging.start()

    def kill(self) -> None:
        """End all that `Gesprekstool.cmd` started."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Give the server the Ctrl+C of its window, and wait until it has ended."""
        self._end(signal.SIGINT)

    def _end(self, number: signal.Signals) -> None:
        if isinstance(self.process, subprocess.Popen):
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)
            self._logging.join(STOP_SECONDS)  # the pipe ends with the last that could write to it
            assert not self._logging.is_alive()
            self._has_ended()
