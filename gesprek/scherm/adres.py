"""Addresses: which oefening or team a page is about, and how to reach another page.

The oefening stands in the address (``?o=``), so that two tabs can hold two.
"""

from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import streamlit as st
from streamlit.navigation.page import Page

from gesprek.domein.stappen import Stap
from gesprek.inhoud import inhoud
from gesprek.scherm.sessie import sessie
from gesprek.scherm.teksten import tekst

_PAGES: Final = Path(__file__).resolve().parents[2] / "pages"

START: Final = "start"
TEAM: Final = "team"
OVERZICHT: Final = "overzicht"
BEHEER: Final = "beheer"
MEENEMEN: Final = "meenemen"
VERANTWOORDING: Final = "verantwoording"
_MENU: Final = (START, TEAM, OVERZICHT, BEHEER)


def menu_page(name: str) -> Page:
    """Return a page that is not a step; those that need an oefening stay out of the menu.

    Pages carry no icon: Streamlit would fetch it from outside for the browser's tab.
    """
    return st.Page(
        _PAGES / f"{name}.py",
        title=tekst(f"menu.{name}"),
        url_path=name,
        default=name == START,
        visibility="visible" if name in _MENU else "hidden",
    )


def step_page(stap: Stap) -> Page:
    """Return the page of a step; it is reached from an oefening, not from the menu."""
    shown = inhoud().stappen[stap]
    return st.Page(
        _PAGES / f"stap_{stap.number}_{stap.value}.py",
        title=shown.titel,
        url_path=f"stap-{stap.number}",
        visibility="hidden",
    )


def all_pages() -> list[Page]:
    """Return every page of the app, the start page first."""
    named = [menu_page(name) for name in (*_MENU, MEENEMEN, VERANTWOORDING)]
    return named + [step_page(stap) for stap in Stap]


def is_unknown_address() -> bool:
    """Return whether the address names a page that does not exist; the start page is shown."""
    path = urlsplit(st.context.url or "").path.strip("/")
    return path not in {"", START, *(page.url_path for page in all_pages())}


def asked_oefening() -> str:
    """Return the oefening id in the address ('' without one); anybody may have typed it."""
    return st.query_params.get("o", "")


def asked_team() -> str | None:
    """Return the team in the address, else the one this tab had open."""
    return st.query_params.get("t", sessie().team)


def remember_team(team_id: str) -> None:
    """Keep the team that this tab has open, for when the menu drops it from the address."""
    sessie().team = team_id


def open_step(stap: Stap, oefening_id: str) -> None:
    """Go to a step of an oefening; does not return."""
    st.switch_page(step_page(stap), query_params={"o": oefening_id})


def open_team(team_id: str) -> None:
    """Go to the page of a team; does not return."""
    sessie().team = team_id
    st.switch_page(menu_page(TEAM), query_params={"t": team_id})


def link_to_start() -> None:
    """Draw a link to the start page."""
    st.page_link(menu_page(START), label=tekst("algemeen.naar_start"))


def link_to_team(team_id: str) -> None:
    """Draw a link to the page of a team."""
    st.page_link(menu_page(TEAM), label=tekst("algemeen.naar_team"), query_params={"t": team_id})


def link_to_meenemen(oefening_id: str) -> None:
    """Draw a link to what a team can take along from an oefening."""
    st.page_link(
        menu_page(MEENEMEN),
        label=tekst("meenemen.bekijk"),
        icon=":material/luggage:",
        query_params={"o": oefening_id},
    )


def link_to_step(stap: Stap, oefening_id: str, text: str, icon: str | None = None) -> None:
    """Draw a link to a step of an oefening."""
    st.page_link(step_page(stap), label=text, icon=icon, query_params={"o": oefening_id})
