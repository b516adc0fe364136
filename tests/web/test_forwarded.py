"""Requests that somebody passed on, at a real server: uvicorn in front of the door included."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from gesprek.access.guess_limits import REM
from gesprek.access.settings import NetworkMode, Settings
from tests.support.server import Server
from tests.web.http_driver import HttpDriver
from tests.web.test_authentication import APP, GOED, now, portier_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOREIGN = {"FORWARDED_ALLOW_IPS": "127.0.0.1,::1"}  # whom uvicorn would believe, by its environment
WRONG = {"sleutel": "appel maan water tulp"}
Open = Callable[[Settings], Server]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """A function that starts a server that was set up with these settings."""
    folder, started = tmp_path / "opslag", []

    def start(settings: Settings) -> Server:
        visits = portier_of(folder)
        visits.set_up(visits.setting_up.new_link(), settings, GOED)
        started.append(Server(folder, tmp_path / "server.log", app=APP))
        return started[0].start()

    yield start
    for one in started:
        one.stop()


def settings(netwerk: NetworkMode, *proxies: str) -> Settings:
    unsafe = now() if netwerk is NetworkMode.ONBEVEILIGD else None
    return Settings(
        netwerk=netwerk, namen=("gesprek.nl",), proxies=proxies, onbeveiligd_sinds=unsafe
    )


def guess(driver: HttpDriver, seen: str, scheme: str = "http") -> int:
    """Try a key that is wrong, as passed on for an address."""
    headers = {"X-Forwarded-For": seen, "Origin": f"{scheme}://gesprek.nl"}
    return driver.post("/aanmelden/team", WRONG, **headers).status


@pytest.mark.parametrize("environment", [{}, FOREIGN], ids=["as it is", "told otherwise"])
def test_before_set_up_nothing_that_was_passed_on_counts_as_local(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    log = tmp_path / "server.log"
    server = Server(tmp_path / "opslag", log, app=APP, environment=environment).start()
    passed_on = [
        {"X-Forwarded-For": "127.0.0.1"},
        {"X-Forwarded-For": "198.51.100.7, 127.0.0.1"},
        {"X-Forwarded-For": "[::1]:80"},
        {"X-Forwarded-For": ""},
        {"X-Forwarded-Proto": "https"},
        {"X-Forwarded-Host": "localhost"},
        {"Forwarded": "for=127.0.0.1"},
        {"X-Real-IP": "127.0.0.1"},
        {"Via": "1.1 proxy"},
    ]
    try:
        one = HttpDriver(server)
        assert one.page().startswith("soort=lokaal")
        for headers in passed_on:
            raw = {"Host": one.name, **headers}
            told = json.loads(server.request("/wie", headers=raw)[1])
            assert told == [["x-gesprek-soort", "gast"]], headers
            if all(headers.values()):
                assert one.page(**headers).startswith("soort=gast"), headers
    finally:
        server.stop()


def test_through_a_trusted_proxy_each_visitor_has_failures_of_their_own(opened: Open) -> None:
    one = HttpDriver(opened(settings(NetworkMode.PROXY, "127.0.0.1")), host="gesprek.nl")
    for _ in range(REM.fouten):
        assert guess(one, "198.51.100.7", "https") == 403
    assert guess(one, "198.51.100.7", "https") == 429
    assert guess(one, "198.51.100.8", "https") == 403
    for invented in ("192.0.2.1", "192.0.2.2"):  # who comes after it counts, not what was claimed
        assert guess(one, f"{invented}, 198.51.100.7", "https") == 429


@pytest.mark.parametrize(
    "chosen",
    [settings(NetworkMode.PROXY, "10.0.0.2"), settings(NetworkMode.ONBEVEILIGD)],
    ids=["another proxy", "no proxy"],
)
def test_who_is_not_the_trusted_proxy_cannot_blame_another(opened: Open, chosen: Settings) -> None:
    scheme = "https" if chosen.has_tls else "http"
    one = HttpDriver(opened(chosen), host="gesprek.nl")
    for number in range(REM.fouten):
        assert guess(one, f"198.51.100.{number}", scheme) == 403
    assert guess(one, "198.51.100.200", scheme) == 429
