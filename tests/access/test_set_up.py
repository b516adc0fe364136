from concurrent.futures import ThreadPoolExecutor

import pytest

from gesprek.access.access_errors import SetUpImpossible, UnsuitablePassword
from gesprek.access.accounts import Accounts
from gesprek.access.passwords import Passwords
from gesprek.access.set_up import SetUp
from gesprek.access.settings import Settings, read_settings
from gesprek.access.signing import ServerSecrets
from gesprek.storage.protocol import DocumentKey, Kind, Store
from tests.access.conftest import Clock

GOED = "een paarse fiets in de sloot"
ORGANISATIE = Settings(organisatie="Zorg aan de Maas")


@pytest.fixture
def accounts(store: Store, passwords: Passwords, clock: Clock) -> Accounts:
    return Accounts(store, passwords, clock)


@pytest.fixture
def inrichting(
    store: Store, server_secrets: ServerSecrets, accounts: Accounts, clock: Clock
) -> SetUp:
    return SetUp(store, server_secrets, accounts, clock)


def test_a_link_sets_up_once(
    inrichting: SetUp, accounts: Accounts, store: Store, clock: Clock
) -> None:
    token = inrichting.new_link()
    assert not inrichting.is_done
    inrichting.check_link(token)
    inrichting.set_up(token, ORGANISATIE, GOED)
    assert inrichting.is_done
    assert read_settings(store) == ORGANISATIE.changed(ingericht=clock.now)
    assert accounts.is_right(accounts.adviseur(), GOED)
    with pytest.raises(SetUpImpossible):
        inrichting.set_up(token, ORGANISATIE, "een heel ander wachtwoord")
    assert accounts.is_right(accounts.adviseur(), GOED)


def test_after_set_up_there_is_no_new_link(inrichting: SetUp) -> None:
    inrichting.set_up(inrichting.new_link(), ORGANISATIE, GOED)
    with pytest.raises(SetUpImpossible):
        inrichting.new_link()


def test_a_new_link_kills_the_older_one(inrichting: SetUp) -> None:
    old, new = inrichting.new_link(), inrichting.new_link()
    with pytest.raises(SetUpImpossible):
        inrichting.check_link(old)
    inrichting.check_link(new)


def test_a_link_dies_after_a_day(inrichting: SetUp, clock: Clock) -> None:
    token = inrichting.new_link()
    clock.later(hours=24, seconds=-1)
    inrichting.check_link(token)
    clock.later(seconds=1)
    with pytest.raises(SetUpImpossible):
        inrichting.check_link(token)


@pytest.mark.parametrize("wrong", ["", "x", "é", "0" * 1_000])
def test_a_made_up_link_opens_nothing(inrichting: SetUp, wrong: str) -> None:
    with pytest.raises(SetUpImpossible):
        inrichting.check_link(wrong)
    inrichting.new_link()
    with pytest.raises(SetUpImpossible):
        inrichting.check_link(wrong)


def test_an_unfit_password_leaves_the_link_alive(inrichting: SetUp) -> None:
    token = inrichting.new_link()
    with pytest.raises(UnsuitablePassword):
        inrichting.set_up(token, ORGANISATIE, "kort")
    assert not inrichting.is_done
    inrichting.set_up(token, ORGANISATIE, GOED)


def test_of_two_who_use_a_link_at_once_one_gets_on(inrichting: SetUp) -> None:
    token = inrichting.new_link()

    def try_it(number: int) -> bool:
        try:
            inrichting.set_up(token, ORGANISATIE, f"{GOED} {number}")
        except SetUpImpossible:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(try_it, range(8))) == 1


def test_a_link_that_a_newer_one_replaces_while_it_is_used_does_not_get_on(
    inrichting: SetUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = inrichting.new_link()
    newer = []
    monkeypatch.setattr(
        "gesprek.access.set_up.check_new_password",
        lambda _wachtwoord: newer.append(inrichting.new_link()),
    )
    with pytest.raises(SetUpImpossible):
        inrichting.set_up(token, Settings(organisatie="Zorg"), GOED)
    assert not inrichting.is_done
    inrichting.check_link(newer[0])


def test_the_store_does_not_hold_the_token(inrichting: SetUp, store: Store) -> None:
    token = inrichting.new_link()
    assert token not in str(store.get(DocumentKey(Kind.BEHEER, "inrichting")))
    assert len(token) >= 32


def test_a_server_that_lost_its_settings_is_not_new(inrichting: SetUp, store: Store) -> None:
    inrichting.set_up(inrichting.new_link(), ORGANISATIE, GOED)
    store.delete(DocumentKey(Kind.BEHEER, "instellingen"))
    assert inrichting.is_done
