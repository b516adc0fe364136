"""One of each thing that a page of the program has, with the same options."""

from __future__ import annotations

import datetime as dt

import streamlit as st

PICTURE = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>"
TELLS = "export default ({ setTriggerValue }) => { window.tells = setTriggerValue; };"


@st.dialog("Venster")
def window() -> None:
    """Show a window over the page."""
    st.text("In het venster")


@st.fragment
def part() -> None:
    """Draw a part that a script can ask for, as the live part is."""
    st.components.v2.component("deel", js=TELLS)(
        key="deel", data={"a": 1}, on_stand_change=lambda: None
    )
    if st.button("Tik"):
        st.session_state["taps"] = st.session_state.get("taps", 0) + 1
    st.text(f"tikken {st.session_state.get('taps', 0)}")


def everything() -> None:
    """Draw all of it."""
    if st.query_params.get("fout"):
        raise ValueError
    st.title("Alles")
    st.caption("Klein")
    st.text("Tekst")
    st.progress(0.5)
    st.image(PICTURE)
    for tell in (st.info, st.warning, st.error, st.success):
        tell("Melding")
    st.code("sleutel")
    with st.container(key="volg"):
        st.page_link(PAGES[1], label="Ga mee")
    st.page_link(PAGES[1], label="Nog niet", disabled=True)
    st.link_button("Naar elders", "https://example.org")
    for kind in ("primary", "secondary", "tertiary"):
        st.button(f"Knop {kind}", type=kind)
    with st.expander("Uitklappen"):
        st.text("Uitgeklapt")
    with st.popover("Openen"):
        st.text("In het deel dat opengaat")
    for tab in st.tabs(["Een", "Twee"]):
        tab.text("Tab")
    for column in st.columns(2):
        column.text("Kolom")
    fields()
    part()
    if st.button("Venster"):
        window()
    with st.bottom:
        st.text("Onderaan")


def fields() -> None:
    """Draw each kind of field."""
    with st.container(key="veld-casus-tekst"):
        st.text_area("Notitie", key="tekst", help="Uitleg", max_chars=200)
    st.text_input("Naam", max_chars=20)
    st.text_input("Geheim", type="password")
    st.checkbox("Vink", value=True)
    st.radio("Keuze", ["ja", "nee"])
    st.pills("Pillen", ["een", "twee"], selection_mode="multi", default=["een"])
    st.segmented_control("Delen", ["een", "twee"], default="een")
    st.selectbox("Team", ["Noord", "Zuid"], index=None)
    st.number_input("Aantal", 0, 10, value=None)
    st.date_input("Datum", dt.date(2026, 11, 23), format="DD-MM-YYYY")
    st.date_input("Leeg", None, dt.date(2026, 1, 1), dt.date(2026, 12, 31), format="DD-MM-YYYY")
    st.time_input("Tijd", None)
    with st.form("formulier"):
        st.text_input("In formulier")
        st.text_area("Lang")
        st.form_submit_button("Verstuur")


def nothing() -> None:
    """Be a second page, so that there is a menu."""


PAGES = [
    st.Page(everything, title="Alles", default=True),
    st.Page(nothing, title="Leeg", url_path="leeg"),
]
st.navigation(PAGES, position="top").run()
