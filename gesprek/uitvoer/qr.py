"""QR codes for paper; segno is loaded where one is drawn."""

from collections.abc import Iterator
from typing import NamedTuple


class Vakje(NamedTuple):
    """A dark square of a QR code: its row and column, from 0."""

    rij: int
    kolom: int


def qr_squares(adres: str) -> tuple[int, Iterator[Vakje]]:
    """Return the size of the code in squares, its white border left out, and the dark ones."""
    import segno

    matrix = segno.make(adres, error="m").matrix
    dark = (Vakje(y, x) for y, row in enumerate(matrix) for x, on in enumerate(row) if on)
    return len(matrix), dark


def qr_data_uri(adres: str) -> str:
    """Return the code as an image that stands in the page itself."""
    import segno

    uri: str = segno.make(adres, error="m").svg_data_uri(scale=4, border=4, light="#fff")
    return uri
