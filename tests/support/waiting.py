"""Waits for a page without a browser as one waits for a thread."""

from streamlit.testing.v1 import local_script_runner
from streamlit.testing.v1.local_script_runner import LocalScriptRunner


def wait_for_pages_quietly() -> None:
    """Let an AppTest sleep until its page is drawn.

    Streamlit looks a thousand times a second whether it is, which is a tenth of the work of such a
    test.
    """
    look = local_script_runner.require_widgets_deltas

    def wait(runner: LocalScriptRunner, timeout: float = 3) -> None:
        if runner._script_thread is not None:
            runner._script_thread.join(timeout)
        look(runner, timeout)

    local_script_runner.require_widgets_deltas = wait
