"""Which libraries a real server has loaded: what few people need waits until one of them asks."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import pytest

from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Werkvorm
from gesprek.storage import open_store
from gesprek.storage.protocol import DocumentKey, Kind
from tests.support.builders.oefeningen import Fill, oefening_in, team_of_five
from tests.support.organisation import Organisatie
from tests.support.server import Server
from tests.trends import fixed
from tests.trends.counted import calculate
from tests.web.http_driver import HttpDriver

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

IMPORTED = re.compile(r"^import time: +\d+ \| +\d+ \| *(\S+)$", re.MULTILINE)
# Streamlit itself loads these two where it is given a picture, also one for the tab of the browser.
PICTURES = {"numpy", "PIL"}
FIGURES = {"pandas", "altair", "xlsxwriter", "vl_convert", "pyarrow"}
PAPER = {"docx", "lxml", "fpdf", "fontTools", "icalendar", "uharfbuzz"}
SIGN_IN_ELSEWHERE = {"authlib", "httpx2", "joserfc"}
DATABASE = {"alembic", "psycopg", "sqlalchemy"}
FOR_FEW = PICTURES | FIGURES | PAPER | SIGN_IN_ELSEWHERE | DATABASE
LATER = {"jinja2", "cryptography"}
"""Loaded with the first page that is made of a template, and for a certificate."""


class Geladen(NamedTuple):
    """The modules of a server when it answers, and after a page of each step."""

    at_start: frozenset[str]
    after_steps: frozenset[str]


@pytest.fixture(scope="module")
def geladen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Geladen]:
    folder: Path = tmp_path_factory.mktemp("geladen")
    organisation = Organisatie(folder / "opslag").set_up()
    team = organisation.archive.create_team(team_of_five()).value
    visits = organisation.visits
    cookie = visits.cookie_of(visits.log_ins.begin_team(team.id, generatie=None))
    python = {"PYTHONPROFILEIMPORTTIME": "1"}  # each import becomes a line in the log
    server = Server(folder / "opslag", folder / "server.log", environment=python).start()
    at_start = imported(server)
    visitor = HttpDriver(server, {"gesprek": cookie})
    for stap in Stap:
        one = oefening_in(Werkvorm.ROLLENSPEL, 4, stap, Fill.HALF, team)
        organisation.archive.create_oefening(one)
        visitor.all_of(f"stap-{stap.number}", f"o={one.id}")
    yield Geladen(at_start, imported(server))
    server.stop()


def imported(server: Server) -> frozenset[str]:
    return frozenset(IMPORTED.findall(server.log.read_text("utf-8")))


def first_names(modules: frozenset[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


def test_the_imports_of_the_server_are_seen(geladen: Geladen) -> None:
    assert {"streamlit", "pydantic", "gesprek.domain.oefening"} <= geladen.at_start
    assert {"gesprek.ui.steps.casus", "gesprek.ui.steps.looking_back"} <= geladen.after_steps


def test_no_step_loads_what_only_few_need(geladen: Geladen) -> None:
    assert first_names(geladen.after_steps) & FOR_FEW == set()


def test_the_overview_and_its_sheet_of_paper_load_nothing_that_draws(tmp_path: Path) -> None:
    cijfers = calculate("2026-K1", fixed.rijen(), fixed.ploegen(), date(2026, 4, 30))
    store = open_store(str(tmp_path / "opslag"))
    store.create(DocumentKey(Kind.CIJFERS, "2026-k1"), cijfers.to_document())
    python = {"PYTHONPROFILEIMPORTTIME": "1"}
    server = Server(tmp_path / "opslag", tmp_path / "server.log", environment=python).start()
    try:
        visitor = HttpDriver(server)
        assert visitor.all_of("overzicht").count('class=\\"grafiek') >= 10
        shown = imported(server)
        paper = visitor.get("/cijfers/overzicht.pdf?van=2026-K1&tot=2026-K1")
        assert paper.status == 200
        loaded = imported(server)
    finally:
        server.stop()
    assert "gesprek.ui.overview.figures" in shown
    assert first_names(shown) & (FIGURES | PICTURES | PAPER) == set()
    assert "gesprek.documents.overview_sheet" in loaded
    assert first_names(loaded) & FIGURES == set()  # of pictures, fpdf2 loads what every paper does


def test_the_server_starts_without_what_the_first_page_of_a_kind_loads(geladen: Geladen) -> None:
    assert first_names(geladen.at_start) & LATER == set()
