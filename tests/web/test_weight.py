"""What travels over the wire: static files packed, fonts of our own, and nothing secret packed."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING

import pytest
from starlette.responses import Response
from starlette.testclient import TestClient

from gesprek.content import inhoud
from gesprek.web.static_files import Packing, has_all, known_icons
from scripts.pictogrammen import STREAMLIT, icons
from tests.support.server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import Receive, Scope, Send

PACKED = {"Accept-Encoding": "gzip, br"}
BIGGEST = next((STREAMLIT / "js").glob("index.*.js"))
ICONS = next((STREAMLIT / "media").glob("MaterialSymbols-Rounded.*.woff2"))
LETTERS = next((STREAMLIT / "media").glob("SourceSansVF-Upright.*.woff2"))
A_YEAR = 365 * 24 * 3600
# Letters and digits that Streamlit takes for an icon name in one script, and shows nowhere.
NOT_IN_ITS_FONT = {"star_filled"}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("gewicht")
    one = Server(folder / "opslag", folder / "server.log").start()
    yield one
    one.stop()


def test_a_script_travels_packed_the_second_time_too(house: Server) -> None:
    whole = BIGGEST.read_bytes()
    for _ in range(2):
        answer, body = house.request(f"/static/js/{BIGGEST.name}", headers=PACKED)
        assert answer.getheader("Content-Encoding") == "gzip"
        assert answer.getheader("Vary") == "Accept-Encoding"
        assert len(body) < len(whole) / 2
        assert gzip.decompress(body) == whole


def test_who_does_not_take_it_packed_gets_it_whole(house: Server) -> None:
    house.request(f"/static/js/{BIGGEST.name}", headers=PACKED)
    answer, body = house.request(f"/static/js/{BIGGEST.name}")
    assert answer.getheader("Content-Encoding") is None
    assert body == BIGGEST.read_bytes()
    part, body = house.request(
        f"/static/js/{BIGGEST.name}", headers={**PACKED, "Range": "bytes=0-9"}
    )
    assert (part.status, body) == (206, BIGGEST.read_bytes()[:10])


def test_a_file_with_a_hash_in_its_name_is_kept_for_a_year(house: Server) -> None:
    for headers in ({}, PACKED):
        answer, _ = house.request(f"/static/js/{BIGGEST.name}", headers=headers)
        kept = answer.getheader("Cache-Control", "")
        assert "immutable" in kept
        assert int(re.findall(r"max-age=(\d+)", kept)[0]) >= A_YEAR


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/aanmelden?naar=%2Fstap-1%3Fo%3Dgeheim",
        "/inrichten/geheim",
        "/uitvoer/handout.html",
        "/uitvoer/oefenkaart.html",
        "/static/js/weg.js",
        "/verantwoording",
        "/_stcore/host-config",
    ],
)
def test_an_answer_that_could_hold_a_secret_is_never_packed(house: Server, path: str) -> None:
    for _ in range(2):
        answer, _ = house.request(path, headers=PACKED)
        is_page = "text/html" in answer.getheader("Content-Type", "")
        assert answer.getheader("Content-Encoding") is None or "weg.js" in path, is_page


@pytest.mark.parametrize(("cached", "asked"), [("public, immutable", 1), ("no-cache", 2)])
def test_only_what_never_changes_is_kept(cached: str, asked: int) -> None:
    served = []

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        served.append(scope["path"])
        answer = Response("x" * 1000, headers={"Cache-Control": cached}, media_type="text/css")
        await answer(scope, receive, send)

    visitor = TestClient(Packing(serve), headers=PACKED)
    bodies = [visitor.get("/static/css/een.css") for _ in range(2)]
    assert [one.text for one in bodies] == ["x" * 1000] * 2
    assert [one.headers["content-encoding"] for one in bodies] == ["gzip"] * 2
    assert len(served) == asked


def test_our_icons_stand_in_for_the_large_font(house: Server) -> None:
    answer, body = house.request(f"/static/media/{ICONS.name}")
    assert answer.getheader("Content-Type") == "font/woff2"
    assert body[:4] == b"wOF2"
    assert len(body) < ICONS.stat().st_size / 10


def test_the_letters_of_streamlit_lead_to_ours(house: Server) -> None:
    answer, _ = house.request(f"/static/media/{LETTERS.name}")
    assert answer.status == 307
    ours, body = house.request(answer.getheader("Location", ""))
    assert (ours.status, body[:4]) == (200, b"wOF2")


def test_our_font_has_every_icon_that_is_named_anywhere() -> None:
    """Else a page shows the name of the icon: run `python -m scripts.pictogrammen`."""
    assert icons() - known_icons() == NOT_IN_ITS_FONT


def test_an_icon_of_an_organisation_that_we_lack_brings_the_large_font() -> None:
    assert has_all(inhoud())
    texts = repr(inhoud()).replace(":material/signpost:", ":material/sailing:")
    assert not has_all(texts)  # type: ignore[arg-type]
