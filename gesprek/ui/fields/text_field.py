"""Fields for text: saved when left; what cannot be saved stays, with the reason below it."""

from functools import partial

import streamlit as st

from gesprek.domain.errors import Gespreksfout
from gesprek.domain.text import clean
from gesprek.domain.text_fields import Tekstplek
from gesprek.storage.store_errors import MAY_PASS, FieldConflict
from gesprek.ui.fields import unsaved_text
from gesprek.ui.fields.choices import field_key
from gesprek.ui.fields.open_oefening import Path, Werk, refusals_shown
from gesprek.ui.fields.privacy_findings import find_in
from gesprek.ui.fields.session import sessie
from gesprek.ui.fields.widgets import (
    fill_widget,
    has_changed,
    save_if_changed,
    set_widget_value,
    show_stored,
    widget_value,
)
from gesprek.ui.frame.notices import try_again
from gesprek.ui.frame.words import tekst


def tekstveld(
    werk: Werk, path: Path, label: str, *, placeholder: str = "", hide_label: bool = False
) -> None:
    """Draw a field for text of some lines."""
    key, save = field_key(werk, path), partial(_store_text, werk, path)
    is_typed = partial(unsaved_text.is_typed, werk, key)
    _meet(werk, path, key)
    st.text_area(
        label,
        fill_widget(key, werk.oefening.value_at(path) or "", save, is_typed),
        key=key,
        height="content",
        placeholder=placeholder or None,
        label_visibility="collapsed" if hide_label else "visible",
        on_change=save_if_changed,
        args=(key, save, is_typed),
    )
    _below(werk, path, key)


def regelveld(werk: Werk, path: Path, label: str, *, placeholder: str = "") -> None:
    """Draw a field for one line."""
    key, save = field_key(werk, path), partial(_store_text, werk, path)
    is_typed = partial(unsaved_text.is_typed, werk, key)
    _meet(werk, path, key)
    st.text_input(
        label,
        fill_widget(key, werk.oefening.value_at(path) or "", save, is_typed),
        key=key,
        placeholder=placeholder or None,
        on_change=save_if_changed,
        args=(key, save, is_typed),
    )
    _below(werk, path, key)


def _store_text(werk: Werk, path: Path) -> bool:
    """Save a text field, or keep its text as a draft with the reason beside it.

    Returns False: what the field shows is noted here, as what was typed may be tidied.
    """
    key, memory = field_key(werk, path), sessie()
    typed = widget_value(key) or ""
    if key in memory.botsingen or unsaved_text.is_overtaken(werk, key, typed):
        _clash(key, typed)
        return False
    with unsaved_text.saving(werk, key):
        try:
            stored = werk.save(lambda one: one.with_value(path, typed or None))
        except FieldConflict:
            _clash(key, typed)
        except Gespreksfout as fout:
            memory.drafts[key] = typed
            memory.refusals[key] = fout
        else:
            # First, as the next tap may break off what follows: see `widgets`.
            memory.shown[key] = stored.value_at(path) or ""
            _forget_draft(werk, key, (clean(typed), str(memory.shown[key])))
            show_stored(key, memory.shown[key])
    return False


def _meet(werk: Werk, path: Path, key: str) -> None:
    """Show both texts where somebody else saved a field in which this person is typing.

    The browser keeps what stands in it and the page takes over what was saved, so without this
    the other text would be overwritten by who never saw it. What stands in the store just as it
    was typed was saved after all: the store can die before it says so.
    """
    memory, stored = sessie(), werk.oefening.value_at(path) or ""
    if memory.drafts.get(key) == stored:
        _forget_draft(werk, key, (stored,))
    if key in memory.drafts or not has_changed(key, stored):
        return
    typed = unsaved_text.typed_in(werk, key)
    if typed is not None and typed != memory.shown[key]:
        _clash(key, typed)


def _clash(key: str, typed: str) -> None:
    """Save nothing: both texts show, and the team chooses first."""
    memory = sessie()
    memory.drafts[key] = typed
    memory.botsingen.add(key)
    memory.refusals.pop(key, None)


def _forget_draft(werk: Werk, key: str, saved: tuple[str, ...] | None = None) -> None:
    memory = sessie()
    memory.drafts.pop(key, None)
    unsaved_text.forget(werk, key, saved)
    memory.refusals.pop(key, None)
    memory.botsingen.discard(key)


def _below(werk: Werk, path: Path, key: str) -> None:
    """Draw what there is to say about the text in a field.

    In a place of its own, also when empty: else what comes below is made anew in the browser, and
    what is being typed there is gone.
    """
    with st.container():
        _remarks(werk, path, key)


def _remarks(werk: Werk, path: Path, key: str) -> None:
    _show_refusal(werk, path, key)
    _show_botsing(werk, path, key)
    _show_put_back(werk, path, key)
    text = werk.oefening.value_at(path) or ""
    findings = find_in(werk, Tekstplek(path, text))
    if findings:
        fragments = [text[one.start : one.end] for one in findings]
        st.caption(f":material/shield_person: {tekst('nakijken.let_op')}")
        st.text(" · ".join(dict.fromkeys(fragments)))


def _show_refusal(werk: Werk, path: Path, key: str) -> None:
    fout = sessie().refusals.get(key)
    if fout:
        st.error(fout.zin)
    if isinstance(fout, MAY_PASS):
        try_again(key, partial(_stores, werk, path))


def _stores(werk: Werk, path: Path) -> bool:
    _store_text(werk, path)
    return field_key(werk, path) not in sessie().refusals


def _show_put_back(werk: Werk, path: Path, key: str) -> None:
    """Say that a text was typed before and not saved, with what can be done with it."""
    memory = sessie()
    if key not in memory.put_back or key not in memory.drafts or key in memory.botsingen:
        return
    st.caption(f":material/history: {tekst('concept.teruggezet')}")
    with st.container(horizontal=True):
        st.button(
            tekst("concept.bewaar"), key=f"{key}-bewaar", on_click=_store_draft, args=(werk, path)
        )
        st.button(
            tekst("concept.weg"),
            key=f"{key}-weg",
            type="tertiary",
            on_click=_drop,
            args=(werk, path),
        )


def _store_draft(werk: Werk, path: Path) -> None:
    _store_text(werk, path)


def _drop(werk: Werk, path: Path) -> None:
    key = field_key(werk, path)
    _forget_draft(werk, key)
    set_widget_value(key, werk.oefening.value_at(path) or "")


def _show_botsing(werk: Werk, path: Path, key: str) -> None:
    memory = sessie()
    if key not in memory.botsingen:
        return
    mine, theirs = memory.drafts[key], werk.oefening.value_at(path) or ""
    with st.container(border=True):
        st.warning(tekst("algemeen.botsing"))
        for side, words, text in zip(
            st.columns(2),
            ("algemeen.jouw_tekst", "algemeen.tekst_van_collega"),
            (mine, theirs),
            strict=True,
        ):
            with side.container(border=True):
                st.markdown(f"**{tekst(words)}**")
                st.text(text or tekst("algemeen.niets_ingevuld"))
        for text, words in (
            (mine, tekst("algemeen.houd_mijn_tekst")),
            (theirs, tekst("algemeen.houd_andere_tekst")),
            (f"{theirs}\n\n{mine}", tekst("algemeen.houd_beide")),
        ):
            st.button(words, key=f"{key}-{words}", on_click=_choose, args=(werk, path, text))


def _choose(werk: Werk, path: Path, text: str) -> None:
    """Save the choice; where the other text changed again meanwhile, the team chooses anew."""
    key = field_key(werk, path)
    with refusals_shown():
        stored = werk.save(lambda one: one.with_value(path, text or None))
        _forget_draft(werk, key)
        set_widget_value(key, stored.value_at(path) or "")
