"""Fields that follow the store, and lose nothing on the way between browser and server.

Besides ``session`` nothing else touches session state. Streamlit breaks a drawing or a callback off
at the next tap, and what it drew may reach the browser late or never: see decision 22.
"""

from collections.abc import Callable
from time import monotonic, sleep
from typing import Any, Final

import streamlit as st

from gesprek.ui.fields.session import FilledValue, session

Save = Callable[[], bool]
"""Saves what a widget holds; returns whether just that is stored now."""
IsTyped = Callable[[str], bool]
"""Tells whether the browser of who is here says that this text was typed in a field."""

WORD_COMES: Final = 3.0
"""Seconds that are waited for the browser to say that a text was removed."""
_LOOK_AGAIN: Final = 0.05
_MOST_ON_THEIR_WAY: Final = 5
_ON_ITS_WAY: Final = 2.0  # s from the end of a drawing: until then a browser may not have got it


def begin_page() -> None:
    """Begin to draw a page; the browser may have nothing of a drawing that was broken off."""
    session().drawing = True


def end_page() -> None:
    """Note that the page was drawn whole; before every ``st.stop`` too."""
    memory = session()
    memory.shown |= {key: values[-1] for key, values in memory.given.items()}
    memory.given.clear()
    for one in memory.replaced.values():
        if one.run == memory.runs:
            one.moment = monotonic()
    memory.runs += 1
    memory.drawing = False


def widget_value(key: str) -> Any:  # noqa: ANN401 - each widget has its own type
    """Return what a widget holds, None before it was drawn."""
    return st.session_state.get(key)


def set_widget_value(key: str, value: object) -> None:
    """Put a value in a widget; only before it is drawn, or in a callback."""
    st.session_state[key] = value


def fill_widget(
    key: str, stored: object, save: Save | None = None, is_typed: IsTyped | None = None
) -> Any:  # noqa: ANN401 - each widget has its own type
    """Fill a widget from the store, without losing what could not be saved; return what it holds.

    Called before the widget is drawn. A field with a draft keeps the draft; any other field
    follows the store when that changed.

    Who draws a text, a tick or a choice gives it what it holds as its value too. By its key alone
    Streamlit tells the browser once, and not again where that drawing never arrived: the field
    would be empty there, and with the next tap in the store. A field for something new, in which
    a draft may be put back, is given its ``widget_value`` for the same reason.

    Args:
        key: the widget's key.
        stored: what the store holds now, in the widget's own type.
        save: saves what the widget holds, where it did not get to that: another tap within that
            moment makes Streamlit break it off for good. Only for a widget that saves itself.
        is_typed: for a text that saves itself. It begins with its value, which a browser takes
            only as the field appears: set by its key, a drawing that comes late would take away
            what was typed since.
    """
    memory = session()
    was_away = _was_away(key)
    memory.drawn[key] = memory.runs
    if save and not was_away and _is_unsaved(key, stored, is_typed):
        _save(key, save)
        stored = st.session_state.get(key, stored) if key not in memory.drafts else stored
    if was_away or key not in st.session_state:
        held = memory.drafts.get(key, stored)
        if is_typed:
            st.session_state.pop(key, None)
        else:
            st.session_state[key] = held
    elif _must_follow(key, stored, saves=save is not None, is_text=is_typed is not None):
        held = stored
        replace_value(key, stored)
    else:
        held = st.session_state[key]
    if memory.drawing:
        memory.given.setdefault(key, []).append(stored)
    else:
        memory.shown[key] = stored
    return held


def appears(key: str) -> bool:
    """Return whether a widget that is about to be filled was not on the page just before."""
    return _was_away(key) or key not in st.session_state


def _was_away(key: str) -> bool:
    """Return whether a field was away: the server may know it, and in the browser it is empty."""
    memory = session()
    return memory.drawn.get(key, 0) < memory.runs - 1


def _must_follow(key: str, stored: object, *, saves: bool, is_text: bool) -> bool:
    """Return whether a field that the browser may have by now is filled from the store again.

    One that is empty here and in the store is left alone: in the browser it is empty too, or
    something was typed that is still on its way.
    """
    memory, held = session(), st.session_state.get(key)
    if key in memory.drafts or held == stored == "":
        return False
    if is_text and held == stored and key not in memory.shown:
        return False  # it appeared with just this, in whichever drawing came first
    return memory.shown.get(key) != stored or (saves and held != stored)


def save_if_changed(key: str, save: Save, is_typed: IsTyped | None = None) -> None:
    """Save what a widget holds, where somebody changed it; for its ``on_change``.

    Streamlit takes it for a change too where the drawing that was to bring a colleague's text was
    broken off: it knows the new text, and the browser still sends the one it has.
    """
    memory = session()
    if key in memory.shown and key not in memory.drafts:  # what the browser held before is known
        shown = memory.shown[key]
        if st.session_state.get(key) == shown:
            return
        if _is_echo(key, is_typed):
            # The drawing that brings it may come late too, over what is typed and saved by then.
            memory.replaced[key] = FilledValue((shown,), shown, memory.runs, monotonic())
            st.session_state[key] = shown
            return
        if is_typed and _is_emptied_by_a_drawing(key, is_typed):
            return
    if is_typed is None:
        memory.replaced.pop(key, None)  # somebody taps here now
    _save(key, save)


def take_new(key: str, add: Callable[[str], bool]) -> None:
    """Take what was typed in a field for something new; for its ``on_change``.

    A browser that did not get the empty field yet sends the same text with the next tap, and that
    is no second one. ``add`` returns whether it was added; then the field is empty.
    """
    typed = str(st.session_state.get(key) or "")
    if typed and (_is_echo(key, None) or add(typed)):
        st.session_state[key] = typed  # it may be emptied already
        replace_value(key, "")


def replace_value(key: str, value: object) -> None:
    """Put a value in a field, and note what the browser may send of it until it has that."""
    memory, held = session(), st.session_state.get(key)
    before = memory.replaced.get(key)
    olds = (*(before.olds if before and _is_on_its_way(before) else ()), held)
    memory.replaced[key] = FilledValue(olds[-_MOST_ON_THEIR_WAY:], value, memory.runs, monotonic())
    st.session_state[key] = value


def _save(key: str, save: Save) -> None:
    """Save what the browser sent, and note that it holds that.

    The note is made before anything that the next tap may break off, such as a look in the state
    of the session: else what was just saved would be taken for a colleague's.
    """
    memory, held = session(), st.session_state.get(key)
    if save():
        memory.shown[key] = held


def _is_echo(key: str, is_typed: IsTyped | None) -> bool:
    """Return whether a browser sends what it was given, and nobody changed that.

    It did not get the last drawing yet and sends what the field held before; or that drawing came
    down over what had just been typed, and saved. Once: who really wants this changes it again.
    """
    memory, value = session(), st.session_state.get(key)
    one = memory.replaced.get(key)
    if one is None or value not in (*one.olds, one.new):
        return False
    del memory.replaced[key]
    return _is_on_its_way(one) and not (is_typed and is_typed(str(value)))


def _is_on_its_way(one: FilledValue) -> bool:
    return monotonic() - one.moment < _ON_ITS_WAY


def _is_emptied_by_a_drawing(key: str, is_typed: IsTyped) -> bool:
    """Return whether a text is gone from its field, and nobody is known to have removed it.

    The browser says by a line of its own that it was removed, on a busy machine a moment later.
    """
    if st.session_state.get(key):
        return False
    end = monotonic() + WORD_COMES
    while not is_typed(""):
        if monotonic() >= end:
            return True
        sleep(_LOOK_AGAIN)
    return False


def _is_unsaved(key: str, stored: object, is_typed: IsTyped | None) -> bool:
    """Return whether a widget was changed and holds what is not stored.

    That is what no drawing put there. What is empty counts only for a text of which the browser
    says that it was removed: nothing is wiped without a tap.
    """
    memory, value = session(), st.session_state.get(key)
    if value == "" and stored and is_typed and key not in memory.drafts:
        return is_typed("")
    ours = [stored, memory.shown.get(key), *memory.given.get(key, [])]
    return bool(value) and key not in memory.drafts and value not in ours


def show_stored(key: str, stored: object) -> None:
    """Fill a field in a callback with what it just saved, which is no change of somebody else."""
    session().shown[key] = stored
    if st.session_state.get(key) != stored:  # else what is typed meanwhile is left alone
        st.session_state[key] = stored


def forget_widget(key: str) -> None:
    """Let a widget start anew from the store: what it held was refused."""
    st.session_state.pop(key, None)
