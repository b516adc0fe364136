"""Fields for text: saved when left; what cannot be saved stays, with the reason below it."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from gesprek.domain.base import UserError
from gesprek.domain.oefening import DAG, MOMENTS, TIJD, text_at, with_text
from gesprek.domain.text import clean
from gesprek.domain.text_fields import TextPlace
from gesprek.storage.store_errors import MAY_PASS, FieldConflict
from gesprek.ui.fields import unsaved_text
from gesprek.ui.fields.choices import draw_both, draw_button, ways_out
from gesprek.ui.fields.open_oefening import OpenOefening, Path, field_key, now
from gesprek.ui.fields.privacy_review import find_in
from gesprek.ui.fields.session import session
from gesprek.ui.fields.widgets import (
    fill_widget,
    save_if_changed,
    set_widget_value,
    show_stored,
    widget_value,
)
from gesprek.ui.frame.notices import try_again
from gesprek.ui.frame.words import screen_text


def draw_text_field(
    work: OpenOefening, path: Path, label: str, *, placeholder: str = "", hide_label: bool = False
) -> None:
    """Draw a field for text of some lines."""
    area = partial(
        st.text_area, height="content", label_visibility="collapsed" if hide_label else "visible"
    )
    _draw(area, work, path, label, placeholder)


def draw_line_field(work: OpenOefening, path: Path, label: str, *, placeholder: str = "") -> None:
    """Draw a field for one line."""
    _draw(st.text_input, work, path, label, placeholder)


def _draw(
    field: Callable[..., object], work: OpenOefening, path: Path, label: str, placeholder: str
) -> None:
    key, save = field_key(work, path), partial(store_text, work, path)
    is_typed = partial(unsaved_text.is_typed, work, key)
    stored = text_at(work.oefening, path)
    _meet(work, key, stored)
    field(
        label,
        fill_widget(key, stored, save, is_typed),
        key=key,
        placeholder=placeholder or None,
        on_change=save_if_changed,
        args=(key, save, is_typed),
    )
    # A place of its own, also when empty: else what comes below is made again in the browser, and
    # what is being typed there is gone.
    with st.container():
        _show_refusal(work, path, key)
        _show_botsing(work, path, key)
        _show_put_back(work, path, key)
        findings = [] if path in MOMENTS else find_in(work, TextPlace(path, stored))
        if findings:
            fragments = [stored[one.start : one.end] for one in findings]
            st.caption(f":material/shield_person: {screen_text('nakijken.let_op')}")
            st.text(" · ".join(dict.fromkeys(fragments)))


def store_text(work: OpenOefening, path: Path) -> bool:
    """Save a text field, or keep its text as a draft with the reason beside it.

    Returns False: what the field shows is noted here, as what was typed may be tidied.
    """
    key, memory = field_key(work, path), session()
    typed = widget_value(key) or ""
    if key in memory.botsingen or unsaved_text.is_overtaken(work, key, typed):
        unsaved_text.note_clash(key, typed)
        return False
    with unsaved_text.saving(work, key):
        try:
            stored = work.save(lambda one: with_text(one, path, typed, now()))
        except FieldConflict:
            unsaved_text.note_clash(key, typed)
        except UserError as fault:
            memory.drafts[key] = typed
            memory.refusals[key] = fault
        else:
            # First, as the next tap may break off what follows: see `widgets`.
            memory.shown[key] = text_at(stored, path)
            unsaved_text.forget_review(work, path)
            unsaved_text.forget(work, key, (clean(typed), str(memory.shown[key])))
            show_stored(key, memory.shown[key])
            _try_the_other(work, path)
    return False


def _try_the_other(work: OpenOefening, path: Path) -> None:
    """Save the day that was refused for its time, or the other way round, now that this is."""
    for other in {DAG, TIJD} - {path} if path in {DAG, TIJD} else ():
        if field_key(work, other) in session().refusals:
            store_text(work, other)


def _meet(work: OpenOefening, key: str, stored: str) -> None:
    """Show both texts where somebody else saved a field in which this person is typing.

    The browser keeps what is in it and the page takes over what was saved, so without this
    the other text would be overwritten by who never saw it. What is in the store just as it
    was typed was saved after all: the store can die before it says so.
    """
    memory = session()
    if memory.drafts.get(key) == stored:
        unsaved_text.forget(work, key, (stored,))
    if key in memory.drafts or memory.shown.get(key, stored) == stored:
        return
    typed = unsaved_text.typed_in(work, key)
    if typed is not None and typed != memory.shown[key]:
        unsaved_text.note_clash(key, typed)


def _show_refusal(work: OpenOefening, path: Path, key: str) -> None:
    def is_stored_now() -> bool:
        store_text(work, path)
        return key not in session().refusals

    fault = session().refusals.get(key)
    if fault:
        st.error(fault.sentence)
    if isinstance(fault, MAY_PASS):
        try_again(key, is_stored_now)


def _show_put_back(work: OpenOefening, path: Path, key: str) -> None:
    """Say that a text was typed before and not saved, with what can be done with it."""
    memory = session()
    if key not in memory.put_back or key not in memory.drafts or key in memory.botsingen:
        return
    st.caption(f":material/history: {screen_text('concept.teruggezet')}")
    with st.container(horizontal=True):
        draw_button(screen_text("concept.bewaar"), store_text, work, path, key=f"{key}-bewaar")
        words, name = screen_text("concept.weg"), f"{key}-weg"
        draw_button(words, _drop, work, path, key=name, kind="tertiary")


def _drop(work: OpenOefening, path: Path) -> None:
    key = field_key(work, path)
    unsaved_text.forget(work, key)
    set_widget_value(key, text_at(work.oefening, path))


def _show_botsing(work: OpenOefening, path: Path, key: str) -> None:
    memory = session()
    if key not in memory.botsingen:
        return
    mine, theirs = memory.drafts[key], text_at(work.oefening, path)
    choose = partial(_choose, work, path)
    ways = ways_out(mine, theirs)[: 2 if path in MOMENTS else None]  # two days are no day
    draw_both(key, screen_text("algemeen.botsing"), (mine, theirs), ways, choose)


def _choose(work: OpenOefening, path: Path, text: str) -> None:
    """Save the choice; where the other text changed again meanwhile, the team chooses anew."""
    key = field_key(work, path)
    stored = work.save(lambda one: with_text(one, path, text, now()))
    unsaved_text.forget(work, key)
    set_widget_value(key, text_at(stored, path))
