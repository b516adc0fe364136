from pathlib import Path

import pytest

from gesprek.access import guess_limits as limits
from gesprek.access.access_errors import TeVaak
from gesprek.access.guess_limits import Grens, Grenzen, bucket_of
from gesprek.access.signing import Geheim
from gesprek.storage.shared_state import Geheugenemmers

THREE = Grens("drie", 3, 30)


class Seconden:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconden() -> Seconden:
    return Seconden()


@pytest.fixture
def grenzen(seconden: Seconden, tmp_path: Path) -> Grenzen:
    return Grenzen(Geheugenemmers(seconden), Geheim(tmp_path))


def test_failures_up_to_the_limit_are_allowed_and_then_no_more(grenzen: Grenzen) -> None:
    for _ in range(3):
        grenzen.check(THREE, "a")
        grenzen.failed(THREE, "a")
    with pytest.raises(TeVaak) as refused:
        grenzen.check(THREE, "a")
    assert refused.value.seconden == 10
    assert refused.value.zin == "Dit ging te vaak mis. Wacht één minuut en probeer het dan opnieuw."


def test_the_sentence_counts_whole_minutes_up() -> None:
    assert "één minuut" in TeVaak(60).zin
    assert "2 minuten" in TeVaak(61).zin


def test_attempts_that_do_not_fail_are_never_counted(grenzen: Grenzen) -> None:
    for _ in range(1_000):
        grenzen.check(THREE, "a")


def test_one_more_is_allowed_after_the_time_that_was_told(
    grenzen: Grenzen, seconden: Seconden
) -> None:
    for _ in range(3):
        grenzen.failed(THREE, "a")
    seconden.now += grenzen.wait(THREE, "a") - 0.1
    assert grenzen.wait(THREE, "a") == 1
    seconden.now += 0.1
    assert grenzen.wait(THREE, "a") == 0
    grenzen.failed(THREE, "a")
    assert grenzen.wait(THREE, "a") == 10


def test_hammering_on_does_not_lengthen_the_wait(grenzen: Grenzen) -> None:
    for _ in range(1_000):
        grenzen.failed(THREE, "a")
    assert grenzen.wait(THREE, "a") == 10


def test_over_an_hour_no_more_than_twice_the_limit_is_allowed(
    grenzen: Grenzen, seconden: Seconden
) -> None:
    hourly, allowed = Grens("uur", 100, 3_600), 0
    for _ in range(7_200):
        seconden.now += 0.5
        if not grenzen.wait(hourly, "a"):
            grenzen.failed(hourly, "a")
            allowed += 1
    assert 195 <= allowed <= 200


def test_another_address_and_another_limit_have_their_own_count(grenzen: Grenzen) -> None:
    for _ in range(3):
        grenzen.failed(THREE, "a")
    assert grenzen.wait(THREE, "b") == 0
    assert grenzen.wait(Grens("andere drie", 3, 30), "a") == 0


def test_no_two_limits_have_one_name() -> None:
    names = [one.naam for one in vars(limits).values() if isinstance(one, Grens)]
    assert len(names) == len(set(names)) == 10


def test_a_failure_that_was_none_is_taken_back(grenzen: Grenzen) -> None:
    for _ in range(10):
        grenzen.failed(THREE, "a")
        grenzen.succeeded(THREE, "a")
    assert grenzen.wait(THREE, "a") == 0


def test_no_address_or_name_is_kept(seconden: Seconden, tmp_path: Path) -> None:
    emmers = Geheugenemmers(seconden)
    Grenzen(emmers, Geheim(tmp_path)).failed(THREE, "192.0.2.7")
    (naam,) = emmers._empty_at
    assert "192.0.2.7" not in naam
    assert len(naam) == 64


@pytest.mark.parametrize(
    ("address", "bucket"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "onbekend"),
        ("testclient", "onbekend"),
    ],
)
def test_an_address_counts_as_the_place_it_stands_for(address: str, bucket: str) -> None:
    assert bucket_of(address) == bucket
