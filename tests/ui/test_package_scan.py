"""The server starts without a look through the installed packages."""

from __future__ import annotations

import importlib
import importlib.metadata
from typing import TYPE_CHECKING
from unittest.mock import Mock

from streamlit.components.v2 import manifest_scanner
from streamlit.components.v2.component_manager import BidiComponentManager

from gesprek.ui.frame.streamlit_hooks import disable_package_scan

if TYPE_CHECKING:
    import pytest


def looks(monkeypatch: pytest.MonkeyPatch) -> int:
    """Let Streamlit look for components, as it does at its start; return how often it looks."""
    found = Mock(return_value=[])
    with monkeypatch.context() as patch:
        patch.setattr(importlib.metadata, "distributions", found)
        BidiComponentManager().discover_and_register_components(start_file_watching=False)
    return found.call_count


def test_no_package_is_looked_through_and_without_us_each_would_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    importlib.reload(manifest_scanner)  # as Streamlit has it
    assert looks(monkeypatch) == 1
    disable_package_scan()
    assert looks(monkeypatch) == 0
