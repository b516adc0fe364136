"""The key of a team, shown once on a card to print, with a QR code that fills it in."""

from html import escape

import streamlit as st

from gesprek.services.paths import SIGN_IN
from gesprek.services.root import services
from gesprek.ui.fields.session import KeyCard, session
from gesprek.ui.fields.widgets import end_page
from gesprek.ui.frame.words import screen_text


def hand_out(team: str, sleutel: str) -> None:
    """Show this key instead of the page, until it is put away."""
    session().sleutelkaart = KeyCard(team, sleutel)


def card() -> None:
    """Draw the card if there is one, and nothing else of the page."""
    kaart = session().sleutelkaart
    if kaart is None:
        return
    link = f"{address_for_colleagues()}{SIGN_IN}#{kaart.sleutel}"
    with st.container(border=True, key="sleutelkaart"):
        st.header(screen_text("sleutelkaart.titel"))
        st.text(kaart.team)
        st.markdown(screen_text("sleutelkaart.uitleg"))
        st.code(kaart.sleutel.replace("-", " "), language=None, wrap_lines=True)
        draw_qr(link, screen_text("sleutelkaart.qr"))
        st.text(screen_text("sleutelkaart.adres", adres=f"{address_for_colleagues()}{SIGN_IN}"))
    st.warning(screen_text("sleutelkaart.een_keer"), icon=":material/print:")
    st.button(screen_text("sleutelkaart.klaar"), type="primary", on_click=_put_away)
    end_page()
    st.stop()


def draw_qr(link: str, words: str) -> None:
    """Draw a QR code; ``words`` tell who cannot see it what it is."""
    st.html(f'<img class="qr" alt="{escape(words)}" src="{qr_image(link)}">')


def qr_image(link: str) -> str:
    """Return a QR code as the address of a picture; takes some milliseconds."""
    import segno

    image: str = segno.make(link, error="m").svg_data_uri(scale=5, border=4, light="#fff")
    return image


def address_for_colleagues() -> str:
    """Return the address at which colleagues open this server, without a path."""
    here = st.context.url or "http://localhost"
    return services().public.address_for_colleagues(here)


def _put_away() -> None:
    session().sleutelkaart = None
