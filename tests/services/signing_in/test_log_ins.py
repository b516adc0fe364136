from collections.abc import Callable
from datetime import datetime

import pytest

from gesprek.access.log_ins import Aanmeldingen
from gesprek.access.visitors import Aanmelding, Bezoeker, Bezoekersoort
from gesprek.storage.files.file_store import TinyDBStore
from gesprek.storage.ids import new_id, new_oefening_id
from gesprek.storage.protocol import Record, Sleutel, Soort, Store
from gesprek.storage.store_errors import StoreFull
from tests.access.conftest import Klok

TEAM = new_id()
Begin = Callable[[Aanmeldingen], Aanmelding]


@pytest.fixture
def aanmeldingen(store: Store, klok: Klok) -> Aanmeldingen:
    return Aanmeldingen(store, klok)


def team(all_of: Aanmeldingen) -> Aanmelding:
    return all_of.begin_team(TEAM, generatie=None)


def device(all_of: Aanmeldingen) -> Aanmelding:
    return all_of.begin_team(TEAM, generatie=None, vertrouwd=True)


def code(all_of: Aanmeldingen) -> Aanmelding:
    return all_of.begin_team(TEAM, generatie=None, alleen="x")


def manager(all_of: Aanmeldingen) -> Aanmelding:
    return all_of.begin_account(Bezoekersoort.MANAGER, "m1", generatie=None)


def adviseur(all_of: Aanmeldingen) -> Aanmelding:
    return all_of.begin_account(Bezoekersoort.ADVISEUR, "adviseur", generatie=None)


@pytest.mark.parametrize(
    ("begin", "idle"),
    [
        (team, {"hours": 12}),
        (code, {"hours": 12}),
        (device, {"days": 90}),
        (manager, {"minutes": 30}),
        (adviseur, {"minutes": 30}),
    ],
)
def test_a_log_in_that_nobody_uses_ends_in_time(
    aanmeldingen: Aanmeldingen, klok: Klok, begin: Begin, idle: dict[str, float]
) -> None:
    one = begin(aanmeldingen)
    klok.later(**idle)
    klok.later(seconds=-1)
    assert one.ends > klok.now
    klok.later(seconds=1)
    assert aanmeldingen.current(one.id, in_use=True) is None


@pytest.mark.parametrize(
    ("begin", "steps", "alive"),
    [
        (manager, [{"minutes": 29}] * 24, True),  # 11:36 hours
        (manager, [{"minutes": 29}] * 25, False),  # 12:05 hours
        (adviseur, [{"minutes": 29}] * 25, False),
        (team, [{"hours": 1}] * 11, True),
        (team, [{"hours": 1}] * 12, False),
        (device, [{"days": 89}] * 20, True),
    ],
)
def test_use_keeps_a_log_in_alive_as_long_as_its_kind_may(
    aanmeldingen: Aanmeldingen,
    klok: Klok,
    begin: Begin,
    steps: list[dict[str, float]],
    alive: bool,  # noqa: FBT001
) -> None:
    one = begin(aanmeldingen)
    for step in steps:
        klok.later(**step)
        found = aanmeldingen.current(one.id, in_use=True)
    assert (found is not None) is alive


def test_ids_are_long_random_and_never_the_same(aanmeldingen: Aanmeldingen) -> None:
    ids = {team(aanmeldingen).id for _ in range(50)}
    assert len(ids) == 50
    assert {len(one) for one in ids} == {40}


@pytest.mark.parametrize("wrong", ["", "x", "../x", "0" * 40, "0" * 500, "é", "A" * 40])
def test_an_id_that_nobody_has_is_nobody(aanmeldingen: Aanmeldingen, wrong: str) -> None:
    team(aanmeldingen)
    assert aanmeldingen.current(wrong, in_use=True) is None


def test_no_other_document_is_taken_for_a_log_in(aanmeldingen: Aanmeldingen, store: Store) -> None:
    store.create(Sleutel(Soort.AANMELDING, "aanmelding-kapot"), {"soort": "adviseur"})
    assert aanmeldingen.current("kapot", in_use=True) is None


def test_the_last_use_is_written_at_most_once_a_minute(
    aanmeldingen: Aanmeldingen, store: Store, klok: Klok
) -> None:
    one = device(aanmeldingen)
    key = Sleutel(Soort.AANMELDING, f"aanmelding-{one.id}")
    for _ in range(59):
        klok.later(seconds=1)
        aanmeldingen.current(one.id, in_use=True)
    assert store.get(key).version == 1
    klok.later(seconds=1)
    aanmeldingen.current(one.id, in_use=True)
    assert store.get(key).version == 2
    assert aanmeldingen.of_team(TEAM)[0].gezien == klok.now


def test_a_full_disk_sends_nobody_away(
    aanmeldingen: Aanmeldingen, klok: Klok, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = team(aanmeldingen)
    klok.later(minutes=5)

    def full(*_arguments: object) -> Record:
        raise StoreFull

    monkeypatch.setattr(TinyDBStore, "apply", full)
    assert aanmeldingen.current(one.id, in_use=True) is not None


def test_a_revoked_log_in_counts_no_more_and_the_others_go_on(aanmeldingen: Aanmeldingen) -> None:
    one, other = team(aanmeldingen), device(aanmeldingen)
    aanmeldingen.revoke(one.id)
    aanmeldingen.revoke(one.id)
    assert aanmeldingen.current(one.id, in_use=True) is None
    assert aanmeldingen.current(other.id, in_use=True) == other


def test_all_of_a_team_end_at_once_and_nobody_elses(aanmeldingen: Aanmeldingen) -> None:
    mine = [team(aanmeldingen), device(aanmeldingen), code(aanmeldingen)]
    others = [aanmeldingen.begin_team(new_id(), generatie=None), adviseur(aanmeldingen)]
    assert aanmeldingen.revoke_team(TEAM) == 3
    assert [aanmeldingen.current(one.id, in_use=True) for one in mine] == [None] * 3
    assert [aanmeldingen.current(one.id, in_use=True) for one in others] == others


def test_all_of_an_account_end_at_once_and_nobody_elses(aanmeldingen: Aanmeldingen) -> None:
    mine = [manager(aanmeldingen), manager(aanmeldingen)]
    others = [
        aanmeldingen.begin_account(Bezoekersoort.MANAGER, "m2", generatie=None),
        team(aanmeldingen),
    ]
    assert aanmeldingen.revoke_account("m1") == 2
    assert [aanmeldingen.current(one.id, in_use=True) for one in mine] == [None] * 2
    assert [aanmeldingen.current(one.id, in_use=True) for one in others] == others


def test_the_list_shows_what_counts_the_latest_used_first(
    aanmeldingen: Aanmeldingen, klok: Klok
) -> None:
    ended = team(aanmeldingen)
    first = device(aanmeldingen)
    klok.later(hours=13)
    second = device(aanmeldingen)
    klok.later(minutes=2)
    aanmeldingen.current(first.id, in_use=True)
    assert [one.id for one in aanmeldingen.of_team(TEAM)] == [first.id, second.id]
    assert ended.id not in {one.id for one in aanmeldingen.of_team(TEAM)}


def test_cleaning_removes_what_has_ended_and_what_is_damaged(
    aanmeldingen: Aanmeldingen, store: Store, klok: Klok
) -> None:
    team(aanmeldingen)
    kept = device(aanmeldingen)
    store.create(Sleutel(Soort.AANMELDING, "aanmelding-kapot"), {"soort": "adviseur"})
    store.create(Sleutel(Soort.BEHEER, "instellingen"), {})
    klok.later(days=1)
    assert aanmeldingen.clean(lambda _one: True) == 2
    assert [one.sleutel.id for one in store.list(Soort.AANMELDING)] == [f"aanmelding-{kept.id}"]
    assert [one.sleutel.id for one in store.list(Soort.BEHEER)] == ["instellingen"]


def test_a_team_has_the_rights_of_its_team_and_of_one_oefening_with_a_code(
    aanmeldingen: Aanmeldingen, klok: Klok
) -> None:
    expected = Bezoeker(Bezoekersoort.TEAM, team=TEAM)
    assert team(aanmeldingen).visitor(klok.now) == expected
    expected = Bezoeker(Bezoekersoort.TEAM, team=TEAM, alleen="x")
    assert code(aanmeldingen).visitor(klok.now) == expected


def test_a_code_never_makes_a_device_remembered(aanmeldingen: Aanmeldingen) -> None:
    assert not aanmeldingen.begin_team(TEAM, generatie=None, alleen="x", vertrouwd=True).vertrouwd


def test_a_remembered_device_asks_a_code_once_the_key_was_typed_12_hours_ago(
    aanmeldingen: Aanmeldingen, klok: Klok
) -> None:
    oefening = new_oefening_id(TEAM)
    one = device(aanmeldingen)
    assert not _visitor(aanmeldingen, one, klok.now).vraagt_code
    klok.later(hours=12, minutes=1)
    assert _visitor(aanmeldingen, one, klok.now).vraagt_code
    aanmeldingen.open_oefening(one.id, oefening)
    assert _visitor(aanmeldingen, one, klok.now).geopend == {oefening}
    klok.later(hours=12, minutes=1)
    assert _visitor(aanmeldingen, one, klok.now).geopend == frozenset()


def _visitor(aanmeldingen: Aanmeldingen, one: Aanmelding, now: datetime) -> Bezoeker:
    found = aanmeldingen.current(one.id, in_use=True)
    assert found
    return found.visitor(now)
