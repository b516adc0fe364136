"""What the server says in the terminal: problems only, and never what somebody typed."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

_QUIET = (
    *("uvicorn", "uvicorn.error", "uvicorn.asgi", "websockets"),
    *("httpx2", "httpcore2", "authlib", "joserfc"),
)
# Both log uncaught errors whole: the text of an error may quote a field that somebody filled in.
_LOGS_ERRORS = ("streamlit.error_util", "uvicorn.error")


class WithoutText(logging.Filter):
    """Replaces an error in a log record by its kind and the places it passed."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; always lets it through."""
        if isinstance(record.exc_info, tuple) and record.exc_info[1] is not None:
            record.msg = f"Onverwachte fout: {describe(record.exc_info[1])}"
            record.args = ()
            record.exc_info = None
            record.exc_text = None
        return True


def describe(error: BaseException) -> str:
    """Tell the kind of an error and where it came from, without its text."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return " < ".join([type(error).__name__, *reversed(places)])


def keep_logs_quiet() -> None:
    """Log warnings and errors only, and errors without their text. Harmless when repeated."""
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in _LOGS_ERRORS:
        logger = logging.getLogger(name)
        if not any(isinstance(one, WithoutText) for one in logger.filters):
            logger.addFilter(WithoutText())
