"""The examples of deploy/ that run no server of ours here: the service and the container."""

from __future__ import annotations

import re
import subprocess
from typing import Final

import pytest

from scripts.find_programs import find_systemd_analyze
from tests.support.server import ROOT

UNIT: Final = ROOT / "deploy" / "gesprekstool.service"
MOST_EXPOSED: Final = 2.5
"""Of ten; an ordinary service has more than nine."""


def analyze(*arguments: str) -> str:
    """Return all that systemd-analyze says of the unit; it must find no error."""
    program = find_systemd_analyze()
    if program is None:
        pytest.skip("geen systemd gevonden: installeer systemd, of zet GESPREK_SYSTEMD_ANALYZE")
    done = subprocess.run(
        [program, *arguments, str(UNIT)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.alles
def test_systemd_understands_every_line_of_the_service() -> None:
    assert UNIT.name not in analyze("verify")


@pytest.mark.alles
def test_the_service_may_do_little_that_it_does_not_need() -> None:
    told = analyze("security", "--offline=yes", "--no-pager")
    found = re.search(r"exposure level for \S+: ([\d.]+)", told)
    assert found
    assert float(found[1]) <= MOST_EXPOSED


def test_a_container_is_built_without_the_store_and_what_this_machine_made() -> None:
    left_out = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    ignored = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    for path in ("data/opslag", ".venv", ".venv-wine"):
        assert f"{path}/" in ignored
        assert path in left_out
