"""Reading a PDF back, with a reader that is not the writer."""

import io
import unicodedata
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader


def reader(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data), strict=True)


def text_of(data: bytes) -> str:
    """Return all text of a PDF on one line, so that a line that was broken is found."""
    found = " ".join(page.extract_text() for page in reader(data).pages)
    return on_one_line(found)


def on_one_line(text: str) -> str:
    """Return the text without its spaces: those at the end of a line are not in a PDF."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def outline_of(data: bytes) -> list[str]:
    return list(_titles(reader(data).outline))


def _titles(items: list[Any]) -> Iterator[str]:
    for one in items:
        if isinstance(one, list):
            yield from _titles(one)
        else:
            yield str(one.title)


def fonts_of(data: bytes) -> list[Any]:
    """Return the font dictionaries of all pages, as pypdf reads them."""
    pages: list[Any] = list(reader(data).pages)
    return [font.get_object() for page in pages for font in page["/Resources"]["/Font"].values()]
