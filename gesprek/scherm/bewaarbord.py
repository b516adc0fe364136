"""How long texts stay, and the log, for the quality advisor."""

from collections.abc import Callable
from typing import Final

import streamlit as st

from gesprek.domein.bewaartermijn import (
    LONGEST_AFTER_CLOSING,
    LONGEST_AFTER_PRACTICE,
    Termijnen,
)
from gesprek.opslag.logboek import Logboek, Regel
from gesprek.opslag.termijnen import read_termijnen, save_termijnen
from gesprek.scherm.bezoek import store
from gesprek.scherm.sessie import fill_widget, forget_widget, sessie, widget_value
from gesprek.scherm.teksten import day_and_time, tekst
from gesprek.scherm.werk import now, refusals_shown
from gesprek.toegang.bezoeker import Bezoekersoort
from gesprek.toegang.rechten import Recht

_LINES: Final = 30
_CLOSING: Final = "termijn-na-afsluiten"
_PRACTICE: Final = "termijn-na-oefenen"

_Change = Callable[[Termijnen, int], Termijnen]


def terms() -> None:
    """Draw the two terms; the advisor may shorten them, never lengthen."""
    stored = read_termijnen(store(Recht.INSTELLINGEN))
    st.markdown(tekst("beheer.bewaren_uitleg"))
    _term(
        _CLOSING, tekst("beheer.na_afsluiten"), stored.na_afsluiten, LONGEST_AFTER_CLOSING, _closing
    )
    _term(
        _PRACTICE, tekst("beheer.na_oefenen"), stored.na_oefenen, LONGEST_AFTER_PRACTICE, _practice
    )


def log() -> None:
    """Draw the last lines of the log: what happened, never to whom or to which text."""
    with st.expander(tekst("beheer.logboek"), icon=":material/history:"):
        lines = Logboek(store(Recht.LOGBOEK), now).last(_LINES)
        if not lines:
            st.caption(tekst("beheer.logboek_leeg"))
        for line in lines:
            st.text(f"{day_and_time(line.moment)}: {_told(line)}")


def _told(line: Regel) -> str:
    words = tekst(f"beheer.log_{line.wat}")
    total = sum(line.aantallen.values())
    counted = tekst("beheer.log_aantal", wat=words, aantal=total) if total else words
    if line.soort not in set(Bezoekersoort):
        return counted
    return tekst("beheer.log_door", wat=counted, wie=tekst(f"beheer.wie_{line.soort}"))


def _term(key: str, label: str, days: int, most: int, change: _Change) -> None:
    fill_widget(key, days)
    st.number_input(
        label, min_value=1, max_value=most, key=key, on_change=_store, args=(key, change)
    )


def _store(key: str, change: _Change) -> None:
    saved = False
    with refusals_shown():
        whole = store(Recht.INSTELLINGEN)
        save_termijnen(whole, change(read_termijnen(whole), widget_value(key)))
        sessie().saved = now()
        saved = True
    if not saved:
        forget_widget(key)


def _closing(termijnen: Termijnen, days: int) -> Termijnen:
    return termijnen.changed(na_afsluiten=days)


def _practice(termijnen: Termijnen, days: int) -> Termijnen:
    return termijnen.changed(na_oefenen=days)
