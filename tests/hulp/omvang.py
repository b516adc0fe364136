"""How much the large tests do: little by default, everything with ``test --alles``."""

import os
from typing import Final

ALLES: Final = os.environ.get("GESPREK_ALLES") == "1"


def size(small: int, whole: int) -> int:
    """Return the small number, or the whole one where everything is tested."""
    return whole if ALLES else small
