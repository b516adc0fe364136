"""The command begin: what start.py is told, and what keeps the server from starting."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from gesprek.access.access_errors import InvalidCertificate
from gesprek.access.settings import NetworkMode, Settings, change_settings
from gesprek.access.signing import ServerSecrets
from gesprek.cli.server_commands import plan
from gesprek.domain.dates import utc_now
from gesprek.services.visits import Visits
from gesprek.storage.files.file_store import TinyDBStore
from tests.support.certificate import make_certificate
from tests.support.server import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
GOED = "een paarse fiets in de sloot"
LOCAL = ["127.0.0.1", "::1", "localhost"]


def open_to(netwerk: NetworkMode, **more: object) -> Settings:
    """Return settings of an organisation that is open in this way."""
    values = {"ingericht": NOW, "netwerk": netwerk, "namen": ("gesprek.nl",), **more}
    return Settings.model_validate(values)


def set_up(root: Path, settings: Settings) -> None:
    visits = Visits(TinyDBStore(root), ServerSecrets(root), utc_now)
    visits.set_up(visits.setting_up.new_link(), settings, GOED)


def told(run: Run) -> dict[str, Any]:
    """Return what the command tells; it is one line and nothing else."""
    done = run("begin")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1
    found: dict[str, Any] = json.loads(done.stdout)
    return found


# Who can reach the server


def test_closed_it_listens_to_this_machine_only() -> None:
    assert plan(Settings(namen=("gesprek.nl",)), NOW) == {
        "luister": "127.0.0.1",
        "namen": LOCAL,
        "adres": "",
        "met_poort": True,
        "certificaat": "",
        "sleutel": "",
        "let_op": "",
    }


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
    found = plan(open_to(NetworkMode.PROXY, proxies=proxies), NOW)
    assert found["luister"] == address
    assert found["namen"] == [*LOCAL, "gesprek.nl"]
    assert (found["adres"], found["met_poort"]) == ("https://gesprek.nl", False)
    assert found["let_op"] == ""


def test_without_tls_it_says_so_each_time() -> None:
    found = plan(open_to(NetworkMode.ONBEVEILIGD, onbeveiligd_sinds=NOW), NOW)
    assert found["luister"] == "0.0.0.0"  # noqa: S104
    assert (found["adres"], found["met_poort"]) == ("http://gesprek.nl", True)
    assert found["let_op"].startswith("Onbeveiligd: wie op hetzelfde netwerk zit, kan meelezen.")


def test_with_a_certificate_of_its_own_the_files_are_named(tmp_path: Path) -> None:
    made = make_certificate(tmp_path / "tls")
    settings = open_to(
        NetworkMode.CERTIFICAAT, certificaat=str(made.path), certificaatsleutel=str(made.key)
    )
    found = plan(settings, datetime.now(UTC))
    assert found["luister"] == "0.0.0.0"  # noqa: S104
    assert (found["adres"], found["met_poort"]) == ("https://gesprek.nl", True)
    assert (found["certificaat"], found["sleutel"]) == (str(made.path), str(made.key))
    assert found["let_op"] == ""


def test_a_certificate_that_ends_soon_is_told_in_time(tmp_path: Path) -> None:
    made = make_certificate(tmp_path / "tls", ends=10)
    settings = open_to(
        NetworkMode.CERTIFICAAT, certificaat=str(made.path), certificaatsleutel=str(made.key)
    )
    assert plan(settings, datetime.now(UTC))["let_op"].startswith("Het certificaat verloopt op ")


def test_a_certificate_that_is_left_over_from_before_keeps_nobody_out() -> None:
    settings = Settings(certificaat="weg.pem", certificaatsleutel="weg.pem")
    assert plan(settings, NOW)["certificaat"] == ""


def test_a_certificate_that_is_needed_and_misses_does() -> None:
    settings = open_to(NetworkMode.CERTIFICAAT, certificaat="weg.pem", certificaatsleutel="weg.pem")
    with pytest.raises(InvalidCertificate):
        plan(settings, NOW)


# The command as start.py asks it


def test_before_set_up_there_is_a_fresh_link_each_time(run: Run, root: Path) -> None:
    first, second = told(run)["link"], told(run)["link"]
    assert first != second
    visits = Visits(TinyDBStore(root), ServerSecrets(root), utc_now)
    visits.setting_up.check_link(second.removeprefix("/inrichten/"))


def test_after_set_up_there_is_no_link(run: Run, root: Path) -> None:
    set_up(root, Settings(organisatie="Zorg"))
    assert told(run)["link"] == ""
    assert told(run)["luister"] == "127.0.0.1"


def test_what_the_advisor_changed_counts_at_the_next_start(run: Run, root: Path) -> None:
    set_up(root, Settings(organisatie="Zorg"))
    opened = open_to(NetworkMode.PROXY, proxies=("10.0.0.2",))
    change_settings(TinyDBStore(root), lambda _before: opened)
    found = told(run)
    assert found["luister"] == "0.0.0.0"  # noqa: S104
    assert found["adres"] == "https://gesprek.nl"


@pytest.mark.parametrize("damage", [b"", b"{", b"\x00\x00", b'{"schema": 999, "data": {}}'])
def test_damaged_settings_are_one_sentence_and_no_link(run: Run, root: Path, damage: bytes) -> None:
    set_up(root, Settings(organisatie="Zorg"))
    (root / "beheer" / "instellingen.json").write_bytes(damage)
    for _ in range(2):  # the first time puts the file in quarantine
        done = run("begin")
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("De instellingen in de opslag zijn niet te lezen: zet een")
        assert done.stderr.count("\n") == 1


def test_a_certificate_that_misses_is_one_sentence(run: Run, root: Path) -> None:
    set_up(root, Settings(organisatie="Zorg"))
    opened = open_to(NetworkMode.CERTIFICAAT, certificaat="weg.pem", certificaatsleutel="weg.pem")
    change_settings(TinyDBStore(root), lambda _before: opened)
    done = run("begin")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Het bestand van het certificaat is er niet: zet het terug op ")
    assert done.stderr.count("\n") == 1


def test_it_loads_nothing_that_is_slow(root: Path) -> None:
    code = (
        "import sys; from gesprek.cli import command_line; command_line.main(['begin']); "
        "heavy = {'streamlit', 'pandas', 'altair', 'numpy', 'starlette', 'phonenumbers', "
        "'jinja2', 'cryptography'}; "
        "sys.exit(' '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert root.is_dir()
