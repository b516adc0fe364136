"""Lets Streamlit deal with a tap to its end before it begins with the next one.

It looks for the next tap whenever a callback touches the state of the session, and breaks the
callback off there: what was tapped was then never done, or done by half. There is no setting for
it. What is drawn may be broken off, as it is drawn again.
"""

from __future__ import annotations

import threading
from typing import Any, Final

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.state.session_state import SessionState

_thread = threading.local()


LOOK_OF_STREAMLIT: Final = ScriptRunner._maybe_handle_execution_control_request  # noqa: SLF001
CALL_OF_STREAMLIT: Final = SessionState._call_callbacks  # noqa: SLF001


def finish_callbacks() -> None:
    """Let no callback be broken off; to be called before the server starts."""
    ScriptRunner._maybe_handle_execution_control_request = _look  # type: ignore[assignment,method-assign]  # noqa: SLF001
    SessionState._call_callbacks = _call  # type: ignore[assignment,method-assign]  # noqa: SLF001


def _look(runner: ScriptRunner) -> None:
    if not getattr(_thread, "in_callback", False):
        LOOK_OF_STREAMLIT(runner)


def _call(state: SessionState, **options: Any) -> None:  # noqa: ANN401 - Streamlit's own
    _thread.in_callback = True
    try:
        CALL_OF_STREAMLIT(state, **options)
    finally:
        _thread.in_callback = False
