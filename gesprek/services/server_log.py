"""What the server says in the terminal: the place in the code of what went wrong, and nothing else.

The text of a record or of an error may quote a field that somebody filled in, or what a guest sent
on purpose: a link, colours, two megabytes. So of each record the place is told and never the text,
also of loggers that nobody knows yet; and what is the same within a minute is told once, and
counted.
"""

import copy
import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from gesprek.domain.text import printable

WINDOW: Final = 60.0
"""Seconds in which the same line is told once."""
_OURS: Final = "gesprek"
_MOST_PLACES: Final = 20
_LONGEST: Final = 2_000
_NEVER: Final = logging.NOTSET - 1
"""Below the level of every handler."""


def configure_logging() -> None:
    """Let all records and all errors in threads pass here. Harmless when repeated."""
    logging.disable(logging.WARNING - 1)  # what is no problem is not told
    logging.setLogRecordFactory(_make_record)
    logging.captureWarnings(capture=True)
    threading.excepthook = lambda told: _error(told.exc_value)
    sys.unraisablehook = lambda told: _error(told.exc_value)


def describe(error: BaseException) -> str:
    """Tell the kind of an error and where it came from, without its text."""
    frames = traceback.extract_tb(error.__traceback__)[-_MOST_PLACES:]
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return " < ".join([type(error).__name__, *reversed(places)])


def told(record: logging.LogRecord) -> str:
    """Return what is told of a record: one line that holds nothing from outside.

    Our own records say what is wrong in words; `test_server_log.py` watches what
    they are made of.
    """
    if isinstance(record.exc_info, tuple) and record.exc_info[1] is not None:
        line = f"Onverwachte fout: {describe(record.exc_info[1])}"
    elif str(record.name).partition(".")[0] == _OURS:
        line = record.getMessage()
    else:
        line = f"Melding van {record.name}: {record.filename}:{record.lineno} {record.funcName}"
    return printable(" ".join(line.split()))[:_LONGEST]


@dataclass
class Repeats:
    """Counts the lines that were told within the last minute.

    Attributes:
        clock: tells the seconds, always forward.
    """

    clock: Callable[[], float] = time.monotonic
    _since: dict[str, float] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, line: str) -> int:
        """Return how often a line came again within its minute, 0: it has to be told now."""
        with self._lock:
            now = self.clock()
            if now - self._since.get(line, -WINDOW) >= WINDOW:
                self._since[line] = now
                return 0
            self._counts[line] = self._counts.get(line, 0) + 1
            return self._counts[line]

    def take(self, line: str) -> int:
        """Return how often a line was counted, and count anew; its minute begins again."""
        with self._lock:
            self._since[line] = self.clock()
            return self._counts.pop(line, 0)


_REPEATS: Final = Repeats()


def _make_record(*arguments: Any, **more: Any) -> logging.LogRecord:  # noqa: ANN401 - of any record
    """Make the record that each handler gets, of whatever logger: it has our line only."""
    record = logging.LogRecord(*arguments, **more)
    line = told(record)
    record.msg, record.args = line, ()
    record.exc_info = record.exc_text = record.stack_info = None
    times = _REPEATS.count(line)
    if times == 1:
        timer = threading.Timer(WINDOW, _tell_count, [copy.copy(record)])
        timer.daemon = True
        timer.start()
    if times:
        record.levelno = _NEVER
    return record


def _tell_count(record: logging.LogRecord) -> None:
    record.msg = f"{record.msg} (daarna nog {_REPEATS.take(str(record.msg))} keer)"
    logging.getLogger(record.name).handle(record)


def _error(error: BaseException | None) -> None:
    if error is not None and not isinstance(error, SystemExit):
        logging.getLogger(_OURS).error("", exc_info=error)
