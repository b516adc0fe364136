"""Streamlit as it comes, with one page of all that the program draws."""

from pathlib import Path

import streamlit as st
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route


def health(_request: object) -> Response:
    """Tell that the server has started."""
    return PlainTextResponse("ok")


app = st.App(Path(__file__).with_name("screen.py"), routes=[Route("/gezond", health)])
