"""The server: `streamlit run app.py` (or simply `python3 start.py`)."""

import gc
import sys

import streamlit as st

from gesprek.access.settings import Settings
from gesprek.content import ContentError, inhoud
from gesprek.domain.errors import UserError
from gesprek.domain.text import printable
from gesprek.services import web
from gesprek.services.practices import Practices
from gesprek.services.root import services
from gesprek.services.visitor_services import VisitorServices
from gesprek.services.visits import Visit
from gesprek.ui.frame.addresses import landing
from gesprek.ui.frame.streamlit_hooks import disable_package_scan, handle_each_tap
from gesprek.ui.frame.words import screen_text
from gesprek.web.allowances import Lines
from gesprek.web.authentication import authentication_middleware, make_authenticator
from gesprek.web.export_routes import FiguresRequest, export_routes, figure_routes
from gesprek.web.open_page_routes import draft_routes, live_routes, watch_routes
from gesprek.web.organisation_routes import organisation_routes
from gesprek.web.page_middleware import page_middleware
from gesprek.web.paper_sources import PaperSources
from gesprek.web.request_limits import limits_middleware
from gesprek.web.server_log import configure_logging
from gesprek.web.server_process import background_threads, later
from gesprek.web.set_up_routes import set_up_routes
from gesprek.web.sign_in_routes import sign_in_routes
from gesprek.web.static_files import server_routes

FIRST_PAGE = 2.0
"""Seconds for whoever opens the first page: with many oefeningen cleaning would slow it down."""


def check_texts() -> None:
    """Tell what is wrong with the texts; without whole texts of our own nothing can start."""
    try:
        problems = inhoud().problemen
    except ContentError as error:
        sys.exit(str(error))
    for problem in problems:
        sys.stderr.write(f"{printable(str(problem))}\n")


def read_settings() -> Settings:
    """Return the settings of the network; where they cannot be read, nobody gets in."""
    try:
        return services().visits.instellingen()
    except UserError as error:
        sys.stderr.write(f"{printable(error.zin)}\n")
        return Settings()


def make_figures(visit: Visit, asked: FiguresRequest) -> bytes | None:
    """Make the file of figures that somebody asks for."""
    period = asked.van, asked.tot
    figures = VisitorServices(services(), visit).figures
    return figures.make_file(asked.kind, period, asked.vorm, asked.plaats)


def show_failure(_error: Exception) -> bool:
    """Tell the user in Dutch that something broke; the log has the place, not the text."""
    st.error(screen_text("fouten.onverwacht"))
    return True  # Streamlit need not show its own message


configure_logging()
disable_package_scan()
handle_each_tap()
check_texts()
settings = read_settings()
door = make_authenticator(lambda: services().visits, settings)
lines = Lines()
sources = PaperSources(
    archive=lambda who: Practices(services().archive, who),
    visits=lambda: services().visits,
    of_team=web.of_team,
    goes_on=web.goes_on,
)

app = st.App(
    "gesprek/ui/frame/menu.py",
    lifespan=background_threads(
        later(FIRST_PAGE, web.keep_clean), web.relay_saves, ending=web.end_lines
    ),
    routes=[
        *server_routes(web.check_store, known_errors=(UserError,)),
        *set_up_routes(door, landing),
        *organisation_routes(door, landing),
        *sign_in_routes(door, landing),
        *draft_routes(web.keep_draft),
        *watch_routes(door, lines),
        *live_routes(lambda: services().hub, web.version_for, web.still_counts),
        *export_routes(door, sources),
        *figure_routes(make_figures),
    ],
    middleware=[
        *page_middleware(settings.hosts),
        *authentication_middleware(door),
        *limits_middleware(door, lines),
    ],
    on_script_error=show_failure,
)

# The collector need not look again and again at what stays as long as the server: everybody waits
# for it while people tap. Not one last time either: that takes 50 ms, and finds twenty objects.
gc.freeze()
