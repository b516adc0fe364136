"""A small app behind the door, for the tests of the door itself."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

import streamlit as st
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from gesprek.access.signing import Geheim
from gesprek.services.visits import Portier
from gesprek.storage import open_store
from gesprek.web.authentication import door_middleware, make_door
from gesprek.web.organisation_routes import organisation_routes
from gesprek.web.page_middleware import shell_middleware
from gesprek.web.server_log import keep_logs_quiet
from gesprek.web.server_process import beside_the_pages
from gesprek.web.set_up_routes import set_up_routes
from gesprek.web.sign_in_routes import sign_in_routes
from gesprek.web.static_files import server_routes

if TYPE_CHECKING:
    from starlette.requests import Request


@cache
def portier() -> Portier:
    """Return the one doorkeeper of this process."""
    store = open_store()
    return Portier(store, Geheim(store.kluis()), lambda: datetime.now(UTC))


async def who(request: Request) -> Response:
    """Tell our headers as they came through, in their order."""
    ours = [pair for pair in request.headers.items() if pair[0].startswith("x-gesprek")]
    return JSONResponse(ours)


keep_logs_quiet()
settings = portier().instellingen()
door = make_door(portier, settings)
app = st.App(
    "screen.py",
    lifespan=beside_the_pages(),
    routes=[
        *server_routes(lambda: None),
        *organisation_routes(door),
        *sign_in_routes(door),
        *set_up_routes(door),
        Route("/wie", who, methods=["GET", "POST"]),
    ],
    middleware=[*shell_middleware(settings.hosts), *door_middleware(door)],
)
