"""A field in which a day is typed, with a calendar beside it to choose one."""

from datetime import date

import streamlit as st

from gesprek.domain.dates import YEAR, day_in_words
from gesprek.domain.oefening import GESPREK_OP
from gesprek.ui.fields import unsaved_text
from gesprek.ui.fields.open_oefening import OpenOefening, Path, field_key, today
from gesprek.ui.fields.session import session
from gesprek.ui.fields.text_field import draw_line_field, store_text
from gesprek.ui.fields.widgets import (
    fill_widget,
    forget_widget,
    save_if_changed,
    set_widget_value,
    widget_value,
)
from gesprek.ui.frame.words import screen_text


def draw_day_field(
    work: OpenOefening, path: Path, label: str, stored: date | None, first: date
) -> None:
    """Draw a day, from ``first`` to a year from today; what is typed is read as ``read_day``.

    In Streamlit's own field a day that does not exist becomes another, one that was pasted is
    dropped, and one that is half typed is lost without a word: of it only the calendar shows.
    """
    field = field_key(work, path)
    key = f"kalender-{field}"
    # Beside what is not saved no day is chosen: so the day that is stored can be chosen again.
    fill_widget(key, None if field in session().drafts else stored)
    with st.container(horizontal=True, key=f"dagveld-{field}"):
        with st.container():
            draw_line_field(work, path, label, placeholder=screen_text("algemeen.dag_voorbeeld"))
        st.date_input(
            label,
            key=key,
            min_value=min(first, stored or first),
            max_value=max(today() + YEAR, stored or today()),
            format="DD-MM-YYYY",
            label_visibility="hidden",
            on_change=save_if_changed,
            args=(key, lambda: _take(work, path, key)),
        )


def draw_conversation_day(work: OpenOefening, label: str) -> None:
    """Draw the day of the real conversation, which may be left empty."""
    stored = work.oefening.vervolg.gesprek_op
    draw_day_field(work, GESPREK_OP, label, stored, today() - YEAR)


def _take(work: OpenOefening, path: Path, key: str) -> bool:
    """Put the chosen day in the field, in place of what was typed there, and save it."""
    day, field = widget_value(key), field_key(work, path)
    unsaved_text.forget(work, field)
    set_widget_value(field, day_in_words(day) if day else "")
    store_text(work, path)
    forget_widget(key)  # what was refused is not chosen
    return False
