from datetime import date, timedelta

import pytest

from gesprek.domain.retention_terms import RetentionTerms
from gesprek.services.archive import Archive
from gesprek.services.cleaning import clean_up
from gesprek.services.retention import Retention, save_retention_terms
from gesprek.storage.protocol import Store
from gesprek.storage.store_errors import NotFound
from tests.storage.place import Place
from tests.support.builders.marked import LEARNED, store_marked
from tests.support.builders.oefeningen import NOW

DAY = timedelta(days=1)


@pytest.fixture
def store(place: Place) -> Store:
    return place.open(lambda: NOW)


@pytest.mark.parametrize(("days", "left"), [(48, None), (49, 7), (55, 1), (56, None)])
def test_a_team_is_told_in_the_last_week_how_many_days_are_left(
    store: Store, archive: Archive, days: int, left: int | None
) -> None:
    oefening = store_marked(archive, store).value
    store_marked(archive, store)  # of another team
    told = Retention(store, lambda: NOW + days * DAY).take_away(oefening.team)
    assert told == ({oefening.id: left} if left else {})


def test_the_day_is_the_one_on_which_the_text_goes(store: Store, archive: Archive) -> None:
    save_retention_terms(store, RetentionTerms(na_oefenen=10))
    oefening = store_marked(archive, store, is_played=False).value
    day = Retention(store).goes_on(oefening.team)[oefening.id]
    assert day == date(2026, 5, 21)
    clean_up(store, lambda: NOW + 9 * DAY)
    assert archive.oefeningen(oefening.team)
    clean_up(store, lambda: NOW + 10 * DAY)
    assert not archive.oefeningen(oefening.team)


def test_a_team_reads_what_it_learned_after_the_text_has_gone(
    store: Store, archive: Archive
) -> None:
    oefening = store_marked(archive, store).value
    store_marked(archive, store)
    clean_up(store, lambda: NOW + 56 * DAY)
    (kept,) = Retention(store).geleerd(oefening.team)
    assert (kept.oefening, kept.dag) == (oefening.id, NOW.date())
    assert [one.tekst for one in kept.leerpunten.values()] == [LEARNED]


def test_what_cannot_be_a_team_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound):
        Retention(store).goes_on("..")
    with pytest.raises(NotFound):
        Retention(store).geleerd("*")
