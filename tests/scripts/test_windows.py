from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from scripts.windows import wine
from scripts.windows.__main__ import main
from scripts.windows.python import windows_packages
from scripts.windows.run import report
from tests.support.extent import NOT_ON_WINDOWS

if TYPE_CHECKING:
    from pathlib import Path

PASSED = '<testcase classname="a" name="goed"/>'
FAILED = '<testcase classname="b" name="mis"><failure message="x"/></testcase>'
BROKEN = '<testcase classname="c" name="stuk"><error message="x"/></testcase>'
LEFT_OUT = f'<testcase name="d"><skipped message="{NOT_ON_WINDOWS}: rechten"/></testcase>'
FORGOTTEN = '<testcase name="e"><skipped message="geen zin"/></testcase>'


@pytest.mark.parametrize(
    ("cases", "code", "is_good", "told"),
    [
        ([PASSED, PASSED], 0, True, "2 geslaagd, 0 mislukt."),
        ([PASSED, LEFT_OUT, LEFT_OUT], 0, True, f"overgeslagen, 2 keer: {NOT_ON_WINDOWS}: rechten"),
        ([PASSED, FAILED], 1, False, "mislukt: b.mis"),
        ([PASSED, BROKEN], 1, False, "mislukt: c.stuk"),
        ([PASSED, FORGOTTEN], 0, False, "zonder dat het mag, 1 keer: geen zin"),
        ([LEFT_OUT], 0, False, "0 geslaagd"),
        ([], 5, False, "0 geslaagd"),
        ([PASSED], 3, False, "pytest zelf eindigde met 3"),
    ],
)
def test_only_tests_that_passed_or_may_be_skipped_are_good(  # noqa: PLR0913, PLR0917 - a table
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    cases: list[str],
    code: int,
    is_good: bool,  # noqa: FBT001 - one row of a table
    told: str,
) -> None:
    result = tmp_path / "uitslag.xml"
    text = f"<testsuites><testsuite>{''.join(cases)}</testsuite></testsuites>"
    result.write_text(text, "utf-8")
    assert report(result, code) == is_good
    assert told in capsys.readouterr().out


def test_no_result_is_no_success(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not report(tmp_path / "weg.xml", 0)
    assert "geen uitslag" in capsys.readouterr().out


def test_without_wine_it_ends_red(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("scripts.windows.__main__.find_wine", lambda: None)
    assert main(["tests"]) == 1
    assert "niets getest" in capsys.readouterr().out


def test_an_unknown_command_tells_the_right_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["testen"]) == 2
    assert "python -m scripts.windows tests" in capsys.readouterr().out


def test_packages_for_windows_are_what_it_needs_and_nothing_of_linux() -> None:
    names = [one.name for one in windows_packages()]
    assert {"colorama", "streamlit", "tinydb", "pytest"} <= set(names)
    assert not {"libfaketime", "mypy", "ruff"} & set(names)
    assert len(names) == len(set(names))


def test_a_program_of_windows_gets_nothing_of_this_machine(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = ("PYTHONPATH", "VIRTUAL_ENV", "LD_PRELOAD", "LC_TIME", "WINEDEBUG", "GESPREK_POSTGRES")
    for name in own:
        monkeypatch.setenv(name, "van hier")
    given = wine.wine_environment({"GESPREK_OPSLAG": wine.windows_path(tmp_path)})
    assert "van hier" not in given.values()
    assert given["GESPREK_OPSLAG"].startswith("Z:\\")
    assert "/" not in given["GESPREK_OPSLAG"]
