"""The app that `python -m gesprek serve` runs (or simply `python3 start.py`)."""

import gc

import streamlit as st

from gesprek.domain.base import UserError
from gesprek.services.background import check_store, keep_clean, relay_saves, send_reminders
from gesprek.services.root import services
from gesprek.services.server_log import configure_logging
from gesprek.ui.frame.addresses import landing
from gesprek.ui.frame.notices import show_unexpected
from gesprek.ui.frame.streamlit_hooks import configure_streamlit, handle_each_tap
from gesprek.web.authentication import authentication_middleware, make_authenticator
from gesprek.web.export_routes import export_routes, figure_routes
from gesprek.web.lifespan import background_threads, check_texts, later, read_settings
from gesprek.web.open_page_routes import draft_routes, live_routes, watch_routes
from gesprek.web.other_sign_in_routes import organisation_routes, set_up_routes
from gesprek.web.own_page import one_page
from gesprek.web.page_middleware import page_middleware
from gesprek.web.proof_routes import proof_routes
from gesprek.web.reminder_routes import reminder_routes
from gesprek.web.request_limits import Lines, limits_middleware
from gesprek.web.sign_in_routes import sign_in_routes
from gesprek.web.static_files import server_routes

FIRST_PAGE = 2.0
"""Seconds for whoever opens the first page: with many oefeningen cleaning would slow it down."""

configure_logging()
handle_each_tap()
check_texts()
settings = read_settings(services)
configure_streamlit(settings)
authenticator = make_authenticator(lambda: services().visits, settings)
lines = Lines()
routes = [
    *server_routes(check_store, known_errors=(UserError,)),
    *set_up_routes(authenticator, landing),
    *organisation_routes(authenticator, landing),
    *sign_in_routes(authenticator, landing),
    *draft_routes(services),
    *watch_routes(authenticator, lines),
    *live_routes(services),
    *export_routes(authenticator, services),
    *proof_routes(services),
    *figure_routes(services),
    *reminder_routes(authenticator),
]

app = st.App(
    "gesprek/ui/frame/menu.py",
    lifespan=background_threads(
        later(FIRST_PAGE, keep_clean), later(FIRST_PAGE, send_reminders), relay_saves
    ),
    routes=routes,
    middleware=[
        *page_middleware(routes, settings.hosts),
        *authentication_middleware(authenticator),
        *limits_middleware(authenticator, lines),
        one_page(),
    ],
    on_script_error=show_unexpected,
)

# The collector need not look again and again at what stays as long as the server: everybody waits
# for it while people tap. Not one last time either: that takes 50 ms, and finds twenty objects.
gc.freeze()
