"""Fields for text: saved when left; what cannot be saved stays, with the reason below it."""

from functools import partial

import streamlit as st

from gesprek.domain.base import UserError
from gesprek.domain.text import clean
from gesprek.domain.text_fields import TextPlace
from gesprek.storage.store_errors import MAY_PASS, FieldConflict
from gesprek.ui.fields import unsaved_text
from gesprek.ui.fields.open_oefening import OpenOefening, Path, field_key, refusals_shown
from gesprek.ui.fields.privacy_findings import find_in
from gesprek.ui.fields.session import session
from gesprek.ui.fields.widgets import (
    fill_widget,
    has_changed,
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
    key, save = field_key(work, path), partial(_store_text, work, path)
    is_typed = partial(unsaved_text.is_typed, work, key)
    _meet(work, path, key)
    st.text_area(
        label,
        fill_widget(key, work.oefening.value_at(path) or "", save, is_typed),
        key=key,
        height="content",
        placeholder=placeholder or None,
        label_visibility="collapsed" if hide_label else "visible",
        on_change=save_if_changed,
        args=(key, save, is_typed),
    )
    _below(work, path, key)


def draw_line_field(work: OpenOefening, path: Path, label: str, *, placeholder: str = "") -> None:
    """Draw a field for one line."""
    key, save = field_key(work, path), partial(_store_text, work, path)
    is_typed = partial(unsaved_text.is_typed, work, key)
    _meet(work, path, key)
    st.text_input(
        label,
        fill_widget(key, work.oefening.value_at(path) or "", save, is_typed),
        key=key,
        placeholder=placeholder or None,
        on_change=save_if_changed,
        args=(key, save, is_typed),
    )
    _below(work, path, key)


def _store_text(work: OpenOefening, path: Path) -> bool:
    """Save a text field, or keep its text as a draft with the reason beside it.

    Returns False: what the field shows is noted here, as what was typed may be tidied.
    """
    key, memory = field_key(work, path), session()
    typed = widget_value(key) or ""
    if key in memory.botsingen or unsaved_text.is_overtaken(work, key, typed):
        _clash(key, typed)
        return False
    with unsaved_text.saving(work, key):
        try:
            stored = work.save(lambda one: one.with_value(path, typed or None))
        except FieldConflict:
            _clash(key, typed)
        except UserError as fout:
            memory.drafts[key] = typed
            memory.refusals[key] = fout
        else:
            # First, as the next tap may break off what follows: see `widgets`.
            memory.shown[key] = stored.value_at(path) or ""
            _forget_draft(work, key, (clean(typed), str(memory.shown[key])))
            show_stored(key, memory.shown[key])
    return False


def _meet(work: OpenOefening, path: Path, key: str) -> None:
    """Show both texts where somebody else saved a field in which this person is typing.

    The browser keeps what is in it and the page takes over what was saved, so without this
    the other text would be overwritten by who never saw it. What is in the store just as it
    was typed was saved after all: the store can die before it says so.
    """
    memory, stored = session(), work.oefening.value_at(path) or ""
    if memory.drafts.get(key) == stored:
        _forget_draft(work, key, (stored,))
    if key in memory.drafts or not has_changed(key, stored):
        return
    typed = unsaved_text.typed_in(work, key)
    if typed is not None and typed != memory.shown[key]:
        _clash(key, typed)


def _clash(key: str, typed: str) -> None:
    """Save nothing: both texts show, and the team chooses first."""
    memory = session()
    memory.drafts[key] = typed
    memory.botsingen.add(key)
    memory.refusals.pop(key, None)


def _forget_draft(work: OpenOefening, key: str, saved: tuple[str, ...] | None = None) -> None:
    memory = session()
    memory.drafts.pop(key, None)
    unsaved_text.forget(work, key, saved)
    memory.refusals.pop(key, None)
    memory.botsingen.discard(key)


def _below(work: OpenOefening, path: Path, key: str) -> None:
    """Draw what there is to say about the text in a field.

    In a place of its own, also when empty: else what comes below is made again in the browser, and
    what is being typed there is gone.
    """
    with st.container():
        _remarks(work, path, key)


def _remarks(work: OpenOefening, path: Path, key: str) -> None:
    _show_refusal(work, path, key)
    _show_botsing(work, path, key)
    _show_put_back(work, path, key)
    text = work.oefening.value_at(path) or ""
    findings = find_in(work, TextPlace(path, text))
    if findings:
        fragments = [text[one.start : one.end] for one in findings]
        st.caption(f":material/shield_person: {screen_text('nakijken.let_op')}")
        st.text(" · ".join(dict.fromkeys(fragments)))


def _show_refusal(work: OpenOefening, path: Path, key: str) -> None:
    fout = session().refusals.get(key)
    if fout:
        st.error(fout.zin)
    if isinstance(fout, MAY_PASS):
        try_again(key, partial(_stores, work, path))


def _stores(work: OpenOefening, path: Path) -> bool:
    _store_text(work, path)
    return field_key(work, path) not in session().refusals


def _show_put_back(work: OpenOefening, path: Path, key: str) -> None:
    """Say that a text was typed before and not saved, with what can be done with it."""
    memory = session()
    if key not in memory.put_back or key not in memory.drafts or key in memory.botsingen:
        return
    st.caption(f":material/history: {screen_text('concept.teruggezet')}")
    with st.container(horizontal=True):
        st.button(
            screen_text("concept.bewaar"),
            key=f"{key}-bewaar",
            on_click=_store_draft,
            args=(work, path),
        )
        st.button(
            screen_text("concept.weg"),
            key=f"{key}-weg",
            type="tertiary",
            on_click=_drop,
            args=(work, path),
        )


def _store_draft(work: OpenOefening, path: Path) -> None:
    _store_text(work, path)


def _drop(work: OpenOefening, path: Path) -> None:
    key = field_key(work, path)
    _forget_draft(work, key)
    set_widget_value(key, work.oefening.value_at(path) or "")


def _show_botsing(work: OpenOefening, path: Path, key: str) -> None:
    memory = session()
    if key not in memory.botsingen:
        return
    mine, theirs = memory.drafts[key], work.oefening.value_at(path) or ""
    with st.container(border=True):
        st.warning(screen_text("algemeen.botsing"))
        for side, words, text in zip(
            st.columns(2),
            ("algemeen.jouw_tekst", "algemeen.tekst_van_collega"),
            (mine, theirs),
            strict=True,
        ):
            with side.container(border=True):
                st.markdown(f"**{screen_text(words)}**")
                st.text(text or screen_text("algemeen.niets_ingevuld"))
        for text, words in (
            (mine, screen_text("algemeen.houd_mijn_tekst")),
            (theirs, screen_text("algemeen.houd_andere_tekst")),
            (f"{theirs}\n\n{mine}", screen_text("algemeen.houd_beide")),
        ):
            st.button(words, key=f"{key}-{words}", on_click=_choose, args=(work, path, text))


def _choose(work: OpenOefening, path: Path, text: str) -> None:
    """Save the choice; where the other text changed again meanwhile, the team chooses anew."""
    key = field_key(work, path)
    with refusals_shown():
        stored = work.save(lambda one: one.with_value(path, text or None))
        _forget_draft(work, key)
        set_widget_value(key, stored.value_at(path) or "")
