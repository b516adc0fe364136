"""The process of the server: what it takes, and how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import tomllib
from typing import TYPE_CHECKING

import pytest

from gesprek.access.signing import ServerSecrets
from gesprek.cli.own_server import MOST_OF_A_MESSAGE
from gesprek.domain.dates import utc_now
from gesprek.services.visits import Visits
from gesprek.storage.files.file_store import TinyDBStore
from tests.support.server import ROOT, free_port, line_to

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The command serve, once it has told that it is there; and its port."""
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-m", "gesprek", "serve", "--geen-browser", "--poort", str(port)],
        cwd=ROOT,
        env={**os.environ, "GESPREK_OPSLAG": str(tmp_path / "opslag")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        assert f"staat klaar op http://127.0.0.1:{port} " in process.stdout.readline()
        yield process, port
        process.kill()


def test_when_it_says_that_it_is_there_it_answers(
    served: tuple[subprocess.Popen[str], int],
) -> None:
    line = line_to(served[1], tls=False)
    line.request("GET", "/gezond")
    assert line.getresponse().status == 200


@pytest.mark.posix_only("deze signalen")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_without_a_word(
    served: tuple[subprocess.Popen[str], int], number: signal.Signals
) -> None:
    process, _port = served
    assert process.stdout is not None
    assert "/inrichten/" in process.stdout.readline()
    process.send_signal(number)
    assert process.wait(60) == (0 if number is signal.SIGINT else -signal.SIGTERM)
    assert process.stdout.read() == ""


def test_each_start_before_the_set_up_tells_another_link(tmp_path: Path) -> None:
    first, second = (_told_until_it_ends(tmp_path) for _ in range(2))
    links = [line for line in (first + second).splitlines() if "/inrichten/" in line]
    assert len(set(links)) == 2
    store = TinyDBStore(tmp_path / "opslag")
    visits = Visits(store, ServerSecrets(tmp_path / "opslag"), utc_now)
    visits.setting_up.check_link(links[1].rpartition("/")[2])


@pytest.mark.posix_only("deze signalen")
def test_who_stops_it_in_the_middle_of_the_start_is_not_told_that_it_is_there(
    tmp_path: Path,
) -> None:
    (tmp_path / "app.py").write_text(SLOW_APP, "utf-8")
    with _serving(tmp_path, cwd=tmp_path) as process:
        assert process.stdout is not None
        while not (tmp_path / "begun").exists():
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        (tmp_path / "may_go_on").touch()
        assert process.stdout.read() == ""


SLOW_APP = """
import time
from pathlib import Path

Path("begun").touch()
while not Path("may_go_on").exists():
    time.sleep(0.01)


async def app(scope, receive, send):
    pass
"""


def _told_until_it_ends(folder: Path) -> str:
    """Start the command, and end it once it is there."""
    with _serving(folder) as process:
        assert process.stdout is not None
        told = "".join(process.stdout.readline() for _ in range(2))
        process.terminate()
        return told + process.stdout.read()


def _serving(folder: Path, cwd: Path = ROOT) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "gesprek", "serve", "--geen-browser"]
    more = {"GESPREK_OPSLAG": str(folder / "opslag"), "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [*command, "--poort", str(free_port())],
        cwd=cwd,
        env={**os.environ, **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


def test_a_page_may_send_as_much_as_streamlit_takes() -> None:
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))["server"]
    assert settings["maxMessageSize"] * 1_000_000 == MOST_OF_A_MESSAGE
