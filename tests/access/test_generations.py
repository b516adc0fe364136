"""What let a log-in in is asked seldom enough for a page, and often enough for who is put out."""

import pytest

from gesprek.access.accounts import Accounts
from gesprek.access.generations import Geldigheid
from gesprek.access.join_codes import Deelcodes
from gesprek.access.log_ins import Aanmeldingen
from gesprek.access.passwords import Wachtwoorden
from gesprek.access.signing import Geheim
from gesprek.access.team_keys import Teamsleutels
from gesprek.access.visitors import Bezoekersoort
from gesprek.storage.ids import new_id
from gesprek.storage.protocol import Store
from tests.access.conftest import Klok

TEAM = new_id()
GOED = "een paarse fiets in de sloot"


class Asked(Teamsleutels):
    """Counts how often the key is asked about."""

    times = 0

    def generation(self, team: str) -> str:
        self.times += 1
        return super().generation(team)


@pytest.fixture
def sleutels(store: Store, geheim: Geheim, klok: Klok) -> Asked:
    return Asked(store, geheim, klok)


@pytest.fixture
def accounts(store: Store, wachtwoorden: Wachtwoorden, klok: Klok) -> Accounts:
    return Accounts(store, wachtwoorden, klok)


@pytest.fixture
def geldigheid(
    store: Store, geheim: Geheim, sleutels: Asked, accounts: Accounts, klok: Klok
) -> Geldigheid:
    codes = Deelcodes(store, geheim)
    return Geldigheid(store, geheim, sleutels, codes, accounts, lambda: klok().timestamp())


def test_a_page_asks_once_what_let_a_team_in(
    geldigheid: Geldigheid, sleutels: Asked, store: Store, klok: Klok
) -> None:
    sleutels.renew(TEAM)
    one = Aanmeldingen(store, klok).begin_team(TEAM, generatie=geldigheid.of_team(TEAM))
    sleutels.times = 0
    assert all(geldigheid.holds(one) for _ in range(11))
    assert sleutels.times == 1
    klok.later(seconds=0.25)
    assert geldigheid.holds(one)
    assert sleutels.times == 2


def test_a_fifth_of_a_second_after_a_renewed_key_an_older_log_in_is_out_at_the_latest(
    geldigheid: Geldigheid, sleutels: Asked, store: Store, klok: Klok
) -> None:
    sleutels.renew(TEAM)
    known = Aanmeldingen(store, klok).begin_team(TEAM, generatie=geldigheid.of_team(TEAM))
    late = Aanmeldingen(store, klok).begin_team(TEAM, generatie=geldigheid.of_team(TEAM))
    assert geldigheid.holds(known)
    sleutels.renew(TEAM)
    assert not geldigheid.holds(late)  # one that nobody asked about before, at once
    klok.later(seconds=0.25)
    assert not geldigheid.holds(known)


def test_an_account_is_asked_about_each_time(
    geldigheid: Geldigheid, accounts: Accounts, store: Store, klok: Klok
) -> None:
    account = accounts.add_manager("Anne", GOED)
    one = Aanmeldingen(store, klok).begin_account(
        Bezoekersoort.MANAGER, account.id, generatie=geldigheid.of_account(account)
    )
    assert geldigheid.holds(one)
    accounts.remove_manager(account.id)
    assert not geldigheid.holds(one)


def test_a_log_in_of_a_program_without_generations_counts_until_it_is_ended(
    geldigheid: Geldigheid, sleutels: Asked, store: Store, klok: Klok
) -> None:
    one = Aanmeldingen(store, klok).begin_team(TEAM, generatie=None)
    sleutels.renew(TEAM)
    assert geldigheid.holds(one)
