from __future__ import annotations

import os
import subprocess
import sys

import pytest

from scripts.run_tests import BROWSERS, Result, browser_of, long_parts, main, size_of
from tests.engines.choice import Engine
from tests.support.server import ROOT


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], "kort"),
        (["tests/domain"], "kort"),
        (["--alles"], "alles"),
        (["--alles", "tests/domain"], "alles"),
        (["--alles", "--zonder-uren"], "zonder_uren"),
    ],
)
def test_the_options_tell_how_much_is_tested(arguments: list[str], expected: str) -> None:
    assert size_of(arguments) == expected


def test_a_browser_may_be_named_beside_what_else_is_asked() -> None:
    assert browser_of(["--alles", "--browser", "webkit", "-q"]) == ("webkit", ["--alles", "-q"])
    assert browser_of(["-q"]) == ("", ["-q"])
    assert [*BROWSERS] == [*Engine]


@pytest.mark.parametrize("arguments", [["--browser"], ["--browser", "opera"]])
def test_a_browser_that_is_not_there_is_told(arguments: list[str]) -> None:
    with pytest.raises(SystemExit, match="chromium, firefox, webkit"):
        browser_of(arguments)


@pytest.mark.parametrize(
    ("good", "missing", "code"),
    [(True, [], 0), (False, [], 1), (True, ["nginx ontbreekt: installeer het."], 1)],
)
def test_it_ends_with_a_line_per_part_and_is_red_where_one_failed_or_a_program_is_missing(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    good: bool,  # noqa: FBT001 - one row of a table
    missing: list[str],
    code: int,
) -> None:
    monkeypatch.setattr("scripts.run_tests.set_up_programs", lambda **_: ({}, missing))
    ended = [Result("pytest", good, 61.4), Result("mypy", good=True, seconds=3)]
    monkeypatch.setattr("scripts.run_tests.run_all", lambda _environment: ended)
    assert main([]) == code
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == ["pytest", "goed" if good else "FOUT", "61", "s"]
    assert lines[2].split() == ["mypy", "goed", "3", "s"]
    assert lines[3:] == missing


def test_without_a_program_the_rest_is_tested_and_the_end_is_red() -> None:
    """The real command, with a Chromium that is not there."""
    done = subprocess.run(
        [sys.executable, "-m", "scripts.run_tests", "tests/domain/test_dates.py", "-q"],
        cwd=ROOT,
        env={**os.environ, "GESPREK_CHROMIUM": "/weg/chromium", "CI": ""},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert any(line.split()[:2] == ["pytest", "goed"] for line in lines)
    assert lines[-1].startswith("Chromium ontbreekt")


def test_the_long_run_has_a_part_in_a_python_for_windows_where_wine_is() -> None:
    wine = {"GESPREK_WINE": "/usr/bin/wine"}
    assert long_parts({"GESPREK_TESTS": "kort", **wine}) == {}
    assert list(long_parts({"GESPREK_TESTS": "zonder_uren"})) == ["omgevingen"]
    quick = long_parts({"GESPREK_TESTS": "zonder_uren", **wine})["windows"]
    whole = long_parts({"GESPREK_TESTS": "alles", **wine})["windows"]
    assert quick == ["scripts.windows", "tests"]
    assert whole == [*quick, "--alles"]


def test_with_all_tests_the_stories_run_in_each_other_browser_too() -> None:
    parts = long_parts({"GESPREK_TESTS": "alles"})
    assert list(parts) == ["omgevingen", "firefox", "webkit"]
    command, *arguments = parts["webkit"]
    assert command == "scripts.run_tests"
    browser, rest = browser_of(arguments)
    assert (browser, size_of(rest)) == ("webkit", "zonder_uren")


def test_the_hours_are_named_and_whole_with_all_tests_alone() -> None:
    ask = "from tests.support.extent import size; print(size(1, 2, 3), size(1, 2))"
    told = {}
    for chosen in ("kort", "zonder_uren", "alles"):
        environment = {**os.environ, "GESPREK_TESTS": chosen}
        command = [sys.executable, "-c", ask]
        told[chosen] = subprocess.check_output(command, cwd=ROOT, env=environment, text=True)
    assert told == {"kort": "1 1\n", "zonder_uren": "2 2\n", "alles": "3 2\n"}
