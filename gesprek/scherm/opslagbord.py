"""How the store is doing, for the quality advisor."""

import streamlit as st

from gesprek.domein.tijd import local_day
from gesprek.opslag.protocol import Probleem
from gesprek.scherm.bezoek import archief
from gesprek.scherm.teksten import day, tekst


def health() -> None:
    """Draw what cannot be read, by kind and id, with the reason; or that all is well."""
    found = archief().problems()
    if not found:
        st.success(tekst("beheer.alles_in_orde"), icon=":material/check_circle:")
        return
    st.warning(tekst("beheer.problemen"), icon=":material/warning:")
    for problem in found:
        with st.container(border=True):
            _problem(problem)
    st.caption(tekst("beheer.wat_nu"))


def _problem(problem: Probleem) -> None:
    key = problem.sleutel
    st.text(tekst("beheer.probleem", soort=tekst(f"beheer.soort_{key.soort}"), id=key.id))
    st.markdown(problem.zin)
    if problem.sinds:
        st.caption(tekst("beheer.sinds", dag=day(local_day(problem.sinds))))
