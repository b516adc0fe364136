"""How a team gets in: the card with its key, its devices and its calendar."""

from html import escape

import streamlit as st

from gesprek.access.settings import NetworkMode
from gesprek.domain.dates import local_day
from gesprek.services.paths import SIGN_IN, calendar_path
from gesprek.services.root import services
from gesprek.ui.fields.choices import draw_button
from gesprek.ui.fields.session import session
from gesprek.ui.fields.widgets import end_page
from gesprek.ui.frame.visitor import current_visit, for_visitor
from gesprek.ui.frame.words import day, day_and_time, screen_text


def card() -> None:
    """Draw the card with a new key if there is one, and nothing else of the page."""
    shown = session().sleutelkaart
    if shown is None:
        return
    address = f"{address_for_colleagues()}{SIGN_IN}"
    with st.container(border=True, key="sleutelkaart"):
        st.header(screen_text("sleutelkaart.titel"))
        st.text(shown.team)
        st.markdown(screen_text("sleutelkaart.uitleg"))
        st.code(shown.key.replace("-", " "), language=None, wrap_lines=True)
        words, picture = screen_text("sleutelkaart.qr"), qr_image(f"{address}#{shown.key}")
        st.html(f'<img class="qr" alt="{escape(words)}" src="{picture}">')
        st.text(screen_text("sleutelkaart.adres", adres=address))
    st.warning(screen_text("sleutelkaart.een_keer"), icon=":material/print:")
    draw_button(screen_text("sleutelkaart.klaar"), _put_away, kind="primary")
    end_page()
    st.stop()


def _put_away() -> None:
    session().sleutelkaart = None


def qr_image(link: str) -> str:
    """Return a QR code as the address of a picture; takes some milliseconds."""
    import segno

    image: str = segno.make(link, error="m").svg_data_uri(scale=5, border=4, light="#fff")
    return image


def address_for_colleagues() -> str:
    """Return the address at which colleagues open this server, without a path."""
    return services().public.address_for_colleagues(st.context.url or "http://localhost")


def devices(team_id: str) -> None:
    """Draw each log-in of a team, the latest used first."""
    found = for_visitor().access.devices(team_id)
    if not found:
        st.caption(screen_text("apparaten.geen"))
    here = current_visit().log_in
    for one in found:
        with st.container(border=True):
            st.text(screen_text(f"apparaten.{one.apparaat}"))
            if here and here.id == one.id:
                st.caption(screen_text("apparaten.dit"))
            kept = "onthouden" if one.vertrouwd else "een_oefening" if one.alleen else "vandaag"
            st.caption(f"{screen_text(f'apparaten.{kept}')} · {day_and_time(one.gezien)}")
            words, key = screen_text("apparaten.meld_af"), f"apparaat-{one.id}"
            draw_button(words, _sign_out, team_id, one.id, key=key, icon=":material/logout:")


def _sign_out(team_id: str, log_in_id: str) -> None:
    for_visitor().access.sign_out_device(team_id, log_in_id)


def subscription(team_id: str) -> None:
    """Draw the address of a team's calendar and what it can reach.

    A new address shows as long as this tab stays on this team.
    """
    made, token = for_visitor().access.calendar_made(team_id), session().agenda.get(team_id)
    st.markdown(screen_text("agenda.uitleg"))
    st.markdown(screen_text("agenda.bereik"))
    if services().public.network() is NetworkMode.DICHT:
        st.info(screen_text("agenda.alleen_hier"), icon=":material/computer:")
    st.caption(screen_text("agenda.los"))
    if token:
        st.warning(screen_text("agenda.een_keer"), icon=":material/key:")
        st.code(f"{address_for_colleagues()}{calendar_path(token)}", language=None, wrap_lines=True)
        st.markdown(screen_text("agenda.zo"))
    if made is None:
        draw_button(screen_text("agenda.maak"), _renew, team_id, key="agenda-maak")
        return
    since = screen_text("agenda.sinds", dag=day(local_day(made)))
    st.caption(f"{since} {screen_text('agenda.oud_stopt')}")
    with st.container(horizontal=True):
        draw_button(screen_text("agenda.vernieuw"), _renew, team_id, key="agenda-nieuw")
        draw_button(screen_text("agenda.stop"), _stop_calendar, team_id, key="agenda-stop")


def _renew(team_id: str) -> None:
    session().agenda = {team_id: for_visitor().access.renew_calendar(team_id)}


def _stop_calendar(team_id: str) -> None:
    for_visitor().access.stop_calendar(team_id)
    session().agenda = {}
