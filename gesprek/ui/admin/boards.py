"""The boards of Beheer, each on a tab; here also how long texts stay and how the store is doing."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from typing import Final

import streamlit as st

from gesprek.access.rights import Right
from gesprek.access.visitors import VisitorKind
from gesprek.domain.dates import local_day
from gesprek.domain.retention_terms import RetentionTerms
from gesprek.domain.text import read_lines
from gesprek.services.audit_log import AuditLine
from gesprek.storage.protocol import StoreProblem
from gesprek.ui.admin import organisation, reminder_board, teams, texts
from gesprek.ui.fields.choices import draw_button
from gesprek.ui.fields.folds import expander
from gesprek.ui.fields.forms import DraftForm, admin_form
from gesprek.ui.fields.open_oefening import attempt, now
from gesprek.ui.fields.session import session
from gesprek.ui.frame.visitor import for_visitor, has_right, practices
from gesprek.ui.frame.words import clock, day, month, screen_text
from gesprek.ui.reference import manual

_LOG_HEIGHT: Final = 400  # px
_TERMS: Final = ("na_afsluiten", "na_oefenen")


def boards() -> None:
    """Draw the boards that are for who is there; above them what cannot wait."""
    _doubted_date()
    shown = [one for one in _BOARDS if has_right(one[1])]
    names = [screen_text(f"beheer.{name}") for name, _, _ in shown]
    for tab, (_, _, draw) in zip(st.tabs(names), shown, strict=True):
        with tab:
            draw()


def _doubted_date() -> None:
    """Ask whether the date of this machine is right, where it jumped ahead."""
    doubted = for_visitor().texts.doubted_date()
    if doubted:
        st.warning(screen_text("beheer.datum_sprong", dag=day(doubted)), icon=":material/warning:")
        draw_button(screen_text("beheer.datum_klopt"), for_visitor().texts.believe_date)


def _own_words() -> None:
    """Draw the two lists for the privacy guard, one word or name a line.

    Each saves itself when it is left; what is refused stays in its field.
    """
    words, form = for_visitor().texts.privacy_words(), admin_form("privacy")
    for name in ("eigen", "blijven"):
        stored, save = "\n".join(getattr(words, name)), partial(_store_words, form, name)
        st.text_area(
            screen_text(f"beheer.{name}"),
            form.fill(name, stored),
            key=form.key(name),
            height="content",
            on_change=attempt,
            args=(save,),
        )
        form.say_more(name, stored, save=save)
        st.caption(screen_text(f"beheer.{name}_uitleg"))
    st.caption(screen_text("algemeen.bewaart_zelf"))


def _store_words(form: DraftForm, name: str) -> None:
    form.keep(name)
    lines = read_lines(form.given(name)[name])
    for_visitor().texts.change_privacy_words(lambda words: words.changed(**{name: lines}))
    form.stored_as(name, "\n".join(lines))
    session().saved = now()


def _keeping() -> None:
    """Draw the two terms; the advisor may shorten them, and there is no way back."""
    stored = for_visitor().texts.terms()
    st.markdown(screen_text("beheer.bewaren_uitleg"))
    form = admin_form("termijn")
    for name in _TERMS:
        days, words = getattr(stored, name), screen_text(f"beheer.{name}")
        form.fill(name, days, range(1, days + 1))
        st.number_input(words, min_value=1, max_value=days, **form.saves(name))
        form.say_more(name, days)
    # Both at once and by a button, for a slip of the finger could not be undone.
    draw_button(screen_text("beheer.maak_korter"), _shorten, form)
    manual.link()


def _shorten(form: DraftForm) -> None:
    asked = RetentionTerms(**{name: form.value(name) for name in _TERMS})
    stored = for_visitor().texts
    if asked != stored.terms():
        stored.save_terms(asked)
        session().saved = now()
    form.done()


def _store() -> None:
    """Draw what cannot be read, by kind and id, with the reason; or that all is well."""
    found = practices().problems()
    if found:
        st.warning(screen_text("beheer.problemen"), icon=":material/warning:")
        for problem in found:
            _problem(problem)
        st.caption(screen_text("beheer.wat_nu"))
    else:
        st.success(screen_text("beheer.alles_in_orde"), icon=":material/check_circle:")
    with expander("beheer.logboek", ":material/history:"):
        _log()


def _problem(problem: StoreProblem) -> None:
    key = problem.key
    kind = screen_text(f"beheer.soort_{key.kind}")
    with st.container(border=True):
        st.text(screen_text("beheer.probleem", soort=kind, id=key.id))
        st.markdown(problem.sentence)
        if problem.sinds:
            st.caption(screen_text("beheer.sinds", dag=day(local_day(problem.sinds))))


def _log() -> None:
    """Draw the log month by month: what happened, never to whom or to which text."""
    log = for_visitor().texts
    months = log.log_months()
    if not months:
        st.caption(screen_text("beheer.logboek_leeg"))
        return
    chosen = st.selectbox(
        screen_text("beheer.logboek_maand"),
        months,
        format_func=lambda named: month(date.fromisoformat(f"{named}-01")),
        key="logboek-maand",
    )
    # One text, however many lines: a month of a large organisation has thousands.
    told = "\n\n".join(_days(log.log_lines(chosen or months[0])))
    with st.container(height=_LOG_HEIGHT):
        st.text(told or screen_text("beheer.logboek_leeg"))


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


_BOARDS: Final[tuple[tuple[str, Right, Callable[[], None]], ...]] = (
    ("teams", Right.TEAMS_BEHEREN, teams.teams),
    ("managers", Right.ACCOUNTS_BEHEREN, organisation.managers),
    ("organisatie", Right.ORGANISATIE, organisation.organisation),
    ("herinneringen", Right.ORGANISATIE, reminder_board.reminders),
    ("teksten", Right.INSTELLINGEN, texts.texts),
    ("privacy", Right.INSTELLINGEN, _own_words),
    ("bewaren", Right.INSTELLINGEN, _keeping),
    ("opslag", Right.OPSLAG_GEZONDHEID, _store),
)
