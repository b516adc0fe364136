"""What let a log-in in is asked seldom enough for a page, and often enough for who is put out."""

import pytest

from gesprek.access.accounts import Accounts
from gesprek.access.generations import Generations
from gesprek.access.join_codes import JoinCodes
from gesprek.access.log_ins import LogIns
from gesprek.access.passwords import Passwords
from gesprek.access.signing import ServerSecrets
from gesprek.access.team_keys import TeamKeys
from gesprek.access.visitors import VisitorKind
from gesprek.storage.protocol import Store
from gesprek.storage.values import new_id
from tests.access.conftest import Clock

TEAM = new_id()
GOED = "een paarse fiets in de sloot"


class Asked(TeamKeys):
    """Counts how often the key is asked about."""

    times = 0

    def generation(self, team: str) -> str:
        self.times += 1
        return super().generation(team)


@pytest.fixture
def sleutels(store: Store, server_secrets: ServerSecrets, clock: Clock) -> Asked:
    return Asked(store, server_secrets, clock)


@pytest.fixture
def accounts(store: Store, passwords: Passwords, clock: Clock) -> Accounts:
    return Accounts(store, passwords, clock)


@pytest.fixture
def generations(
    store: Store, server_secrets: ServerSecrets, sleutels: Asked, accounts: Accounts, clock: Clock
) -> Generations:
    codes = JoinCodes(store, server_secrets)
    return Generations(
        store, server_secrets, sleutels, codes, accounts, lambda: clock().timestamp()
    )


def test_a_page_asks_once_what_let_a_team_in(
    generations: Generations, sleutels: Asked, store: Store, clock: Clock
) -> None:
    sleutels.renew(TEAM)
    one = LogIns(store, clock).begin_team(TEAM, generatie=generations.of_team(TEAM))
    sleutels.times = 0
    assert all(generations.holds(one) for _ in range(11))
    assert sleutels.times == 1
    clock.later(seconds=0.25)
    assert generations.holds(one)
    assert sleutels.times == 2


def test_a_fifth_of_a_second_after_a_renewed_key_an_older_log_in_is_out_at_the_latest(
    generations: Generations, sleutels: Asked, store: Store, clock: Clock
) -> None:
    sleutels.renew(TEAM)
    known = LogIns(store, clock).begin_team(TEAM, generatie=generations.of_team(TEAM))
    late = LogIns(store, clock).begin_team(TEAM, generatie=generations.of_team(TEAM))
    assert generations.holds(known)
    sleutels.renew(TEAM)
    assert not generations.holds(late)  # one that nobody asked about before, at once
    clock.later(seconds=0.25)
    assert not generations.holds(known)


def test_an_account_is_asked_about_each_time(
    generations: Generations, accounts: Accounts, store: Store, clock: Clock
) -> None:
    account = accounts.add_manager("Anne", GOED)
    one = LogIns(store, clock).begin_account(
        VisitorKind.MANAGER, account.id, generatie=generations.of_account(account)
    )
    assert generations.holds(one)
    accounts.remove_manager(account.id)
    assert not generations.holds(one)


def test_a_log_in_of_a_program_without_generations_counts_until_it_is_ended(
    generations: Generations, sleutels: Asked, store: Store, clock: Clock
) -> None:
    one = LogIns(store, clock).begin_team(TEAM, generatie=None)
    sleutels.renew(TEAM)
    assert generations.holds(one)
