"""The yardstick of ``benchmarks.start``: a bare Streamlit page with as many widgets as ours.

``WIDGETS`` tells how many of each kind; without it the page is empty.
"""

import json
import os
from collections.abc import Callable, Mapping

import streamlit as st

WIDGETS = "KALE_WIDGETS"
"""The environment variable with kind of element → how many, as JSON."""

_DRAW: Mapping[str, Callable[[str], object]] = {
    "text_area": lambda name: st.text_area(name, key=name, value="tekst"),
    "text_input": lambda name: st.text_input(name, key=name, value="tekst"),
    "button": lambda name: st.button(name, key=name),
    "button_group": lambda name: st.pills(name, ["a", "b", "c", "d"], key=name),
    "checkbox": lambda name: st.checkbox(name, key=name),
    "radio": lambda name: st.radio(name, ["a", "b", "c"], key=name),
    "selectbox": lambda name: st.selectbox(name, ["a", "b", "c"], key=name),
    "multiselect": lambda name: st.multiselect(name, ["a", "b", "c"], key=name),
    "date_input": lambda name: st.date_input(name, key=name, value=None),
    "markdown": lambda name: st.markdown(f"{name}: een zin die iets uitlegt."),
    "heading": st.subheader,
    "text": st.text,
    "html": lambda name: st.html(f"<p>{name}</p>"),
    "alert": st.info,
    "page_link": st.text,
    "expandable": st.expander,
    "flex_container": lambda _name: st.container(),
    "column": lambda _name: st.container(),
}


def kinds() -> frozenset[str]:
    """Return the kinds of elements that this page can draw."""
    return frozenset(_DRAW)


def _page(wanted: dict[str, int]) -> None:
    for kind, count in wanted.items():
        for number in range(count):
            _DRAW[kind](f"{kind} {number}")


if __name__ == "__main__":
    _page(json.loads(os.environ.get(WIDGETS, "{}")))
