"""Fields that save themselves at a tap, each bound to a path of the oefening."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import partial
from typing import Any

import streamlit as st

from gesprek.domain.dates import YEAR
from gesprek.services.drafts import FIELD
from gesprek.ui.fields.open_oefening import Path, Werk, today
from gesprek.ui.fields.widgets import fill_widget, forget_widget, save_if_changed, widget_value
from gesprek.ui.frame.words import label as label_of


def field_key(werk: Werk, path: Path) -> str:
    """Return the widget key of a field; it also names the field for the style sheet."""
    return "-".join((FIELD, werk.oefening.id, *path))


def vinkje(werk: Werk, path: Path, label: str) -> None:
    """Draw a tick."""
    key, save = field_key(werk, path), partial(_store_value, werk, path, lambda on: on or None)
    ticked = fill_widget(key, bool(werk.oefening.value_at(path)), save)
    st.checkbox(label, ticked, key=key, on_change=save_if_changed, args=(key, save))


def keuze(
    werk: Werk, path: Path, label: str, options: Sequence[StrEnum], *, hide_label: bool = False
) -> None:
    """Draw a choice of one, or none."""
    key, save = field_key(werk, path), partial(_store_value, werk, path, lambda value: value)
    st.pills(
        label,
        options,
        default=fill_widget(key, werk.oefening.value_at(path), save),
        format_func=label_of,
        key=key,
        on_change=save_if_changed,
        args=(key, save),
        label_visibility="collapsed" if hide_label else "visible",
    )


def keuzes(werk: Werk, path: Path, label: str, options: Sequence[StrEnum]) -> None:
    """Draw a choice of any number."""
    key = field_key(werk, path)
    save = partial(_store_value, werk, path, lambda chosen: list(chosen) or None)
    st.pills(
        label,
        options,
        default=fill_widget(key, list(werk.oefening.value_at(path)), save),
        selection_mode="multi",
        format_func=label_of,
        key=key,
        on_change=save_if_changed,
        args=(key, save),
    )


def dagveld(werk: Werk, path: Path, label: str) -> None:
    """Draw a day that may be left empty, within a year of today."""
    key = field_key(werk, path)
    stored = werk.oefening.value_at(path)
    save = partial(_store_value, werk, path, lambda day: day.isoformat() if day else None)
    fill_widget(key, stored, save)  # not as its value too: then it could not be emptied
    st.date_input(
        label,
        key=key,
        min_value=min(today() - YEAR, stored or today()),
        max_value=max(today() + YEAR, stored or today()),
        format="DD-MM-YYYY",
        on_change=save_if_changed,
        args=(key, save),
    )


def remove_button(werk: Werk, path: Path, words: str) -> None:
    """Draw a button that removes what stands at this path; it can be taken back."""
    st.button(
        words,
        key=f"{field_key(werk, path)}-verwijder",
        icon=":material/close:",
        type="tertiary",
        on_click=werk.remove,
        args=(path,),
    )


def _store_value(werk: Werk, path: Path, to_stored: Callable[[Any], object]) -> bool:
    key = field_key(werk, path)
    value = to_stored(widget_value(key))
    if werk.try_change(lambda oefening: oefening.with_value(path, value)):
        return True
    forget_widget(key)
    return False
