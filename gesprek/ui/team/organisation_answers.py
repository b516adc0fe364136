"""What the organisation does about what teams need, for a team: on its page and in step 2."""

from collections.abc import Iterable

import streamlit as st

from gesprek.access.rights import Right
from gesprek.domain.antwoorden import Antwoord
from gesprek.domain.dates import date_in_words
from gesprek.domain.stappen import Stap
from gesprek.ui.fields.folds import expander
from gesprek.ui.fields.open_oefening import OpenOefening
from gesprek.ui.frame.visitor import for_visitor, has_right
from gesprek.ui.frame.words import label, screen_text

_ICON = ":material/record_voice_over:"


def all_answers() -> None:
    """Draw all that the organisation does, folded, the newest first; nothing where it is none."""
    found = _current()
    if found:
        with expander("antwoorden.titel", _ICON):
            st.caption(screen_text("antwoorden.team_uitleg"))
            _draw(found)


def newest(work: OpenOefening) -> None:
    """Draw the same for who prepares an oefening; the fold names what was answered last."""
    found = _current() if work.oefening.verst.number <= Stap.VOORBEREIDING.number else ()
    if found:
        words = screen_text("antwoorden.nieuwste", soort=label(found[0].behoefte))
        with expander("antwoorden.nieuwste", _ICON, words=words):
            _draw(found)


def since_words(words: str, one: Antwoord) -> str:
    """Return since when an answer is there, and when it was last changed.

    ``words`` is the key of the text for the first of them.
    """
    told = [screen_text(words, dag=date_in_words(one.sinds))]
    if one.gewijzigd and one.gewijzigd != one.sinds:
        told.append(screen_text("antwoorden.gewijzigd", dag=date_in_words(one.gewijzigd)))
    return ", ".join(told)


def _current() -> tuple[Antwoord, ...]:
    return for_visitor().answers.current() if has_right(Right.ANTWOORDEN) else ()


def _draw(found: Iterable[Antwoord]) -> None:
    for one in found:
        st.markdown(f"**{label(one.behoefte)}**")
        st.text(one.tekst)
        st.caption(since_words("antwoorden.team_sinds", one))
