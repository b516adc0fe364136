"""A window with a command line of Windows, at which somebody types: Wine shows it in a terminal."""

from __future__ import annotations

import os
import pty
import select
import signal
import struct
import subprocess
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Self

from scripts.windows.wine import set_up_wine, wine_command, wine_environment
from tests.support.server import STOP_SECONDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

CTRL_C: Final = b"\x03"
_SIZE: Final = struct.pack("HHHH", 50, 400, 0, 0)  # no line is broken


class WindowsConsole:
    """Runs a program of Windows in a console of its own; ends it as a context.

    Args:
        command: the program, a path of this machine, and its arguments, as Windows knows them.
        cwd: the folder in which it starts.
        environment: what it gets besides ``wine_environment``.

    Attributes:
        shown: all that it showed, with the signs that move the cursor.
    """

    def __init__(
        self, command: Sequence[str], cwd: Path, environment: Mapping[str, str] | None = None
    ) -> None:
        set_up_wine()
        self.shown = ""
        self._own, terminal = pty.openpty()
        _make_large(terminal)
        self._program = subprocess.Popen(
            ["setsid", "--ctty", *wine_command(command)],  # noqa: S607 - so Ctrl+C comes to all
            cwd=cwd,
            env=wine_environment({"TERM": "xterm", **(environment or {})}),
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
        )
        os.close(terminal)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._program.pid, signal.SIGKILL)  # also what it started
        self._program.wait()
        os.close(self._own)

    def shows(self, words: str) -> None:
        """Wait until these words are shown; raises AssertionError where they never are."""
        end = time.monotonic() + 2 * STOP_SECONDS
        while words not in self.shown and time.monotonic() < end and self._look():
            pass
        assert words in self.shown, self.shown

    def press(self, keys: bytes) -> None:
        """Press these keys."""
        os.write(self._own, keys)

    def ends_with(self) -> int:
        """Wait until the program has ended; returns its exit code."""
        end = time.monotonic() + STOP_SECONDS
        while time.monotonic() < end and self._look():
            pass
        return self._program.wait(STOP_SECONDS)

    def _look(self) -> bool:
        """Take in what is shown now; returns whether more can come."""
        if not select.select([self._own], [], [], 0.2)[0]:
            return self._program.poll() is None
        try:
            new = os.read(self._own, 65536)
        except OSError:  # nobody has the other end
            return False
        self.shown += new.decode("utf-8", "replace")
        return bool(new)


def _make_large(terminal: int) -> None:
    import fcntl
    import termios

    fcntl.ioctl(terminal, termios.TIOCSWINSZ, _SIZE)
