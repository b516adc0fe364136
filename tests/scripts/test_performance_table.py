"""The table of benchmarks tells what is over its limit, and leaves out what was not measured."""

from __future__ import annotations

import json

import pytest

from benchmarks.__main__ import BEGIN, BENCHMARKS, END, FIGURES, MATEN, PAGE, table


def test_every_line_belongs_to_a_benchmark_that_is_run() -> None:
    assert {maat.benchmark for maat in MATEN} == set(BENCHMARKS)


@pytest.mark.parametrize(
    ("seconds", "mark"), [(0.39, "gehaald"), (0.4, "gehaald"), (0.41, "**te veel**")]
)
def test_what_is_over_its_limit_has_a_mark(seconds: float, mark: str) -> None:
    (line,) = table({"live": {"100": {"seen_p95_s": seconds}}}).splitlines()[2:]
    assert line.endswith(f"| 0,4 s | {f'{seconds:g}'.replace('.', ',')} s | {mark} |")


def test_the_page_shows_the_figures_beside_it() -> None:
    page = PAGE.read_text("utf-8")
    shown = page.partition(BEGIN)[2].partition(END)[0]
    assert table(json.loads(FIGURES.read_text("utf-8"))) in shown
