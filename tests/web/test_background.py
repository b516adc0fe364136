"""The real server cleans by itself: at its start, and once its store can be used again."""

from __future__ import annotations

import threading
import time
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from gesprek.content import inhoud
from gesprek.domain.retention_terms import LONGEST_AFTER_PRACTICE
from gesprek.services.archive import Archive
from gesprek.services.kept_drawings import key_of
from gesprek.storage import open_store
from gesprek.storage.files.file_store import TinyDBStore
from gesprek.storage.protocol import DocumentKey, Kind
from gesprek.trends.figures_of_period import Figures
from gesprek.trends.kept_figures import ALLES
from gesprek.trends.usual_views import periods
from gesprek.web.lifespan import later
from tests.support.builders.marked import MARKER, files_with, store_marked
from tests.support.server import Server
from tests.trends import fixed
from tests.trends.counted import calculate

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 60.0  # seconds: other work may run on the same two cores


def test_a_text_past_its_term_is_gone_soon_after_the_server_starts(tmp_path: Path) -> None:
    folder = tmp_path / "opslag"
    long_ago = datetime.now(UTC) - timedelta(days=LONGEST_AFTER_PRACTICE + 2)
    store = TinyDBStore(folder, clock=lambda: long_ago)
    store_marked(Archive(store), store, is_played=False)
    assert files_with(folder, MARKER)
    server = Server(folder, tmp_path / "server.log").start()
    try:
        until = time.monotonic() + PATIENCE
        while files_with(folder, MARKER) and time.monotonic() < until:
            time.sleep(0.1)
        assert files_with(folder, MARKER) == []
    finally:
        server.stop()
    assert MARKER not in (tmp_path / "server.log").read_text("utf-8")


def test_a_server_draws_the_charts_of_its_figures_before_anybody_asks(tmp_path: Path) -> None:
    folder = tmp_path / "opslag"
    cijfers = calculate("2026-K1", fixed.rijen(), fixed.ploegen(), date(2026, 4, 30))
    store = open_store(str(folder))
    store.create(DocumentKey(Kind.CIJFERS, "2026-k1"), cijfers.to_document())
    (period,) = periods([cijfers])
    made = Figures([cijfers], ALLES, 5, inhoud(), period).alle()
    wanted = {key_of(one) for one in made if one.punten}
    server = Server(folder, tmp_path / "server.log").start()
    try:
        until = time.monotonic() + PATIENCE
        while not wanted <= store.versions(wanted).keys() and time.monotonic() < until:
            time.sleep(0.1)
        assert wanted <= store.versions(wanted).keys()
    finally:
        server.stop()


@pytest.mark.posix_only("een server vragen om te stoppen")
def test_a_server_whose_store_fails_still_starts_and_ends(tmp_path: Path) -> None:
    folder = tmp_path / "opslag"
    folder.write_text("geen map")
    server = Server(folder, tmp_path / "server.log", ready=503).start()
    server.stop()
    assert "Opschonen is niet gelukt" in (tmp_path / "server.log").read_text("utf-8")


def test_later_work_waits_and_is_still_done_when_the_server_ends_sooner() -> None:
    done: list[threading.Event] = []
    stop = threading.Event()
    thread = threading.Thread(target=later(PATIENCE, done.append), args=(stop,))
    thread.start()
    assert done == []
    stop.set()
    thread.join(PATIENCE / 2)
    assert done == [stop]
