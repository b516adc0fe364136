"""What the examples of deploy/ for nginx and Caddy do, each in a real process before a server."""

from __future__ import annotations

import re
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, NamedTuple

import pytest

from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Werkvorm
from gesprek.storage.values import new_id
from gesprek.web.request_limits import LOG_IN
from tests.support.builders.oefeningen import Fill, oefening_in
from tests.support.caddy import Caddy
from tests.support.certificate import NAME
from tests.support.nginx import Nginx
from tests.support.organisation import Organisatie
from tests.support.server import APP as PROGRAM
from tests.support.server import line_to
from tests.web.behind_proxy import BEHIND_PROXY, set_up
from tests.web.http_driver import HttpDriver
from tests.web.test_authentication import portier_of

if TYPE_CHECKING:
    import http.client
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.support.certificate import Certificaat
    from tests.support.proxy import Proxy
    from tests.support.server import Server

    Listen = Callable[[], AbstractContextManager[http.client.HTTPResponse]]

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
KINDS = ("nginx", "caddy")
LOGGED = {
    "nginx": (r"GET /inrichten/ \d", r"GET /m/ 502 "),
    "caddy": (r'"uri":"/inrichten/"', r'"uri":"/m/".*"status":502'),
}
"""What is left tells what was asked, and how it ended."""


class Pair(NamedTuple):
    """A proxy, the server behind it and a browser before it."""

    kind: str
    proxy: Proxy
    server: Server

    @property
    def browser(self) -> HttpDriver:
        return HttpDriver(self.proxy, host=f"{NAME}:{self.proxy.port}")


def before(kind: str, server: Server, folder: Path, certificaat: Certificaat) -> Proxy:
    """Start a proxy of this kind in front of a server."""
    if kind == "nginx":
        return Nginx(folder / kind, [server.port], NAME, certificaat).start()
    return Caddy(folder / kind, server.port, NAME, certificaat).start()


@pytest.fixture(scope="module", params=KINDS)
def pair(
    request: pytest.FixtureRequest,
    certificaat: Certificaat,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Pair]:
    """A pair for each kind: only so many failures of one address are allowed."""
    folder = tmp_path_factory.mktemp(request.param)
    server = set_up(folder, BEHIND_PROXY)
    proxy = before(request.param, server, folder, certificaat)
    yield Pair(request.param, proxy, server)
    proxy.stop()
    server.stop()


def test_the_proxy_tells_who_the_visitor_is_whatever_the_visitor_says(pair: Pair) -> None:
    one = pair.browser
    forged = [
        {"X_Forwarded_For": f"192.0.2.{n}", "Forwarded": f"for=192.0.2.{n}"} for n in range(31)
    ]
    statuses = [one.post("/aanmelden/team", {"sleutel": new_id()}, **lie).status for lie in forged]
    assert statuses == [403] * 30 + [429]
    visits = portier_of(pair.server.store)
    assert one.post("/aanmelden/team", {"sleutel": visits.renew_key(new_id())}).status == 303


def test_who_comes_without_tls_is_led_to_it(pair: Pair) -> None:
    answer = HttpDriver(_Plain(pair.proxy.plain_port), host=NAME).get(f"/m/{CODE}")
    status = {"nginx": 301, "caddy": 308}[pair.kind]
    assert (answer.status, answer.headers["Location"]) == (status, f"https://{NAME}/m/{CODE}")
    assert CODE not in pair.proxy.logs


class _Plain:
    tls = False

    def __init__(self, port: int) -> None:
        self.port = port


def test_who_came_over_tls_never_comes_without_again(pair: Pair) -> None:
    assert "max-age=31536000" in pair.browser.get("/").headers["Strict-Transport-Security"]


def test_the_large_files_of_the_page_are_packed(pair: Pair) -> None:
    one = pair.browser
    scripts = re.findall(r'src="\.?(/static/[^"]+\.js)"', one.get("/").text)
    assert scripts
    for path in scripts:
        headers = one.head(path, Accept_Encoding="gzip").headers
        assert headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in headers["Vary"]


def test_an_oversized_body_ends_at_the_proxy(pair: Pair) -> None:
    one = pair.browser
    headers = {"Origin": one.origin, "Content-Length": "7000000"}
    assert one.send("POST", "/aanmelden/team", b"", headers).status == 413


def test_no_log_of_the_proxy_holds_a_token_or_a_code(pair: Pair) -> None:
    one = pair.browser
    for path in SECRET_PATHS:
        one.get(path, Referer=f"https://{NAME}/inrichten/{TOKEN}", User_Agent=TOKEN, Cookie=TOKEN)
    pair.server.stop()
    try:
        assert one.get(f"/inrichten/{TOKEN}").status == 502
        assert one.get(f"/m/{CODE}?x={TOKEN}").status == 502
    finally:
        pair.server.start_again()
    pair.proxy.stop()  # what it wrote is on disk then
    logs = pair.proxy.logs
    pair.proxy.start()
    assert TOKEN not in logs
    assert CODE not in logs
    for pattern in LOGGED[pair.kind]:
        assert re.search(pattern, logs)


@pytest.fixture(scope="module")
def live(
    pair: Pair, certificaat: Certificaat, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Listen]:
    """What opens a live line through a proxy; a server of the whole program is behind it."""
    folder = tmp_path_factory.mktemp(f"live-{pair.kind}")
    server = set_up(folder, BEHIND_PROXY, app=PROGRAM)
    proxy = before(pair.kind, server, folder, certificaat)
    organisation = Organisatie(server.store)
    team = organisation.make_team("Team Zuid", "Anouk", "Bastiaan")
    made = oefening_in(Werkvorm.VOORBESPREKEN, 2, Stap.CASUS, Fill.EMPTY, team)
    organisation.archive.create_oefening(made)
    log_in = organisation.visits.log_ins.begin_team(team.id, generatie=None)
    visits = organisation.visits
    cookie = f"__Host-gesprek-{visits.cookie_mark}={visits.cookie_of(log_in)}"

    @contextmanager
    def listen() -> Iterator[http.client.HTTPResponse]:
        with closing(line_to(proxy.port, tls=True, seconds=60)) as line:
            line.request("GET", f"/live/{made.id}", headers={"Host": NAME, "Cookie": cookie})
            yield line.getresponse()

    yield listen
    proxy.stop()
    server.stop()


def test_the_live_line_speaks_through_the_proxy_at_once(
    live: Listen,
) -> None:
    with live() as answer:
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        assert any(answer.readline().startswith(b"data:") for _ in range(5))


def test_who_left_the_live_line_behind_the_proxy_does_not_count_any_more(
    live: Listen,
) -> None:
    for _ in range(LOG_IN.lines + 5):
        with live() as answer:
            assert answer.status == 200
            answer.readline()
