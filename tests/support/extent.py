"""How much the large tests do: little by default, more with ``test --alles``."""

import os
from typing import Final

_CHOSEN: Final = os.environ.get("GESPREK_TESTS", "kort")
ALLES: Final = _CHOSEN in {"alles", "zonder_uren"}
UREN: Final = _CHOSEN == "alles"
"""Whether also what takes most of an hour is done whole."""

NOT_ON_WINDOWS: Final = "niet op Windows"
"""How the reason begins for which a test is skipped there; see the mark ``posix_only``."""


def size(small: int, whole: int, hours: int | None = None) -> int:
    """Return how much a test does.

    Args:
        small: by default.
        whole: with ``--alles``.
        hours: with ``--alles`` alone, where the whole takes most of an hour; None: as ``whole``.
    """
    if UREN and hours is not None:
        return hours
    return whole if ALLES else small
