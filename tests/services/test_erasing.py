from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from gesprek.domain.oefening import Oefening
from gesprek.domain.text_fields import GEWIST
from gesprek.services.archive import Archive, Versioned
from gesprek.services.audit_log import AuditEvent
from gesprek.services.erasing import Erasing
from gesprek.services.erasure_ledger import Erased, ErasureLedger, key_of
from gesprek.storage.protocol import DocumentKey, Kind, Store
from gesprek.storage.store_errors import FieldConflict, NotFound, StoreFull
from gesprek.storage.values import new_id, new_oefening_id
from tests.storage.examples import with_casus
from tests.storage.place import Place
from tests.support.builders.marked import LEARNED, MARKER, store_marked
from tests.support.builders.oefeningen import NOW

OP_BESTANDEN = pytest.mark.op_bestanden("damages the file of a document")


@pytest.fixture
def wissen(store: Store) -> Erasing:
    return Erasing(store)


def row_of(oefening: Oefening) -> DocumentKey:
    return DocumentKey(Kind.GECODEERD, oefening.id, oefening.team)


def text_of(oefening: Oefening) -> DocumentKey:
    return DocumentKey(Kind.OEFENING, oefening.id, oefening.team)


# Verwijder deze oefening


@pytest.mark.parametrize("is_played", [True, False])
def test_of_a_removed_oefening_no_word_is_left_in_the_folder(
    place: Place, store: Store, archive: Archive, wissen: Erasing, *, is_played: bool
) -> None:
    oefening = store_marked(archive, store, is_played=is_played).value
    assert len(place.traces()) == 2
    wissen.oefening(oefening.id)
    assert place.traces() == place.traces(LEARNED) == []
    with pytest.raises(NotFound):
        archive.oefening(oefening.id)


@pytest.mark.parametrize("is_played", [True, False])
def test_only_a_played_oefening_keeps_its_coded_row(
    store: Store, archive: Archive, wissen: Erasing, *, is_played: bool
) -> None:
    oefening = store_marked(archive, store, is_played=is_played).value
    before = archive.rijen()
    wissen.oefening(oefening.id)
    assert archive.rijen() == (before if is_played else [])


def test_a_damaged_oefening_can_be_removed_and_quarantine_holds_nothing_of_it(
    place: Place, store: Store, archive: Archive, wissen: Erasing
) -> None:
    oefening = store_marked(archive, store).value
    place.damage(text_of(oefening))
    wissen.oefening(oefening.id)
    assert place.traces() == []
    assert len(archive.rijen()) == 1


def test_a_page_that_is_still_open_cannot_bring_a_removed_oefening_back(
    place: Place, store: Store, archive: Archive, wissen: Erasing
) -> None:
    seen = store_marked(archive, store)
    wissen.oefening(seen.value.id)
    with pytest.raises(NotFound):
        archive.save(seen, with_casus(seen, client=f"{MARKER} weer"))
    assert place.traces() == []


def test_other_oefeningen_and_their_drafts_stay(
    store: Store, archive: Archive, wissen: Erasing
) -> None:
    mine, other = store_marked(archive, store).value, store_marked(archive, store).value
    wissen.oefening(mine.id)
    assert archive.oefening(other.id).value == other
    assert [one.document["oefening"] for one in store.list(Kind.CONCEPT)] == [other.id]


def test_undo_brings_everything_back_and_the_ledger_forgets_it(
    store: Store, archive: Archive, wissen: Erasing
) -> None:
    oefening = store_marked(archive, store, is_played=False).value
    before = archive.rijen()
    done = wissen.oefening(oefening.id)
    assert ErasureLedger(store).of(oefening.team).oefening.keys() == {oefening.id}
    wissen.undo(done)
    assert archive.oefening(oefening.id).value == oefening
    assert archive.rijen() == before
    assert not ErasureLedger(store).of(oefening.team).oefening


def test_what_is_not_there_is_not_found_and_gets_no_line_in_the_ledger(
    store: Store, wissen: Erasing
) -> None:
    team = new_id()
    with pytest.raises(NotFound):
        wissen.oefening(new_oefening_id(team))
    with pytest.raises(NotFound):
        wissen.oefening("../../etc")
    assert not list(store.list(Kind.GROOTBOEK))


def test_nothing_is_erased_that_the_ledger_could_not_hold(
    store: Store, archive: Archive, wissen: Erasing, monkeypatch: pytest.MonkeyPatch
) -> None:
    oefening = store_marked(archive, store).value
    create = store.create

    def full(sleutel: DocumentKey, document: dict[str, object]) -> object:
        if sleutel == key_of(oefening.team):
            raise StoreFull
        return create(sleutel, document)

    monkeypatch.setattr(store, "create", full)
    with pytest.raises(StoreFull):
        wissen.oefening(oefening.id)
    assert archive.oefening(oefening.id).value == oefening


def test_a_damaged_ledger_holds_up_no_erasure(
    place: Place, store: Store, archive: Archive, wissen: Erasing
) -> None:
    oefening = store_marked(archive, store).value
    ErasureLedger(store).note(oefening.team, Erased(naam={"sam": NOW}))
    place.damage(key_of(oefening.team))
    wissen.oefening(oefening.id)
    assert place.traces() == []
    assert key_of(oefening.team) in [one.key for one in store.problems()]


# Wis mijn inbreng


def test_my_own_contribution_is_nowhere_in_the_folder(
    place: Place, store: Store, archive: Archive, wissen: Erasing
) -> None:
    seen = store_marked(archive, store)
    mine = "Korenbloemlaan"
    archive.save(seen, seen.value.with_value(("inleven", "eigen", "sam"), mine))
    assert place.traces(mine)
    wissen.inbreng(seen.value.team, "sam")
    assert place.traces(mine) == place.traces(LEARNED) == []


def test_what_a_colleague_put_in_stays_and_so_does_the_row(
    store: Store, archive: Archive, wissen: Erasing
) -> None:
    oefening = store_marked(archive, store).value
    row = archive.rijen()
    wissen.inbreng(oefening.team, "sam")
    left = archive.oefening(oefening.id).value
    assert left.inleven.eigen == {"noor": MARKER}
    assert left.casus.onderwerp == GEWIST
    assert left.terugblik.feedback == oefening.terugblik.feedback
    assert archive.mend() == 1
    assert [one.changed(last_activity=row[0].last_activity) for one in archive.rijen()] == row


def test_drafts_of_mine_go_and_those_of_a_colleague_stay(
    store: Store, archive: Archive, wissen: Erasing
) -> None:
    oefening = store_marked(archive, store).value
    theirs = {"oefening": oefening.id, "deelnemer": "noor"}
    store.create(DocumentKey(Kind.CONCEPT, "noor"), theirs)
    wissen.inbreng(oefening.team, "sam")
    assert [one.document for one in store.list(Kind.CONCEPT)] == [theirs]


def test_a_page_that_still_shows_my_text_cannot_save_it_again(
    store: Store, archive: Archive, wissen: Erasing
) -> None:
    seen = store_marked(archive, store)
    wissen.inbreng(seen.value.team, "sam")
    with pytest.raises(FieldConflict):
        archive.save(seen, with_casus(seen, client=f"{MARKER}!"))


def test_undo_puts_my_contribution_back_beside_what_others_did_since(
    store: Store, archive: Archive, wissen: Erasing
) -> None:
    oefening = store_marked(archive, store).value
    done = wissen.inbreng(oefening.team, "sam")
    now = archive.oefening(oefening.id)
    archive.save(now, now.value.with_value(("inleven", "eigen", "noor"), "nieuw"))
    wissen.undo(done)
    expected = oefening.with_value(("inleven", "eigen", "noor"), "nieuw")
    assert archive.oefening(oefening.id).value == expected
    assert not ErasureLedger(store).of(oefening.team).inbreng


# Names and single leerpunten


def test_a_removed_name_is_nowhere_and_undo_puts_it_back(
    place: Place, archive: Archive, store: Store, wissen: Erasing
) -> None:
    team = store_marked(archive, store).value.team
    assert place.traces('"Noor"')
    done = wissen.naam(team, "noor")
    assert place.traces('"Noor"') == []
    wissen.undo(done)
    assert archive.team(team).value.name_of("noor") == "Noor"


def test_a_kept_leerpunt_goes_on_request(place: Place, store: Store, wissen: Erasing) -> None:
    team = new_id()
    oefening = new_oefening_id(team)
    kept = {"oefening": oefening, "team": team, "dag": "2026-05-11"}
    leerpunten = {"l": {"rol": "inbrenger", "leerthema": "openen", "tekst": LEARNED}}
    store.create(DocumentKey(Kind.LEERPUNTEN, oefening, team), {**kept, "leerpunten": leerpunten})
    wissen.leerpunt(oefening, "l")
    assert place.traces(LEARNED) == []


# Log and ledger


@pytest.mark.parametrize(
    ("erase", "told"),
    [
        (lambda wissen, one: wissen.oefening(one.id), AuditEvent.OEFENING_VERWIJDERD),
        (lambda wissen, one: wissen.inbreng(one.team, "sam"), AuditEvent.INBRENG_GEWIST),
        (lambda wissen, one: wissen.naam(one.team, "sam"), AuditEvent.NAAM_VERWIJDERD),
    ],
)
def test_the_log_tells_what_was_erased_by_the_ids_of_teams_and_oefeningen_only(
    store: Store,
    archive: Archive,
    erase: Callable[[Erasing, Oefening], object],
    told: AuditEvent,
) -> None:
    oefening = store_marked(archive, store).value
    moment = datetime(2026, 5, 31, 23, 30, tzinfo=UTC)
    erase(Erasing(store, lambda: moment), oefening)
    log = store.get(DocumentKey(Kind.LOGBOEK, "2026-06")).document
    (line,) = log["regels"].values()
    assert line["wat"] == told.value
    assert set(line["ids"]) <= {oefening.id, oefening.team}
    assert line.keys() == {"wat", "moment", "ids"}


def test_the_ledger_holds_ids_and_moments_only(
    store: Store, archive: Archive, wissen: Erasing
) -> None:
    seen: Versioned[Oefening] = store_marked(archive, store)
    wissen.inbreng(seen.value.team, "sam")
    wissen.naam(seen.value.team, "sam")
    wissen.oefening(seen.value.id)
    ledger = ErasureLedger(store).of(seen.value.team)
    assert ledger.inbreng[seen.value.id].keys() == ledger.naam.keys() == {"sam"}
    assert row_of(seen.value) not in set(ledger.keys(seen.value.team))
    assert text_of(seen.value) in set(ledger.keys(seen.value.team))
