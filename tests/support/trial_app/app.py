"""A small app in our shell, for the tests of the shell itself."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from gesprek.services.server_log import configure_logging
from gesprek.web.own_page import one_page
from gesprek.web.page_middleware import page_middleware
from gesprek.web.static_files import server_routes

if TYPE_CHECKING:
    from starlette.requests import Request


class BadStoreError(Exception):
    """A store error with a sentence for the user."""


def check_store() -> None:
    """Fail in the way that the test asks for."""
    match os.environ.get("PROEF_OPSLAG"):
        case "bekend":
            raise BadStoreError("De map van de opslag is weg: zet hem terug.")
        case "onbekend":
            raise OSError("secret path")


async def crash(_request: Request) -> Response:
    """Break, with a text that may not leave."""
    raise RuntimeError("mevrouw Jansen")


async def headers(request: Request) -> Response:
    """Tell which headers came through."""
    return JSONResponse(sorted(request.headers.keys()))


async def all_routes(request: Request) -> Response:
    """Tell the path of every route of the running server, ours and those of Streamlit."""
    return JSONResponse([route.path for route in request.app.routes])


configure_logging()
routes = [
    *server_routes(check_store, (BadStoreError,)),
    Route("/knal", crash),
    Route("/koppen", headers),
    Route("/wegen", all_routes),
]
app = st.App(
    Path(__file__).with_name("screen.py"),
    routes=routes,
    middleware=[*page_middleware(routes), one_page()],
)
