"""The papers as pages to print: the same content, proper headings, nothing comes alive."""

from html.parser import HTMLParser
from itertools import pairwise

import pytest

from gesprek.content import inhoud
from gesprek.documents.blocks import (
    BulletList,
    Heading,
    Paper,
    PaperPage,
    Paragraph,
    TableBlock,
    html,
)
from tests.documents.reading import on_one_line
from tests.documents.test_pdf_paper import STUKKEN

SHOWN = inhoud()
EMPTY = {"meta", "link", "br", "img"}


class NameReader(HTMLParser):
    """Reads a page strictly: every element closes in its turn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("naam", STUKKEN)
def test_the_page_holds_all_text_of_the_paper(naam: str) -> None:
    stuk = STUKKEN[naam]()
    found = on_one_line(NameReader(html(stuk, SHOWN)).text)
    assert [one for one in stuk.teksten if on_one_line(one) not in found] == []


@pytest.mark.parametrize("naam", STUKKEN)
def test_the_page_is_dutch_and_its_headings_go_down_one_level_at_a_time(naam: str) -> None:
    tags = NameReader(html(STUKKEN[naam](), SHOWN)).tags
    assert ("html", {"lang": "nl"}) in tags
    levels = [int(tag[1]) for tag, _ in tags if tag in {"h1", "h2", "h3", "h4", "h5"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_name_their_columns_and_images_say_what_they_are() -> None:
    tags = NameReader(html(STUKKEN["uitnodiging"](), SHOWN)).tags
    assert [a for tag, a in tags if tag == "th"] == [{"scope": "col"}] * 2
    assert all(attributes["alt"] for tag, attributes in tags if tag == "img")


def test_what_people_type_stays_text() -> None:
    bad = '<script>alert(1)</script> & "x" <img src=x onerror=y>'
    rows = TableBlock((bad,), ((bad,),), (1,))
    page = PaperPage(f"{bad}.", (Heading(bad), Paragraph(bad), BulletList((bad,)), rows))
    found = NameReader(html(Paper("x", bad, (page,)), SHOWN))
    assert {tag for tag, _ in found.tags} & {"script", "img"} == set()
    assert found.text.count(bad) == 8


def test_a_page_asks_nothing_of_another_server() -> None:
    for make in STUKKEN.values():
        for _, attributes in NameReader(html(make(), SHOWN)).tags:
            places = (attributes.get("src"), attributes.get("href"))
            assert all(one is None or one.startswith("data:") for one in places)
