"""What stands in front of a server: a real program with an example of deploy/."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from typing import TYPE_CHECKING, Self

from tests.support.server import free_port

if TYPE_CHECKING:
    from pathlib import Path

START_SECONDS = 60.0


class Proxy:
    """A process in a folder of its own, which listens on two ports.

    Args:
        folder: Where it keeps everything.

    Attributes:
        name: What it is called.
        command: What starts it.
        environment: More environment variables.
        port: Where it listens with TLS.
        plain_port: Where it listens without.
    """

    tls = True
    name = ""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port, self.plain_port = free_port(), free_port()
        self.command: list[str] = []
        self.environment: dict[str, str] = {}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def logs(self) -> str:
        """Everything that it wrote."""
        return "".join(path.read_text("utf-8") for path in sorted(self.folder.glob("*.log")))

    def start(self) -> Self:
        """Start and wait until it listens."""
        with (self.folder / "uitvoer.log").open("ab") as output:
            self._process = subprocess.Popen(
                self.command,
                env={**os.environ, **self.environment},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self._process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            time.sleep(0.05)
        self.stop()
        raise AssertionError(f"{self.name} did not start:\n{self.logs}")

    def stop(self) -> None:
        """End it; harmless when it has ended."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(START_SECONDS)
