"""Addresses that are the same by the rules of URLs are the same here, and no others are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesprek.access.access_errors import InvalidSetting
from gesprek.access.request_origin import (
    RequestOrigin,
    authority,
    host_name,
    is_local,
    name_in,
    own_addresses,
)
from gesprek.access.settings import NetworkMode, Settings, address_for_colleagues

NAME = "gesprek.zorg.example"
OURS = {NAME}
PROXY = "10.0.0.2"
BEHIND = Settings(netwerk=NetworkMode.PROXY, namen=(NAME,), proxies=(PROXY,))


@pytest.mark.parametrize(
    ("spelled", "name"),
    [
        ("GESPREK.Zorg.Example", NAME),
        (f"{NAME}.", NAME),
        ("gesprek%2Ezorg%2eexample", NAME),
        ("%67esprek.zorg.example", NAME),
        ("zörg.example", "xn--zrg-sna.example"),
        ("ZÖRG.example", "xn--zrg-sna.example"),
        ("XN--ZRG-SNA.example", "xn--zrg-sna.example"),
        ("z\u00f6rg\u3002example", "xn--zrg-sna.example"),
        ("[0:0:0:0:0:0:0:1]", "[::1]"),
        ("[FD00:0::0001]", "[fd00::1]"),
        ("127.0.0.1", "127.0.0.1"),
        ("LOCALHOST.", "localhost"),
    ],
)
def test_a_name_has_one_spelling(spelled: str, name: str) -> None:
    assert host_name(spelled) == name


@pytest.mark.parametrize(
    "odd",
    [
        *("", ".", "..", "a..b", "a b", "a/b", "a\\b", "a@b", "a?b", "a#b", "a%2Fb", "a%00b"),
        *("[", "[]", "[::1", "::1", "[evil]", "a:80", "a%3A80", "a\r\nb", "ö" * 300, "%zz"),
    ],
)
def test_what_is_no_name_is_none(odd: str) -> None:
    assert host_name(odd) == ""


@pytest.mark.parametrize(
    ("spelled", "scheme", "told"),
    [
        (f"{NAME}:443", "https", NAME),
        (f"{NAME}:0443", "https", NAME),
        (f"{NAME}:80", "http", NAME),
        (f"{NAME}:", "https", NAME),
        (f"{NAME}:80", "https", f"{NAME}:80"),
        (f"{NAME}.:8443", "https", f"{NAME}:8443"),
        ("[0::1]:8501", "http", "[::1]:8501"),
        ("[::1]", "http", "[::1]"),
        (f"{NAME}:x", "https", ""),
        (f"{NAME}:1:2", "https", ""),
        ("user@" + NAME, "https", ""),
    ],
)
def test_the_usual_port_is_left_out_and_any_other_stays(
    spelled: str, scheme: str, told: str
) -> None:
    assert authority(spelled, scheme) == told


@given(st.one_of(st.text(), st.from_regex(r"[a-z%.\[\]:0-9Ö@/]{0,20}", fullmatch=True)))
def test_one_spelling_stays_that_spelling(text: str) -> None:
    told = authority(text, "https")
    assert authority(told, "https") == told
    assert told.isascii()
    assert not set(told) & set("/\\@?#%\r\n\t ")
    assert host_name(name_in(told)) == name_in(told)


def seen(peer: str, **headers: str) -> RequestOrigin:
    return RequestOrigin(peer, {name.replace("_", "-"): told for name, told in headers.items()})


@pytest.mark.parametrize(
    ("headers", "own"),
    [
        ({"host": NAME}, {NAME}),
        ({"host": f"{NAME}:443"}, {NAME}),
        ({"host": f"{NAME}:8443"}, {f"{NAME}:8443"}),
        ({"host": NAME, "x_forwarded_port": "8443"}, {NAME, f"{NAME}:8443"}),
        ({"host": NAME, "x_forwarded_port": "x"}, {NAME}),
        ({"host": "127.0.0.1:8501", "x_forwarded_host": NAME}, {NAME, "127.0.0.1:8501"}),
        ({"host": NAME, "x_forwarded_host": f"{NAME}:8443"}, {NAME, f"{NAME}:8443"}),
        ({"host": NAME, "x_forwarded_host": f"evil.example, {NAME}.:443"}, {NAME}),
        ({"host": NAME, "x_forwarded_host": "evil.example"}, {NAME}),
    ],
)
def test_our_own_proxy_tells_as_what_it_was_opened(headers: dict[str, str], own: set[str]) -> None:
    assert set(own_addresses(seen(PROXY, **headers), [PROXY], OURS, "https")) == own


def test_what_it_tells_comes_before_what_it_asked_us_as() -> None:
    told = seen(PROXY, host="127.0.0.1:8501", x_forwarded_host=f"{NAME}:8443")
    assert own_addresses(told, [PROXY], OURS, "https")[0] == f"{NAME}:8443"


def test_nobody_else_tells_as_what_we_were_opened() -> None:
    told = seen("10.0.0.3", host=NAME, x_forwarded_host=f"{NAME}:9", x_forwarded_port="9")
    assert own_addresses(told, [PROXY], OURS, "https") == (NAME,)


@pytest.mark.parametrize("host", ["LOCALHOST.:8501", "[0:0:0:0:0:0:0:1]:8501", "127.0.0.1:80"])
def test_this_machine_is_local_however_it_is_spelled(host: str) -> None:
    assert is_local(RequestOrigin("127.0.0.1", {"host": host}), ingericht=False)


@pytest.mark.parametrize("typed", ["Gesprek.Zorg.example.", " gesprek.zorg.example "])
def test_the_name_that_the_advisor_types_is_kept_in_that_spelling(typed: str) -> None:
    assert BEHIND.changed(namen=(typed,)).namen == (NAME,)


def test_a_name_with_signs_of_its_own_is_kept_as_browsers_send_it() -> None:
    assert "xn--zrg-sna.example" in BEHIND.changed(namen=("zörg.example",)).hosts


@pytest.mark.parametrize("typed", [f"{NAME}/gesprekstool", f"https://{NAME}/gesprekstool/"])
def test_a_path_below_a_name_is_refused_with_the_reason(typed: str) -> None:
    with pytest.raises(InvalidSetting, match="niet op een pad"):
        BEHIND.changed(namen=(typed,))


@pytest.mark.parametrize(
    ("here", "told"),
    [
        (f"https://{NAME}/team", f"https://{NAME}"),
        (f"https://{NAME}:443/team", f"https://{NAME}"),
        (f"https://{NAME}:8443/team", f"https://{NAME}:8443"),
        (f"https://{NAME.upper()}.:8443/team", f"https://{NAME}:8443"),
        ("http://127.0.0.1:8501/team", f"https://{NAME}"),
        ("http://[::1]:8501/team", f"https://{NAME}"),
    ],
)
def test_colleagues_get_the_port_of_the_proxy_and_never_ours(here: str, told: str) -> None:
    assert address_for_colleagues(BEHIND, here) == told
