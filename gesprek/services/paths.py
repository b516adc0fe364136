"""Every address of the program outside Streamlit's pages, and how each is made.

A function that makes an address also makes the pattern of its route: ``join_path("{code:path}")``.
"""

from typing import Final
from urllib.parse import urlencode

SIGN_IN: Final = "/aanmelden"
ORGANISATION: Final = f"{SIGN_IN}/organisatie"
ORGANISATION_BACK: Final = f"{ORGANISATION}/terug"
"""Where the provider of the organisation sends the browser back to."""
SIGN_OUT: Final = "/afmelden"
JOIN: Final = "/m"
"""Short, to type from a beamer: `/m/CODE`."""
SET_UP: Final = "/inrichten"
DRAFT: Final = "/concept"
WATCH: Final = "/binnen"
LIVE: Final = "/live"
PAPER: Final = "/uitvoer"
CALENDAR: Final = "/agenda"
FIGURES: Final = "/cijfers"
PROOF: Final = "/bewijs"
REMINDER: Final = "/herinnering"
HEALTH: Final = "/gezond"
OUR_FILES: Final = "/gesprek"
FAVICON: Final = "/favicon"
"""What browsers and Streamlit's page ask for begins with this."""
ICON: Final = f"{FAVICON}.png"
"""Where Streamlit's page looks for the picture in the browser's tab."""


def sign_in_path(way: str) -> str:
    """Return where the form of one way to sign in is sent to."""
    return f"{SIGN_IN}/{way}"


def join_path(code: str) -> str:
    """Return the address that opens an oefening by its code."""
    return f"{JOIN}/{code}"


def set_up_path(token: str) -> str:
    """Return the address of the page to set up."""
    return f"{SET_UP}/{token}"


def live_path(oefening: str) -> str:
    """Return the address on which a page hears of changes to an oefening."""
    return f"{LIVE}/{oefening}"


def paper_path(name: str, kind: str) -> str:
    """Return the address of a paper or a date, as a file of this kind."""
    return f"{PAPER}/{name}.{kind}"


def day_card_path(oefening: str) -> str:
    """Return the address of the card for the day; it tells which oefening, and nothing of it.

    It is a page, and no name of a route: so somebody who signs in first comes back to it.
    """
    return f"/dagkaart?o={oefening}"


def proof_path(oefening: str) -> str:
    """Return the address of the form for a proof of practising together."""
    return f"{PROOF}?{urlencode({'o': oefening})}"


def take_away_path(oefening: str) -> str:
    """Return the address of the page with what a team takes along."""
    return f"/meenemen?{urlencode({'o': oefening})}"


def step_path(number: int, oefening: str) -> str:
    """Return the address of the page of a step, by its number."""
    return f"/stap-{number}?{urlencode({'o': oefening})}"


def reminder_path(kind: str, token: str) -> str:
    """Return the address by which somebody confirms an address or gets no more reminders."""
    return f"{REMINDER}/{kind}/{token}"


def calendar_path(token: str) -> str:
    """Return the address of the calendar of a team."""
    return f"{CALENDAR}/{token}.ics"


def figures_path(kind: str) -> str:
    """Return the address of the figures, as a file of this kind."""
    return f"{FIGURES}/overzicht.{kind}"


def file_path(name: str) -> str:
    """Return the address of a script or style of our own."""
    return f"{OUR_FILES}/{name}"


def below(*places: str) -> tuple[str, ...]:
    """Return what each address below one of these begins with."""
    return tuple(f"{one}/" for one in places)


def place_of(path: str) -> str:
    """Return the first part of a path, which may be ``*`` or begin with several slashes."""
    return f"/{path.strip('/').partition('/')[0]}"
