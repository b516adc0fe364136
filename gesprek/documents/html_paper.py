"""Draws a paper as a page to print: plain HTML with proper headings, no script, no font of ours."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, Template

from gesprek.content import Inhoud
from gesprek.documents.blocks import Block, Paper, qr_data_uri


def html(paper: Paper, texts: Inhoud) -> str:
    """Return the paper as a whole HTML page; every text in it is escaped."""
    how = texts.tekst("papier.zo_druk_je_af")
    return _template().render(paper=paper, how_to_print=how)


@cache
def _template() -> Template:
    pages = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        trim_blocks=True,
    )
    pages.filters |= {"kind": _kind, "qr": qr_data_uri}
    return pages.get_template("paper.html")


def _kind(block: Block) -> str:
    """Return by which name the template knows a block."""
    return type(block).__name__
