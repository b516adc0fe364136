"""Widgets whose English words must become Dutch, and texts that must stay as they are."""

from __future__ import annotations

import datetime as dt
import gc

import streamlit as st


@st.dialog("Close")
def window() -> None:
    """Show a window of the program itself."""
    st.text("Cancel")


def everything() -> None:
    """Draw all that the tests look at."""
    if st.query_params.get("fout"):
        raise ValueError("mevrouw Jansen")

    st.title("Proef")
    st.text("Close")
    st.markdown("Page not found")
    st.text_input("Naam", max_chars=20)
    st.text_area("Notitie", help="Uitleg")
    st.number_input("Aantal", 0, 10, value=None)
    st.selectbox("Team", ["Dark", "No results"], index=None)
    st.date_input("Datum", dt.date(2026, 11, 23), format="DD-MM-YYYY")
    st.date_input("Leeg", None, format="DD-MM-YYYY")
    with st.form("formulier"):
        st.text_input("In formulier")
        st.form_submit_button("Verstuur")
    if st.button("Venster"):
        window()


def nothing() -> None:
    """Be a second page, so that there is a menu and an address can be wrong."""


def collections() -> None:
    """Tell how often the garbage collector looked at everything."""
    st.text(str(gc.get_stats()[2]["collections"]))


st.navigation(
    [
        st.Page(everything, title="Proef", default=True),
        st.Page(nothing, title="Leeg", url_path="leeg"),
        st.Page(collections, title="Opruimen", url_path="opruimen"),
    ]
).run()
