"""What stands on a paper, described once: HTML and PDF draw the same description."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self


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


@dataclass(frozen=True)
class Kop:
    """A heading inside a page, all of one level; ``klein`` where many stand on a page."""

    tekst: str
    klein: bool = False


@dataclass(frozen=True)
class Alinea:
    """A paragraph; ``klein`` for a remark, ``vet`` for what must catch the eye."""

    tekst: str
    klein: bool = False
    vet: bool = False


@dataclass(frozen=True)
class Lijst:
    """Lines below each other; with ``vakjes`` each has a box to tick."""

    regels: tuple[str, ...]
    vakjes: bool = False


@dataclass(frozen=True)
class Tabel:
    """A table; ``breedtes`` are the relative widths of its columns."""

    kop: tuple[str, ...]
    rijen: tuple[tuple[str, ...], ...]
    breedtes: tuple[int, ...]


@dataclass(frozen=True)
class Kaart:
    """One card of a poster."""

    titel: str
    onder: str
    tekst: str
    regels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kaarten:
    """Cards, two beside each other."""

    kaarten: tuple[Kaart, ...]


@dataclass(frozen=True)
class Schrijfregels:
    """Empty lines to write on."""

    aantal: int


@dataclass(frozen=True)
class Code:
    """A code in large letters, with a QR code of an address that fills it in.

    Attributes:
        tekst: the code.
        adres: what the QR code leads to.
        uitleg: what to do with it.
        beeld: what the image is, for who cannot see it.
    """

    tekst: str
    adres: str
    uitleg: str
    beeld: str


Blok = Kop | Alinea | Lijst | Tabel | Kaarten | Schrijfregels | Code


@dataclass(frozen=True)
class Bladzijde:
    """A part of a paper that begins on a new page."""

    titel: str
    blokken: tuple[Blok, ...]


@dataclass(frozen=True)
class Stuk:
    """A paper.

    Attributes:
        naam: the name of its file, without ending; never made of what somebody typed.
        titel: its title.
        bladzijden: its parts.
    """

    naam: str
    titel: str
    bladzijden: tuple[Bladzijde, ...]

    @classmethod
    def together(cls, naam: str, titel: str, stukken: Sequence[Self]) -> Self:
        """Return several papers as one."""
        return cls(naam, titel, tuple(page for one in stukken for page in one.bladzijden))

    @property
    def teksten(self) -> Iterator[str]:
        """Every text on the paper, in order, to find what a font cannot show."""
        for page in self.bladzijden:
            yield page.titel
            for blok in page.blokken:
                yield from texts_of(blok)


def texts_of(blok: Blok) -> Iterator[str]:
    """Yield the texts of a block."""
    match blok:
        case Kop() | Alinea():
            yield blok.tekst
        case Lijst():
            yield from blok.regels
        case Tabel():
            yield from blok.kop
            for row in blok.rijen:
                yield from row
        case Kaarten():
            for kaart in blok.kaarten:
                yield from (kaart.titel, kaart.onder, kaart.tekst, *kaart.regels)
        case Code():
            yield from (blok.tekst, blok.uitleg)


def quotes(lines: Sequence[str]) -> Lijst:
    """Return lines as somebody says them."""
    return Lijst(tuple(f"‘{line}’" for line in lines))
