"""A drawing that is broken off, because something was tapped meanwhile, takes no text away."""

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest

HALF = "Hoe blijf ik rus"


def page() -> None:
    """A page with one field; ``breaks`` tells where its next drawing is broken off."""
    import streamlit as st

    from gesprek.scherm.sessie import begin_page, end_page, fields_are_drawn, fill_widget

    begin_page()
    state = st.session_state
    state.setdefault("stored", "")
    if state.get("breaks") == "before the field":
        state.breaks = ""
        st.rerun()
    if state.get("away"):
        end_page()
        st.stop()
    fill_widget("veld", state.stored)
    if state.get("breaks") == "in the field":
        state.breaks = ""
        st.rerun()
    st.text_area("veld", key="veld")
    fields_are_drawn()
    if state.get("breaks") == "below the field":
        state.breaks = ""
        st.rerun()
    end_page()


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_function(page).run()


@pytest.mark.parametrize("where", ["before the field", "in the field", "below the field"])
def test_what_is_typed_stays(app: AppTest, where: str) -> None:
    app.run()
    app.session_state["breaks"] = where
    app.text_area[0].set_value(HALF).run()
    assert app.text_area[0].value == HALF


@pytest.mark.parametrize("where", ["before the field", "in the field", "below the field"])
def test_what_a_colleague_saved_shows_once_it_is_drawn(app: AppTest, where: str) -> None:
    app.session_state["stored"] = "Van een collega"
    app.session_state["breaks"] = where
    app.run()
    assert app.text_area[0].value == "Van een collega"


def test_a_field_that_was_away_comes_back_with_what_is_stored(app: AppTest) -> None:
    app.text_area[0].set_value(HALF).run()
    app.session_state["away"] = True
    app.run()
    app.session_state["away"] = False
    app.run()
    assert app.text_area[0].value == ""


def saving_page() -> None:
    """A page with one field that saves itself; ``breaks`` breaks its saving off once."""
    import streamlit as st

    from gesprek.scherm.sessie import (
        begin_page,
        end_page,
        fill_widget,
        is_stale,
        show_stored,
    )

    begin_page()
    state = st.session_state
    state.setdefault("stored", "")

    def save() -> None:
        if state.get("breaks"):
            state.breaks = False
            return
        state.stored = state.veld.strip()
        show_stored("veld", state.stored)

    def changed() -> None:
        if not is_stale("veld"):
            save()

    fill_widget("veld", state.stored, save)
    if state.get("dies"):
        state.dies = False
        st.stop()
    st.text_area("veld", key="veld", on_change=changed)
    if state.get("unsent"):
        state.unsent = False
        st.stop()
    end_page()


def test_what_a_field_did_not_get_to_save_is_saved_as_it_is_drawn() -> None:
    app = AppTest.from_function(saving_page).run()
    app.session_state["breaks"] = True
    app.text_area[0].set_value(f"{HALF} ").run()
    assert app.session_state["stored"] == HALF
    assert app.text_area[0].value == HALF


def test_what_is_saved_already_is_not_saved_again() -> None:
    app = AppTest.from_function(saving_page).run()
    app.text_area[0].set_value(HALF).run()
    app.session_state["stored"] = "Van een collega"
    app.run()
    assert app.session_state["stored"] == "Van een collega"


@pytest.mark.parametrize("broken_off", ["dies", "unsent"])
@pytest.mark.parametrize("held", ["", "Wat er eerst stond"])
def test_what_a_colleague_saved_is_not_undone_by_a_browser_that_never_saw_it(
    held: str, broken_off: str
) -> None:
    app = AppTest.from_function(saving_page)
    app.session_state["stored"] = held
    app.run()
    app.run()
    empty = app.text_area[0]._widget_state
    app.session_state["stored"] = "Van een collega"
    app.session_state[broken_off] = True
    app.run()  # broken off before the browser got the field
    app._run(WidgetStates(widgets=[empty]))
    assert app.session_state["stored"] == "Van een collega"
    assert app.text_area[0].value == "Van een collega"
