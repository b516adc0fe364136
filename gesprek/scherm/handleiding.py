"""The manual in the app: the same pages as in docs/handleiding, with their pictures."""

import re
from functools import cache
from pathlib import Path
from typing import Final

import streamlit as st

from gesprek.scherm.teksten import tekst

FOLDER: Final = Path(__file__).resolve().parents[2] / "docs" / "handleiding"
PARTS: Final = ("team", "adviseur", "manager")
_PICTURE: Final = re.compile(r"!\[([^\]]*)\]\((beeld/[a-z-]+\.png)\)")


def everything() -> None:
    """Draw the parts of the manual, one tab for each reader."""
    for part, tab in zip(PARTS, st.tabs([tekst(f"help.{one}") for one in PARTS]), strict=True):
        with tab:
            _part(part)


def _part(part: str) -> None:
    """Draw one part; its title stands on the tab."""
    pieces = _PICTURE.split(read(part))
    for place in range(0, len(pieces), 3):
        st.markdown(pieces[place])
        if place + 1 < len(pieces):
            caption, path = pieces[place + 1], pieces[place + 2]
            st.image(FOLDER / path, caption=caption, width="stretch", alt=caption)


@cache
def read(part: str) -> str:
    """Return the text of a part without its title."""
    return (FOLDER / f"{part}.md").read_text("utf-8").partition("\n")[2].strip()
