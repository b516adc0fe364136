"""What a team can take along from an oefening, without the case."""

from collections.abc import Iterable

import streamlit as st

from gesprek.domain.terugblik import Feedback, Feedbacksoort, Terugblik, open_feedback
from gesprek.ui.fields.open_oefening import OpenOefening
from gesprek.ui.frame.visitor import for_visitor
from gesprek.ui.frame.words import day, label, screen_text


def until_when(work: OpenOefening) -> None:
    """Draw until when this can be read."""
    goes_on = for_visitor().learned.goes_on(work.oefening)
    if goes_on:
        st.caption(screen_text("meenemen.tot", dag=day(goes_on)))


def take_away(work: OpenOefening) -> None:
    """Draw tops, tips, the plan, the agreements and the leerpunten."""
    terugblik = work.oefening.terugblik
    given = open_feedback(terugblik, work.oefening.rollen).values()
    parts = {
        **{label(soort): _feedback(given, soort) for soort in Feedbacksoort},
        screen_text("stap_7.je_plan"): _plan(terugblik),
        screen_text("stap_6.afspraken"): [terugblik.afspraken] if terugblik.afspraken else [],
        screen_text("meenemen.leerpunten"): _leerpunten(terugblik),
    }
    if not any(parts.values()):
        st.info(screen_text("meenemen.leeg"))
    for title, texts in parts.items():
        if texts:
            st.header(title)
            for one in texts:
                st.text(one)


def _feedback(given: Iterable[Feedback], soort: Feedbacksoort) -> list[str]:
    return [one.tekst for one in given if one.soort is soort]


def _plan(terugblik: Terugblik) -> list[str]:
    als, dan = terugblik.meenemer.parts
    if als and dan:
        return [screen_text("meenemen.plan", als=als, dan=dan)]
    return [one for one in (als, dan) if one]


def _leerpunten(terugblik: Terugblik) -> list[str]:
    return [
        f"{label(one.leerthema)} ({label(one.rol)}){': ' if one.tekst else ''}{one.tekst}"
        for one in terugblik.leerpunten.values()
    ]
