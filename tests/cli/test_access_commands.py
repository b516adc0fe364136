"""The commands wachtwoord and inrichten, as who runs the server uses them."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gesprek.access.access_errors import Refused
from gesprek.access.settings import Settings
from gesprek.access.signing import ServerSecrets
from gesprek.access.visitors import VisitorKind
from gesprek.cli import command_line
from gesprek.domain.dates import utc_now
from gesprek.services.visits import Visits
from gesprek.storage.files.file_store import TinyDBStore
from tests.support.server import ROOT

GOED = "een paarse fiets in de sloot"
ANDER = "twee groene fietsen op zolder"
HIER = "192.0.2.1"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def address(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GESPREK_OPSLAG", str(root))


@pytest.fixture
def visits(root: Path) -> Visits:
    one = Visits(TinyDBStore(root), ServerSecrets(root), utc_now)
    one.set_up(one.setting_up.new_link(), Settings(organisatie="Zorg"), GOED)
    return one


def run(*arguments: str, typed: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "gesprek", *arguments],
        cwd=ROOT,
        env=dict(os.environ),
        input=typed,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_a_new_password_replaces_the_old_one_and_ends_the_log_ins(visits: Visits) -> None:
    one = visits.sign_in.by_password(None, GOED, HIER)
    visits.accounts.add_manager("Anne", GOED)
    other = visits.sign_in.by_password("Anne", GOED, HIER)
    done = run("wachtwoord", typed=f"{ANDER}\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert ANDER not in done.stdout
    assert visits.by_id(one.id) is None
    assert visits.by_id(other.id)
    assert visits.sign_in.by_password(None, ANDER, HIER).soort is VisitorKind.ADVISEUR
    with pytest.raises(Refused):
        visits.sign_in.by_password(None, GOED, HIER)


@pytest.mark.parametrize(("typed", "code"), [("kort\n", 1), ("Welkom2026!!\n", 1), ("", 2)])
def test_an_unfit_password_changes_nothing(visits: Visits, typed: str, code: int) -> None:
    one = visits.sign_in.by_password(None, GOED, HIER)
    done = run("wachtwoord", typed=typed)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert visits.by_id(one.id)
    assert visits.sign_in.by_password(None, GOED, HIER)


def answer(monkeypatch: pytest.MonkeyPatch, *typed: str) -> None:
    waiting = iter(typed)
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("getpass.getpass", lambda _question: next(waiting))


def test_on_a_terminal_it_is_asked_twice(visits: Visits, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, ANDER, ANDER)
    assert command_line.main(["wachtwoord"]) == 0
    assert visits.sign_in.by_password(None, ANDER, HIER)


def test_two_different_passwords_change_nothing(
    visits: Visits, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(monkeypatch, ANDER, GOED)
    assert command_line.main(["wachtwoord"]) == 2
    assert "niet gelijk" in capsys.readouterr().err
    assert visits.sign_in.by_password(None, GOED, HIER)


def test_before_set_up_there_is_no_password_to_change(root: Path) -> None:
    assert TinyDBStore(root).check() == ()
    done = run("wachtwoord", typed=f"{ANDER}\n")
    assert done.returncode == 1
    assert "nog niet ingericht" in done.stderr


def test_the_link_that_is_printed_sets_up_and_after_it_there_is_none(root: Path) -> None:
    done = run("inrichten", typed="")
    assert done.returncode == 0
    token = done.stdout.strip().removeprefix("/inrichten/")
    one = Visits(TinyDBStore(root), ServerSecrets(root), utc_now)
    one.set_up(token, Settings(organisatie="Zorg"), GOED)
    assert run("inrichten", typed="").returncode == 1


def test_a_restore_brings_no_log_in_back_that_was_ended_since(
    visits: Visits, tmp_path: Path
) -> None:
    one = visits.sign_in.by_password(None, GOED, HIER)
    copy = str(tmp_path / "kopie.zip")
    assert command_line.main(["backup", copy]) == 0
    visits.sign_out(one)
    assert command_line.main(["herstel", copy, "--vervang"]) == 0
    assert visits.by_id(one.id) is None
    assert visits.sign_in.by_password(None, GOED, HIER)
