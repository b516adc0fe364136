"""Figures leave by a route that no cache keeps, with what the screen shows in them."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from gesprek.storage import open_store
from gesprek.storage.protocol import DocumentKey, Kind
from tests.trends import fixed
from tests.trends.counted import calculate
from tests.web.http_driver import HttpDriver

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.server import Server

ASKED = "?van=2026-K1&tot=2026-K1"


def test_a_file_comes_as_an_attachment_that_no_cache_keeps(
    server: Callable[..., Server], tmp_path: Path
) -> None:
    folder = tmp_path / "opslag"
    cijfers = calculate("2026-K1", fixed.rijen(), fixed.ploegen(), date(2026, 4, 30))
    open_store(str(folder)).create(DocumentKey(Kind.CIJFERS, "2026-k1"), cijfers.to_document())
    visit = HttpDriver(server(store=folder))
    answer = visit.get(f"/cijfers/overzicht.json{ASKED}&plaats=Noord&vorm=rollenspel")
    assert answer.status == 200
    assert json.loads(answer.text)[0]["regels"] == [["2026-K1", 30]]
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="gesprekstool-2026-K1-2026-K1.json"'
    )
    for kind, media in (("csv", "text/csv"), ("xlsx", "spreadsheetml"), ("pdf", "/pdf")):
        found = visit.head(f"/cijfers/overzicht.{kind}{ASKED}")
        assert found.status == 200
        assert media in found.headers["Content-Type"]
    for wrong in ("?van=2026-K1&tot=2027-K1", f"{ASKED}&plaats=Oost", f"{ASKED}&vorm={'a' * 101}"):
        assert visit.get(f"/cijfers/overzicht.csv{wrong}").status == 404
