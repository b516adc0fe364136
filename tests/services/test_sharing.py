"""Shared texts go when the leerpunt goes, and example data go all at once."""

from datetime import date

import pytest

from gesprek.domain.team_memory import Geleerd
from gesprek.domain.terugblik import Leerpunt
from gesprek.domain.themas import Leerthema
from gesprek.domain.werkvormen import Rol
from gesprek.services.archive import Archive
from gesprek.services.erasing import Erasing
from gesprek.services.organisation_info import ExampleData, Sharing
from gesprek.services.quarter_figures import QuarterFigures
from gesprek.services.restore import has_content
from gesprek.storage.protocol import DocumentKey, Kind, Store
from gesprek.storage.store_errors import NotFound, RefusedText
from gesprek.storage.values import new_id, new_oefening_id, team_of
from tests.services.test_quarter_figures import counted, practise

SHARED, CLOSED = date(2026, 6, 1), date(2026, 7, 30)


def keep(store: Store) -> str:
    team = new_id()
    oefening = new_oefening_id(team)
    leerpunt = Leerpunt(rol=Rol.OBSERVANT, leerthema=Leerthema.OPENEN, tekst="Rustig beginnen")
    one = Geleerd(oefening=oefening, team=team, dag=SHARED, leerpunten={"a": leerpunt})
    store.create(DocumentKey(Kind.LEERPUNTEN, oefening, team), one.to_document())
    return oefening


def share_five(store: Store) -> list[str]:
    kept = [keep(store) for _ in range(5)]
    for number, oefening in enumerate(kept):
        Sharing(store).share(oefening, "a", f"Tekst {number}", SHARED)
    return kept


def test_shared_texts_are_found_again_and_one_that_is_taken_back_is_not(store: Store) -> None:
    kept = share_five(store)
    assert [one.tekst for one in Sharing(store).shown(CLOSED)] == [
        f"Tekst {one}" for one in range(5)
    ]
    Sharing(store).take_back(kept[0], "a")
    assert Sharing(store).shown(CLOSED) == []


def test_who_erases_the_leerpunt_erases_what_was_shared_of_it(store: Store) -> None:
    kept = share_five(store)
    Erasing(store).leerpunt(kept[0], "a")
    document = store.get(DocumentKey(Kind.LEERPUNTEN, kept[0], team_of(kept[0]))).document
    assert "Tekst 0" not in str(document)
    assert Sharing(store).shown(CLOSED) == []


def test_what_is_gone_is_shared_no_more(store: Store) -> None:
    kept = share_five(store)
    store.delete(DocumentKey(Kind.LEERPUNTEN, kept[0], team_of(kept[0])))
    assert Sharing(store).shown(CLOSED) == []
    with pytest.raises(NotFound):
        Sharing(store).share(kept[0], "a", "Tekst", SHARED)


def test_a_text_with_a_phone_number_is_not_shared(store: Store) -> None:
    with pytest.raises(RefusedText):
        Sharing(store).share(keep(store), "a", "Bel 06-12345678", SHARED)


def test_example_data_go_all_at_once_and_what_was_made_since_stays(
    store: Store, archive: Archive
) -> None:
    made_up = team_of(practise(archive, date(2026, 5, 11), 2)[0])
    ExampleData(store).mark([made_up])
    QuarterFigures(store).freeze(CLOSED, counted)
    (own,) = practise(archive, date(2026, 5, 12))
    assert ExampleData(store).is_there
    ExampleData(store).remove()
    assert not ExampleData(store).is_there
    assert [one.id for one in archive.teams()] == [team_of(own)]
    assert [one.oefening for one in archive.rijen()] == [own]
    assert QuarterFigures(store).kept() == []


def test_a_store_with_only_example_data_is_empty_after_it(store: Store, archive: Archive) -> None:
    made_up = team_of(practise(archive, date(2026, 5, 11), 3)[0])
    ExampleData(store).mark([made_up])
    ExampleData(store).remove()
    assert not has_content(store)
    assert archive.rijen() == []
