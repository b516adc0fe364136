"""A small app behind the door, for the tests of the door itself."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from gesprek.access.signing import ServerSecrets
from gesprek.services.server_log import configure_logging
from gesprek.services.visits import Visits
from gesprek.storage import open_store
from gesprek.ui.frame.streamlit_hooks import configure_streamlit
from gesprek.web.authentication import authentication_middleware, make_authenticator
from gesprek.web.lifespan import background_threads
from gesprek.web.other_sign_in_routes import organisation_routes, set_up_routes
from gesprek.web.own_page import one_page
from gesprek.web.page_middleware import page_middleware
from gesprek.web.sign_in_routes import sign_in_routes
from gesprek.web.static_files import server_routes

if TYPE_CHECKING:
    from starlette.requests import Request

    from gesprek.access.visitors import LogIn


@cache
def visits() -> Visits:
    """Return the one doorkeeper of this process."""
    store = open_store()
    return Visits(store, ServerSecrets(store.secret_store()), lambda: datetime.now(UTC))


def to_start(log_in: LogIn) -> str:
    """Return the path of the start page, with the oefening that a code opened."""
    return f"/?o={log_in.alleen}" if log_in.alleen else "/"


async def who(request: Request) -> Response:
    """Tell our headers as they came through, in their order."""
    ours = [pair for pair in request.headers.items() if pair[0].startswith("x-gesprek")]
    return JSONResponse(ours)


configure_logging()
settings = visits().settings()
configure_streamlit(settings)
door = make_authenticator(visits, settings)
routes = [
    *server_routes(lambda: None),
    *organisation_routes(door, to_start),
    *sign_in_routes(door, to_start),
    *set_up_routes(door, to_start),
    Route("/wie", who, methods=["GET", "POST"]),
]
app = st.App(
    Path(__file__).with_name("screen.py"),
    lifespan=background_threads(),
    routes=routes,
    middleware=[
        *page_middleware(routes, settings.hosts),
        *authentication_middleware(door),
        one_page(),
    ],
)
