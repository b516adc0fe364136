import threading
import time
import unicodedata

import pytest
from argon2 import PasswordHasher

from gesprek.access.access_errors import UnsuitablePassword
from gesprek.access.passwords import Passwords, check_new_password

GOED = "een paarse fiets in de sloot"


@pytest.mark.parametrize(
    "good",
    [
        GOED,
        "Zwaluwen!7 kip",
        "x" * 3 + "abcdefgh" * 124,
        "пароль из слов",
        "🐟🐸🦊🐻🐼🐨🐯🦁🐮🐷🐵🐔",
    ],
)
def test_any_sign_and_12_to_1000_characters_are_allowed(good: str) -> None:
    check_new_password(good)


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("elf tekens!", "te kort"),
        ("e\u0301" * 11, "te kort"),  # 11 characters on screen, 22 as typed
        ("abcde" * 201, "te lang"),
        ("123456qwerty", "raden"),
        ("Welkom2026!!", "raden"),
        ("2026Wachtwoord", "raden"),
        ("GESPREKSTOOL1", "raden"),
        ("aaaaaaaaaaaa", "raden"),
        ("abababababab", "raden"),
        ("918273645546", "raden"),
        ("            ", "raden"),
    ],
)
def test_short_long_and_common_passwords_are_refused(bad: str, why: str) -> None:
    with pytest.raises(UnsuitablePassword) as refused:
        check_new_password(bad)
    assert why in refused.value.sentence
    assert bad not in refused.value.sentence


def test_a_password_is_kept_unreadable_and_differently_each_time(
    passwords: Passwords,
) -> None:
    one, other = passwords.keep(GOED), passwords.keep(GOED)
    assert one.startswith("$argon2id$")
    assert GOED not in one
    assert one != other
    assert passwords.is_right(one, GOED)
    assert passwords.is_right(other, GOED)


def test_an_unfit_password_is_not_kept(passwords: Passwords) -> None:
    with pytest.raises(UnsuitablePassword):
        passwords.keep("kort")


@pytest.mark.parametrize("wrong", ["", GOED + " ", GOED.upper(), GOED[:-1], "x" * 1_001, "\udcff"])
def test_another_password_is_wrong(passwords: Passwords, wrong: str) -> None:
    assert not passwords.is_right(passwords.keep(GOED), wrong)


def test_composed_and_decomposed_letters_are_the_same_password(
    passwords: Passwords,
) -> None:
    kept = passwords.keep(unicodedata.normalize("NFC", "één geëerde koe"))
    assert passwords.is_right(kept, unicodedata.normalize("NFD", "één geëerde koe"))


@pytest.mark.parametrize("broken", ["", "geen hash", "$argon2id$v=19$m=8,t=1,p=1$x$y"])
def test_a_damaged_hash_lets_nobody_in(passwords: Passwords, broken: str) -> None:
    assert not passwords.is_right(broken, GOED)


def test_for_a_name_that_nobody_has_the_same_work_is_done(
    passwords: Passwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    original = PasswordHasher.verify

    def watch(self: PasswordHasher, kept: str, password: bytes) -> bool:
        done.append(kept.rpartition("$")[0].rpartition("$")[0])  # kind, version and cost
        return original(self, kept, password)

    kept = passwords.keep(GOED)
    monkeypatch.setattr(PasswordHasher, "verify", watch)
    assert not passwords.is_right(None, GOED)
    assert not passwords.is_right(None, "van niemand")
    assert not passwords.is_right(kept, GOED + "!")
    assert len(done) == 3
    assert len(set(done)) == 1


def test_a_hash_of_another_cost_is_made_anew(passwords: Passwords) -> None:
    costlier = Passwords(PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    old = passwords.keep(GOED)
    new = costlier.renewed(old, GOED)
    assert new is not None
    assert costlier.is_right(new, GOED)
    assert costlier.renewed(new, GOED) is None


def test_the_shipped_cost_is_that_of_owasp_or_more() -> None:
    kept = Passwords().keep(GOED)
    assert "m=47104,t=2,p=1" in kept


class Slow(threading.Semaphore):
    """Gives the others time to come in after it let somebody in."""

    def __enter__(self, blocking: bool = True, timeout: float | None = None) -> bool:  # noqa: FBT001, FBT002 - as the one of Python
        let_in = self.acquire(blocking, timeout)
        time.sleep(0.05)
        return let_in


def test_two_who_try_names_that_nobody_has_at_once_do_not_wait_for_each_other_for_ever(
    passwords: Passwords,
) -> None:
    """And with them all who sign in, until the server is started again."""
    passwords._places = Slow(2)
    found: list[bool] = []
    guesses = [
        threading.Thread(
            target=lambda: found.append(passwords.is_right(None, "een paarse fiets")),
            daemon=True,
        )
        for _ in range(6)
    ]
    for one in guesses:
        one.start()
    for one in guesses:
        one.join(60)
    assert found == [False] * 6
