"""The server: `streamlit run app.py` (or simply `python3 start.py`)."""

import gc
import sys

import streamlit as st

from gesprek.domein.fouten import Gespreksfout
from gesprek.domein.tekst import printable
from gesprek.inhoud import Inhoudfout, inhoud
from gesprek.scherm.adres import landing
from gesprek.scherm.callbacks import hear_each_tap
from gesprek.scherm.pakketten import leave_packages_alone
from gesprek.scherm.teksten import tekst
from gesprek.server.aanmelden import sign_in_routes
from gesprek.server.achtergrond import beside_the_pages, later
from gesprek.server.binnen import watch_routes
from gesprek.server.bronnen import Bronnen
from gesprek.server.cijfers import Gevraagd, figure_routes
from gesprek.server.concepten import draft_routes
from gesprek.server.deur import door_middleware, make_door
from gesprek.server.inrichten import set_up_routes
from gesprek.server.limits import Lines, limits_middleware
from gesprek.server.live import live_routes
from gesprek.server.log import keep_logs_quiet
from gesprek.server.organisatie import organisation_routes
from gesprek.server.routes import server_routes
from gesprek.server.schil import shell_middleware
from gesprek.server.uitvoer import export_routes
from gesprek.services import web
from gesprek.services.root import services
from gesprek.toegang.bewaakt import BewaaktArchief
from gesprek.toegang.instellingen import Instellingen
from gesprek.toegang.portier import Binnen

FIRST_PAGE = 2.0
"""Seconds for whoever opens the first page: with many oefeningen cleaning would slow it down."""


def check_texts() -> None:
    """Tell what is wrong with the texts; without whole texts of our own nothing can start."""
    try:
        problems = inhoud().problemen
    except Inhoudfout as error:
        sys.exit(str(error))
    for problem in problems:
        sys.stderr.write(f"{printable(str(problem))}\n")


def read_settings() -> Instellingen:
    """Return the settings of the network; where they cannot be read, nobody gets in."""
    try:
        return services().portier.instellingen()
    except Gespreksfout as error:
        sys.stderr.write(f"{printable(error.zin)}\n")
        return Instellingen()


def make_figures(binnen: Binnen, asked: Gevraagd) -> bytes | None:
    """Make the file of figures that somebody asks for."""
    from gesprek.scherm.uitvoer import make_file  # the server answers sooner without it

    who = binnen.bezoeker.soort.value
    period, part = (asked.van, asked.tot), (asked.vorm, asked.plaats)
    return make_file(services().store, who, asked.bestand, period, part)


def show_failure(_error: Exception) -> bool:
    """Tell the user in Dutch that something broke; the log has the place, not the text."""
    st.error(tekst("fouten.onverwacht"))
    return True  # Streamlit need not show its own message


keep_logs_quiet()
leave_packages_alone()
hear_each_tap()
check_texts()
settings = read_settings()
door = make_door(lambda: services().portier, settings)
lines = Lines()
sources = Bronnen(
    archief=lambda who: BewaaktArchief(services().archief, who),
    portier=lambda: services().portier,
    of_team=web.of_team,
    goes_on=web.goes_on,
)

app = st.App(
    "gesprek/scherm/menu.py",
    lifespan=beside_the_pages(
        later(FIRST_PAGE, web.keep_clean), web.hear_others, ending=web.end_lines
    ),
    routes=[
        *server_routes(web.check_store, known_errors=(Gespreksfout,)),
        *set_up_routes(door, landing),
        *organisation_routes(door, landing),
        *sign_in_routes(door, landing),
        *draft_routes(web.keep_draft),
        *watch_routes(door, lines),
        *live_routes(lambda: services().zaal, web.version_for, web.still_counts),
        *export_routes(door, sources),
        *figure_routes(make_figures),
    ],
    middleware=[
        *shell_middleware(settings.hosts),
        *door_middleware(door),
        *limits_middleware(door, lines),
    ],
    on_script_error=show_failure,
)

# The collector need not look again and again at what stays as long as the server: everybody waits
# for it while people tap. Not one last time either: that takes 50 ms, and finds twenty objects.
gc.freeze()
