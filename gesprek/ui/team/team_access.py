"""How a team gets in: the card with its key, its devices and its calendar."""

from html import escape

import streamlit as st

from gesprek.access.settings import NetworkMode
from gesprek.access.visitors import LogIn
from gesprek.domain.dates import local_day
from gesprek.services.paths import SIGN_IN, calendar_path
from gesprek.services.root import services
from gesprek.ui.fields.open_oefening import refusals_shown
from gesprek.ui.fields.session import KeyCard, session
from gesprek.ui.fields.widgets import end_page
from gesprek.ui.frame.visitor import current_visit, for_visitor
from gesprek.ui.frame.words import day, day_and_time, screen_text


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


def devices(team_id: str) -> None:
    """Draw each log-in of a team, the latest used first."""
    found = for_visitor().access.devices(team_id)
    if not found:
        st.caption(screen_text("apparaten.geen"))
    here = current_visit().log_in
    for one in found:
        _device(team_id, one, is_here=here is not None and here.id == one.id)


def _device(team_id: str, one: LogIn, *, is_here: bool) -> None:
    with st.container(border=True):
        st.text(screen_text(f"apparaten.{one.apparaat}"))
        if is_here:
            st.caption(screen_text("apparaten.dit"))
        kept = "onthouden" if one.vertrouwd else "een_oefening" if one.alleen else "vandaag"
        st.caption(f"{screen_text(f'apparaten.{kept}')} · {day_and_time(one.gezien)}")
        st.button(
            screen_text("apparaten.meld_af"),
            key=f"apparaat-{one.id}",
            icon=":material/logout:",
            on_click=_sign_out,
            args=(team_id, one.id),
        )


def _sign_out(team_id: str, log_in_id: str) -> None:
    with refusals_shown():
        for_visitor().access.sign_out_device(team_id, log_in_id)


def subscription(team_id: str) -> None:
    """Draw the address of a team's calendar and what it can reach."""
    made = for_visitor().access.calendar_made(team_id)
    st.markdown(screen_text("agenda.uitleg"))
    st.markdown(screen_text("agenda.bereik"))
    if services().public.network() is NetworkMode.DICHT:
        st.info(screen_text("agenda.alleen_hier"), icon=":material/computer:")
    st.caption(screen_text("agenda.los"))
    _just_made(team_id)
    if made is None:
        st.button(screen_text("agenda.maak"), key="agenda-maak", on_click=_renew, args=(team_id,))
        return
    st.caption(
        f"{screen_text('agenda.sinds', dag=day(local_day(made)))} {screen_text('agenda.oud_stopt')}"
    )
    with st.container(horizontal=True):
        st.button(
            screen_text("agenda.vernieuw"), key="agenda-nieuw", on_click=_renew, args=(team_id,)
        )
        st.button(
            screen_text("agenda.stop"), key="agenda-stop", on_click=_stop_calendar, args=(team_id,)
        )


def _just_made(team_id: str) -> None:
    """Draw a new address as long as this tab stays on this team."""
    token = session().agenda.get(team_id)
    if token:
        st.warning(screen_text("agenda.een_keer"), icon=":material/key:")
        st.code(f"{address_for_colleagues()}{calendar_path(token)}", language=None, wrap_lines=True)
        st.markdown(screen_text("agenda.zo"))


def _renew(team_id: str) -> None:
    with refusals_shown():
        made = for_visitor().access.renew_calendar(team_id)
        session().agenda = {team_id: made}


def _stop_calendar(team_id: str) -> None:
    with refusals_shown():
        for_visitor().access.stop_calendar(team_id)
        session().agenda = {}
