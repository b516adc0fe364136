"""The tables of docs/apparaten.md say what the runs say."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from scripts.devices_table import Outcome, cell, table, with_table

if TYPE_CHECKING:
    from pathlib import Path


def run_of(path: Path, *tests: tuple[str, str, str]) -> Path:
    """Write the outcome of a run: of each test its module, its name and how it ended."""
    suite = ET.Element("testsuite")
    for module, name, state in tests:
        case = ET.SubElement(suite, "testcase", classname=module, name=name)
        if state:
            ET.SubElement(case, state)
    ET.ElementTree(suite).write(path)
    return path


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome(passed=3), "goed (3)"),
        (Outcome(passed=2, skipped=1), "goed (2 van 3)"),
        (Outcome(passed=2, failure=1), "**1 mislukt**, 2 goed"),
        (Outcome(error=1), "**1 mislukt**, 0 goed"),
        (Outcome(), "–"),
    ],
)
def test_a_cell_says_how_many_passed_and_never_hides_a_failure(
    outcome: Outcome, words: str
) -> None:
    assert cell(outcome, 3) == words


def test_each_column_counts_its_own_tests_of_each_module(tmp_path: Path) -> None:
    module = "tests.stories.test_taps"
    runs = {
        "chromium": run_of(
            tmp_path / "c.xml",
            (module, "test_one[chromium]", ""),
            (module, "test_one[firefox]", "failure"),
            (module, "test_two", ""),
            ("tests.stories.test_taps_more", "test_other", "failure"),
        ),
        "firefox": run_of(tmp_path / "f.xml", (module, "test_one[firefox]", "")),
    }
    lines = table("verhaal", ["chromium", "firefox"], runs, {module: "tikken"}).splitlines()
    assert lines == [
        "| verhaal | Chromium | Firefox |",
        "|---|---|---|",
        "| tikken | goed (2) | goed (1 van 2) |",
    ]


def test_a_table_takes_the_place_of_the_one_between_its_marks() -> None:
    page = "voor <!-- begin van x -->oud<!-- einde van x --> na"
    written = with_table(page, "x", "nieuw")
    assert written.startswith("voor <!-- begin van x -->")
    assert written.endswith("<!-- einde van x --> na")
    assert "nieuw" in written
    assert "oud" not in written
