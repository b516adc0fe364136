"""The process of the server: what it takes, and how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest

from gesprek.cli.own_server import MOST_OF_A_MESSAGE
from tests.support.server import ROOT, free_port, line_to

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The command serve, once it has told that it is there; and its port."""
    port = free_port()
    foreign = {"STREAMLIT_SERVER_COOKIE_SECRET": "x", "STREAMLIT_SERVER_ADDRESS": "0.0.0.0"}  # noqa: S104
    with subprocess.Popen(
        [sys.executable, "-m", "gesprek", "serve", "--geen-browser", "--poort", str(port)],
        cwd=ROOT,
        env={**os.environ, **foreign, "GESPREK_OPSLAG": str(tmp_path / "opslag")},
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


@pytest.mark.skipif(sys.platform == "win32", reason="Windows kent deze signalen niet")
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


def test_a_page_may_send_as_much_as_streamlit_takes() -> None:
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))["server"]
    assert settings["maxMessageSize"] * 1_000_000 == MOST_OF_A_MESSAGE
