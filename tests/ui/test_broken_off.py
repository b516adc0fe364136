"""A drawing that is broken off, because something was tapped meanwhile, takes nothing away."""

import ast
import threading
from collections.abc import Callable

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.testing.v1 import AppTest

from gesprek.ui.fields import widgets
from tests.support.server import ROOT

HALF, EARLIER, THEIRS = "Hoe blijf ik rus", "Wat er eerst stond", "Van een collega"
PLACES = ["before the field", "in the field", "below the field"]


def page() -> None:
    """A page with a field and a tick that save themselves.

    Of its state ``stored`` and ``ticked`` are the store; ``breaks`` tells where the next drawing is
    broken off, for good with ``dies``; ``forgets`` breaks off the saving; ``away`` leaves the field
    out; ``is_part`` draws a part of the page, as a fragment does; ``typed`` is
    what the browser says that was typed.
    """
    import streamlit as st

    from gesprek.ui.fields.widgets import (
        IsTyped,
        begin_page,
        end_page,
        fill_widget,
        save_if_changed,
        show_stored,
    )

    state = st.session_state
    for name in ("breaks", "stored"):
        state.setdefault(name, "")
    state.setdefault("ticked", False)
    state.setdefault("typed", set())

    def may_break(place: str) -> None:
        if state.breaks == place:
            state.breaks = ""
            (st.stop if state.get("dies") else st.rerun)()

    def save() -> bool:
        if state.get("forgets"):
            state.forgets = False
            st.stop()
        state.stored = state.veld.strip()
        show_stored("veld", state.stored)
        return False

    def tick() -> bool:
        state.ticked = state.vink
        return True

    is_typed: IsTyped = state.typed.__contains__
    if not state.get("is_part"):
        begin_page()
    may_break("before the field")
    if state.get("away"):
        end_page()
        st.stop()
    held = fill_widget("veld", state.stored, save, is_typed)
    may_break("in the field")
    st.text_area("veld", held, key="veld", on_change=save_if_changed, args=("veld", save, is_typed))
    may_break("below the field")
    ticked = fill_widget("vink", state.ticked, tick)
    st.checkbox("vink", ticked, key="vink", on_change=save_if_changed, args=("vink", tick))
    may_break("at the end")
    if not state.get("is_part"):
        end_page()


@pytest.fixture(autouse=True)
def _slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A drawing is on its way for as long as a test takes, on a busy machine too."""
    monkeypatch.setattr(widgets, "_ON_ITS_WAY", 600.0)
    monkeypatch.setattr(widgets, "WORD_COMES", 0.1)


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_function(page).run()


@pytest.mark.parametrize("where", PLACES)
def test_what_is_typed_is_saved_and_stays(app: AppTest, where: str) -> None:
    app.session_state["breaks"] = where
    app.text_area[0].set_value(f"{HALF} ").run()
    assert app.text_area[0].value == app.session_state["stored"] == HALF


def test_a_browser_that_missed_the_first_drawing_of_a_field_gets_its_text_with_the_next() -> None:
    """The next drawing may come so soon that the first one is never sent."""
    app = AppTest.from_function(page)
    app.session_state["stored"], app.session_state["ticked"] = EARLIER, True
    for _ in range(2):
        app.run()
        assert (app.text_area[0].proto.default, app.checkbox[0].proto.default) == (EARLIER, True)


@pytest.mark.parametrize("where", PLACES)
def test_what_a_colleague_saved_shows_once_it_is_drawn(app: AppTest, where: str) -> None:
    app.session_state["stored"] = THEIRS
    app.session_state["breaks"] = where
    app.run()
    assert app.text_area[0].value == THEIRS


@pytest.mark.parametrize("where", PLACES)
def test_what_is_being_typed_is_not_filled_over(app: AppTest, where: str) -> None:
    """What was not sent yet only the browser knows; it keeps that unless a value is set."""
    app.session_state["breaks"] = where
    app.run()
    assert not app.text_area[0].proto.set_value


def test_a_field_that_was_away_comes_back_with_what_is_stored(app: AppTest) -> None:
    app.text_area[0].set_value(HALF).run()
    app.session_state["away"] = True
    app.run()
    app.session_state["away"] = False
    app.run()
    assert app.text_area[0].proto.default == HALF
    assert app.text_area[0].value == HALF


def test_what_a_field_did_not_get_to_save_is_saved_as_it_is_drawn(app: AppTest) -> None:
    app.session_state["forgets"] = True
    typed = app.text_area[0].set_value(f"{HALF} ")._widget_state
    app.run()
    assert app.session_state["stored"] == ""
    app._run(WidgetStates(widgets=[typed]))
    assert app.text_area[0].value == app.session_state["stored"] == HALF


@pytest.mark.parametrize("held", ["", EARLIER])
def test_what_was_typed_before_the_page_was_ever_drawn_whole_is_saved_too(held: str) -> None:
    app = AppTest.from_function(page)
    for name, value in (("stored", held), ("breaks", "below the field"), ("dies", True)):
        app.session_state[name] = value
    app.run()
    app.session_state["forgets"] = True
    typed = app.text_area[0].set_value(HALF)._widget_state
    app.run()
    assert app.session_state["stored"] == held
    app._run(WidgetStates(widgets=[typed]))
    assert app.text_area[0].value == app.session_state["stored"] == HALF
    assert not app.text_area[0].proto.set_value


def test_a_field_that_did_not_get_to_be_emptied_shows_what_is_stored(app: AppTest) -> None:
    app.text_area[0].set_value(HALF).run()
    app.session_state["forgets"] = True
    emptied = app.text_area[0].set_value("")._widget_state
    app.run()
    app._run(WidgetStates(widgets=[emptied]))
    assert app.text_area[0].value == app.session_state["stored"] == HALF


def test_a_text_that_a_drawing_took_away_is_not_removed_from_the_store(app: AppTest) -> None:
    """The browser never said that anybody emptied the field."""
    app.text_area[0].set_value(HALF).run()
    app.text_area[0].set_value("").run()
    assert app.text_area[0].value == app.session_state["stored"] == HALF
    app.session_state["typed"].add("")
    app.text_area[0].set_value("").run()
    assert app.session_state["stored"] == ""


def test_a_text_is_removed_where_the_word_of_the_browser_comes_a_moment_later(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(widgets, "WORD_COMES", 60.0)
    app.text_area[0].set_value(HALF).run()
    word = threading.Timer(0.3, app.session_state["typed"].add, [""])
    word.start()
    app.text_area[0].set_value("").run()
    word.join()
    assert app.session_state["stored"] == ""


def test_what_is_saved_already_is_not_saved_again(app: AppTest) -> None:
    app.text_area[0].set_value(HALF).run()
    app.session_state["stored"] = THEIRS
    app.run()
    assert app.text_area[0].value == app.session_state["stored"] == THEIRS


@pytest.mark.parametrize("where", [*PLACES, "at the end"])
@pytest.mark.parametrize("held", ["", EARLIER])
def test_what_a_colleague_saved_is_not_undone_by_a_browser_that_never_saw_it(
    held: str, where: str
) -> None:
    app = AppTest.from_function(page)
    app.session_state["stored"] = held
    app.run()
    old = app.text_area[0]._widget_state
    for name, value in (("stored", THEIRS), ("breaks", where), ("dies", True)):
        app.session_state[name] = value
    app.run()
    app._run(WidgetStates(widgets=[old]))
    assert app.text_area[0].value == app.session_state["stored"] == THEIRS


@pytest.mark.parametrize("held", ["", EARLIER])
def test_what_a_colleague_saved_is_not_undone_by_a_browser_that_was_still_to_get_it(
    held: str,
) -> None:
    """What it sends was under way before the drawing that brings the other text had ended."""
    app = AppTest.from_function(page)
    app.session_state["stored"] = held
    app.run()
    old = app.text_area[0]._widget_state
    app.session_state["stored"] = THEIRS
    app.run()
    app._run(WidgetStates(widgets=[old]))
    assert app.text_area[0].value == app.session_state["stored"] == THEIRS
    app.session_state["typed"].add("")
    app.text_area[0].set_value(held).run()
    assert app.session_state["stored"] == held, "once: who wants it back is heard"


def _whole(_app: AppTest) -> None:
    """Each tap draws the whole page."""


def _part(app: AppTest) -> None:
    """Each tap draws a part of it."""
    app.session_state["is_part"] = True


def _broken_off(app: AppTest) -> None:
    """The drawing after the first tap is broken off at the end by the second one."""
    app.session_state["breaks"] = "at the end"
    app.session_state["dies"] = True


@pytest.mark.parametrize("drawn", [_whole, _part, _broken_off])
def test_who_changes_their_mind_is_heard_each_time(
    app: AppTest, drawn: Callable[[AppTest], None]
) -> None:
    drawn(app)
    app.session_state["typed"].add("")
    for text, tick in ((HALF, True), ("", False), (HALF, True)):
        app.checkbox[0].set_value(tick)
        app.text_area[0].set_value(text).run()
        assert (app.session_state["stored"], app.session_state["ticked"]) == (text, tick)


def test_who_puts_back_what_a_colleague_changed_is_heard(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(widgets, "_ON_ITS_WAY", 0.0)
    app.text_area[0].set_value(EARLIER).run()
    for _ in range(2):
        app.session_state["stored"] = THEIRS
        app.run()
        app.text_area[0].set_value(EARLIER).run()
        assert app.text_area[0].value == app.session_state["stored"] == EARLIER


@pytest.mark.parametrize("held", ["", EARLIER])
def test_a_field_that_appeared_is_not_filled_over_by_a_drawing_that_comes_later(held: str) -> None:
    """Its value tells it all; in the browser somebody may be typing in it."""
    app = AppTest.from_function(page)
    for name, value in (("stored", held), ("breaks", "below the field"), ("dies", True)):
        app.session_state[name] = value
    for _ in range(3):
        app.run()
        assert app.text_area[0].proto.default == held
        assert not app.text_area[0].proto.set_value


def _filled_while_typing(app: AppTest) -> WidgetState:
    """Type and save while a drawing that fills the field is on its way; return what that put in."""
    app.session_state["stored"] = EARLIER
    app.run()
    put_in = app.text_area[0]._widget_state
    app.text_area[0].set_value(HALF).run()
    assert app.session_state["stored"] == HALF
    return put_in


def test_what_a_late_drawing_put_over_what_was_typed_is_not_saved(app: AppTest) -> None:
    put_in = _filled_while_typing(app)
    app._run(WidgetStates(widgets=[put_in]))
    assert app.text_area[0].value == app.session_state["stored"] == HALF
    assert app.text_area[0].proto.set_value
    app.text_area[0].set_value(EARLIER).run()
    assert app.session_state["stored"] == EARLIER, "once: who wants it back is heard"


def test_what_the_browser_says_was_typed_is_heard_at_once(app: AppTest) -> None:
    put_in = _filled_while_typing(app)
    app.session_state["typed"].add(EARLIER)
    app._run(WidgetStates(widgets=[put_in]))
    assert app.text_area[0].value == app.session_state["stored"] == EARLIER


def test_who_puts_back_what_was_drawn_long_ago_is_heard(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(widgets, "_ON_ITS_WAY", 0.0)
    put_in = _filled_while_typing(app)
    app._run(WidgetStates(widgets=[put_in]))
    assert app.session_state["stored"] == EARLIER


UNGUARDED = {
    "gesprek/ui/admin/teams.py:'rerun'",  # saves nothing
    "gesprek/ui/admin/boards.py:attempt",  # words that only the advisor changes
    "gesprek/ui/steps/feedback_and_leerpunten.py:attempt",  # has an id for each tap
}
"""What a field calls as it changes, besides the two that know of a browser that is late."""


def test_each_field_that_saves_itself_knows_of_a_browser_that_is_late() -> None:
    found = {
        f"{path.relative_to(ROOT).as_posix()}:{ast.unparse(keyword.value)}"
        for path in (ROOT / "gesprek/ui").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "on_change"
    }
    guarded = {one for one in found if one.endswith((":save_if_changed", ":take_new"))}
    assert len(guarded) > 4
    assert found - guarded == UNGUARDED
