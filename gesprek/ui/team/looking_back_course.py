"""How a team looked back over time: a row of dots with words per oefening, and one advice."""

from collections.abc import Sequence
from html import escape
from typing import Final

import streamlit as st

from gesprek.domain.how_we_looked_back import LookedBack, advice
from gesprek.domain.terugblik import Terugkijkvraag
from gesprek.ui.frame.words import label, screen_text

_MOST: Final = 8


def draw_course(newest_first: Sequence[LookedBack]) -> None:
    """Draw the last oefeningen in which the team answered a question; nothing without one."""
    if not newest_first:
        return
    st.markdown(f"**{screen_text('hoe_keken_we.verloop')}**")
    st.caption(screen_text("hoe_keken_we.verloop_uitleg"))
    st.html(_table(newest_first[:_MOST]))
    if told := advice(newest_first):
        st.info(label(told), icon=":material/lightbulb:")


def _table(rows: Sequence[LookedBack]) -> str:
    head = (screen_text("hoe_keken_we.dag"), *map(label, Terugkijkvraag))
    columns = "".join(f'<th scope="col">{escape(one)}</th>' for one in head)
    return (
        f'<div class="cijfers verloop"><table><thead><tr>{columns}</tr></thead>'
        f"<tbody>{''.join(map(_row, rows))}</tbody></table></div>"
    )


def _row(one: LookedBack) -> str:
    words = {True: "was_ja", False: "was_nee", None: "niet_gevraagd"}
    found = (words[one.antwoorden.get(vraag)] for vraag in Terugkijkvraag)
    cells = "".join(f"<td>{escape(screen_text(f'hoe_keken_we.{word}'))}</td>" for word in found)
    day = f"{one.dag.day}-{one.dag.month}-{one.dag.year}"  # a day in words takes three lines
    return f'<tr><th scope="row">{day}</th>{cells}</tr>'
