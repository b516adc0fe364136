"""The manual in the app, and the page on what is stored and until when."""

import re
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import Final

import streamlit as st

from gesprek.content import inhoud
from gesprek.ui.frame.addresses import VERANTWOORDING, link_to
from gesprek.ui.frame.words import screen_text

FOLDER: Final = Path(__file__).resolve().parents[3] / "docs" / "handleiding"
PARTS: Final = ("team", "adviseur", "manager")
_PICTURE: Final = re.compile(r"!\[([^\]]*)\]\((beeld/[a-z-]+\.png)\)")


def draw_manual() -> None:
    """Draw the parts of the manual, one tab for each reader; the title of a part is on its tab."""
    names = [screen_text(f"help.{part}") for part in PARTS]
    for part, tab in zip(PARTS, st.tabs(names), strict=True):
        pieces = _PICTURE.split(read(part))
        for place in range(0, len(pieces), 3):
            tab.markdown(pieces[place])
            if place + 1 < len(pieces):
                caption, path = pieces[place + 1], pieces[place + 2]
                tab.image(_picture(path), caption=caption, width="stretch", alt=caption)


@cache
def _picture(path: str) -> str:
    """Return a picture as an address that holds it: the server keeps Streamlit's /media shut."""
    return f"data:image/png;base64,{b64encode((FOLDER / path).read_bytes()).decode()}"


@cache
def read(part: str) -> str:
    """Return the text of a part without its title."""
    return (FOLDER / f"{part}.md").read_text("utf-8").partition("\n")[2].strip()


def link() -> None:
    """Draw a link to the page."""
    link_to(VERANTWOORDING, inhoud().verantwoording.titel, ":material/policy:")


def draw_accountability() -> None:
    """Draw the whole account: the kinds of text, and the rules around them."""
    shown = inhoud().verantwoording
    st.markdown(shown.inleiding)
    st.header(screen_text("verantwoording.wat"))
    for regel in shown.regels.values():
        with st.container(border=True):
            st.markdown(f"**{regel.soort}**")
            for title, text in (
                (screen_text("verantwoording.lezers"), regel.lezers),
                (screen_text("verantwoording.tot"), regel.tot),
                (screen_text("verantwoording.blijft"), regel.blijft),
            ):
                if text:
                    st.markdown(f"{title}: {text}")
    for deel in shown.delen.values():
        st.header(deel.titel)
        st.markdown(deel.tekst)
