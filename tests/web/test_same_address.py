"""One server, opened as the same address in many spellings, and through proxies that differ."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from websockets.exceptions import InvalidStatus

from gesprek.access.openid import ProviderSettings
from gesprek.access.settings import change_settings
from gesprek.storage.values import new_id
from gesprek.web.static_files import NO_PREFIX
from tests.support.certificate import NAME
from tests.support.nginx import Nginx
from tests.support.openid_provider import CLIENT, ROLE, SECRET, ProviderClient
from tests.web.behind_proxy import BEHIND_PROXY, set_up
from tests.web.http_driver import HttpDriver
from tests.web.test_authentication import portier_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.certificate import Certificaat
    from tests.support.server import Server

SAME = [  # as what it was opened, what the page says, and what else a proxy tells
    (NAME, f"https://{NAME}", {}),
    (NAME, f"https://{NAME}:443", {}),
    (f"{NAME}:443", f"https://{NAME}", {}),
    (NAME.upper(), f"HTTPS://{NAME}", {}),
    (f"{NAME}.", f"https://{NAME}.", {}),
    (f"{NAME}.", f"https://{NAME}", {}),
    (f"{NAME}:8443", f"https://{NAME}:8443", {}),
    (f"{NAME.upper()}.:8443", f"https://{NAME}:8443", {}),
    (NAME.replace(".", "%2E"), f"https://{NAME}", {}),
    (NAME, f"https://{NAME}:8443", {"X-Forwarded-Port": "8443"}),
    (NAME, f"https://{NAME}", {"X-Forwarded-Port": "8443"}),
    ("127.0.0.1:8501", f"https://{NAME}:8443", {"X-Forwarded-Host": f"{NAME}:8443"}),
    ("127.0.0.1:8501", f"https://{NAME}", {"X-Forwarded-Host": NAME, "X-Forwarded-Proto": "http"}),
]
OTHER = [
    (NAME, f"http://{NAME}", {}),
    (NAME, f"https://{NAME}:8443", {}),
    (f"{NAME}:8443", f"https://{NAME}", {}),
    (NAME, f"https://{NAME}.evil.example", {}),
    (NAME, f"https://user@{NAME}", {}),
    (NAME, f"https://{NAME}/", {}),
    (NAME, f"https://{NAME}\\@evil.example", {}),
    (NAME, "https://evil.example", {"X-Forwarded-Host": "evil.example"}),
    (NAME, f"https://{NAME}:9", {"X-Forwarded-Host": f"{NAME}:8443"}),
    (NAME, "null", {}),
    (NAME, "https://", {}),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    one = set_up(tmp_path_factory.mktemp("adres"), BEHIND_PROXY)
    yield one
    one.stop()


def opens(server: Server, host: str, origin: str, more: dict[str, str]) -> bool:
    """Sign in as a page of this origin does, and open its WebSocket; return whether both work."""
    key = portier_of(server.store).renew_key(new_id())
    one = HttpDriver(server, host=host)
    status = one.post("/aanmelden/team", {"sleutel": key}, Origin=origin, **more).status
    try:
        line = one.page(Origin=origin, **more)
    except InvalidStatus:
        line = ""
    assert (status == 303) == line.startswith("soort=team"), (status, line)
    return status == 303


@pytest.mark.parametrize(("host", "origin", "more"), SAME)
def test_the_same_address_in_another_spelling_is_ours(
    server: Server, host: str, origin: str, more: dict[str, str]
) -> None:
    assert opens(server, host, origin, more)


@pytest.mark.parametrize(("host", "origin", "more"), OTHER)
def test_another_address_stays_foreign(
    server: Server, host: str, origin: str, more: dict[str, str]
) -> None:
    assert not opens(server, host, origin, more)


@pytest.mark.parametrize(
    "host", ["ander.nl", f"{NAME}.evil.example", f"{NAME}@evil.example", ".", "a:b"]
)
def test_a_name_that_is_not_ours_is_refused_in_dutch(server: Server, host: str) -> None:
    answer = HttpDriver(server, host=host).get("/wie")
    assert (answer.status, answer.text) == (400, "Dit adres is niet het adres van Gesprekstool.")


@pytest.mark.parametrize("host", ["[0:0:0:0:0:0:0:1]:8501", "LOCALHOST.", "[::1]"])
def test_this_machine_is_ours_in_each_spelling(server: Server, host: str) -> None:
    assert HttpDriver(server, host=host).get("/wie").status == 200


@pytest.mark.parametrize(
    ("host", "more", "own"),
    [
        (f"{NAME.upper()}:443", {}, NAME),
        (f"{NAME}.", {}, NAME),
        (f"{NAME}:8443", {}, f"{NAME}:8443"),
        ("127.0.0.1:8501", {"X-Forwarded-Host": f"{NAME}:8443"}, f"{NAME}:8443"),
        (NAME, {"X-Forwarded-Port": "8443"}, f"{NAME}:8443"),
        (NAME, {"X-Forwarded-Host": "evil.example", "X-Forwarded-Port": "443"}, NAME),
    ],
)
def test_the_provider_gets_the_address_that_was_registered(
    server: Server, host: str, more: dict[str, str], own: str
) -> None:
    provider = ProviderClient().start()
    try:
        log_in = ProviderSettings(uitgever=provider.issuer(), client_id=CLIENT, waarde=ROLE)
        visits = portier_of(server.store)
        change_settings(visits.store, lambda one: one.changed(organisatie_aanmelding=log_in))
        visits.organisation.set_secret(SECRET)
        answer = HttpDriver(server, host=host).get("/aanmelden/organisatie", **more)
        told = parse_qs(urlsplit(answer.headers["Location"]).query)
        assert told["redirect_uri"] == [f"https://{own}/aanmelden/organisatie/terug"]
    finally:
        provider.stop()


def test_below_a_path_it_says_that_it_cannot(server: Server) -> None:
    one = HttpDriver(server, host=NAME)
    for path in ("/", "/aanmelden", "/static/js/x.js", "/stap-3?o=x"):
        answer = one.get(path, **{"X-Forwarded-Prefix": "/gesprekstool"})
        assert (answer.status, answer.text) == (421, NO_PREFIX)
    assert one.get("/aanmelden", **{"X-Forwarded-Prefix": "/"}).status == 200


@pytest.mark.parametrize("path", ["/aanmelden", "/stap-1"])
def test_a_page_that_finds_none_of_our_styles_says_why(server: Server, path: str) -> None:
    one = HttpDriver(server, host=NAME)
    assert '<p class="gesprek-verdwaald">' in one.get(path).text
    assert NO_PREFIX in one.get(path).text
    assert ".gesprek-verdwaald { display: none; }" in one.get("/gesprek/letters.css").text
    assert 'href="/gesprek/letters.css"' in one.get(path).text


@pytest.mark.parametrize(
    "passes",
    [
        "proxy_set_header Host $http_host;",
        "proxy_set_header Host $host; proxy_set_header X-Forwarded-Host $http_host;",
        "proxy_set_header Host $host; proxy_set_header X-Forwarded-Port $server_port;",
        "proxy_set_header X-Forwarded-Host $http_host;",  # Host is then 127.0.0.1:8501
    ],
)
def test_a_proxy_on_another_port_works_however_it_passes_the_name_on(
    server: Server, certificaat: Certificaat, tmp_path: Path, passes: str
) -> None:
    proxy = Nginx(tmp_path / "nginx", [server.port], NAME, certificaat)
    place = proxy.folder / "nginx.conf"
    text = place.read_text("utf-8")
    for old in (
        'proxy_set_header X-Forwarded-Host  "";',
        "proxy_set_header Host              $http_host;",
    ):
        assert old in text
        text = text.replace(old, passes if "http_host" in old else "")
    place.write_text(text, "utf-8")
    proxy.start()
    try:
        one = HttpDriver(proxy, host=f"{NAME}:{proxy.port}")
        key = portier_of(server.store).renew_key(new_id())
        assert one.sign_in(key).status == 303
        assert one.page().startswith("soort=team")
    finally:
        proxy.stop()
