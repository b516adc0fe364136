"""Addresses: which oefening or team a page is about, and how to reach another page.

The oefening is in the address (``?o=``), so that two tabs can hold two.
"""

from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import urlencode, urlsplit

import streamlit as st
from streamlit.navigation.page import Page

from gesprek.access.rights import Right, Subject, may
from gesprek.access.visitors import GAST, LogIn, Visitor, VisitorKind
from gesprek.content import inhoud
from gesprek.domain.base import UserError
from gesprek.domain.oefening import Oefening
from gesprek.domain.stappen import Stap
from gesprek.services.root import services
from gesprek.ui.fields.session import session
from gesprek.ui.frame.visitor import visitor
from gesprek.ui.frame.words import screen_text

_PAGES: Final = Path(__file__).resolve().parents[3] / "pages"

START: Final = "start"
TEAM: Final = "team"
OVERZICHT: Final = "overzicht"
BEHEER: Final = "beheer"
MEENEMEN: Final = "meenemen"
SCHERM: Final = "scherm"
DAGKAART: Final = "dagkaart"
VERANTWOORDING: Final = "verantwoording"
JAAR: Final = "jaar"
PAPIER: Final = "papier"
_MENU: Final = {
    START: Right.UITLEG,
    TEAM: Right.TEAM_ZIEN,
    PAPIER: Right.UITLEG,
    OVERZICHT: Right.CIJFERS,
    BEHEER: Right.OPSLAG_GEZONDHEID,
    "help": Right.UITLEG,
}
_NAMES: Final = (*_MENU, MEENEMEN, SCHERM, DAGKAART, VERANTWOORDING, JAAR)
HOME: Final = {VisitorKind.MANAGER: OVERZICHT, VisitorKind.ADVISEUR: BEHEER}
"""Where somebody belongs who has no team."""
_BACK: Final = "terug"


def menu_page(name: str, who: Visitor = GAST) -> Page:
    """Return a page that is not a step; in the menu of ``who`` if it is for them.

    A page that needs an oefening is in no menu. Pages carry no icon: Streamlit would fetch it from
    outside for the browser's tab.
    """
    in_menu = name in _MENU and may(who, _MENU[name], Subject(who.team or ""))
    return _page(f"{name}.py", screen_text(f"menu.{name}"), name, in_menu=in_menu)


def step_page(stap: Stap) -> Page:
    """Return the page of a step; it is reached from an oefening, not from the menu."""
    titel = inhoud().stappen[stap].titel
    return _page(f"stap_{stap.number}_{stap.value}.py", titel, _path_of(stap), in_menu=False)


@lru_cache(maxsize=200)  # some three for each page: in the menu, not in it, under another title
def _page(file: str, title: str, path: str, *, in_menu: bool) -> Page:
    """Return a page, made once for all: Streamlit looks for its file, and a drawing needs 25."""
    return st.Page(
        _PAGES / file,
        title=title,
        url_path=path,
        default=path == START,
        visibility="visible" if in_menu else "hidden",
    )


def is_step(page: Page, *stappen: Stap) -> bool:
    """Return whether a page is that of one of these steps; without any, of one of the seven."""
    return page.url_path in map(_path_of, stappen or Stap)


def all_pages(who: Visitor = GAST) -> list[Page]:
    """Return every page of the app, the start page first; the menu shows what is for them."""
    return [*(menu_page(name, who) for name in _NAMES), *map(step_page, Stap)]


def is_unknown_address() -> bool:
    """Return whether the address names a page that does not exist; the start page is shown."""
    path = urlsplit(st.context.url or "").path.strip("/")
    return path not in {"", *_NAMES, *map(_path_of, Stap)}


def _path_of(stap: Stap) -> str:
    return f"stap-{stap.number}"


def asked_address() -> str:
    """Return the path of this page with what stands behind the question mark."""
    return f"{urlsplit(st.context.url or '').path}?{urlencode(st.query_params.to_dict())}"


def asked_oefening() -> str:
    """Return the oefening id in the address ('' without one); anybody may have typed it."""
    return st.query_params.get("o", "")


def asked_team() -> str | None:
    """Return the team in the address, else the one this tab had open, else the own one."""
    return st.query_params.get("t", session().team or visitor().team)


def remember_team(team_id: str) -> None:
    """Keep the team that this tab has open, for when the menu drops it from the address."""
    session().team = team_id


def open_step(stap: Stap, oefening_id: str) -> None:
    """Go to a step of an oefening; does not return."""
    st.switch_page(step_page(stap), query_params={"o": oefening_id})


def open_team(team_id: str) -> None:
    """Go to the page of a team; does not return."""
    session().team = team_id
    st.switch_page(menu_page(TEAM), query_params={"t": team_id})


def landing(log_in: LogIn) -> str:
    """Return the path to open after somebody signed in: where this visitor belongs."""
    if log_in.alleen:
        with suppress(UserError):
            stap = services().archive.oefening(log_in.alleen).value.stap
            return f"/{_path_of(stap)}?o={log_in.alleen}"
    if log_in.soort in HOME:
        return f"/{HOME[log_in.soort]}"
    return f"/{TEAM}" if log_in.alleen is None else "/"


def link_to(name: str, words: str, icon: str | None = None, **query: str) -> None:
    """Draw a link to a page that is not a step; the query says which team or oefening."""
    st.page_link(menu_page(name), label=words, icon=icon, query_params=query)


def link_to_start() -> None:
    """Draw a link to the start page."""
    link_to(START, screen_text("algemeen.naar_start"))


def link_to_team(team_id: str) -> None:
    """Draw a link to the page of a team."""
    link_to(TEAM, screen_text("algemeen.naar_team"), t=team_id)


def link_to_papers() -> None:
    """Draw a link to the papers to print."""
    link_to(PAPIER, screen_text("papierbord.naar_papier"), ":material/print:")


def link_to_year() -> None:
    """Draw a link to the year in one paragraph."""
    link_to(JAAR, screen_text("overzicht.jaar"), ":material/description:")


def link_to_take_away(oefening_id: str) -> None:
    """Draw a link to what a team can take along from an oefening."""
    link_to(MEENEMEN, screen_text("meenemen.bekijk"), ":material/luggage:", o=oefening_id)


def link_to_day_card(oefening_id: str) -> None:
    """Draw a link to the card for the day of the real conversation."""
    link_to(DAGKAART, screen_text("dagkaart.bekijk"), ":material/style:", o=oefening_id)


def link_to_screen(oefening_id: str) -> None:
    """Draw a link that opens the view for the beamer in a window of its own."""
    words, address = screen_text("beamer.open"), f"/{SCHERM}?o={oefening_id}"
    st.link_button(words, address, icon=":material/cast:", type="tertiary")


def link_to_step(oefening: Oefening, stap: Stap, text: str, icon: str | None = None) -> None:
    """Draw a link to a step of an oefening."""
    st.page_link(step_page(stap), label=text, icon=icon, query_params=step_query(oefening, stap))


def step_query(oefening: Oefening, stap: Stap) -> dict[str, str]:
    """Return what a link to a step says: which oefening, and that it leaves the group if it does.

    It is in the address, so that a reload stays where it was.
    """
    return {"o": oefening.id} | ({} if stap is oefening.stap else {_BACK: "1"})


def looks_back() -> bool:
    """Return whether the address asks for another step than that of the group."""
    return _BACK in st.query_params


def stop_looking_back() -> None:
    """Take that out of the address, so that the page goes along with the group again."""
    if looks_back():
        del st.query_params[_BACK]
