import secrets
from pathlib import Path

import pytest

from gesprek.access.access_errors import TooManyAttempts
from gesprek.access.guess_limits import STOP_AGENDA, GuessLimits
from gesprek.access.signing import ServerSecrets
from gesprek.access.team_keys import CalendarKeys, UnknownCalendar
from gesprek.access.visitors import Visitor, VisitorKind
from gesprek.domain.dates import local_day
from gesprek.services.root import ProgramSettings, VisitorServices, build
from gesprek.services.visits import Visit
from gesprek.storage.protocol import Kind, Store
from gesprek.storage.shared_state import MemoryTokenBuckets
from gesprek.storage.store_errors import NotFound
from gesprek.storage.values import new_id
from tests.access.conftest import Clock

HERE, THERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture
def agenda(store: Store, server_secrets: ServerSecrets, clock: Clock) -> CalendarKeys:
    return CalendarKeys(
        store,
        server_secrets,
        clock,
        GuessLimits(MemoryTokenBuckets(lambda: clock().timestamp()), server_secrets),
    )


def test_an_address_opens_its_team_and_no_other(agenda: CalendarKeys) -> None:
    team, other = new_id(), new_id()
    tokens = agenda.renew(team), agenda.renew(other)
    assert [agenda.team_of(token, HERE) for token in tokens] == [team, other]


def test_only_a_fingerprint_is_stored(agenda: CalendarKeys, store: Store) -> None:
    token = agenda.renew(new_id())
    kept = repr([record.document for record in store.list(Kind.BEHEER)])
    assert token.rpartition("-")[2] not in kept
    assert "vingerafdruk" in kept


def test_a_renewed_address_kills_the_old_one_at_once(agenda: CalendarKeys) -> None:
    team = new_id()
    old, new = agenda.renew(team), agenda.renew(team)
    with pytest.raises(UnknownCalendar):
        agenda.team_of(old, HERE)
    assert agenda.team_of(new, HERE) == team


def test_a_revoked_address_is_nobodys_and_revoking_twice_is_harmless(
    agenda: CalendarKeys,
) -> None:
    team = new_id()
    token = agenda.renew(team)
    assert agenda.made(team) is not None
    agenda.remove(team)
    agenda.remove(team)
    assert agenda.made(team) is None
    with pytest.raises(UnknownCalendar):
        agenda.team_of(token, HERE)


def wrong_ones(team: str, token: str) -> list[str]:
    signs = "0123456789abcdef"
    other = signs[signs.index(token[-1]) - 1]
    return [
        *("", "x", token[:-1], token + "0", token[:-1] + other, token.upper(), f"{token}\n"),
        *(f"{new_id()}-{token.rpartition('-')[2]}", f"{team}-{secrets.token_hex(20)}"),
        *(f"../{token}", "\ud800" * 67, "é" * 67, "a" * 100_000),
    ]


def test_nothing_but_the_whole_address_opens(agenda: CalendarKeys, clock: Clock) -> None:
    team = new_id()
    token = agenda.renew(team)
    for wrong in wrong_ones(team, token):
        clock.later(hours=1)
        with pytest.raises(UnknownCalendar):
            agenda.team_of(wrong, HERE)
    assert agenda.team_of(token, HERE) == team


def test_guesses_of_one_address_are_slowed_and_a_right_one_still_opens(
    agenda: CalendarKeys, clock: Clock
) -> None:
    team = new_id()
    token = agenda.renew(team)
    for _ in range(STOP_AGENDA.fouten):
        with pytest.raises(UnknownCalendar):
            agenda.team_of("weg", HERE)
    with pytest.raises(TooManyAttempts) as slowed:
        agenda.team_of("weg", HERE)
    assert slowed.value.seconden > 0
    assert agenda.team_of(token, HERE) == team
    with pytest.raises(UnknownCalendar):
        agenda.team_of("weg", THERE)
    clock.later(seconds=STOP_AGENDA.seconden)
    with pytest.raises(UnknownCalendar):
        agenda.team_of("weg", HERE)


def test_an_id_that_is_none_gets_no_address(agenda: CalendarKeys) -> None:
    with pytest.raises(NotFound):
        agenda.renew("../x")


def test_a_team_that_is_put_away_loses_its_calendar_and_the_log_names_no_address(
    root: Path, clock: Clock
) -> None:
    services, team = build(ProgramSettings(str(root), clock)), new_id()
    access = VisitorServices(services, Visit(Visitor(VisitorKind.TEAM, team=team))).access
    token = access.renew_calendar(team)
    services.visits.close_team(team)
    assert access.calendar_made(team) is None
    access.renew_calendar(team)
    access.stop_calendar(team)
    assert access.calendar_made(team) is None
    logged = repr([record.document for record in services.store.list(Kind.LOGBOEK)])
    assert token.rpartition("-")[2] not in logged
    assert logged.count("agenda_vernieuwd") == 2
    assert logged.count("agenda_ingetrokken") == 1
    assert local_day(clock()).isoformat() in logged
