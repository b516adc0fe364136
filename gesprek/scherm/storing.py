"""What a page says when it cannot be drawn, and how it comes back by itself."""

from typing import Final

import streamlit as st

from gesprek.domein.fouten import Gespreksfout
from gesprek.opslag.fouten import Busy, Unusable
from gesprek.scherm.adres import link_to_start
from gesprek.scherm.sessie import sessie
from gesprek.scherm.teksten import tekst

_LOOK_AGAIN: Final = 5  # seconds


def show(fout: Gespreksfout) -> None:
    """Draw why the page cannot be drawn; what may pass is tried again by itself."""
    st.error(fout.zin, icon=":material/error:")
    if isinstance(fout, Busy | Unusable):
        _try_again()
    link_to_start()


@st.fragment(run_every=_LOOK_AGAIN)
def _try_again() -> None:
    st.caption(tekst("fouten.kijkt_zelf"))
    st.button(tekst("fouten.kijk_nu"), icon=":material/refresh:")
    if not sessie().drawing:  # tapped, or time for another look
        st.rerun()
