"""The year in one paragraph leaves as a file, for who may see figures, of a year that there is."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from docx import Document

from gesprek.storage import open_store
from gesprek.storage.protocol import DocumentKey, Kind
from tests.documents.reading import text_of
from tests.trends import fixed
from tests.trends.counted import calculate
from tests.web.http_driver import HttpDriver

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

from tests.support.server import Server

ASKED = "?van=2026-K1&tot=2026-K1"


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HttpDriver]:
    """A visitor of a server with one closed quarter, before the set-up."""
    folder: Path = tmp_path_factory.mktemp("jaar")
    cijfers = calculate("2026-K1", fixed.rijen(), fixed.ploegen(), date(2026, 4, 30))
    store = open_store(str(folder / "opslag"))
    store.create(DocumentKey(Kind.CIJFERS, "2026-k1"), cijfers.to_document())
    server = Server(folder / "opslag", folder / "server.log").start()
    yield HttpDriver(server)
    server.stop()


@pytest.mark.parametrize(("kind", "media"), [("pdf", "/pdf"), ("docx", "wordprocessingml")])
def test_a_file_comes_as_an_attachment_that_no_cache_keeps(
    visit: HttpDriver, kind: str, media: str
) -> None:
    found = visit.head(f"/cijfers/jaar.{kind}{ASKED}")
    assert found.status == 200
    assert media in found.headers["Content-Type"]
    assert found.headers["Cache-Control"] == "no-store"
    assert found.headers["Content-Disposition"] == (
        f'attachment; filename="gesprekstool-jaar-2026-K1-2026-K1.{kind}"'
    )


def test_both_files_hold_the_sentences_of_the_page(visit: HttpDriver) -> None:
    said = "In kwartaal 1 van 2026 oefenden teams 96 keer een gesprek uit de praktijk."
    assert said in visit.all_of("jaar")
    whole = Document(BytesIO(visit.get(f"/cijfers/jaar.docx{ASKED}").data))
    assert said in " ".join(one.text for one in whole.paragraphs)
    assert "".join(said.split()) in text_of(visit.get(f"/cijfers/jaar.pdf{ASKED}").data)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?van=2026-K1",
        "?van=2026-K1&tot=",
        "?van=2025-K1&tot=2025-K4",
        "?van=2026-K1&tot=2026-K2",
        "?van=2026-K4&tot=2026-K1",
        "?van=../../etc&tot=passwd",
        f"?van={'9' * 101}&tot=2026-K1",
        "?van=2026-K1%00&tot=2026-K1",
        "?van=%F0%9F%98%80&tot=%E2%80%AE",
        "?van=%D9%A2%D9%A0%D9%A2%D9%A6-K1&tot=2026-K1",
    ],
)
def test_a_year_that_is_not_there_is_a_sentence(visit: HttpDriver, query: str) -> None:
    for kind in ("pdf", "docx"):
        answer = visit.get(f"/cijfers/jaar.{kind}{query}")
        assert (answer.status, answer.text) == (404, "Deze cijfers zijn er niet.")


@pytest.mark.parametrize(
    "path", ["/cijfers/jaar.csv", "/cijfers/overzicht.docx", "/cijfers/jaar.x"]
)
def test_a_kind_of_file_that_is_not_made_is_a_sentence(visit: HttpDriver, path: str) -> None:
    answer = visit.get(f"{path}{ASKED}")
    assert (answer.status, answer.text) == (404, "Deze cijfers zijn er niet.")
