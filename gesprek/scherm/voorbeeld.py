"""The banner above every page as long as example data are in the store, with the way out."""

import streamlit as st

from gesprek.opslag.voorbeeld import Voorbeeld
from gesprek.scherm.bezoek import mag, store
from gesprek.scherm.teksten import tekst
from gesprek.scherm.werk import refusals_shown
from gesprek.services.root import services
from gesprek.toegang.rechten import Recht


def banner() -> None:
    """Say that all of this is made up; who looks after the store removes it in one tap."""
    if not Voorbeeld(services().store).is_there:
        return
    st.warning(tekst("voorbeeld.banner"), icon=":material/theater_comedy:")
    if mag(Recht.INSTELLINGEN):
        st.button(tekst("voorbeeld.verwijder"), icon=":material/delete:", on_click=_remove)


def _remove() -> None:
    with refusals_shown():
        Voorbeeld(store(Recht.INSTELLINGEN)).remove()
