"""A server in a Python for Windows, that Wine runs, with the command that a user gives."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import pytest

from scripts.find_programs import find_wine
from scripts.windows.python import start_windows_python
from scripts.windows.wine import windows_path
from tests.support.server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from subprocess import Popen

NO_WINE: Final = "geen Wine gevonden: installeer de pakketten wine en gcc-mingw-w64-x86-64-win32"


@contextmanager
def running_on_windows(folder: Path) -> Iterator[WindowsServer]:
    """Run the program in a Python for Windows, with its store and its log in this folder."""
    if find_wine() is None:
        pytest.skip(NO_WINE)
    one = WindowsServer(folder / "opslag", folder / "server.log")
    try:
        one.start()
        yield one
    finally:
        one.kill()  # Wine gives no program of Windows the Ctrl+C of somebody at the keyboard


class WindowsServer(Server):
    """Runs `python -m gesprek serve` of Windows; takes as ``Server``."""

    def _launch(self) -> None:
        command = ["-m", "gesprek", "serve", "--geen-browser", "--poort", str(self.port)]
        environment = {**self._environment, "GESPREK_OPSLAG": windows_path(self.store)}
        # As start.py gives it.
        self.process = start_windows_python(command, environment={**environment, "PYTHONUTF8": "1"})
        self.log.touch()
        threading.Thread(target=self._write_log, args=[self.process], daemon=True).start()

    def _write_log(self, process: Popen[bytes]) -> None:
        assert process.stdout is not None
        with self.log.open("ab", buffering=0) as log:
            for line in process.stdout:
                log.write(line)
