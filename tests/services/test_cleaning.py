import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from gesprek.domain.retention_terms import LONGEST, RetentionTerms
from gesprek.domain.team import Deelnemer, add_deelnemer, new_team
from gesprek.domain.vervolg import Vervolgstaat
from gesprek.services import cleaning as module
from gesprek.services.archive import Archive
from gesprek.services.audit_log import AuditEvent, AuditLog
from gesprek.services.cleaning import clean_daily, clean_up
from gesprek.services.erasing import Erasing
from gesprek.services.erasure_ledger import Erased, ErasureLedger
from gesprek.services.retention import Removed, read_retention_terms, save_retention_terms
from gesprek.storage.protocol import DocumentKey, Kind, Operation, Store
from gesprek.storage.store_errors import StoreFull, Unusable
from gesprek.storage.values import new_id
from tests.storage.examples import stored_oefening
from tests.storage.place import Place
from tests.support.builders.marked import LEARNED, MARKER, played, store_marked
from tests.support.builders.oefeningen import NOW, oefening_of

DAY = timedelta(days=1)
YEARS = timedelta(days=366)


class Clock:
    """Stands still until it is put forward."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(place: Place, clock: Clock) -> Store:
    return place.open(clock)


def clean_on(store: Store, day: datetime) -> dict[Removed, int]:
    """Clean on a day and return the counts that are not nought."""
    return {weg: count for weg, count in clean_up(store, lambda: day).weg.items() if count}


def close_on(archive: Archive, oefening_id: str, day: date) -> None:
    seen = archive.oefening(oefening_id)
    closed = {"staat": Vervolgstaat.NIET_DOORGEGAAN, "closed": day}
    archive.save(seen, seen.value.changed(vervolg=seen.value.vervolg.changed(**closed)))


# Text at T


@pytest.mark.parametrize("is_played", [True, False])
@pytest.mark.parametrize("is_closed", [True, False])
def test_text_goes_on_the_day_t_and_not_a_day_before(
    place: Place, store: Store, archive: Archive, *, is_played: bool, is_closed: bool
) -> None:
    days = 7 if is_closed else 56
    oefening = store_marked(archive, store, is_played=is_played).value
    if is_closed:
        close_on(archive, oefening.id, NOW.date())
    clean_on(store, NOW + days * DAY - DAY)
    assert archive.oefening(oefening.id).value.casus.onderwerp == MARKER
    gone = clean_on(store, NOW + days * DAY)
    assert gone[Removed.OEFENINGEN] == 1
    assert place.traces() == []


def test_the_coded_row_and_the_text_of_leerpunten_outlive_t(
    place: Place, store: Store, archive: Archive
) -> None:
    oefening = store_marked(archive, store).value
    rows = archive.rijen()
    clean_on(store, NOW + 56 * DAY)
    assert archive.rijen() == rows
    assert place.traces(LEARNED) == [f"leerpunten/{oefening.team}/{oefening.id}.json"]
    kept = store.get(DocumentKey(Kind.LEERPUNTEN, oefening.id, oefening.team)).document
    assert kept["leerpunten"].keys() == {"l"}


def test_a_row_that_lagged_is_made_before_its_text_goes(store: Store, archive: Archive) -> None:
    oefening = store_marked(archive, store).value
    store.delete(DocumentKey(Kind.GECODEERD, oefening.id, oefening.team))
    clean_on(store, NOW + 56 * DAY)
    assert [one.oefening for one in archive.rijen()] == [oefening.id]


def test_a_shorter_term_counts_for_what_is_there_already(
    place: Place, store: Store, archive: Archive
) -> None:
    store_marked(archive, store)
    save_retention_terms(store, RetentionTerms(na_oefenen=10))
    clean_on(store, NOW + 9 * DAY)
    assert place.traces()
    clean_on(store, NOW + 10 * DAY)
    assert place.traces() == []


def test_a_longer_term_in_the_file_counts_as_the_longest_allowed(store: Store) -> None:
    store.create(DocumentKey(Kind.BEHEER, "bewaartermijnen"), {"na_oefenen": 3650})
    assert read_retention_terms(store) == LONGEST


def test_what_cannot_be_read_as_an_oefening_goes_8_weeks_after_its_last_change(
    place: Place, store: Store
) -> None:
    team = new_id()
    store.create(DocumentKey(Kind.OEFENING, f"{team}-{team}", team), {"vreemd": MARKER})
    clean_on(store, NOW + 55 * DAY)
    assert place.traces()
    clean_on(store, NOW + 56 * DAY)
    assert place.traces() == []


def test_a_damaged_file_goes_from_quarantine_8_weeks_after_it_was_found(
    place: Place, store: Store, archive: Archive
) -> None:
    oefening = store_marked(archive, store).value
    place.damage(DocumentKey(Kind.OEFENING, oefening.id, oefening.team))
    assert clean_on(store, NOW + 55 * DAY) == {Removed.CONCEPTEN: 1}
    assert place.traces()
    assert clean_on(store, NOW + 56 * DAY) == {Removed.KAPOT: 1}
    assert place.traces() == []


# What outlives T


def test_kept_leerpunten_and_coded_rows_go_after_24_months(
    place: Place, store: Store, archive: Archive
) -> None:
    store_marked(archive, store)
    clean_on(store, NOW + 56 * DAY)
    last = NOW.replace(year=NOW.year + 2)
    clean_on(store, last - DAY)
    assert place.traces(LEARNED)
    assert archive.rijen()
    gone = clean_on(store, last)
    assert (gone[Removed.LEERPUNTEN], gone[Removed.RIJEN]) == (1, 1)
    assert place.traces(LEARNED) == []
    assert archive.rijen() == []


def test_a_row_stays_as_long_as_its_text_is_there(
    store: Store, archive: Archive, clock: Clock
) -> None:
    stored = stored_oefening(archive)
    clock.now = NOW + 3 * YEARS
    archive.save(stored, stored.value.changed(plaats="Zaal 1"))
    clean_on(store, clock.now)
    assert len(archive.rijen()) == 1


def test_drafts_go_7_days_after_they_were_begun(
    place: Place, store: Store, archive: Archive, clock: Clock
) -> None:
    draft = DocumentKey(Kind.CONCEPT, "d")
    store.create(draft, {"oefening": "o", "tekst": MARKER})
    clock.now = NOW + 6 * DAY
    # Saving it again gives it no more time.
    store.apply(draft, 1, [Operation(("tekst",), f"{MARKER} meer")])
    clean_on(store, NOW + 6 * DAY)
    assert place.traces()
    assert clean_on(store, NOW + 7 * DAY) == {Removed.CONCEPTEN: 1}
    assert place.traces() == []
    assert archive.teams() == []


def test_drafts_of_an_oefening_go_with_it(
    place: Place, store: Store, archive: Archive, clock: Clock
) -> None:
    oefening = store_marked(archive, store).value
    clock.now = NOW + 55 * DAY
    young = {"oefening": oefening.id, "tekst": MARKER}
    store.create(DocumentKey(Kind.CONCEPT, "jong"), young)
    clean_on(store, NOW + 56 * DAY)
    assert place.traces() == []


def test_log_lines_go_after_12_months_and_the_month_with_the_last_one(
    store: Store, clock: Clock
) -> None:
    log = AuditLog(store, clock)
    log.note(AuditEvent.RESERVEKOPIE)
    clock.now = NOW + DAY
    log.note(AuditEvent.RESERVEKOPIE)
    year_later = NOW.replace(year=NOW.year + 1).date()
    month = DocumentKey(Kind.LOGBOEK, "2026-05")
    assert log.shorten(year_later - DAY) == 0
    assert log.shorten(year_later) == 1
    assert len(store.get(month).document["regels"]) == 1
    assert log.shorten(year_later + DAY) == 1
    assert list(store.list(Kind.LOGBOEK)) == []


def test_the_ledger_forgets_after_24_months(store: Store) -> None:
    ledger = ErasureLedger(store)
    both = Erased(
        oefening={"o": NOW, "p": NOW + DAY}, inbreng={"o": {"sam": NOW}}, naam={"sam": NOW}
    )
    ledger.note("t", both)
    last = NOW.replace(year=NOW.year + 2).date()
    assert ledger.shorten(last - DAY) == 0
    assert ledger.shorten(last) == 3
    assert ledger.of("t") == Erased(oefening={"p": NOW + DAY})


# Names


def team_with(archive: Archive, **deelnemers: Deelnemer) -> str:
    team = new_team(new_id(), "Team Noord")
    return archive.create_team(team.changed(deelnemers=deelnemers)).value.id


def test_a_name_goes_12_months_after_its_last_use_and_not_a_day_before(
    place: Place, store: Store, archive: Archive
) -> None:
    team = team_with(archive, sam=Deelnemer(naam="Samira", last_used=date(2025, 5, 11)))
    clean_on(store, datetime(2026, 5, 10, 12, tzinfo=UTC))
    assert archive.team(team).value.deelnemers
    assert clean_on(store, datetime(2026, 5, 11, 12, tzinfo=UTC)) == {Removed.NAMEN: 1}
    assert place.traces("Samira") == []


def test_a_name_that_was_never_used_counts_from_the_day_it_was_added(
    store: Store, archive: Archive, clock: Clock
) -> None:
    made = archive.create_team(new_team(new_id(), "Team Noord"))
    archive.save_team(made, add_deelnemer(made.value, new_id(), "Samira"))
    today = datetime.now(UTC)
    clock.now = today
    clean_on(store, today + 364 * DAY)
    assert archive.team(made.value.id).value.deelnemers
    clean_on(store, today + YEARS)
    assert not archive.team(made.value.id).value.deelnemers


def test_who_takes_part_in_an_oefening_that_is_there_keeps_the_name(
    store: Store, archive: Archive, clock: Clock
) -> None:
    unused = Deelnemer(naam="Samira", last_used=date(2020, 1, 1))
    team = team_with(archive, sam=unused, eva=unused.changed(naam="Eva"))
    # Made long ago and still being prepared: no coded row counts anybody this year.
    archive.create_oefening(oefening_of(team).changed(created=NOW - 2 * YEARS))
    assert clean_on(store, clock.now) == {Removed.NAMEN: 1}
    assert archive.team(team).value.deelnemers.keys() == {"sam"}


def test_who_took_part_less_than_12_months_ago_keeps_the_name_when_the_text_has_gone(
    store: Store, archive: Archive
) -> None:
    unused = Deelnemer(naam="Samira", last_used=date(2020, 1, 1))
    team = team_with(archive, sam=unused, eva=unused.changed(naam="Eva"))
    archive.create_oefening(played(oefening_of(team)))
    gone = clean_on(store, NOW + 300 * DAY)
    assert (gone[Removed.OEFENINGEN], gone[Removed.NAMEN]) == (1, 1)
    assert archive.team(team).value.deelnemers.keys() == {"sam"}
    assert clean_on(store, NOW.replace(year=NOW.year + 1)) == {Removed.NAMEN: 1}


# The round itself


def test_what_a_crash_left_after_the_ledger_was_written_is_finished(
    place: Place, store: Store, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    oefening = store_marked(archive, store, is_played=False).value

    def crash(_sleutel: DocumentKey) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(store, "delete", crash)
        with pytest.raises(KeyboardInterrupt):
            Erasing(store).oefening(oefening.id)
    clean_on(store, NOW)
    assert place.traces() == place.traces(LEARNED) == []
    assert archive.rijen() == []


def test_a_document_that_cannot_go_now_does_not_hold_up_the_others(
    store: Store, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck, other = (store_marked(archive, store).value for _ in range(2))
    delete = store.delete

    def refuse(sleutel: DocumentKey) -> None:
        if sleutel.id == stuck.id:
            raise StoreFull
        delete(sleutel)

    with monkeypatch.context() as patched:
        patched.setattr(store, "delete", refuse)
        verslag = clean_up(store, lambda: NOW + 56 * DAY)
    assert verslag.mislukt == {StoreFull.message: 1}
    assert [one.id for one in archive.oefeningen(stuck.team)] == [stuck.id]
    assert archive.oefeningen(other.team) == []
    clean_on(store, NOW + 56 * DAY)
    assert archive.oefeningen(stuck.team) == []


def test_the_log_gets_counts_and_no_id_or_text(store: Store, archive: Archive) -> None:
    store_marked(archive, store)
    day = NOW + 56 * DAY
    clean_on(store, day)
    log = store.get(DocumentKey(Kind.LOGBOEK, f"{day:%Y-%m}")).document
    (line,) = log["regels"].values()
    assert line == {
        "wat": "opgeschoond",
        "moment": day.isoformat(),
        "aantallen": {"concepten": 1, "oefeningen": 1},
    }


def test_cleaning_twice_is_cleaning_once(store: Store, archive: Archive) -> None:
    store_marked(archive, store)
    day = NOW + 56 * DAY
    assert clean_on(store, day)
    assert clean_on(store, day) == {}


def test_the_server_cleans_once_a_day_and_again_after_a_failure(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    days: list[date] = []
    stop = threading.Event()

    def clean(_store: Store, clock: Callable[[], datetime]) -> None:
        days.append(clock().date())
        if len(days) == 2:
            raise Unusable

    def wait(_seconds: float) -> bool:
        clock.now += timedelta(hours=12)
        return clock.now > NOW + 3 * DAY

    monkeypatch.setattr(module, "clean_up", clean)
    monkeypatch.setattr(stop, "wait", wait)
    clean_daily(lambda: store, stop, clock)
    first = NOW.date()
    assert days == [first, first + DAY, first + DAY, first + 2 * DAY, first + 3 * DAY]


def test_the_thread_ends_when_the_server_stops(store: Store) -> None:
    stop = threading.Event()
    thread = threading.Thread(target=clean_daily, args=(lambda: store, stop))
    thread.start()
    stop.set()
    thread.join(10)
    assert not thread.is_alive()


def test_saving_meanwhile_never_fails(store: Store, archive: Archive) -> None:
    current = stored_oefening(archive).value
    stop = threading.Event()

    def clean() -> None:
        while not stop.is_set():
            clean_up(store, lambda: NOW)

    thread = threading.Thread(target=clean)
    thread.start()
    for number in range(30):
        seen = archive.oefening(current.id)
        current = archive.save(seen, seen.value.changed(plaats=f"Zaal {number}")).value
    stop.set()
    thread.join()
    assert archive.oefening(current.id).value.plaats == "Zaal 29"
