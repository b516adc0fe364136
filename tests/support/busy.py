"""A machine that has other work to do, for as long as a test takes."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

# It ends by itself when who started it is gone.
_LOOP: Final = "import os\nme = os.getppid()\nwhile os.getppid() == me: sum(range(100_000))"


@contextmanager
def busy_machine() -> Iterator[None]:
    """Keep the machine busy within this, with as many loops as it has cores."""
    running = [subprocess.Popen([sys.executable, "-c", _LOOP]) for _ in range(os.cpu_count() or 1)]
    try:
        yield
    finally:
        for one in running:
            one.kill()
            one.wait()
