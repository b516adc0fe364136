import pytest

from gesprek.access.request_origin import RequestOrigin, address_of, is_local

HERE = {"host": "127.0.0.1:8501"}


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
@pytest.mark.parametrize("host", ["localhost", "localhost:8501", "127.0.0.1", "[::1]:8501"])
def test_before_set_up_this_machine_is_local(peer: str, host: str) -> None:
    assert is_local(RequestOrigin(peer, {"host": host}), ingericht=False)


def test_after_set_up_nothing_is_local() -> None:
    assert not is_local(RequestOrigin("127.0.0.1", HERE), ingericht=True)


@pytest.mark.parametrize("peer", ["192.168.1.5", "10.0.0.1", "", "testclient", "127.0.0.1.evil"])
def test_another_machine_is_never_local(peer: str) -> None:
    assert not is_local(RequestOrigin(peer, HERE), ingericht=False)


@pytest.mark.parametrize(
    "header",
    [
        *("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"),
        *("x-real-ip", "x-client-ip", "true-client-ip", "x-original-host", "cf-connecting-ip"),
        "x-forwarded",
    ],
)
def test_a_forwarded_request_is_never_local(header: str) -> None:
    assert not is_local(RequestOrigin("127.0.0.1", {**HERE, header: ""}), ingericht=False)


@pytest.mark.parametrize("host", ["", "gesprek.zorg.example", "127.0.0.1.evil.example", "evil:80"])
def test_a_name_that_only_points_at_this_machine_is_not_local(host: str) -> None:
    assert not is_local(RequestOrigin("127.0.0.1", {"host": host}), ingericht=False)


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("192.0.2.9", "198.51.100.1", "192.0.2.9"),  # no proxy of ours: its word is worth nothing
        ("10.0.0.2", "198.51.100.1", "198.51.100.1"),
        ("::ffff:10.0.0.2", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "1.1.1.1, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "198.51.100.1, 172.16.3.4", "198.51.100.1"),  # two proxies of ours
        ("10.0.0.2", "", "10.0.0.2"),
        ("10.0.0.2", "172.16.3.4", "10.0.0.2"),
        ("10.0.0.2", "garbage", "garbage"),
    ],
)
def test_failures_count_for_the_last_address_that_no_trusted_proxy_has(
    peer: str, forwarded: str, address: str
) -> None:
    origin = RequestOrigin(peer, {"x-forwarded-for": forwarded})
    assert address_of(origin, ["10.0.0.2", "172.16.0.0/12"]) == address


def test_without_proxies_the_other_end_of_the_line_counts() -> None:
    assert address_of(RequestOrigin("127.0.0.1", {"x-forwarded-for": "1.1.1.1"}), []) == "127.0.0.1"
