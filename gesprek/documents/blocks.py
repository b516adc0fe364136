"""What is on a paper, described once: HTML and PDF draw the same description."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self


class QrSquare(NamedTuple):
    """A dark square of a QR code: its row and column, from 0."""

    row: int
    column: int


def qr_squares(adres: str) -> tuple[int, Iterator[QrSquare]]:
    """Return the size of the code in squares, its white border left out, and the dark ones."""
    import segno

    matrix = segno.make(adres, error="m").matrix
    dark = (QrSquare(y, x) for y, row in enumerate(matrix) for x, on in enumerate(row) if on)
    return len(matrix), dark


def qr_data_uri(adres: str) -> str:
    """Return the code as an image that is in the page itself."""
    import segno

    uri: str = segno.make(adres, error="m").svg_data_uri(scale=4, border=4, light="#fff")
    return uri


@dataclass(frozen=True)
class Heading:
    """A heading inside a page, all of one level; ``klein`` where many stand on a page."""

    tekst: str
    klein: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; ``klein`` for a remark, ``vet`` for what must catch the eye."""

    tekst: str
    klein: bool = False
    vet: bool = False


@dataclass(frozen=True)
class BulletList:
    """Lines below each other; with ``vakjes`` each has a box to tick."""

    regels: tuple[str, ...]
    vakjes: bool = False


@dataclass(frozen=True)
class TableBlock:
    """A table; ``breedtes`` are the relative widths of its columns."""

    kop: tuple[str, ...]
    rijen: tuple[tuple[str, ...], ...]
    breedtes: tuple[int, ...]


@dataclass(frozen=True)
class Card:
    """One card of a poster."""

    titel: str
    onder: str
    tekst: str
    regels: tuple[str, ...] = ()


@dataclass(frozen=True)
class CardGrid:
    """Cards, two beside each other."""

    kaarten: tuple[Card, ...]


@dataclass(frozen=True)
class WritingLines:
    """Empty lines to write on."""

    aantal: int


@dataclass(frozen=True)
class Code:
    """A code in large letters, with a QR code of an address that fills it in.

    Attributes:
        tekst: the code.
        adres: what the QR code leads to.
        uitleg: what to do with it.
        image_text: what the image is, for who cannot see it.
    """

    tekst: str
    adres: str
    uitleg: str
    image_text: str


Block = Heading | Paragraph | BulletList | TableBlock | CardGrid | WritingLines | Code


@dataclass(frozen=True)
class PaperPage:
    """A part of a paper that begins on a new page."""

    titel: str
    blokken: tuple[Block, ...]


@dataclass(frozen=True)
class Paper:
    """A paper.

    Attributes:
        naam: the name of its file, without ending; never made of what somebody typed.
        titel: its title.
        bladzijden: its parts.
    """

    naam: str
    titel: str
    bladzijden: tuple[PaperPage, ...]

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


def texts_of(blok: Block) -> Iterator[str]:
    """Yield the texts of a block."""
    match blok:
        case Heading() | Paragraph():
            yield blok.tekst
        case BulletList():
            yield from blok.regels
        case TableBlock():
            yield from blok.kop
            for row in blok.rijen:
                yield from row
        case CardGrid():
            for kaart in blok.kaarten:
                yield from (kaart.titel, kaart.onder, kaart.tekst, *kaart.regels)
        case Code():
            yield from (blok.tekst, blok.uitleg)


def quotes(lines: Sequence[str]) -> BulletList:
    """Return lines as somebody says them."""
    return BulletList(tuple(f"‘{line}’" for line in lines))
