"""Writes a paper for a word processor (.docx): A4, in Dutch, and it names nobody who made it."""

from datetime import datetime
from io import BytesIO
from typing import Final

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from gesprek.documents.blocks import Block, Heading, Paper, Paragraph

_LANGUAGE: Final = "nl-NL"
_FONT: Final = "Calibri"
_MARGIN: Final = Mm(25)
_SIZES: Final = {"Normal": 11.0, "Heading 1": 18.0, "Heading 2": 13.0}
_BLACK: Final = RGBColor(0, 0, 0)
# The template of the library has a picture of a page, and names the program that made it.
_OF_TEMPLATE: Final = ("metadata/thumbnail", "extended-properties")


def docx(paper: Paper, made: datetime) -> bytes:
    """Return a paper that has headings and paragraphs only.

    Raises NotImplementedError where it has another block.
    """
    document = Document()
    _set_up(document)
    _tell_of_itself(document, paper.titel, made)
    for page in paper.bladzijden:
        document.add_heading(page.titel, level=1)
        for block in page.blokken:
            _add(document, block)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _add(document: WordDocument, block: Block) -> None:
    match block:
        case Heading(tekst=text):
            document.add_heading(text, level=2)
        case Paragraph(tekst=text):
            document.add_paragraph(text)
        case _:
            raise NotImplementedError(type(block))


def _set_up(document: WordDocument) -> None:
    """Set the size of the page, the letters and the language."""
    (section,) = document.sections
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin = section.bottom_margin = _MARGIN
    for name, size in _SIZES.items():
        style = document.styles[name]
        if isinstance(style, ParagraphStyle):
            _set_letters(style, size)
    for language in document.styles.element.iter(qn("w:lang")):
        for kind in ("w:val", "w:eastAsia"):
            language.set(qn(kind), _LANGUAGE)


def _set_letters(style: ParagraphStyle, size: float) -> None:
    style.font.name, style.font.size = _FONT, Pt(size)
    style.font.color.rgb = _BLACK
    style.paragraph_format.space_after = Pt(6)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)  # else the font of the theme goes first


def _tell_of_itself(document: WordDocument, title: str, made: datetime) -> None:
    """Write what the file says of itself: its title, its language and when it was made."""
    about = document.core_properties
    about.title, about.language = title, _LANGUAGE
    about.author = about.comments = about.last_modified_by = ""
    about.created = about.modified = made
    relations = document.part.package.rels
    for key, one in [*relations.items()]:
        if one.reltype.endswith(_OF_TEMPLATE):
            del relations[key]
