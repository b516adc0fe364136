"""What cannot be drawn or saved now, and how it is tried again without a tap."""

from collections.abc import Callable
from typing import Final

import streamlit as st

from gesprek.domein.fouten import Gespreksfout
from gesprek.opslag.fouten import MAY_PASS
from gesprek.scherm.adres import link_to_start
from gesprek.scherm.sessie import sessie
from gesprek.scherm.teksten import tekst

_AGAIN_AFTER: Final = 5  # seconds


def show(fout: Gespreksfout) -> None:
    """Draw why the page cannot be drawn; what may pass is tried again by itself."""
    st.error(fout.zin, icon=":material/error:")
    if isinstance(fout, MAY_PASS):
        try_again("pagina", lambda: True)
    link_to_start()


@st.fragment(run_every=_AGAIN_AFTER)
def try_again(key: str, attempt: Callable[[], bool]) -> None:
    """Try every few seconds and at a tap; once that goes well, the page is drawn anew.

    Args:
        key: of the button.
        attempt: returns whether it went well.
    """
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(tekst("fouten.probeert_zelf"))
        words, name = tekst("fouten.probeer_nu"), f"{key}-probeer"
        tapped = st.button(words, key=name, icon=":material/refresh:")
    if (tapped or not sessie().drawing) and attempt():
        st.rerun()
