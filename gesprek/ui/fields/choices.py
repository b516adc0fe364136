"""Fields and buttons that act at a tap; a field is bound to a path of the oefening."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import partial
from typing import Any, Final, Literal

import streamlit as st

from gesprek.ui.fields.open_oefening import OpenOefening, Path, attempt, field_key
from gesprek.ui.fields.widgets import fill_widget, forget_widget, save_if_changed, widget_value
from gesprek.ui.frame.words import label as label_of
from gesprek.ui.frame.words import screen_text

_ANSWERS: Final[Mapping[str | None, bool]] = {"ja": True, "nee": False}


def draw_button(
    words: str,
    act: Callable[..., object],
    *args: object,
    key: str | None = None,
    icon: str | None = None,
    kind: Literal["primary", "secondary", "tertiary"] = "secondary",
) -> None:
    """Draw a button that calls ``act``; what is refused then shows at the top of the page."""
    st.button(words, key=key, icon=icon, type=kind, on_click=attempt, args=(act, *args))


def draw_tick(work: OpenOefening, path: Path, label: str) -> None:
    """Draw a tick."""
    key, save = field_key(work, path), partial(_store_value, work, path, lambda on: on or None)
    ticked = fill_widget(key, bool(work.oefening.value_at(path)), save)
    st.checkbox(label, ticked, key=key, on_change=save_if_changed, args=(key, save))


def draw_choice(
    work: OpenOefening,
    path: Path,
    label: str,
    options: Sequence[StrEnum],
    *,
    hide_label: bool = False,
) -> None:
    """Draw a choice of one, or none."""
    key, save = field_key(work, path), partial(_store_value, work, path, lambda value: value)
    st.pills(
        label,
        options,
        default=fill_widget(key, work.oefening.value_at(path), save),
        format_func=label_of,
        key=key,
        on_change=save_if_changed,
        args=(key, save),
        label_visibility="collapsed" if hide_label else "visible",
    )


def draw_yes_no(work: OpenOefening, path: Path, label: str) -> None:
    """Draw a question with yes or no as its answer, or none.

    The widget holds words: a 'no' that is False would be taken for a field that was emptied.
    """
    key, save = field_key(work, path), partial(_store_value, work, path, _ANSWERS.get)
    words = {answer: word for word, answer in _ANSWERS.items()}
    st.pills(
        label,
        list(_ANSWERS),
        default=fill_widget(key, words.get(work.oefening.value_at(path)), save),
        format_func=lambda word: screen_text(f"algemeen.{word}"),
        key=key,
        on_change=save_if_changed,
        args=(key, save),
    )


def draw_choices(work: OpenOefening, path: Path, label: str, options: Sequence[StrEnum]) -> None:
    """Draw a choice of any number."""
    key = field_key(work, path)
    save = partial(_store_value, work, path, lambda chosen: list(chosen) or None)
    st.pills(
        label,
        options,
        default=fill_widget(key, list(work.oefening.value_at(path)), save),
        selection_mode="multi",
        format_func=label_of,
        key=key,
        on_change=save_if_changed,
        args=(key, save),
    )


def remove_button(work: OpenOefening, path: Path, words: str) -> None:
    """Draw a button that removes what is at this path; it can be taken back."""
    key = f"{field_key(work, path)}-verwijder"
    draw_button(words, work.remove, path, key=key, icon=":material/close:", kind="tertiary")


def draw_both(
    key: str,
    warning: str,
    texts: tuple[str, str],
    choices: Sequence[tuple[str, Any]],
    choose: Callable[[Any], object],
) -> None:
    """Draw what is here beside what a colleague saved, with buttons for what to go on with.

    ``choices`` are the words on a button and what ``choose`` is then called with.
    """
    with st.container(border=True):
        st.warning(warning)
        titles = ("algemeen.jouw_tekst", "algemeen.tekst_van_collega")
        for side, title, text in zip(st.columns(2), titles, texts, strict=True):
            with side.container(border=True):
                st.markdown(f"**{screen_text(title)}**")
                st.text(text or screen_text("algemeen.niets_ingevuld"))
        for words, value in choices:
            draw_button(words, choose, value, key=f"{key}-{words}")


def ways_out(mine: str, theirs: str) -> list[tuple[str, str]]:
    """Return the words for what can be done with two texts that clash, each with what is left."""
    both = {"mijn_tekst": mine, "andere_tekst": theirs, "beide": f"{theirs}\n\n{mine}"}
    return [(screen_text(f"algemeen.houd_{name}"), text) for name, text in both.items()]


def _store_value(work: OpenOefening, path: Path, to_stored: Callable[[Any], object]) -> bool:
    key = field_key(work, path)
    value = to_stored(widget_value(key))
    if work.try_change(lambda oefening: oefening.with_value(path, value)):
        return True
    forget_widget(key)
    return False
