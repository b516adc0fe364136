"""What we tell Streamlit, and what it has no setting for: taps that are dealt with to their end.

Streamlit looks for the next tap whenever a callback touches the state of the session, and breaks
the callback off there: what was tapped was then never done, or done by half. What is drawn may be
broken off, as it is drawn again.

And it drops, without a word, a tap in a part of the page that was drawn again in another place
since the browser showed it. Such a tap is dealt with as one on the whole page.
"""

import threading
from typing import Any, Final

from streamlit import config
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.state.session_state import SessionState

from gesprek.access.settings import Settings


def configure_streamlit(settings: Settings) -> None:
    """Tell Streamlit what the advisor chose; to be called before the app is made.

    Our own middleware keeps other names out too; Streamlit looks once more at the WebSocket. With
    a certificate its cookies go over TLS only.
    """
    # Streamlit compares an IPv6 address without its brackets.
    config.set_option("server.allowedHosts", [host.strip("[]") for host in settings.hosts])
    if settings.tls_files:
        config.set_option("server.sslCertFile", str(settings.tls_files[0]))


_thread = threading.local()


LOOK_OF_STREAMLIT: Final = ScriptRunner._maybe_handle_execution_control_request  # noqa: SLF001
CALL_OF_STREAMLIT: Final = SessionState._call_callbacks  # noqa: SLF001
RERUN_OF_STREAMLIT: Final = AppSession.request_rerun


def handle_each_tap() -> None:
    """Let no tap be dropped, and no callback be broken off; to be called before the start."""
    ScriptRunner._maybe_handle_execution_control_request = _look  # type: ignore[assignment,method-assign]  # noqa: SLF001
    SessionState._call_callbacks = _call  # type: ignore[assignment,method-assign]  # noqa: SLF001
    AppSession.request_rerun = _rerun  # type: ignore[assignment,method-assign]


def _rerun(session: AppSession, client_state: ClientState | None) -> None:
    """Ask for the whole page where the part that is asked for is gone, and the page is not."""
    part = client_state.fragment_id if client_state else ""
    is_here = client_state and client_state.page_script_hash == session.page_script_hash
    if client_state and part and is_here and not session.has_fragment(part):
        whole = ClientState()
        whole.CopyFrom(client_state)
        whole.ClearField("fragment_id")
        client_state = whole
    RERUN_OF_STREAMLIT(session, client_state)


def _look(runner: ScriptRunner) -> None:
    if not getattr(_thread, "in_callback", False):
        LOOK_OF_STREAMLIT(runner)


def _call(state: SessionState, **options: Any) -> None:  # noqa: ANN401 - Streamlit's own
    _thread.in_callback = True
    try:
        CALL_OF_STREAMLIT(state, **options)
    finally:
        _thread.in_callback = False
