"""The server: `streamlit run app.py` (or simply `python3 start.py`)."""

from __future__ import annotations

import streamlit as st

from gesprek.server.log import keep_logs_quiet
from gesprek.server.routes import server_routes
from gesprek.server.schil import shell_middleware


def check_store() -> None:
    """Raise when the store can't be used."""
    # wired to gesprek.opslag by whoever builds the store


def show_failure(_error: Exception) -> bool:
    """Tell the user in Dutch that something broke; the log has the place, not the text."""
    st.error(
        "Er ging iets mis in het programma. Wat was opgeslagen, is er nog. Laad de pagina "
        "opnieuw; gebeurt het weer, meld het dan aan wie Gesprekstool beheert."
    )
    return True  # Streamlit need not show its own message


keep_logs_quiet()

app = st.App(
    "gesprek/scherm/menu.py",
    routes=server_routes(check_store),
    middleware=shell_middleware(),
    on_script_error=show_failure,
)
