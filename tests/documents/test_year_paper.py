"""The year on paper and for a word processor: readable, in Dutch, and it tells nothing of who."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from docx import Document
from docx.shared import Length

from gesprek.content import inhoud
from gesprek.documents.blocks import BulletList, Paper, PaperPage
from gesprek.documents.docx_paper import docx
from gesprek.documents.pdf_paper import pdf
from gesprek.documents.year_paper import year_paper
from gesprek.trends.year_text import YearText
from scripts.find_programs import find_libreoffice
from tests.documents.reading import on_one_line, outline_of, reader, text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MADE = datetime(2027, 3, 3, 12, tzinfo=UTC)
ODD = "Elke <maand> & élke week: 李明 😀 e\u0301 \u202eom\ntweede regel"
TEXT = YearText(
    "Samen gesprekken oefenen: heel 2026",
    ("In heel 2026 oefenden teams 96 keer.", "Daarvan is 79 % nabesproken."),
    ("Meer tijd, sinds 3 maart 2026: Elke maand een uur.", ODD),
)
PAPER = year_paper(inhoud(), TEXT)
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def file() -> bytes:
    return docx(PAPER, MADE)


def lines() -> list[str]:
    return [TEXT.titel, TEXT.paragraph, inhoud().tekst("jaar.antwoorden"), *TEXT.answers]


def test_a_word_processor_gets_the_title_the_paragraph_and_each_answer(file: bytes) -> None:
    document = Document(BytesIO(file))
    assert [one.text for one in document.paragraphs] == lines()
    styles = [one.style.name for one in document.paragraphs if one.style]
    assert styles == ["Heading 1", "Normal", "Heading 2", "Normal", "Normal"]


def test_it_is_a4_and_dutch(file: bytes) -> None:
    document = Document(BytesIO(file))
    (section,) = document.sections
    size = section.page_width, section.page_height
    assert [round(Length(one or 0).mm) for one in size] == [210, 297]
    styles = ET.fromstring(ZipFile(BytesIO(file)).read("word/styles.xml"))  # noqa: S314 - our own
    languages = {one.get(f"{WORD}val") for one in styles.iter(f"{WORD}lang")}
    assert languages == {"nl-NL"}
    assert document.core_properties.language == "nl-NL"


def test_it_tells_its_title_and_when_it_was_made_and_no_name_or_machine(file: bytes) -> None:
    about = Document(BytesIO(file)).core_properties
    assert about.title == TEXT.titel
    assert about.modified == MADE.replace(tzinfo=None) or about.modified == MADE
    told = (about.author, about.comments, about.last_modified_by, about.category, about.keywords)
    assert {*told} == {""}
    with ZipFile(BytesIO(file)) as opened:
        assert opened.testzip() is None
        names = opened.namelist()
        every = b"".join(map(opened.read, names)).decode("utf-8", "replace").lower()
    assert not [one for one in names if "thumbnail" in one or "app.xml" in one]
    assert not [one for one in ("python-docx", "macintosh", "/home/", "\\users\\") if one in every]


def test_each_part_is_whole_xml(file: bytes) -> None:
    with ZipFile(BytesIO(file)) as opened:
        parts = [one for one in opened.namelist() if one.endswith((".xml", ".rels"))]
        assert {"[Content_Types].xml", "word/document.xml", "word/styles.xml"} <= {*parts}
        for name in parts:
            assert ET.fromstring(opened.read(name)).tag, name  # noqa: S314 - our own


def test_another_block_is_no_part_of_such_a_file() -> None:
    paper = Paper("x", "X", (PaperPage("X", (BulletList(("a",)),)),))
    with pytest.raises(NotImplementedError):
        docx(paper, MADE)


def test_the_pdf_has_the_same_words_and_headings() -> None:
    made = pdf(PAPER, inhoud())
    plain = [one for one in lines() if one != ODD]
    assert [one for one in plain if on_one_line(one) not in text_of(made)] == []
    assert outline_of(made) == [TEXT.titel, inhoud().tekst("jaar.antwoorden")]
    (page,) = reader(made).pages
    assert [round(float(one)) for one in page.mediabox[2:]] == [595, 842]


@pytest.fixture
def convert(tmp_path: Path) -> Callable[[str, bytes, str], Path]:
    """A function that lets LibreOffice make another file of one."""
    program = find_libreoffice()
    if program is None:
        pytest.skip("LibreOffice is niet gevonden: installeer het, of zet GESPREK_LIBREOFFICE")

    def convert(name: str, data: bytes, kind: str) -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        profile = f"-env:UserInstallation={(tmp_path / 'profiel').as_uri()}"
        what = ["--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(path)]
        subprocess.run([program, profile, *what], check=True, capture_output=True, timeout=120)
        return path.with_suffix(f".{kind.partition(':')[0]}")

    return convert


@pytest.mark.alles
def test_libreoffice_opens_it_with_all_words_on_a_page_of_a4(
    file: bytes, convert: Callable[[str, bytes, str], Path]
) -> None:
    said = convert("jaar.docx", file, "txt:Text (encoded):UTF8").read_text("utf-8-sig")
    assert [one for one in (TEXT.titel, TEXT.paragraph, *ODD.split("\n")) if one not in said] == []
    made = convert("jaar.docx", file, "pdf").read_bytes()
    (page,) = reader(made).pages
    assert [round(float(one)) for one in page.mediabox[2:]] == [595, 842]
    assert str(reader(made).root_object["/Lang"]) == "nl-NL"
    assert reader(made).metadata.title == TEXT.titel  # type: ignore[union-attr]
