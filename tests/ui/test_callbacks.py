"""What was tapped is dealt with to its end, also where the next tap comes meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.state.session_state import SessionState
from streamlit.testing.v1 import AppTest

from gesprek.ui.frame import streamlit_hooks
from gesprek.ui.frame.streamlit_hooks import handle_each_tap
from tests.support.server import running
from tests.web.http_driver import HttpDriver

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

LOOK = streamlit_hooks.LOOK_OF_STREAMLIT
CALL = streamlit_hooks.CALL_OF_STREAMLIT


def page() -> None:
    """A page with a button that does two things; between them the next tap comes."""
    import streamlit as st
    from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx

    def tap() -> None:
        st.session_state.begun = True
        context = get_script_run_ctx()
        assert context
        assert context.script_requests
        context.script_requests.request_rerun(RerunData())
        st.session_state.ended = True

    st.button("tik", on_click=tap)


def ends(app: AppTest) -> bool:
    """Tap, and return whether all was done that the tap is for."""
    app.run()
    app.button[0].click().run()
    assert app.session_state["begun"]
    return "ended" in app.session_state


def test_a_callback_is_not_broken_off_and_without_us_it_would_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ScriptRunner, "_maybe_handle_execution_control_request", LOOK)
    monkeypatch.setattr(SessionState, "_call_callbacks", CALL)
    assert not ends(AppTest.from_function(page))
    handle_each_tap()
    assert ends(AppTest.from_function(page))


def test_what_is_drawn_may_still_be_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a page that takes long would hold up every tap."""
    monkeypatch.setattr(ScriptRunner, "_maybe_handle_execution_control_request", LOOK)
    monkeypatch.setattr(SessionState, "_call_callbacks", CALL)
    handle_each_tap()
    app = AppTest.from_function(_long_page).run()
    assert app.session_state["times_begun"] == 2
    assert app.session_state["times_ended"] == 1


def _long_page() -> None:
    """A page in the first drawing of which a tap comes."""
    import streamlit as st
    from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx

    state = st.session_state
    for name in ("times_begun", "times_ended"):
        state.setdefault(name, 0)
    state.times_begun += 1
    context = get_script_run_ctx()
    assert context
    assert context.script_requests
    if state.times_begun == 1:
        context.script_requests.request_rerun(RerunData())
    st.text("getekend")
    state.times_ended += 1


def test_a_tap_in_a_part_that_was_drawn_anew_elsewhere_draws_the_page(tmp_path: Path) -> None:
    """Streamlit drops it without a word; the browser shows the old part until it gets the new."""
    with running(tmp_path) as server:
        assert HttpDriver(server).heard_again("help", "", fragment="weg")
