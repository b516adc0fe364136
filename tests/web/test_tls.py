"""The door over TLS: with a certificate of its own, and behind the nginx of deploy/."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from websockets.exceptions import InvalidStatus

from gesprek.access.settings import NetworkMode, Settings
from gesprek.cli.serve import plan_of
from gesprek.storage.values import new_id
from tests.support.certificate import NAME, Certificaat, make_certificate
from tests.support.nginx import Nginx
from tests.support.server import APP as PROGRAM
from tests.support.server import Server
from tests.web.http_driver import HttpDriver, Serves
from tests.web.test_authentication import APP, GOED, kind, now, portier_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOKEN = "Zq7-geheim_token-x9"  # noqa: S105 - opens nothing
CODE = "XKCD42"
SECRET_PATHS = [
    f"/inrichten/{TOKEN}",
    f"//inrichten/{TOKEN}",
    f"/%69nrichten/{TOKEN}",
    f"/INRICHTEN/{TOKEN}",
    f"/m/{CODE}",
    f"/agenda/{TOKEN}.ics",
    f"/aanmelden?code={CODE}",
    f"/{CODE}",
    f"/?o={TOKEN}",
    f"/static/{TOKEN}",
    f"/nieuw/{TOKEN}",
]


def set_up(folder: Path, settings: Settings, app: Path = APP) -> Server:
    """Start a server as the program does, of an organisation with these settings."""
    visits = portier_of(folder / "opslag")
    visits.set_up(visits.setting_up.new_link(), settings, GOED)
    one = Server(folder / "opslag", folder / "server.log", app=app)
    one.plan = plan_of(settings, now())
    return one.start()


@pytest.fixture(scope="module")
def certificaat(tmp_path_factory: pytest.TempPathFactory) -> Certificaat:
    return make_certificate(tmp_path_factory.mktemp("tls") / "certificaat")


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
    settings = Settings(netwerk=NetworkMode.PROXY, namen=(NAME,), proxies=("127.0.0.1",))
    one = set_up(tmp_path_factory.mktemp("achter"), settings)
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


@pytest.fixture(params=["own", "nginx"])
def front(request: pytest.FixtureRequest) -> Serves:
    """What the browser goes to: the server itself, or nginx before it."""
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


# Both ways


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
    assert {"__Host-gesprek", "__Host-gesprek-apparaat"} == set(answer.cookies)
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
    assert HttpDriver(front, host="kwaad.example").get("/wie").status == 400


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
        assert answer.cookies["__Host-gesprek"]["secure"]
        assert one.get("/").status == 200
        assert HttpDriver(server, host="kwaad.example").get("/").status == 400
    finally:
        server.stop()


# Behind nginx


def test_the_proxy_tells_who_the_visitor_is_whatever_the_visitor_says(
    nginx: Nginx, behind: Server
) -> None:
    one = HttpDriver(nginx, host=f"{NAME}:{nginx.port}")
    statuses = [
        one.post("/aanmelden/team", {"sleutel": new_id()}, X_Forwarded_For=f"192.0.2.{n}").status
        for n in range(31)
    ]
    assert statuses == [403] * 30 + [429]
    visits = portier_of(behind.store)
    assert one.post("/aanmelden/team", {"sleutel": visits.renew_key(new_id())}).status == 303


def test_who_comes_without_tls_is_led_to_it(nginx: Nginx) -> None:
    answer = HttpDriver(_Plain(nginx.plain_port), host=NAME).get(f"/m/{CODE}")
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{NAME}/m/{CODE}")
    assert CODE not in nginx.logs


class _Plain:
    tls = False

    def __init__(self, port: int) -> None:
        self.port = port


def test_the_large_files_of_the_page_are_packed(nginx: Nginx) -> None:
    one = HttpDriver(nginx, host=f"{NAME}:{nginx.port}")
    scripts = re.findall(r'src="\.?(/static/[^"]+\.js)"', one.get("/").text)
    assert scripts
    for path in scripts:
        headers = one.head(path, Accept_Encoding="gzip").headers
        assert headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in headers["Vary"]


def test_an_oversized_body_ends_at_the_proxy(nginx: Nginx) -> None:
    one = HttpDriver(nginx, host=f"{NAME}:{nginx.port}")
    headers = {"Origin": one.origin, "Content-Length": "7000000"}
    assert one.send("POST", "/aanmelden/team", b"", headers).status == 413


def test_no_log_of_the_proxy_holds_a_token_or_a_code(nginx: Nginx, behind: Server) -> None:
    one = HttpDriver(nginx, host=f"{NAME}:{nginx.port}")
    for path in SECRET_PATHS:
        one.get(path, Referer=f"https://{NAME}/inrichten/{TOKEN}", User_Agent=TOKEN)
    behind.stop()
    try:
        assert one.get(f"/inrichten/{TOKEN}").status == 502
        assert one.get(f"/m/{CODE}?x={TOKEN}").status == 502
    finally:
        behind.start_again()
    logs = nginx.logs
    assert TOKEN not in logs
    assert CODE not in logs
    assert "GET /inrichten/ " in logs  # what is left tells what was asked, and how it ended
    assert "GET /m/ 502 " in logs
