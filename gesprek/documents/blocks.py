"""What is on a paper, described once for PDF and HTML, and the HTML: a page to print.

The page is plain HTML with proper headings: no script, no font of ours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, Template

from gesprek.content import Inhoud


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
    """A code in large letters, what to do with it, and a QR code of an address that fills it in."""

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
    """A paper; ``naam`` is that of its file, without ending, never made of what somebody typed.

    With ``klein`` it fits in a pocket (A6), and has headings and paragraphs only.
    """

    naam: str
    titel: str
    bladzijden: tuple[PaperPage, ...]
    klein: bool = False

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
            for row in (blok.kop, *blok.rijen):
                yield from row
        case CardGrid():
            for card in blok.kaarten:
                yield from (card.titel, card.onder, card.tekst, *card.regels)
        case Code():
            yield from (blok.tekst, blok.uitleg)


def quotes(lines: Sequence[str]) -> BulletList:
    """Return lines as somebody says them."""
    return BulletList(tuple(f"‘{line}’" for line in lines))


def titled(title: str, lines: Sequence[str], *, klein: bool = False) -> list[Block]:
    """Return lines below their title; nothing where there are none."""
    return [Heading(title, klein), BulletList(tuple(lines))] if lines else []


def with_example(texts: Inhoud, title: str, text: str, example: str) -> list[Block]:
    """Return a text below its title, with an example of what somebody says."""
    shown = Paragraph(texts.tekst("papier.voorbeeld", tekst=example), klein=True)
    return [Heading(title, klein=True), Paragraph(text), shown]


def html(paper: Paper, texts: Inhoud) -> str:
    """Return the paper as a whole HTML page; every text in it is escaped."""
    return _template().render(paper=paper, how_to_print=texts.tekst("papier.zo_druk_je_af"))


@cache
def _template() -> Template:
    folder = FileSystemLoader(Path(__file__).parent / "templates")
    pages = Environment(loader=folder, autoescape=True, trim_blocks=True)
    pages.filters |= {"kind": lambda block: type(block).__name__, "qr": _qr_data_uri}
    return pages.get_template("paper.html")


def _qr_data_uri(adres: str) -> str:
    """Return the code as an image that is in the page itself."""
    import segno

    uri: str = segno.make(adres, error="m").svg_data_uri(scale=4, border=4, light="#fff")
    return uri
