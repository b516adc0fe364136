"""The code of an oefening, for colleagues who join on their own device."""

from functools import lru_cache
from html import escape

import streamlit as st

from gesprek.access.rights import Right
from gesprek.access.visitors import VisitorKind
from gesprek.domain.oefening import Oefening
from gesprek.services.paths import JOIN, join_path
from gesprek.services.practices import subject_of
from gesprek.ui.fields.open_oefening import refusals_shown
from gesprek.ui.frame.visitor import for_visitor, has_right, visitor
from gesprek.ui.frame.words import screen_text
from gesprek.ui.team.key_card import address_for_colleagues, qr_image


def join_code(oefening: Oefening) -> None:
    """Draw the code, folded; before the set-up there is no way for others to join."""
    if visitor().soort is VisitorKind.LOKAAL or not has_right(Right.DEELCODE, subject_of(oefening)):
        return
    with st.popover(screen_text("deelbord.titel"), icon=":material/qr_code:", type="tertiary"):
        _code(oefening)


def code_and_qr(code: str) -> None:
    """Draw the code large, with the QR code that opens it and the address to type."""
    place = address_for_colleagues()
    st.container(key="deelcode").code(code, language=None)
    picture = _picture(f"{place}{join_path(code)}")
    st.html(f'<img class="qr" alt="{escape(screen_text("deelbord.qr"))}" src="{picture}">')
    st.caption(screen_text("deelbord.adres", adres=f"{place}{JOIN}"))


# Drawn at each rerun of each phone. Only codes of oefeningen: a team's key is shown once.
_picture = lru_cache(maxsize=256)(qr_image)


def _code(oefening: Oefening) -> None:
    access = for_visitor().access
    code = access.join_code(oefening)
    st.markdown(screen_text("deelbord.uitleg"))
    code_and_qr(code)
    if access.join_code_works(oefening):
        st.caption(screen_text("deelbord.werkt_nu"))
    else:
        st.caption(screen_text("deelbord.werkt_niet"))
        st.button(
            screen_text("deelbord.laat_binnen"),
            key="laat-binnen",
            on_click=_let_in,
            args=(oefening,),
        )


def _let_in(oefening: Oefening) -> None:
    with refusals_shown():
        for_visitor().access.let_in(oefening)
