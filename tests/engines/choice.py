"""Which browser the stories run in: ``python3 start.py test --browser firefox``."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import Final


class Engine(StrEnum):
    """An engine that draws pages; a browser of each is tested."""

    CHROMIUM = "chromium"
    FIREFOX = "firefox"
    WEBKIT = "webkit"


CHOSEN: Final = Engine(os.environ.get("GESPREK_BROWSER") or Engine.CHROMIUM)
"""In which the stories run."""


def every_engine() -> list[Engine]:
    """Return in which engines a story runs that always runs in each; a chosen one is alone."""
    return [*Engine] if CHOSEN is Engine.CHROMIUM else [CHOSEN]
