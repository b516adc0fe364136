"""How a team looked back over time: a row of dots with words per oefening, and one advice."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from gesprek.domain.how_we_looked_back import LookedBack, advice
from gesprek.domain.terugblik import Terugkijkvraag
from gesprek.ui.frame.words import day, label, screen_text

_MOST: Final = 8


def draw_course(newest_first: Sequence[LookedBack]) -> None:
    """Draw the last oefeningen in which the team answered a question; nothing without one."""
    if not newest_first:
        return
    st.markdown(f"**{screen_text('hoe_keken_we.verloop')}**")
    st.caption(screen_text("hoe_keken_we.verloop_uitleg"))
    head = (screen_text("hoe_keken_we.dag"), *map(label, Terugkijkvraag))
    rows = [(day(one.dag), *_answers(one)) for one in newest_first[:_MOST]]
    st.markdown("\n".join(map(_row, (head, ("---",) * len(head), *rows))))
    if told := advice(newest_first):
        st.info(label(told), icon=":material/lightbulb:")


def _answers(one: LookedBack) -> list[str]:
    words = {True: "was_ja", False: "was_nee", None: "niet_gevraagd"}
    found = (words[one.antwoorden.get(vraag)] for vraag in Terugkijkvraag)
    return [screen_text(f"hoe_keken_we.{word}") for word in found]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(one.replace('|', '/') for one in cells)} |"
