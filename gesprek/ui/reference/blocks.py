"""Draws the description of a paper on a page, so that page and paper cannot differ."""

from collections.abc import Iterable

import streamlit as st

from gesprek.documents.blocks import Block, BulletList, Heading, Paragraph
from gesprek.ui.reference.step_help import bullets


def draw_blocks(blocks: Iterable[Block]) -> None:
    """Draw blocks that may hold what people typed: each text is shown as it is."""
    for block in blocks:
        match block:
            case Heading(tekst=text):
                st.header(text)
            case BulletList(regels=lines):
                for line in lines:
                    st.text(line)
            case Paragraph(tekst=text):
                st.text(text)
            case _:
                raise NotImplementedError(type(block))


def draw_own_blocks(blocks: Iterable[Block]) -> None:
    """Draw blocks that hold texts of ours only; these may have marks such as bold."""
    for block in blocks:
        match block:
            case BulletList(regels=lines):
                bullets(lines)
            case Paragraph(tekst=text):
                st.caption(text)
            case _:
                raise NotImplementedError(type(block))
