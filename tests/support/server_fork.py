"""Servers that branch off from a program that was loaded once, where the system can copy one.

To load Streamlit and us takes most of a second of work, and the tests start some sixty servers.
What branches off runs the same command as any server, and reads its settings, its texts and its
store itself.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final

from tests.support import serve_app

ROOT: Final = Path(__file__).resolve().parents[2]
CAN_BRANCH: Final = hasattr(os, "fork") and hasattr(os, "pidfd_open")
_LOADED: Final = (
    "tests.support.serve_app",
    "streamlit.starlette",
    "gesprek.ui.frame.visitor",
    "gesprek.ui.frame.page_frame",
    "gesprek.web.sign_in_routes",
    "gesprek.web.export_routes",
)


class Tak:
    """A server that branched off, to wait for and to end as any process.

    Args:
        pid: its number.
    """

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._file = os.pidfd_open(pid)

    def __del__(self) -> None:
        os.close(self._file)

    def poll(self) -> int | None:
        """Return 0 once it has ended, well or not, None as long as it runs."""
        return 0 if select.select([self._file], [], [], 0)[0] else None

    def wait(self, timeout: float) -> int:
        """Wait until it has ended.

        Raises:
            TimeoutExpired: it did not within so many seconds.
        """
        if not select.select([self._file], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired(f"server {self.pid}", timeout)
        return 0

    def terminate(self) -> None:
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        self._send(signal.SIGKILL)

    def _send(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):  # it has ended
            signal.pidfd_send_signal(self._file, number)


def branch(arguments: list[str], environment: dict[str, str], log: Path) -> Tak:
    """Start ``tests.support.serve_app`` with these arguments; what it prints goes to the log."""
    stam = _stam()
    assert stam.stdin is not None
    assert stam.stdout is not None
    stam.stdin.write(json.dumps([arguments, environment, str(log)]) + "\n")
    stam.stdin.flush()
    return Tak(int(stam.stdout.readline()))


@cache
def _stam() -> subprocess.Popen[str]:
    """Start the program of which the servers branch off; it ends with the tests."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.support.server_fork"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody here waits for what ends
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in _LOADED:
        import_module(name)
    for line in sys.stdin:
        arguments, environment, log = json.loads(line)
        pid = os.fork()
        if not pid:
            _become(arguments, environment, log)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


def _become(arguments: list[str], environment: dict[str, str], log: str) -> None:
    """Go on as a server; does not return."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    output = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for file, stream in ((nothing, 0), (output, 1), (output, 2)):
        os.dup2(file, stream)
    os.environ.clear()
    os.environ.update(environment)
    serve_app.main(*arguments)
    sys.exit()  # Python itself tells of an error, here as in any server


if __name__ == "__main__":
    _main()
