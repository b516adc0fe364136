"""What a team can take along from an oefening, without the case."""

from collections.abc import Iterable

import streamlit as st

from gesprek.access.rights import Recht
from gesprek.domain.terugblik import Feedback, Feedbacksoort, Terugblik, open_feedback
from gesprek.services.retention import Bewaring
from gesprek.ui.fields.open_oefening import Werk
from gesprek.ui.frame.visitor import store
from gesprek.ui.frame.words import day, label, tekst


def until_when(werk: Werk) -> None:
    """Draw until when this can be read."""
    goes_on = Bewaring(store(Recht.MEENEMEN, werk.zaak)).goes_on(werk.team.id).get(werk.oefening.id)
    if goes_on:
        st.caption(tekst("meenemen.tot", dag=day(goes_on)))


def take_away(werk: Werk) -> None:
    """Draw tops, tips, the plan, the agreements and the leerpunten."""
    terugblik = werk.oefening.terugblik
    given = open_feedback(terugblik, werk.oefening.rollen).values()
    parts = {
        **{label(soort): _feedback(given, soort) for soort in Feedbacksoort},
        tekst("stap_7.je_plan"): _plan(terugblik),
        tekst("stap_6.afspraken"): [terugblik.afspraken] if terugblik.afspraken else [],
        tekst("meenemen.leerpunten"): _leerpunten(terugblik),
    }
    if not any(parts.values()):
        st.info(tekst("meenemen.leeg"))
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
        return [tekst("meenemen.plan", als=als, dan=dan)]
    return [one for one in (als, dan) if one]


def _leerpunten(terugblik: Terugblik) -> list[str]:
    return [
        f"{label(one.leerthema)} ({label(one.rol)}){': ' if one.tekst else ''}{one.tekst}"
        for one in terugblik.leerpunten.values()
    ]
