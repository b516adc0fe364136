import pytest

from gesprek.toegang.fouten import TeVaak
from gesprek.toegang.grenzen import Grens, Grenzen, bucket_of

THREE = Grens(3, 30)


class Seconden:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconden() -> Seconden:
    return Seconden()


@pytest.fixture
def grenzen(seconden: Seconden) -> Grenzen:
    return Grenzen(seconden, most=50)


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


def test_over_an_hour_no_more_than_twice_the_limit_is_allowed(seconden: Seconden) -> None:
    grenzen, allowed = Grenzen(seconden), 0
    hourly = Grens(100, 3_600)
    for _ in range(36_000):
        seconden.now += 0.1
        if not grenzen.wait(hourly, "a"):
            grenzen.failed(hourly, "a")
            allowed += 1
    assert 195 <= allowed <= 200


def test_another_address_and_another_limit_have_their_own_count(grenzen: Grenzen) -> None:
    for _ in range(3):
        grenzen.failed(THREE, "a")
    assert grenzen.wait(THREE, "b") == 0
    assert grenzen.wait(Grens(4, 30), "a") == 0


def test_a_million_addresses_take_no_more_memory_and_the_latest_are_remembered(
    grenzen: Grenzen,
) -> None:
    for number in range(1_000):
        for _ in range(3):
            grenzen.failed(THREE, str(number))
    assert len(grenzen._buckets) == 50
    assert grenzen.wait(THREE, "999") == 10


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
