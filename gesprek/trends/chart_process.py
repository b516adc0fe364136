"""Draws charts in a process that ends: the server keeps none of its memory.

``python -m gesprek.trends.chart_process`` reads from standard input what to draw, as JSON, and
writes the drawings. Published figures and labels go in, nothing of a person.
"""

import hashlib
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json

from gesprek.domain.base import UserError
from gesprek.trends.drawing import Drawing
from gesprek.trends.figure import Figure

_LOGGER: Final = logging.getLogger(__name__)
_ROOT: Final = Path(__file__).resolve().parents[2]
_MODULE: Final = "gesprek.trends.chart_process"
_PATIENCE: Final = 30.0
_REST: Final = 60.0
"""So many seconds after a failure none is started: each page would wait as long for nothing."""
_AT_ONCE: Final = threading.BoundedSemaphore(2)
"""A process takes some 200 MB. One draws ahead, and another for who waits."""
_ASKED: Final = TypeAdapter(tuple[Figure, ...])
_DRAWN: Final = TypeAdapter(tuple[tuple[Drawing, ...], ...])
_STYLE: Final = b"".join(
    hashlib.sha256(Path(__file__).with_name(name).read_bytes()).digest()
    for name in ("chart_forms.py", "chart_drawing.py", "drawing.py")
)
_failed: Final = [float("-inf")]


class NotDrawn(UserError):
    """The process failed, took too long or could not start."""

    def __init__(self) -> None:
        super().__init__("De grafieken zijn nu niet te tekenen. Probeer het over een paar minuten.")


def digest_of(figure: Figure) -> str:
    """Return what differs as soon as a chart or the way of drawing does: 64 signs of hex.

    The sentence above a chart is no part of it, and may change when somebody answers a need.
    """
    return hashlib.sha256(_STYLE + to_json(figure._replace(sentence=""))).hexdigest()


def draw(figures: Sequence[Figure]) -> tuple[tuple[Drawing, ...], ...]:
    """Return the charts of each figure; raises NotDrawn."""
    if time.monotonic() < _failed[0] + _REST or not _AT_ONCE.acquire(timeout=_PATIENCE):
        raise NotDrawn
    try:
        return _DRAWN.validate_json(run(to_json(figures)))
    except (OSError, subprocess.SubprocessError, ValidationError) as error:
        _failed[0] = time.monotonic()
        _LOGGER.warning("Grafieken tekenen is niet gelukt: %s", type(error).__name__)
        raise NotDrawn from None
    finally:
        _AT_ONCE.release()


def run(asked: bytes) -> bytes:
    """Return the answer of a new process; raises OSError or SubprocessError."""
    command = [sys.executable, "-m", _MODULE]
    done = subprocess.run(  # noqa: S603 - ours
        command, input=asked, capture_output=True, check=True, cwd=_ROOT, timeout=_PATIENCE
    )
    return done.stdout


def answer(asked: bytes) -> bytes:
    """Return what the process writes to what it reads; only here what is heavy is loaded."""
    from gesprek.trends.chart_drawing import drawings_of

    return to_json(list(map(drawings_of, _ASKED.validate_json(asked))))


if __name__ == "__main__":
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))
