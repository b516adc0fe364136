from collections.abc import Callable
from datetime import datetime

import pytest

from gesprek.access.log_ins import LogIns
from gesprek.access.visitors import LogIn, Visitor, VisitorKind
from gesprek.storage.files.file_store import TinyDBStore
from gesprek.storage.protocol import DocumentKey, Kind, Record, Store
from gesprek.storage.store_errors import StoreFull
from gesprek.storage.values import new_id, new_oefening_id
from tests.access.conftest import Clock

TEAM = new_id()
Begin = Callable[[LogIns], LogIn]


@pytest.fixture
def log_ins(store: Store, clock: Clock) -> LogIns:
    return LogIns(store, clock)


def team(all_of: LogIns) -> LogIn:
    return all_of.begin_team(TEAM, generatie=None)


def device(all_of: LogIns) -> LogIn:
    return all_of.begin_team(TEAM, generatie=None, vertrouwd=True)


def code(all_of: LogIns) -> LogIn:
    return all_of.begin_team(TEAM, generatie=None, alleen="x")


def manager(all_of: LogIns) -> LogIn:
    return all_of.begin_account(VisitorKind.MANAGER, "m1", generatie=None)


def adviseur(all_of: LogIns) -> LogIn:
    return all_of.begin_account(VisitorKind.ADVISEUR, "adviseur", generatie=None)


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
    log_ins: LogIns, clock: Clock, begin: Begin, idle: dict[str, float]
) -> None:
    one = begin(log_ins)
    clock.later(**idle)
    clock.later(seconds=-1)
    assert one.ends > clock.now
    clock.later(seconds=1)
    assert log_ins.current(one.id, in_use=True) is None


def test_a_log_in_of_a_clock_that_was_put_back_a_year_counts_no_more(
    log_ins: LogIns, clock: Clock
) -> None:
    by_right_clock = team(log_ins)
    clock.later(days=365)
    ahead = team(log_ins)
    assert log_ins.current(ahead.id, in_use=True)
    clock.later(days=-365)
    assert log_ins.current(ahead.id, in_use=True) is None
    assert log_ins.current(by_right_clock.id, in_use=True)
    assert log_ins.of_team(TEAM) == [by_right_clock]


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
    log_ins: LogIns,
    clock: Clock,
    begin: Begin,
    steps: list[dict[str, float]],
    alive: bool,  # noqa: FBT001
) -> None:
    one = begin(log_ins)
    for step in steps:
        clock.later(**step)
        found = log_ins.current(one.id, in_use=True)
    assert (found is not None) is alive


def test_ids_are_long_random_and_never_the_same(log_ins: LogIns) -> None:
    ids = {team(log_ins).id for _ in range(50)}
    assert len(ids) == 50
    assert {one[:-40] for one in ids} == {f"t-{TEAM}-"}
    assert all(int(one[-40:], 16) for one in ids)


def test_a_log_in_of_an_older_program_goes_on_and_is_found_by_its_team(
    log_ins: LogIns, store: Store
) -> None:
    mine, staff = device(log_ins).changed(id="a" * 40), manager(log_ins).changed(id="1" * 40)
    for one in (mine, staff):
        store.create(DocumentKey(Kind.AANMELDING, f"aanmelding-{one.id}"), one.to_document())
    assert log_ins.current(mine.id, in_use=False) == mine
    assert mine in log_ins.of_team(TEAM)
    assert log_ins.of_team(new_id()) == []
    assert (log_ins.revoke_team(TEAM), log_ins.revoke_account("m1")) == (2, 2)
    assert log_ins.current(mine.id, in_use=False) is None


@pytest.mark.parametrize("wrong", ["", "x", "../x", "0" * 40, "0" * 500, "é", "A" * 40])
def test_an_id_that_nobody_has_is_nobody(log_ins: LogIns, wrong: str) -> None:
    team(log_ins)
    assert log_ins.current(wrong, in_use=True) is None


def test_no_other_document_is_taken_for_a_log_in(log_ins: LogIns, store: Store) -> None:
    store.create(DocumentKey(Kind.AANMELDING, "aanmelding-kapot"), {"soort": "adviseur"})
    assert log_ins.current("kapot", in_use=True) is None


def test_the_last_use_is_written_at_most_once_a_minute(
    log_ins: LogIns, store: Store, clock: Clock
) -> None:
    one = device(log_ins)
    key = DocumentKey(Kind.AANMELDING, f"aanmelding-{one.id}")
    for _ in range(59):
        clock.later(seconds=1)
        log_ins.current(one.id, in_use=True)
    assert store.get(key).version == 1
    clock.later(seconds=1)
    log_ins.current(one.id, in_use=True)
    assert store.get(key).version == 2
    assert log_ins.of_team(TEAM)[0].gezien == clock.now


def test_a_full_disk_sends_nobody_away(
    log_ins: LogIns, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = team(log_ins)
    clock.later(minutes=5)

    def full(*_arguments: object) -> Record:
        raise StoreFull

    monkeypatch.setattr(TinyDBStore, "apply", full)
    assert log_ins.current(one.id, in_use=True) is not None


def test_a_revoked_log_in_counts_no_more_and_the_others_go_on(log_ins: LogIns) -> None:
    one, other = team(log_ins), device(log_ins)
    log_ins.revoke(one.id)
    log_ins.revoke(one.id)
    assert log_ins.current(one.id, in_use=True) is None
    assert log_ins.current(other.id, in_use=True) == other


def test_all_of_a_team_end_at_once_and_nobody_elses(log_ins: LogIns) -> None:
    mine = [team(log_ins), device(log_ins), code(log_ins)]
    others = [log_ins.begin_team(new_id(), generatie=None), adviseur(log_ins)]
    assert log_ins.revoke_team(TEAM) == 3
    assert [log_ins.current(one.id, in_use=True) for one in mine] == [None] * 3
    assert [log_ins.current(one.id, in_use=True) for one in others] == others


def test_all_of_an_account_end_at_once_and_nobody_elses(log_ins: LogIns) -> None:
    mine = [manager(log_ins), manager(log_ins)]
    others = [
        log_ins.begin_account(VisitorKind.MANAGER, "m2", generatie=None),
        team(log_ins),
    ]
    assert log_ins.revoke_account("m1") == 2
    assert [log_ins.current(one.id, in_use=True) for one in mine] == [None] * 2
    assert [log_ins.current(one.id, in_use=True) for one in others] == others


def test_the_list_shows_what_counts_the_latest_used_first(log_ins: LogIns, clock: Clock) -> None:
    ended = team(log_ins)
    first = device(log_ins)
    clock.later(hours=13)
    second = device(log_ins)
    clock.later(minutes=2)
    log_ins.current(first.id, in_use=True)
    assert [one.id for one in log_ins.of_team(TEAM)] == [first.id, second.id]
    assert ended.id not in {one.id for one in log_ins.of_team(TEAM)}


def test_cleaning_removes_what_has_ended_and_what_is_damaged(
    log_ins: LogIns, store: Store, clock: Clock
) -> None:
    team(log_ins)
    kept = device(log_ins)
    store.create(DocumentKey(Kind.AANMELDING, "aanmelding-kapot"), {"soort": "adviseur"})
    store.create(DocumentKey(Kind.BEHEER, "instellingen"), {})
    clock.later(days=1)
    assert log_ins.clean(lambda _one: True) == 2
    assert [one.key.id for one in store.list(Kind.AANMELDING)] == [f"aanmelding-{kept.id}"]
    assert [one.key.id for one in store.list(Kind.BEHEER)] == ["instellingen"]


def test_a_team_has_the_rights_of_its_team_and_of_one_oefening_with_a_code(
    log_ins: LogIns, clock: Clock
) -> None:
    expected = Visitor(VisitorKind.TEAM, team=TEAM)
    assert team(log_ins).visitor(clock.now) == expected
    expected = Visitor(VisitorKind.TEAM, team=TEAM, alleen="x")
    assert code(log_ins).visitor(clock.now) == expected


def test_a_code_never_makes_a_device_remembered(log_ins: LogIns) -> None:
    assert not log_ins.begin_team(TEAM, generatie=None, alleen="x", vertrouwd=True).vertrouwd


def test_a_remembered_device_asks_a_code_once_the_key_was_typed_12_hours_ago(
    log_ins: LogIns, clock: Clock
) -> None:
    oefening = new_oefening_id(TEAM)
    one = device(log_ins)
    assert not _visitor(log_ins, one, clock.now).vraagt_code
    clock.later(hours=12, minutes=1)
    assert _visitor(log_ins, one, clock.now).vraagt_code
    log_ins.open_oefening(one.id, oefening)
    assert _visitor(log_ins, one, clock.now).geopend == {oefening}
    clock.later(hours=12, minutes=1)
    assert _visitor(log_ins, one, clock.now).geopend == frozenset()


def _visitor(log_ins: LogIns, one: LogIn, now: datetime) -> Visitor:
    found = log_ins.current(one.id, in_use=True)
    assert found
    return found.visitor(now)
