"""How the server starts with what the advisor set, and what keeps it from starting."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from gesprek.access.access_errors import InvalidCertificate
from gesprek.access.settings import NetworkMode, Settings, change_settings
from gesprek.access.signing import ServerSecrets
from gesprek.cli.serve import StartPlan, forget_foreign_settings, plan_of, read_plan, tell
from gesprek.domain.dates import utc_now
from gesprek.services.visits import Visits
from gesprek.storage.files.file_store import TinyDBStore
from tests.support.certificate import make_certificate
from tests.support.server import ROOT, free_port

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
GOED = "een paarse fiets in de sloot"


def open_to(netwerk: NetworkMode, **more: object) -> Settings:
    """Return settings of an organisation that is open in this way."""
    values = {"ingericht": NOW, "netwerk": netwerk, "namen": ("gesprek.nl",), **more}
    return Settings.model_validate(values)


def visits_of(root: Path) -> Visits:
    return Visits(TinyDBStore(root), ServerSecrets(root), utc_now)


def set_up(root: Path, settings: Settings) -> None:
    visits = visits_of(root)
    visits.set_up(visits.setting_up.new_link(), settings, GOED)


# Who can reach the server


def test_closed_it_listens_to_this_machine_only() -> None:
    assert plan_of(Settings(namen=("gesprek.nl",)), NOW) == StartPlan("127.0.0.1")


@pytest.mark.parametrize(
    ("proxies", "address"),
    [
        (("127.0.0.1",), "127.0.0.1"),
        (("127.0.0.1", "::1"), "127.0.0.1"),
        (("10.0.0.2",), "0.0.0.0"),  # noqa: S104
        (("127.0.0.1", "10.0.0.0/24"), "0.0.0.0"),  # noqa: S104
    ],
)
def test_behind_a_proxy_on_this_machine_it_stays_shut_to_others(
    proxies: tuple[str, ...], address: str
) -> None:
    found = plan_of(open_to(NetworkMode.PROXY, proxies=proxies), NOW)
    assert found.listens_on == address
    assert (found.for_colleagues, found.with_port) == ("https://gesprek.nl", False)
    assert "niet op een pad erachter" in found.notice


def test_without_tls_it_says_so_each_time() -> None:
    found = plan_of(open_to(NetworkMode.ONBEVEILIGD, onbeveiligd_sinds=NOW), NOW)
    assert found.listens_on == "0.0.0.0"  # noqa: S104
    assert (found.for_colleagues, found.with_port) == ("http://gesprek.nl", True)
    assert found.notice.startswith("Onbeveiligd: wie op hetzelfde netwerk zit, kan meelezen.")


def test_with_a_certificate_of_its_own_the_files_are_named(tmp_path: Path) -> None:
    made = make_certificate(tmp_path / "tls")
    settings = open_to(
        NetworkMode.CERTIFICAAT, certificaat=str(made.path), certificaatsleutel=str(made.key)
    )
    found = plan_of(settings, datetime.now(UTC))
    assert found.listens_on == "0.0.0.0"  # noqa: S104
    assert (found.for_colleagues, found.with_port) == ("https://gesprek.nl", True)
    assert (found.certificate, found.key) == (str(made.path), str(made.key))
    assert found.notice == ""


def test_a_certificate_that_ends_soon_is_told_in_time(tmp_path: Path) -> None:
    made = make_certificate(tmp_path / "tls", ends=10)
    settings = open_to(
        NetworkMode.CERTIFICAAT, certificaat=str(made.path), certificaatsleutel=str(made.key)
    )
    assert plan_of(settings, datetime.now(UTC)).notice.startswith("Het certificaat verloopt op ")


def test_a_certificate_that_is_left_over_from_before_keeps_nobody_out() -> None:
    settings = Settings(certificaat="weg.pem", certificaatsleutel="weg.pem")
    assert plan_of(settings, NOW).certificate == ""


def test_a_certificate_that_is_needed_and_misses_does() -> None:
    settings = open_to(NetworkMode.CERTIFICAAT, certificaat="weg.pem", certificaatsleutel="weg.pem")
    with pytest.raises(InvalidCertificate):
        plan_of(settings, NOW)


# The store as the program reads it at a start


def test_after_set_up_it_listens_to_this_machine_until_the_advisor_opens_it(root: Path) -> None:
    set_up(root, Settings(organisatie="Zorg"))
    assert read_plan() == StartPlan("127.0.0.1")


def test_what_the_advisor_changed_counts_at_the_next_start(root: Path) -> None:
    set_up(root, Settings(organisatie="Zorg"))
    opened = open_to(NetworkMode.PROXY, proxies=("10.0.0.2",))
    change_settings(TinyDBStore(root), lambda _before: opened)
    found = read_plan()
    assert found.listens_on == "0.0.0.0"  # noqa: S104
    assert found.for_colleagues == "https://gesprek.nl"


# The command, where it cannot start


def refusal(run: Run, *arguments: str) -> str:
    """Return the one sentence that tells why the server does not start."""
    done = run("serve", "--geen-browser", "--poort", str(free_port()), *arguments)
    assert (done.returncode != 0, done.stdout) == (True, "")
    assert done.stderr.count("\n") == 1
    return done.stderr


@pytest.mark.parametrize("damage", [b"", b"{", b"\x00\x00", b'{"schema": 999, "data": {}}'])
def test_damaged_settings_are_one_sentence_and_no_link(run: Run, root: Path, damage: bytes) -> None:
    set_up(root, Settings(organisatie="Zorg"))
    (root / "beheer" / "instellingen.json").write_bytes(damage)
    for _ in range(2):  # the first time puts the file in quarantine
        assert refusal(run).startswith("De instellingen in de opslag zijn niet te lezen: zet een")


def test_a_certificate_that_misses_is_one_sentence(run: Run, root: Path) -> None:
    set_up(root, Settings(organisatie="Zorg"))
    opened = open_to(NetworkMode.CERTIFICAAT, certificaat="weg.pem", certificaatsleutel="weg.pem")
    change_settings(TinyDBStore(root), lambda _before: opened)
    assert refusal(run).startswith("Het bestand van het certificaat is er niet: zet het terug op ")


def test_a_taken_port_is_one_sentence_that_names_another_and_leaves_the_link(
    run: Run, root: Path
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        link = visits_of(root).setting_up.new_link()
        told = refusal(run, "--poort", str(port))
    visits_of(root).setting_up.check_link(link)  # of the server that may be on that port
    assert told.startswith(f"Poort {port} is al in gebruik")
    assert f"`--poort {port + 1 if port < 65535 else port - 1}`." in told


@pytest.mark.parametrize("port", ["80", "65536", "99999"])
def test_an_impossible_port_is_refused(run: Run, port: str) -> None:
    assert "getal van 1024 tot en met 65535" in refusal(run, "--poort", port)


def test_a_store_that_cannot_be_used_is_one_sentence(run: Run, root: Path) -> None:
    root.write_text("geen map")
    assert "opslag" in refusal(run)


def test_another_command_loads_nothing_that_is_slow(root: Path) -> None:
    code = (
        "import sys; from gesprek.cli import command_line; command_line.main(['inrichten']); "
        "heavy = {'streamlit', 'pandas', 'altair', 'numpy', 'starlette', 'phonenumbers', "
        "'jinja2', 'cryptography', 'uvicorn'}; "
        "sys.exit(' '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert root.is_dir()


def test_nothing_of_streamlit_in_the_environment_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STREAMLIT_SERVER_COOKIE_SECRET", "van een ander programma")
    forget_foreign_settings()
    assert not [name for name in os.environ if name.startswith("STREAMLIT_")]


# What is told


def told(plan: StartPlan, capsys: pytest.CaptureFixture[str]) -> list[str]:
    tell(plan, 8501)
    return capsys.readouterr().out.splitlines()


def test_before_set_up_the_link_is_on_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(StartPlan(link="/inrichten/abc"), capsys) == [
        "Gesprekstool staat klaar op http://127.0.0.1:8501 (stoppen: Ctrl+C).",
        (
            "Nog niet ingericht: dit werkt alleen op deze computer. Richt in met deze link (werkt "
            "één keer, 24 uur): http://127.0.0.1:8501/inrichten/abc"
        ),
    ]


def test_closed_there_is_nothing_for_colleagues(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(StartPlan(), capsys) == [
        "Gesprekstool staat klaar op http://127.0.0.1:8501 (stoppen: Ctrl+C)."
    ]


@pytest.mark.parametrize(
    ("with_port", "address"),
    [(True, "https://gesprek.nl:8501"), (False, "https://gesprek.nl")],
)
def test_open_the_address_for_colleagues_is_told(
    capsys: pytest.CaptureFixture[str], *, with_port: bool, address: str
) -> None:
    plan = StartPlan(for_colleagues="https://gesprek.nl", with_port=with_port)
    ready, colleagues = told(plan, capsys)
    assert f"staat klaar op {address} " in ready
    assert colleagues == f"Adres voor collega's: {address}"


def test_a_warning_comes_last(capsys: pytest.CaptureFixture[str]) -> None:
    plan = StartPlan(for_colleagues="http://gesprek.nl", notice="Onbeveiligd: lees mee.")
    assert told(plan, capsys)[-1] == "Onbeveiligd: lees mee."
