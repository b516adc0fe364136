"""A date that jumps ahead removes nothing, and holds nothing up for long where it is right."""

import threading
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesprek.domain.dates import local_day
from gesprek.services.archive import Archive
from gesprek.services.cleaning import clean_daily
from gesprek.services.clock_watch import (
    LONGEST_PAUSE,
    WAIT,
    DateDoubted,
    SeenDate,
    believe_date,
    doubted_date,
    require_date,
)
from gesprek.storage.protocol import DocumentKey, Kind, Store
from tests.storage.place import Place
from tests.support.builders.marked import store_marked
from tests.support.builders.oefeningen import NOW, TODAY

DAY = timedelta(days=1)
FAR = TODAY + timedelta(days=3000)
dates = st.dates(date(1970, 1, 1), date(2199, 12, 31))


@pytest.fixture
def store(place: Place) -> Store:
    return place.open(lambda: NOW)


def test_a_store_that_is_looked_after_now_and_then_is_never_held_up(store: Store) -> None:
    for one in (TODAY, TODAY, TODAY + DAY, TODAY + DAY + LONGEST_PAUSE):
        require_date(store, one)
    assert doubted_date(store) is None


def test_a_date_that_jumps_ahead_is_doubted_until_it_has_gone_on_for_a_week(store: Store) -> None:
    require_date(store, TODAY)
    for day in range(WAIT.days):
        with pytest.raises(DateDoubted):
            require_date(store, FAR + day * DAY)
        assert doubted_date(store) == FAR
    require_date(store, FAR + WAIT)
    assert doubted_date(store) is None


def test_a_date_that_is_put_right_is_believed_at_once(store: Store) -> None:
    require_date(store, TODAY)
    with pytest.raises(DateDoubted):
        require_date(store, FAR)
    require_date(store, TODAY + DAY)
    assert doubted_date(store) is None


def test_a_date_that_somebody_calls_right_is_believed_at_once(store: Store) -> None:
    require_date(store, TODAY)
    with pytest.raises(DateDoubted):
        require_date(store, FAR)
    believe_date(store, FAR)
    require_date(store, FAR + DAY)
    assert doubted_date(store) is None


def test_a_damaged_note_begins_anew(store: Store) -> None:
    store.create(DocumentKey(Kind.BEHEER, "klok"), {"gezien": "ooit"})
    require_date(store, TODAY)
    assert doubted_date(store) is None


@given(dates, st.lists(dates, max_size=8))
def test_no_run_of_dates_is_believed_that_jumped_within_the_last_week(
    first: date, later: list[date]
) -> None:
    known = SeenDate(gezien=first)
    for one in later:
        before, known = known, known.noted(one)
        if known.sprong is None and one - before.gezien > LONGEST_PAUSE:
            assert before.sprong is not None
            assert one - before.sprong >= WAIT


def test_no_text_goes_by_a_date_that_is_doubted(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    store_marked(Archive(store), store)
    kept = len(list(store.list(Kind.OEFENING)))
    assert kept
    require_date(store, TODAY)
    moment = NOW + timedelta(days=3000)

    def opened() -> Store:
        require_date(store, local_day(moment))
        return store

    stop = threading.Event()
    stop.set()
    clean_daily(opened, stop, lambda: moment)
    assert len(list(store.list(Kind.OEFENING))) == kept
    assert caplog.messages == ["De datum van deze computer sprong vooruit: niets is opgeruimd"]
    believe_date(store, local_day(moment))
    clean_daily(opened, stop, lambda: moment)
    assert not list(store.list(Kind.OEFENING))
