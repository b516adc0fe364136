"""The door over TLS: with a certificate of its own, and behind the proxies of deploy/."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from websockets.exceptions import InvalidStatus

from gesprek.access.settings import NetworkMode, Settings
from tests.support.caddy import Caddy
from tests.support.certificate import NAME
from tests.support.nginx import Nginx
from tests.support.server import APP as PROGRAM
from tests.support.server import Server
from tests.web.behind_proxy import BEHIND_PROXY, set_up
from tests.web.http_driver import HttpDriver, Serves
from tests.web.test_authentication import GOED, kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.certificate import Certificaat


def with_certificate(made: Certificaat) -> Settings:
    return Settings(
        netwerk=NetworkMode.CERTIFICAAT,
        namen=(NAME,),
        certificaat=str(made.path),
        certificaatsleutel=str(made.key),
    )


@pytest.fixture(scope="module")
def own(certificaat: Certificaat, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with a certificate of its own."""
    one = set_up(tmp_path_factory.mktemp("eigen"), with_certificate(certificaat))
    yield one
    one.stop()


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for behind a proxy on this machine."""
    one = set_up(tmp_path_factory.mktemp("achter"), BEHIND_PROXY)
    yield one
    one.stop()


@pytest.fixture(scope="module")
def nginx(
    behind: Server, certificaat: Certificaat, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Nginx]:
    folder = tmp_path_factory.mktemp("proxy") / "nginx"
    one = Nginx(folder, [behind.port], NAME, certificaat).start()
    yield one
    one.stop()


@pytest.fixture(scope="module")
def caddy(
    behind: Server, certificaat: Certificaat, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Caddy]:
    folder = tmp_path_factory.mktemp("proxy") / "caddy"
    one = Caddy(folder, behind.port, NAME, certificaat).start()
    yield one
    one.stop()


@pytest.fixture(params=["own", "nginx", "caddy"])
def front(request: pytest.FixtureRequest) -> Serves:
    """What the browser goes to: the server itself, or a proxy before it."""
    found: Serves = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def driver(front: Serves) -> HttpDriver:
    return HttpDriver(front, host=f"{NAME}:{front.port}")


@pytest.fixture
def inside(driver: HttpDriver) -> HttpDriver:
    """A browser that signed in as the advisor."""
    assert driver.post("/aanmelden/wachtwoord", {"wachtwoord": GOED}).status == 303
    return driver


def test_the_page_and_its_files_come_over_https(driver: HttpDriver) -> None:
    page = driver.get("/")
    assert (page.status, '<html lang="nl">' in page.text) == (200, True)
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    assert driver.get("/gesprek/main.js").status == 200


def test_the_page_lives_over_wss(driver: HttpDriver) -> None:
    assert driver.page() == "soort=gast aanmelding=None"


def test_who_signs_in_is_known_on_the_page_and_in_the_routes(inside: HttpDriver) -> None:
    assert kind(inside) == "adviseur"
    assert inside.page().startswith("soort=adviseur aanmelding=")


def test_the_cookie_goes_over_tls_only_and_no_other_site_can_set_it(driver: HttpDriver) -> None:
    answer = driver.post("/aanmelden/wachtwoord", {"wachtwoord": GOED})
    assert {answer.log_in.key, f"{answer.log_in.key}-apparaat"} == set(answer.cookies)
    assert answer.log_in.key.startswith("__Host-")
    for cookie in answer.cookies.values():
        assert cookie["secure"]
        assert cookie["httponly"]
        assert (cookie["path"], cookie["domain"]) == ("/", "")


@pytest.mark.parametrize(
    "origin", ["https://kwaad.example", f"http://{NAME}", f"https://{NAME}:1", "null", ""]
)
def test_a_post_of_another_site_is_refused(inside: HttpDriver, origin: str) -> None:
    assert inside.post("/wie", Origin=origin).status == 403
    assert inside.post("/wie").status == 200


def test_a_websocket_of_another_site_is_refused(inside: HttpDriver) -> None:
    with pytest.raises(InvalidStatus) as refused:
        inside.page(Origin="https://kwaad.example")
    assert refused.value.response.status_code == 403


def test_another_name_is_refused(front: Serves) -> None:
    answer = HttpDriver(front, host="kwaad.example").get("/wie")
    if isinstance(front, Caddy):  # it answers with nothing at all
        assert (answer.status, answer.text) == (200, "")
    else:
        assert answer.status == 400


def test_headers_of_ours_that_a_client_sends_are_dropped(driver: HttpDriver) -> None:
    told = json.loads(driver.get("/wie", **{"x-gesprek-soort": "adviseur"}).text)
    assert told == [["x-gesprek-soort", "gast"]]


@pytest.mark.parametrize("path", ["/aanmelden/team", "/aanmelden/", "/wie/"])
def test_no_answer_leads_away_from_tls(driver: HttpDriver, path: str) -> None:
    place = driver.get(path).headers.get("Location", "/")
    assert place.startswith(("/", f"https://{driver.name}/"))


def test_the_program_itself_starts_as_it_was_set(certificaat: Certificaat, tmp_path: Path) -> None:
    server = set_up(tmp_path, with_certificate(certificaat), app=PROGRAM)
    try:
        one = HttpDriver(server, host=f"{NAME}:{server.port}")
        answer = one.post("/aanmelden/wachtwoord", {"wachtwoord": GOED})
        assert answer.log_in["secure"]
        assert one.get("/").status == 200
        assert HttpDriver(server, host="kwaad.example").get("/").status == 400
    finally:
        server.stop()
