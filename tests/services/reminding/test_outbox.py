"""A message is made once, taken by one server, and sent once, whoever else tries."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from gesprek.domain.reminders import (
    LEASE,
    Bericht,
    Berichtsoort,
    Berichtstaat,
    Bezorgfout,
)
from gesprek.services.outbox import COUNTED_FOR, KEPT_FOR, Outbox, Taken
from gesprek.storage.protocol import DocumentKey, Kind
from gesprek.storage.store_errors import FieldConflict
from tests.services.reminding.reminded import DAY, Reminded
from tests.support.builders.oefeningen import NOW, TODAY

SECOND = timedelta(seconds=1)


def message(**fields: object) -> Bericht:
    usual = {
        "team": "t",
        "oefening": "o",
        "soort": Berichtsoort.GESPREK,
        "naar": "sam",
        "dag": TODAY,
        "gemaakt": NOW,
        "vanaf": NOW,
        "tot": NOW + 90 * DAY,
    }
    return Bericht.model_validate(usual | fields)


def taken(team: Reminded) -> Taken:
    (record,) = team.outbox.ready()
    found = team.outbox.take(record)
    assert found is not None
    return found


def other(team: Reminded) -> Outbox:
    """Return the outbox of another server on the same store."""
    return Outbox(team.place.open(team.clock), team.secrets, team.clock)


# Made once


@pytest.mark.parametrize(
    ("fields", "is_new"),
    [
        ({}, False),
        ({"gemaakt": NOW + DAY, "vanaf": NOW + DAY}, False),
        ({"naar": "noor"}, True),
        ({"naar": ""}, True),
        ({"oefening": "o2"}, True),
        ({"soort": Berichtsoort.MOMENT}, True),
        ({"dag": TODAY + DAY}, True),
    ],
)
def test_what_was_put_is_not_put_again_by_any_server(
    team: Reminded, fields: dict[str, object], *, is_new: bool
) -> None:
    assert team.outbox.put(message())
    assert other(team).put(message(**fields)) is is_new
    assert len(team.messages) == 1 + is_new


def test_a_late_follow_up_is_one_message_whatever_its_day(team: Reminded) -> None:
    assert team.outbox.put(message(soort=Berichtsoort.TE_LANG))
    assert not team.outbox.put(message(soort=Berichtsoort.TE_LANG, dag=TODAY + DAY))


@pytest.mark.parametrize(
    "staat", [one for one in Berichtstaat if one is not Berichtstaat.VERVALLEN]
)
def test_only_what_was_dropped_waits_again(team: Reminded, staat: Berichtstaat) -> None:
    team.outbox.put(message(staat=staat, geclaimd=NOW, naar="noor"))
    assert not team.outbox.put(message(naar="noor"))
    team.outbox.put(message())
    team.outbox.close(taken_of(team, "sam"), Berichtstaat.VERVALLEN)
    assert team.outbox.put(message())
    found = {one.naar: one.staat for one in team.messages}
    assert found == {"noor": staat, "sam": Berichtstaat.WACHT}


def taken_of(team: Reminded, naar: str) -> Taken:
    for record in team.outbox.ready():
        if record.document["naar"] == naar and (found := team.outbox.take(record)):
            return found
    raise AssertionError(naar)


def test_many_servers_put_one_message(team: Reminded) -> None:
    begin = threading.Barrier(6)

    def put(outbox: Outbox) -> bool:
        begin.wait()
        return outbox.put(message())

    with ThreadPoolExecutor(6) as threads:
        made = list(threads.map(put, [other(team) for _ in range(6)]))
    assert sorted(made) == [False] * 5 + [True]


# Taken and sent by one


def test_of_many_servers_one_takes_a_message(team: Reminded) -> None:
    team.outbox.put(message())
    servers = [other(team) for _ in range(6)]
    records = [next(one.ready()) for one in servers]
    begin = threading.Barrier(6)

    def take(number: int) -> bool:
        begin.wait()
        return servers[number].take(records[number]) is not None

    with ThreadPoolExecutor(6) as threads:
        assert sum(threads.map(take, range(6))) == 1
    assert list(team.outbox.ready()) == []


def test_who_was_silent_too_long_may_not_send_the_end(team: Reminded) -> None:
    team.outbox.put(message())
    first = taken(team)
    team.now += LEASE - SECOND
    assert list(team.outbox.ready()) == []
    team.now += SECOND
    second = taken(team)
    with pytest.raises(FieldConflict):
        team.outbox.commit(first)
    team.outbox.commit(second)
    with pytest.raises(FieldConflict):
        team.outbox.commit(first)
    team.outbox.close(second, Berichtstaat.VERZONDEN)
    assert team.states == [Berichtstaat.VERZONDEN]


@pytest.mark.parametrize(
    "end",
    [
        lambda box, one: box.commit(one),
        lambda box, one: box.close(one, Berichtstaat.VERZONDEN),
        lambda box, one: box.fail(one, Bezorgfout.LATER),
    ],
    ids=["commit", "close", "fail"],
)
def test_who_lost_a_message_changes_nothing_of_it_any_more(
    team: Reminded, end: Callable[[Outbox, Taken], None]
) -> None:
    team.outbox.put(message())
    first = taken(team)
    team.now += LEASE
    second = taken(team)
    before = team.messages
    with pytest.raises(FieldConflict):
        end(team.outbox, first)
    team.outbox.release(first)
    assert team.messages == before
    team.outbox.fail(second, Bezorgfout.LATER)
    team.now += DAY
    third = taken(team)  # it waited and was taken since: what the first saw stands there again
    with pytest.raises(FieldConflict):
        end(team.outbox, first)
    team.outbox.commit(third)


def test_who_committed_keeps_it_however_late_the_answer(team: Reminded) -> None:
    team.outbox.put(message())
    first = taken(team)
    team.now += LEASE - SECOND
    stale = [*team.store.list(Kind.BERICHT)]
    team.outbox.commit(first)
    team.now += LEASE - SECOND
    assert list(team.outbox.ready()) == []
    assert other(team).take(stale[0]) is None
    team.outbox.close(first, Berichtstaat.VERZONDEN)
    assert team.states == [Berichtstaat.VERZONDEN]


def test_what_was_left_at_its_end_is_told_and_never_taken(team: Reminded) -> None:
    team.outbox.put(message())
    first = taken(team)
    team.outbox.commit(first)
    team.now += LEASE
    assert list(other(team).ready()) == []
    assert [(one.staat, one.fout) for one in team.messages] == [
        (Berichtstaat.ONZEKER, Bezorgfout.GEEN_ANTWOORD)
    ]
    with pytest.raises(FieldConflict):  # its answer came after all, too late to count
        team.outbox.close(first, Berichtstaat.VERZONDEN)


def test_what_was_not_sent_after_a_commit_in_doubt_waits_again(team: Reminded) -> None:
    team.outbox.put(message())
    first = taken(team)
    in_doubt = Taken(first.key, first.version, first.bericht)
    team.outbox.commit(first)
    team.outbox.release(in_doubt)
    assert team.states == [Berichtstaat.WACHT]
    assert taken(team).bericht.claim != first.bericht.claim


def test_a_damaged_message_holds_up_no_other(team: Reminded) -> None:
    team.outbox.put(message())
    team.outbox.put(message(naar="noor"))
    (damaged, _) = team.store.list(Kind.BERICHT)
    team.place.damage(damaged.key)
    assert len(list(other(team).ready())) == 1
    assert other(team).counts().waiting == 1


# What Beheer tells, and what goes


def test_beheer_tells_what_waits_and_what_went_wrong_in_thirty_days(team: Reminded) -> None:
    assert team.outbox.counts() == (0, None, None, 0, 0)
    failure = {"staat": Berichtstaat.MISLUKT, "fout": Bezorgfout.ONTVANGER}
    old = NOW - COUNTED_FOR - SECOND
    team.outbox.put(message(naar="a", gemaakt=old, **failure))
    team.outbox.put(message(naar="b", gemaakt=NOW - 2 * DAY, **failure))
    uncertain = {"staat": Berichtstaat.ONZEKER, "fout": Bezorgfout.GEEN_ANTWOORD}
    team.outbox.put(message(naar="c", gemaakt=NOW - DAY, **uncertain))
    team.outbox.put(message(naar="d", gemaakt=NOW - 3 * DAY))
    team.outbox.put(message(naar="e", fout=Bezorgfout.TLS, staat=Berichtstaat.BEZIG))
    team.outbox.put(message(naar="f", staat=Berichtstaat.VERZONDEN))
    assert team.outbox.counts() == (2, NOW - 3 * DAY, Bezorgfout.TLS, 1, 1)


def test_closed_messages_go_after_sixty_days_and_waiting_ones_stay(team: Reminded) -> None:
    team.outbox.put(message())
    team.outbox.put(message(naar="noor"))
    team.outbox.close(taken_of(team, "sam"), Berichtstaat.VERZONDEN)
    team.now += KEPT_FOR
    team.outbox.clean()
    assert len(team.messages) == 2
    team.now += SECOND
    team.outbox.clean()
    assert [one.naar for one in team.messages] == ["noor"]


def test_a_message_holds_no_address_no_name_and_no_word(team: Reminded) -> None:
    team.outbox.ask_to_confirm("t", "sam", "verzegeld-adres")
    (record,) = team.store.list(Kind.BERICHT)
    assert "verzegeld" not in str(record)
    assert record.document.keys() == {"team", "soort", "naar", "dag", "gemaakt", "vanaf", "tot"}
    assert record.key == DocumentKey(Kind.BERICHT, record.key.id)
