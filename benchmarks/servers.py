"""The two servers that are compared, each with one core for itself, and what they cost."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.peiling import DATABASE
from tests.support.server import ROOT, Server, free_port

_START_SECONDS: Final = 60
_CORES: Final = sorted(os.sched_getaffinity(0))


@dataclass(frozen=True)
class Draaiend:
    """A server that runs.

    Attributes:
        pid: of its process.
        port: on this machine.
    """

    pid: int
    port: int

    def cpu_seconds(self) -> float:
        """Return how long it has used its core."""
        fields = Path(f"/proc/{self.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def core_seconds(self) -> float:
        """Return how long anybody has used the core of the servers."""
        name = f"cpu{_CORES[0]} "
        lines = Path("/proc/stat").read_text("utf-8").splitlines()
        user, nice, system, _idle, _waits, *more = next(
            [int(one) for one in line.split()[1:]] for line in lines if line.startswith(name)
        )
        return (user + nice + system + sum(more[:3])) / os.sysconf("SC_CLK_TCK")

    def handles(self) -> int:
        """Return how many files and lines it holds open."""
        return len(list(Path(f"/proc/{self.pid}/fd").iterdir()))

    def megabytes(self) -> float:
        """Return how much memory it holds."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text("utf-8").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextmanager
def on_core(*, of_server: bool) -> Iterator[None]:
    """Give what is started here the core of the servers, or keep it off that one."""
    before, cores = os.sched_getaffinity(0), _CORES[:1] if of_server else _CORES[1:] or _CORES
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@contextmanager
def ours(store: Path, log: Path) -> Iterator[Draaiend]:
    """Run the program on this store."""
    server = Server(store, log)
    with on_core(of_server=True):
        server.start()
    if server.process is None:
        raise ChildProcessError(log.read_text("utf-8"))
    try:
        yield Draaiend(server.process.pid, server.port)
    finally:
        server.stop()


@contextmanager
def yardstick(database: Path, log: Path) -> Iterator[Draaiend]:
    """Run the ordinary app with the settings of Streamlit itself, on this database."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "benchmarks/peiling.py")]
    options = ["--server.headless=true", "--browser.gatherUsageStats=false"]
    environment = {**os.environ, DATABASE: str(database), "PYTHONPATH": str(ROOT)}
    with on_core(of_server=True), log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - ours
            [*command, *options, f"--server.port={port}"],
            cwd=database.parent,  # no config.toml there
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(port, process, log)
        yield Draaiend(process.pid, port)
    finally:
        process.kill()
        process.wait()


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        with suppress(OSError):
            line.request("GET", "/_stcore/health")
            if line.getresponse().status == http.HTTPStatus.OK:
                return
        line.close()
        time.sleep(0.1)
    raise ChildProcessError(log.read_text("utf-8"))
