"""start.py as the advisor opened the server: what it hands on, and what it tells."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

import start
from start import Begin
from tests.support.certificate import make_certificate
from tests.support.server import ROOT, Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DEUR = ROOT / "tests" / "support" / "door_app" / "app.py"
NAMEN = ("127.0.0.1", "gesprek.nl")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the store; start.py finds this Python instead of that in .venv."""
    folder = tmp_path / "opslag"
    monkeypatch.setenv("GESPREK_OPSLAG", str(folder))
    monkeypatch.setattr(start, "PYTHON", sys.executable)
    return folder


def told(begin: Begin, capsys: pytest.CaptureFixture[str]) -> list[str]:
    start.tell(begin, 8501)
    return capsys.readouterr().out.splitlines()


def test_the_program_is_asked_how_to_start(root: Path) -> None:
    begin = start.read_begin()
    assert root.is_dir()
    assert begin.luister == "127.0.0.1"
    assert "localhost" in begin.namen
    assert begin.link.startswith("/inrichten/")


def test_a_sentence_of_the_program_is_told_instead_of_starting(root: Path) -> None:
    start.read_begin()
    (root / "beheer" / "instellingen.json").write_text("{", "utf-8")
    with pytest.raises(start.StartError, match="De instellingen in de opslag zijn niet te lezen"):
        start.read_begin()


def test_streamlit_gets_the_address_and_each_name() -> None:
    assert Begin(namen=NAMEN).options() == [
        "--server.address=127.0.0.1",
        "--server.allowedHosts=127.0.0.1",
        "--server.allowedHosts=gesprek.nl",
    ]


def test_streamlit_gets_the_certificate_and_its_key() -> None:
    options = Begin(luister="0.0.0.0", certificaat="c.pem", sleutel="k.pem").options()  # noqa: S104
    assert options[0] == "--server.address=0.0.0.0"
    assert options[-2:] == ["--server.sslCertFile=c.pem", "--server.sslKeyFile=k.pem"]


def test_no_setting_comes_from_somebody_elses_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STREAMLIT_SERVER_ADDRESS", "0.0.0.0")  # noqa: S104
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")
    environment = start.server_environment()
    assert environment["FORWARDED_ALLOW_IPS"] == ""
    assert not [name for name in environment if name.startswith("STREAMLIT_")]


# What is told


def test_before_set_up_the_link_stands_on_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(Begin(link="/inrichten/abc"), capsys) == [
        "Gesprekstool staat klaar op http://127.0.0.1:8501 (stoppen: Ctrl+C).",
        (
            "Nog niet ingericht: dit werkt alleen op deze computer. Richt in met deze link (werkt "
            "één keer, 24 uur): http://127.0.0.1:8501/inrichten/abc"
        ),
    ]


def test_closed_there_is_nothing_for_colleagues(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(Begin(), capsys) == [
        "Gesprekstool staat klaar op http://127.0.0.1:8501 (stoppen: Ctrl+C)."
    ]


@pytest.mark.parametrize(
    ("with_port", "address"),
    [(True, "https://gesprek.nl:8501"), (False, "https://gesprek.nl")],
)
def test_open_the_address_for_colleagues_is_told(
    capsys: pytest.CaptureFixture[str], *, with_port: bool, address: str
) -> None:
    begin = Begin(adres="https://gesprek.nl", met_poort=with_port)
    ready, colleagues = told(begin, capsys)
    assert f"staat klaar op {address} " in ready
    assert colleagues == f"Adres voor collega's: {address}"


def test_what_the_program_warns_for_comes_last(capsys: pytest.CaptureFixture[str]) -> None:
    begin = Begin(adres="http://gesprek.nl", let_op="Onbeveiligd: anderen kunnen meelezen.")
    assert told(begin, capsys)[-1] == "Onbeveiligd: anderen kunnen meelezen."


# A real server with a certificate of its own


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("tls")
    made = make_certificate(folder / "certificaat")
    one = Server(folder / "opslag", folder / "server.log", app=DEUR)
    one.begin = Begin(certificaat=str(made.path), sleutel=str(made.key))
    yield one.start()
    one.stop()


def test_health_is_asked_over_tls_too(server: Server) -> None:
    assert start.ask_health(server.port, tls=True) == (200, "")
    assert start.ask_health(server.port) == (0, "")
    answer, body = server.request("/gezond")
    assert (answer.status, json.loads(body)["status"]) == (200, "ok")
