"""The code of an oefening, for colleagues who join on their own device."""

import streamlit as st

from gesprek.domein.oefening import Oefening
from gesprek.scherm.aanwezig import SIGN_IN
from gesprek.scherm.bezoek import bezoeker, mag, portier
from gesprek.scherm.sleutelkaart import colleagues_address, draw_qr
from gesprek.scherm.teksten import tekst
from gesprek.scherm.werk import now, refusals_shown
from gesprek.toegang.bewaakt import zaak_of
from gesprek.toegang.bezoeker import Bezoekersoort
from gesprek.toegang.deelcode import is_alive
from gesprek.toegang.rechten import Recht


def join_code(oefening: Oefening) -> None:
    """Draw the code, folded; before the set-up there is no way for others to join."""
    if bezoeker().soort is Bezoekersoort.LOKAAL or not mag(Recht.DEELCODE, zaak_of(oefening)):
        return
    with st.popover(tekst("deelbord.titel"), icon=":material/qr_code:", type="tertiary"):
        _code(oefening)


def _code(oefening: Oefening) -> None:
    codes = portier(Recht.DEELCODE, zaak_of(oefening)).deelcodes
    code, place = codes.code_of(oefening.id), f"{colleagues_address()}{SIGN_IN}"
    st.markdown(tekst("deelbord.uitleg"))
    st.container(key="deelcode").code(code, language=None)
    draw_qr(f"{place}#{code}", tekst("deelbord.qr"))
    st.caption(tekst("deelbord.adres", adres=place))
    if is_alive(oefening, now()) or codes.is_let_in(oefening.id, now()):
        st.caption(tekst("deelbord.werkt_nu"))
    else:
        st.caption(tekst("deelbord.werkt_niet"))
        st.button(
            tekst("deelbord.laat_binnen"), key="laat-binnen", on_click=_let_in, args=(oefening,)
        )


def _let_in(oefening: Oefening) -> None:
    with refusals_shown():
        portier(Recht.DEELCODE, zaak_of(oefening)).let_in(oefening.id)
