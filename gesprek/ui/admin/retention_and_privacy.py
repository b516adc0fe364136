"""How long texts stay, the log, and the organisation's own words for the privacy guard."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Final

import streamlit as st

from gesprek.access.visitors import VisitorKind
from gesprek.domain.dates import local_day
from gesprek.domain.retention_terms import RetentionTerms
from gesprek.domain.text import PrivacyWords, read_lines
from gesprek.services.audit_log import AuditLine
from gesprek.ui.fields.open_oefening import now, refusals_shown
from gesprek.ui.fields.session import session
from gesprek.ui.fields.widgets import fill_widget, set_widget_value, widget_value
from gesprek.ui.frame.visitor import for_visitor
from gesprek.ui.frame.words import clock, day, month, screen_text

_LOG_HEIGHT: Final = 400  # px
_CLOSING: Final = "termijn-na-afsluiten"
_PRACTICE: Final = "termijn-na-oefenen"
_MONTH: Final = "logboek-maand"


def terms() -> None:
    """Draw the two terms; the advisor may shorten them, and there is no way back."""
    stored = for_visitor().texts.terms()
    st.markdown(screen_text("beheer.bewaren_uitleg"))
    _term(_CLOSING, screen_text("beheer.na_afsluiten"), stored.na_afsluiten)
    _term(_PRACTICE, screen_text("beheer.na_oefenen"), stored.na_oefenen)
    st.button(screen_text("beheer.maak_korter"), on_click=_shorten)


def log() -> None:
    """Draw the log month by month: what happened, never to whom or to which text."""
    with st.expander(screen_text("beheer.logboek"), icon=":material/history:"):
        texts = for_visitor().texts
        months = texts.log_months()
        if not months:
            st.caption(screen_text("beheer.logboek_leeg"))
            return
        chosen = st.selectbox(
            screen_text("beheer.logboek_maand"), months, format_func=_month_in_words, key=_MONTH
        )
        # One text, however many lines: a month of a large organisation has thousands.
        told = "\n\n".join(_days(texts.log_lines(chosen or months[0])))
        with st.container(height=_LOG_HEIGHT):
            st.text(told or screen_text("beheer.logboek_leeg"))


def _month_in_words(named: str) -> str:
    return month(date.fromisoformat(f"{named}-01"))


def _days(lines: Sequence[AuditLine]) -> Iterator[str]:
    """Return the lines of each day below its name."""
    for one, of_day in groupby(lines, lambda line: local_day(line.moment)):
        yield "\n".join((day(one), *map(_told, of_day)))


def _told(line: AuditLine) -> str:
    words = screen_text(f"beheer.log_{line.wat}")
    total = sum(line.aantallen.values())
    counted = screen_text("beheer.log_aantal", wat=words, aantal=total) if total else words
    if line.soort in set(VisitorKind):
        by = screen_text(f"beheer.wie_{line.soort}")
        counted = screen_text("beheer.log_door", wat=counted, wie=by)
    return f"{clock(line.moment)}: {counted}"


def _term(key: str, label: str, days: int) -> None:
    fill_widget(key, days)
    st.number_input(label, min_value=1, max_value=days, key=key)


def _shorten() -> None:
    """Keep both terms at once: by a button, for a slip of the finger could not be undone."""
    closing, practice = widget_value(_CLOSING), widget_value(_PRACTICE)
    with refusals_shown():
        asked = RetentionTerms(na_afsluiten=closing, na_oefenen=practice)
        texts = for_visitor().texts
        if asked == texts.terms():
            return
        texts.save_terms(asked)
        session().saved = now()


_EIGEN: Final = "privacy-eigen"
_BLIJVEN: Final = "privacy-blijven"


def own_words() -> None:
    """Draw the two lists, one word or name a line; each saves itself when it is left."""
    words = for_visitor().texts.privacy_words()
    _list(
        _EIGEN,
        screen_text("beheer.eigen"),
        screen_text("beheer.eigen_uitleg"),
        words.eigen,
        _with_eigen,
    )
    _list(
        _BLIJVEN,
        screen_text("beheer.blijven"),
        screen_text("beheer.blijven_uitleg"),
        words.blijven,
        _with_blijven,
    )
    st.caption(screen_text("algemeen.bewaart_zelf"))


_Change = Callable[[PrivacyWords, tuple[str, ...]], PrivacyWords]


def _list(key: str, label: str, explained: str, words: tuple[str, ...], change: _Change) -> None:
    shown = fill_widget(key, "\n".join(words))
    st.text_area(label, shown, key=key, height="content", on_change=_store, args=(key, change))
    st.caption(explained)


def _store(key: str, change: _Change) -> None:
    """Save a list; what is refused stays in its field, with the sentence above the page."""
    typed = widget_value(key) or ""
    session().drafts[key] = typed
    with refusals_shown():
        lines = read_lines(typed)
        texts = for_visitor().texts
        texts.save_privacy_words(change(texts.privacy_words(), lines))
        del session().drafts[key]
        set_widget_value(key, "\n".join(lines))
        session().saved = now()


def _with_eigen(words: PrivacyWords, lines: tuple[str, ...]) -> PrivacyWords:
    return words.changed(eigen=lines)


def _with_blijven(words: PrivacyWords, lines: tuple[str, ...]) -> PrivacyWords:
    return words.changed(blijven=lines)
