"""A real server of the program, in its own process, for tests."""

from __future__ import annotations

import http.client
import json
import os
import socket
import ssl
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self

from gesprek.cli.serve import StartPlan
from tests.support.server_fork import CAN_BRANCH, Tak, branch

if TYPE_CHECKING:
    from collections.abc import Iterator

BRANCHES = CAN_BRANCH and "pytest" in sys.modules
"""Only for tests: a benchmark starts a server in a process of its own."""
ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "app.py"
START_SECONDS = 120.0
STOP_SECONDS = 60.0


def free_port() -> int:
    """Return a port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def line_to(port: int, *, tls: bool, seconds: float = 5) -> http.client.HTTPConnection:
    """Return a line to a server on this machine, whatever name its certificate has."""
    if not tls:
        return http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
    return http.client.HTTPSConnection("127.0.0.1", port, timeout=seconds, context=trusting())


def trusting() -> ssl.SSLContext:
    """Return the settings of a line over TLS to this machine, where nobody can come between."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    """Run the program with its store and its log in this folder."""
    one = Server(folder / "opslag", folder / "server.log").start()
    try:
        yield one
    finally:
        one.stop()


class Server:
    """Runs an app with its own store folder; the port stays the same over restarts.

    Args:
        store: The folder for `GESPREK_OPSLAG`.
        log: The file that gets everything the server prints.
        app: The file to run.
        environment: More environment variables.
        ready: The HTTP status of `/gezond` that means that the server has started.

    Attributes:
        plan: How it starts; may be set before `start`.
    """

    def __init__(
        self,
        store: Path,
        log: Path,
        *,
        app: Path = APP,
        environment: dict[str, str] | None = None,
        ready: int = 200,
    ) -> None:
        self.store = store
        self.log = log
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | Tak | None = None
        self._app = app
        self._ready = ready
        self.plan = StartPlan()
        self._environment = {"GESPREK_OPSLAG": str(store), **(environment or {})}
        self._output: IO[bytes] | None = None

    @property
    def tls(self) -> bool:
        """Whether it has a certificate of its own."""
        return bool(self.plan.certificate)

    @property
    def _is_for_python(self) -> bool:
        """Whether something in its environment counts only as Python itself starts."""
        return any(name.startswith("PYTHON") for name in self._environment)

    @property
    def url(self) -> str:
        """The address to open in a browser."""
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    def start(self) -> Self:
        """Start and wait until `/gezond` answers as expected."""
        self._launch()
        self._wait()
        return self

    def _launch(self) -> None:
        """Start the process; what it prints goes to the log."""
        command = [str(self._app), str(self.port), json.dumps(self.plan._asdict())]
        environment = {**os.environ, **self._environment}
        if BRANCHES and not self._is_for_python:
            self.process = branch(command, environment, self.log)
        else:
            self._output = self.log.open("ab")
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.support.serve_app", *command],
                cwd=ROOT,
                env=environment,
                stdout=self._output,
                stderr=subprocess.STDOUT,
            )

    def kill(self) -> None:
        """End the server as a power cut would (SIGKILL)."""
        if self.process is not None:
            self.process.kill()
            self._has_ended()

    def stop(self) -> None:
        """Ask the server to end; harmless when it has ended."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self._has_ended()
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"the server did not stop in {STOP_SECONDS} s") from None

    def start_again(self) -> Self:
        """Start on the same port with the same store, after `kill` or `stop`."""
        return self.start()

    def request(
        self, path: str, *, method: str = "GET", headers: dict[str, str] | None = None
    ) -> tuple[http.client.HTTPResponse, bytes]:
        """Send one request without following redirects; returns the answer and its body."""
        connection = line_to(self.port, tls=self.tls, seconds=60)
        try:
            connection.request(method, path, headers=headers or {})
            answer = connection.getresponse()
            return answer, answer.read()
        finally:
            connection.close()

    def logged(self, words: str) -> str:
        """Wait until these words stand in the log, which comes after the answer; return it all."""
        end = time.monotonic() + STOP_SECONDS
        while words not in (log := self.log.read_text("utf-8")) and time.monotonic() < end:
            time.sleep(0.05)
        return log

    def _has_ended(self) -> None:
        if self.process is not None:
            self.process.wait(STOP_SECONDS)
            self.process = None
        if self._output is not None:
            self._output.close()
            self._output = None

    def _wait(self) -> None:
        assert self.process is not None
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            try:
                if self.request("/gezond")[0].status == self._ready:
                    return
            except OSError:
                pass
            time.sleep(0.05)
        self.kill()
        raise AssertionError(f"the server did not start:\n{self.log.read_text('utf-8')}")
