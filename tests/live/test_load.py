"""The soak of the benchmarks: 20 seconds, and an hour with ``--alles`` alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from benchmarks.duur import growth, run
from tests.support.extent import size

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.alles
def test_teams_that_tap_and_phones_that_pass_by_lose_nothing_and_leave_nothing_open(
    tmp_path: Path,
) -> None:
    teams, minutes = size(2, 2, 20), size(20, 20, 3_600) / 60
    with ThreadPoolExecutor() as beside:  # a browser of other tests may hold this thread's loop
        found = beside.submit(run, tmp_path, teams=teams, minutes=minutes).result()
    assert (found["errors"], found["lost"]) == (0, 0)
    assert found["handles_growth"] < 1.2
    assert found["memory_growth"] < 1.2


def test_growth_is_seen_and_the_start_does_not_count() -> None:
    assert growth([1, 1, 50, 50, 50, 50, 50, 50]) == 1
    assert growth([50, 50, 50, 50, 75, 75, 100, 100]) == 2
