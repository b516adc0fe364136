"""How a team looked back stays as long as its leerpunten, with no leerpunt beside it as well."""

from datetime import timedelta
from pathlib import Path

import pytest

from gesprek.domain.oefening import Oefening
from gesprek.domain.terugblik import Terugkijkvraag
from gesprek.services.archive import Archive
from gesprek.services.backup import write_copy
from gesprek.services.cleaning import clean_up
from gesprek.services.copy_file import open_copy
from gesprek.services.erasing import Erasing
from gesprek.services.restore import herstel
from gesprek.services.retention import Removed, Retention
from gesprek.storage.protocol import DocumentKey, Kind, Store
from gesprek.storage.store_errors import NotFound
from tests.storage.place import Place
from tests.support.builders.marked import store_marked
from tests.support.builders.oefeningen import NOW

ANSWERS = {Terugkijkvraag.IEDEREEN_SPRAK: True, Terugkijkvraag.GEDRAG_BENOEMD: False}
T = timedelta(days=56)


@pytest.fixture
def store(place: Place) -> Store:
    return place.open(lambda: NOW)


@pytest.fixture
def answered(store: Store, archive: Archive) -> Oefening:
    """A played oefening in which the team answered, and nobody put a leerpunt into words."""
    seen = store_marked(archive, store)
    terugblik = seen.value.terugblik.changed(hoe_keken_we=ANSWERS, leerpunten={})
    return archive.save(seen, seen.value.changed(terugblik=terugblik)).value


def kept(store: Store, oefening: Oefening) -> list[dict[Terugkijkvraag, bool]]:
    return [one.hoe_keken_we for one in Retention(store).geleerd(oefening.team)]


def test_the_answers_outlive_the_text_for_24_months(store: Store, answered: Oefening) -> None:
    clean_up(store, lambda: NOW + T)
    assert kept(store, answered) == [ANSWERS]
    last = NOW.replace(year=NOW.year + 2)
    clean_up(store, lambda: last - timedelta(days=1))
    assert kept(store, answered) == [ANSWERS]
    assert clean_up(store, lambda: last).weg[Removed.LEERPUNTEN] == 1
    assert kept(store, answered) == []


def test_without_leerpunt_and_answer_nothing_outlives_the_text(
    store: Store, archive: Archive, answered: Oefening
) -> None:
    seen = archive.oefening(answered.id)
    terugblik = seen.value.terugblik.changed(hoe_keken_we={})
    archive.save(seen, seen.value.changed(terugblik=terugblik))
    clean_up(store, lambda: NOW + T)
    with pytest.raises(NotFound):
        store.get(DocumentKey(Kind.LEERPUNTEN, answered.id, answered.team))


def test_who_removes_an_oefening_removes_its_answers_for_good(
    store: Store, archive: Archive, answered: Oefening
) -> None:
    Erasing(store, lambda: NOW).oefening(answered.id)
    clean_up(store, lambda: NOW + T)
    assert kept(store, answered) == []
    assert archive.rijen() != []


def test_the_last_leerpunt_that_goes_leaves_the_answers(
    store: Store, archive: Archive, answered: Oefening
) -> None:
    other = store_marked(archive, store)
    terugblik = other.value.terugblik.changed(hoe_keken_we=ANSWERS)
    archive.save(other, other.value.changed(terugblik=terugblik))
    clean_up(store, lambda: NOW + T)
    Erasing(store, lambda: NOW).leerpunt(other.value.id, "l")
    assert kept(store, other.value) == [ANSWERS]
    assert kept(store, answered) == [ANSWERS]


def restored(store: Store, path: Path) -> None:
    with open_copy(path) as source:
        herstel(store, source, lambda: NOW, lambda _: None, vervang=True)


def test_a_restore_brings_the_answers_of_a_text_that_passed_its_term(
    place: Place, store: Store, answered: Oefening, tmp_path: Path
) -> None:
    write_copy(store, tmp_path / "kopie.zip", lambda: NOW, lambda _: None)
    clean_up(store, lambda: NOW + T)
    restored(store, tmp_path / "kopie.zip")
    assert place.traces() == []
    assert kept(store, answered) == [ANSWERS]


def test_a_restore_brings_no_answers_of_a_removed_oefening(
    store: Store, answered: Oefening, tmp_path: Path
) -> None:
    write_copy(store, tmp_path / "kopie.zip", lambda: NOW, lambda _: None)
    Erasing(store, lambda: NOW).oefening(answered.id)
    restored(store, tmp_path / "kopie.zip")
    assert kept(store, answered) == []
