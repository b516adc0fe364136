"""Each test has a store of its own, and a folder for copies."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gesprek.services.archive import Archive
from gesprek.storage.files.file_store import TinyDBStore
from gesprek.storage.protocol import Store

_ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the store, which the commands find by their environment; not made yet."""
    folder = tmp_path / "opslag"
    monkeypatch.setenv("GESPREK_OPSLAG", str(folder))
    return folder


@pytest.fixture
def store(root: Path) -> Store:
    return TinyDBStore(root)


@pytest.fixture
def archive(store: Store) -> Archive:
    return Archive(store)


@pytest.fixture
def run(root: Path) -> Run:
    """Run a command in a process of its own."""

    def start(*arguments: str | Path, **environment: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "gesprek", *map(str, arguments)],
            cwd=_ROOT,
            # Windows has other letters in a pipe.
            env={**os.environ, "GESPREK_OPSLAG": str(root), "PYTHONUTF8": "1", **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    return start
