from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2 import PasswordHasher

from gesprek.access.access_errors import Refused, UnsuitablePassword
from gesprek.access.accounts import Accounts
from gesprek.access.passwords import Passwords
from gesprek.access.visitors import ADVISEUR, Account, VisitorKind
from gesprek.domain.base import InvalidName, TextMissing
from gesprek.storage.protocol import Store
from gesprek.storage.store_errors import NotFound
from tests.access.conftest import Clock

GOED = "een paarse fiets in de sloot"
ANDER = "twee groene fietsen op zolder"


@pytest.fixture
def accounts(store: Store, passwords: Passwords, clock: Clock) -> Accounts:
    return Accounts(store, passwords, clock)


def test_the_advisor_has_one_account_with_the_latest_password(accounts: Accounts) -> None:
    assert accounts.adviseur() is None
    assert not accounts.exists(ADVISEUR)
    accounts.set_advisor(GOED)
    accounts.set_advisor(ANDER)
    assert accounts.exists(ADVISEUR)
    assert accounts.is_right(accounts.adviseur(), ANDER)
    assert not accounts.is_right(accounts.adviseur(), GOED)
    assert accounts.managers() == []


def test_a_manager_is_found_by_name_capitals_and_spaces_aside(accounts: Accounts) -> None:
    made = accounts.add_manager("Anne  de Wit", GOED)
    assert made.soort is VisitorKind.MANAGER
    assert accounts.manager(" anne DE wit ") == made
    assert accounts.manager("Anne") is None
    assert accounts.is_right(made, GOED)


def test_managers_are_listed_by_name(accounts: Accounts) -> None:
    for naam in ("Noor", "anne", "Cas"):
        accounts.add_manager(naam, GOED)
    assert [one.naam for one in accounts.managers()] == ["anne", "Cas", "Noor"]


@pytest.mark.parametrize(
    ("naam", "error"), [("ANNE", InvalidName), (" ", TextMissing), ("<b>", InvalidName)]
)
def test_a_manager_needs_a_name_that_nobody_has(
    accounts: Accounts, naam: str, error: type[Exception]
) -> None:
    accounts.add_manager("Anne", GOED)
    with pytest.raises(error):
        accounts.add_manager(naam, GOED)
    assert len(accounts.managers()) == 1


def test_an_unfit_password_makes_no_account(accounts: Accounts) -> None:
    with pytest.raises(UnsuitablePassword):
        accounts.add_manager("Anne", "kort")
    with pytest.raises(UnsuitablePassword):
        accounts.set_advisor("Welkom2026!!")
    assert accounts.managers() == []
    assert accounts.adviseur() is None


def test_a_removed_manager_is_nobody(accounts: Accounts) -> None:
    made = accounts.add_manager("Anne", GOED)
    accounts.remove_manager(made.id)
    accounts.remove_manager(made.id)
    assert accounts.manager("Anne") is None
    assert not accounts.exists(made.id)


def test_the_advisor_cannot_be_removed_as_a_manager(accounts: Accounts) -> None:
    accounts.set_advisor(GOED)
    accounts.remove_manager(ADVISEUR)
    assert accounts.adviseur()


def test_a_changed_password_replaces_the_old_one_and_keeps_the_name(accounts: Accounts) -> None:
    made = accounts.add_manager("Anne", GOED)
    accounts.change_password(made.id, ANDER)
    assert accounts.is_right(accounts.manager("Anne"), ANDER)
    assert not accounts.is_right(accounts.manager("Anne"), GOED)
    with pytest.raises(NotFound):
        accounts.change_password("niemand", ANDER)


def test_nobody_has_a_right_password(accounts: Accounts) -> None:
    assert not accounts.is_right(None, GOED)
    assert not accounts.is_right(None, "van niemand")


def test_signing_in_keeps_a_password_at_the_present_cost(
    accounts: Accounts, store: Store, clock: Clock
) -> None:
    accounts.set_advisor(GOED)
    before = accounts.adviseur()
    assert before
    costlier = Passwords(PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    later = Accounts(store, costlier, clock)
    assert not later.is_right(before, ANDER)
    assert later.adviseur() == before
    assert later.is_right(before, GOED)
    after = later.adviseur()
    assert after
    assert "m=16,t=2" in after.wachtwoord
    assert later.is_right(after, GOED)


# Who signs in by the organisation


@pytest.fixture
def dearer() -> Passwords:
    return Passwords(PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))


def test_signing_in_at_another_cost_never_brings_an_old_password_back(
    accounts: Accounts, store: Store, clock: Clock, dearer: Passwords
) -> None:
    accounts.set_advisor(GOED)
    before = accounts.adviseur()
    accounts.set_advisor(ANDER)  # while the old one is being checked
    later = Accounts(store, dearer, clock)
    assert later.is_right(before, GOED)
    assert not later.is_right(later.adviseur(), GOED)
    assert later.is_right(later.adviseur(), ANDER)


def test_signing_in_at_another_cost_never_brings_a_removed_manager_back(
    accounts: Accounts, store: Store, clock: Clock, dearer: Passwords
) -> None:
    one = accounts.add_manager("Anne", GOED)
    accounts.remove_manager(one.id)
    Accounts(store, dearer, clock).is_right(one, GOED)
    assert not accounts.exists(one.id)


def test_a_new_password_never_brings_back_a_manager_who_is_removed_meanwhile(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = accounts.add_manager("Anne", GOED)
    keep = Passwords.keep

    def keep_and_remove(self: Passwords, wachtwoord: str) -> str:
        accounts.remove_manager(one.id)
        return keep(self, wachtwoord)

    monkeypatch.setattr(Passwords, "keep", keep_and_remove)
    with pytest.raises(NotFound):
        accounts.change_password(one.id, ANDER)
    assert not accounts.exists(one.id)


def test_who_knew_an_older_password_cannot_replace_the_newer_one(accounts: Accounts) -> None:
    checked = accounts.set_advisor(GOED)
    accounts.set_advisor(ANDER)
    with pytest.raises(Refused, match="net ergens anders gewijzigd"):
        accounts.set_advisor("drie gele fietsen in de schuur", checked)
    assert accounts.is_right(accounts.adviseur(), ANDER)


def test_a_person_of_the_organisation_who_comes_in_twice_at_once_has_one_account(
    accounts: Accounts,
) -> None:
    with ThreadPoolExecutor(20) as pool:
        found = list(pool.map(lambda _: accounts.admit("ab12", "Noor"), range(20)))
    assert set(found) == {accounts.get("ab12")}


def test_the_same_person_of_the_organisation_keeps_one_account(accounts: Accounts) -> None:
    made = accounts.admit("ab12", "Noor")
    assert (made.soort, made.naam, made.wachtwoord) == (VisitorKind.MANAGER, "Noor", "")
    assert accounts.admit("ab12", "Een ander") == made
    assert accounts.managers() == [made]


def test_nobody_gets_a_name_that_somebody_has_or_had(accounts: Accounts) -> None:
    accounts.add_manager("Noor", GOED)
    named = [accounts.admit(f"ab{one}", "NOOR").naam for one in range(2)]
    assert named == ["NOOR 2", "NOOR 3"]
    accounts.remove_manager("ab0")
    assert accounts.admit("ab3", "Noor").naam == "Noor 4"
    assert [accounts.admit(f"cd{one}", "").naam for one in range(2)] == ["Manager 1", "Manager 2"]
    assert [len(accounts.admit(f"ef{one}", "N" * 60).naam) for one in range(2)] == [60, 60]
    with pytest.raises(InvalidName):
        accounts.add_manager("Manager 1", GOED)


@pytest.mark.parametrize("wachtwoord", ["", GOED, "van niemand"])
def test_no_password_is_right_for_an_account_without(accounts: Accounts, wachtwoord: str) -> None:
    made = accounts.admit("ab12", "Noor")
    assert not accounts.is_right(made, wachtwoord)


def test_an_account_of_the_organisation_gets_no_password(accounts: Accounts) -> None:
    accounts.admit("ab12", "Noor")
    with pytest.raises(UnsuitablePassword, match="account van de organisatie"):
        accounts.change_password("ab12", GOED)


def test_who_was_removed_stays_out_until_let_in_again(accounts: Accounts) -> None:
    made = accounts.admit("ab12", "Noor")
    accounts.remove_manager("ab12")
    assert accounts.managers() == []
    assert not accounts.exists("ab12")
    assert accounts.blocked() == [made]
    with pytest.raises(Refused):
        accounts.admit("ab12", "Noor")
    accounts.allow_again("ab12")
    accounts.allow_again("ab12")
    assert accounts.blocked() == []
    assert accounts.admit("ab12", "Noor").naam == "Noor"


def test_who_stays_out_is_never_stored_as_a_manager(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts.admit("ab12", "Noor")
    accounts.remove_manager("ab12")
    monkeypatch.setattr(Accounts, "_admit_first", lambda *_told: pytest.fail("stored"))
    with pytest.raises(Refused):
        accounts.admit("ab12", "Noor")


def test_who_is_removed_while_coming_in_is_out(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    admit = Accounts._admit_first

    def admit_and_remove(self: Accounts, account: str, naam: str) -> Account:
        admit(self, account, naam)
        self.remove_manager(account)
        return admit(self, account, naam)  # as when the two came at once

    monkeypatch.setattr(Accounts, "_admit_first", admit_and_remove)
    with pytest.raises(Refused):
        accounts.admit("ab12", "Noor")
    assert not accounts.exists("ab12")


def test_a_manager_with_a_password_who_was_removed_leaves_nothing(accounts: Accounts) -> None:
    accounts.remove_manager(accounts.add_manager("Anne", GOED).id)
    assert accounts.blocked() == []
