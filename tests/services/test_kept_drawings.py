"""Charts are kept beside the figures, and drawn once for as long as nothing changes."""

from __future__ import annotations

import threading
from datetime import date
from typing import TYPE_CHECKING

import pytest

from gesprek.content import inhoud
from gesprek.services.kept_drawings import KeptDrawings, draw_usual, key_of
from gesprek.services.organisation_info import change_own_texts
from gesprek.storage.protocol import DocumentKey, Kind, Store
from gesprek.trends import chart_process
from gesprek.trends.chart_drawing import drawings_of
from gesprek.trends.figures_of_period import Figures
from gesprek.trends.kept_figures import ALLES
from tests.trends import fixed
from tests.trends.counted import calculate

if TYPE_CHECKING:
    from tests.storage.place import Place

TODAY = date(2026, 5, 1)
KWARTAAL = calculate("2026-K1", fixed.rijen(), fixed.ploegen(), date(2026, 4, 30))
FIGUREN = list(Figures([KWARTAAL], ALLES, 5, inhoud()).alle())
DRAWN = [one for one in FIGUREN if one.punten]


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What each process was asked; they run here, as their start takes a second."""
    asked: list[bytes] = []

    def run(question: bytes) -> bytes:
        asked.append(question)
        return chart_process.answer(question)

    monkeypatch.setattr(chart_process, "run", run)
    return asked


def kept(store: Store) -> set[DocumentKey]:
    return {record.key for record in store.list(Kind.GRAFIEKEN)}


def test_what_is_missing_is_drawn_in_one_process_and_kept(
    store: Store, processes: list[bytes]
) -> None:
    drawings = KeptDrawings(store).of(FIGUREN[:2])
    assert drawings == {one: drawings_of(one) for one in FIGUREN[:2]}
    assert KeptDrawings(store).of(FIGUREN) == {one: drawings_of(one) for one in DRAWN}
    assert KeptDrawings(store).of(FIGUREN).keys() == {*DRAWN}
    assert len(processes) == 2
    assert kept(store) == {key_of(one) for one in DRAWN}


def test_a_damaged_one_is_drawn_and_kept_anew(place: Place, processes: list[bytes]) -> None:
    KeptDrawings(place.open()).of(DRAWN)
    place.damage(key_of(DRAWN[0]))
    store = place.open()
    for _ in range(2):
        assert KeptDrawings(store).of(DRAWN) == {one: drawings_of(one) for one in DRAWN}
    assert len(processes) == 2
    assert store.check() == ()


def test_where_nothing_can_be_kept_the_charts_are_shown(
    store: Store, processes: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gesprek.storage.validation.MAX_BYTES", 10)
    assert KeptDrawings(store).of(DRAWN) == {one: drawings_of(one) for one in DRAWN}
    assert (len(processes), kept(store)) == (1, set())


def test_what_most_look_at_is_drawn_ahead_and_what_nobody_asks_any_more_goes(
    store: Store, processes: list[bytes]
) -> None:
    store.create(DocumentKey(Kind.CIJFERS, "2026-k1"), KWARTAAL.to_document())
    KeptDrawings(store).of([DRAWN[0]._replace(titel="Van vroeger")])
    stop = threading.Event()
    draw_usual(store, TODAY, stop)
    assert kept(store) > {key_of(one) for one in DRAWN}
    assert key_of(DRAWN[0]._replace(titel="Van vroeger")) not in kept(store)
    count = len(processes)
    KeptDrawings(store).of(FIGUREN)
    draw_usual(store, TODAY, stop)
    assert len(processes) == count


def test_with_own_texts_they_are_drawn_anew(store: Store, processes: list[bytes]) -> None:
    store.create(DocumentKey(Kind.CIJFERS, "2026-k1"), KWARTAAL.to_document())
    draw_usual(store, TODAY, threading.Event())
    before, count = kept(store), len(processes)
    change_own_texts(
        store, lambda _stored: {"scherm": {"overzicht": {"titel_oefeningen": "Eigen titel"}}}
    )
    draw_usual(store, TODAY, threading.Event())
    assert len(processes) > count
    assert kept(store) != before


def test_a_server_that_ends_draws_no_more(store: Store, processes: list[bytes]) -> None:
    store.create(DocumentKey(Kind.CIJFERS, "2026-k1"), KWARTAAL.to_document())
    stop = threading.Event()
    stop.set()
    draw_usual(store, TODAY, stop)
    assert processes == []


def test_a_store_without_figures_starts_no_process(store: Store, processes: list[bytes]) -> None:
    draw_usual(store, TODAY, threading.Event())
    assert processes == []
