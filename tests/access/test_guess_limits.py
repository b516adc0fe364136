from pathlib import Path

import pytest

from gesprek.access import guess_limits
from gesprek.access.access_errors import TooManyAttempts
from gesprek.access.guess_limits import GuessLimits, Limit, bucket_of
from gesprek.access.signing import ServerSecrets
from gesprek.storage.shared_state import MemoryTokenBuckets

THREE = Limit("drie", 3, 30)


class Seconden:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconden() -> Seconden:
    return Seconden()


@pytest.fixture
def limits(seconden: Seconden, tmp_path: Path) -> GuessLimits:
    return GuessLimits(MemoryTokenBuckets(seconden), ServerSecrets(tmp_path))


def test_failures_up_to_the_limit_are_allowed_and_then_no_more(limits: GuessLimits) -> None:
    for _ in range(3):
        limits.check(THREE, "a")
        limits.failed(THREE, "a")
    with pytest.raises(TooManyAttempts) as refused:
        limits.check(THREE, "a")
    assert refused.value.seconden == 10
    assert (
        refused.value.sentence
        == "Dit ging te vaak mis. Wacht één minuut en probeer het dan opnieuw."
    )


def test_the_sentence_counts_whole_minutes_up() -> None:
    assert "één minuut" in TooManyAttempts(60).sentence
    assert "2 minuten" in TooManyAttempts(61).sentence


def test_attempts_that_do_not_fail_are_never_counted(limits: GuessLimits) -> None:
    for _ in range(1_000):
        limits.check(THREE, "a")


def test_one_more_is_allowed_after_the_time_that_was_told(
    limits: GuessLimits, seconden: Seconden
) -> None:
    for _ in range(3):
        limits.failed(THREE, "a")
    seconden.now += limits.wait(THREE, "a") - 0.1
    assert limits.wait(THREE, "a") == 1
    seconden.now += 0.1
    assert limits.wait(THREE, "a") == 0
    limits.failed(THREE, "a")
    assert limits.wait(THREE, "a") == 10


def test_hammering_on_does_not_lengthen_the_wait(limits: GuessLimits) -> None:
    for _ in range(1_000):
        limits.failed(THREE, "a")
    assert limits.wait(THREE, "a") == 10


def test_over_an_hour_no_more_than_twice_the_limit_is_allowed(
    limits: GuessLimits, seconden: Seconden
) -> None:
    hourly, allowed = Limit("uur", 100, 3_600), 0
    for _ in range(7_200):
        seconden.now += 0.5
        if not limits.wait(hourly, "a"):
            limits.failed(hourly, "a")
            allowed += 1
    assert 195 <= allowed <= 200


def test_another_address_and_another_limit_have_their_own_count(limits: GuessLimits) -> None:
    for _ in range(3):
        limits.failed(THREE, "a")
    assert limits.wait(THREE, "b") == 0
    assert limits.wait(Limit("andere drie", 3, 30), "a") == 0


def test_no_two_limits_have_one_name() -> None:
    names = [one.naam for one in vars(guess_limits).values() if isinstance(one, Limit)]
    assert len(names) == len(set(names)) == 14


def test_a_failure_that_was_none_is_taken_back(limits: GuessLimits) -> None:
    for _ in range(10):
        limits.failed(THREE, "a")
        limits.succeeded(THREE, "a")
    assert limits.wait(THREE, "a") == 0


def test_no_address_or_name_is_kept(seconden: Seconden, tmp_path: Path) -> None:
    buckets = MemoryTokenBuckets(seconden)
    GuessLimits(buckets, ServerSecrets(tmp_path)).failed(THREE, "192.0.2.7")
    (naam,) = buckets._empty_at
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
