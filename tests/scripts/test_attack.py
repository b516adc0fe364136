"""The attacks on a server of our own: none gets through, and one that does is told."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from scripts import attack
from tests.support.server import ROOT

if TYPE_CHECKING:
    from scripts.attacks.target import Target

ONLY_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the attackers need more addresses")


@pytest.mark.alles
@ONLY_LINUX
def test_no_attack_gets_through() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scripts.attack"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    lines = done.stdout.splitlines()
    assert done.returncode == 0, "\n".join([*lines, done.stderr])
    assert len(lines) == len(attack.ATTACKS) + 1
    assert all(line.startswith("  gehouden") for line in lines)


@ONLY_LINUX
def test_an_attack_that_gets_through_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def gets_through(_target: Target) -> str:
        raise AssertionError("er staat iets open")

    monkeypatch.setattr(attack, "ATTACKS", (gets_through,))
    assert attack.main([]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("  ER DOOR   gets through")
    assert "er staat iets open" in told[0]
    assert told[1].startswith("  gehouden  afterwards")


def test_words_that_name_no_attack_are_told() -> None:
    assert attack.main(["bestaat niet"]) == 1
