"""Two real servers on one database: who signs in or out at the one does so at the other."""

from __future__ import annotations

import http.client
import json
import re
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from gesprek.access.guess_limits import REM
from gesprek.access.settings import Settings
from gesprek.access.signing import ServerSecrets
from gesprek.domain.dates import utc_now
from gesprek.services.archive import Archive
from gesprek.services.audit_log import AuditLog
from gesprek.services.visits import Visits
from gesprek.storage import open_store
from gesprek.storage.values import new_id
from scripts.find_programs import find_nginx
from tests.support.builders.oefeningen import team_of_two
from tests.support.nginx import NO_NGINX
from tests.support.postgres import NO_POSTGRES, start_cluster
from tests.support.proxy import START_SECONDS
from tests.support.server import ROOT, Server, free_port
from tests.web.http_driver import HttpDriver

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

APP = ROOT / "tests" / "support" / "door_app" / "app.py"
EXAMPLE = ROOT / "deploy" / "nginx-servers.conf"
_NGINX = """
daemon off;
pid nginx.pid;
error_log error.log emerg;
events {{ }}
http {{
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    {example}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://gesprek_servers;
            proxy_set_header Host 127.0.0.1;
            add_header X-Proef $upstream_addr always;
        }}
    }}
}}
"""
WACHTWOORD = "een paarse fiets in de sloot"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A database."""
    cluster = start_cluster()
    if cluster is None:
        pytest.skip(NO_POSTGRES)
    yield cluster.new_database()
    cluster.remove()


@pytest.fixture(scope="module")
def visits(address: str) -> Visits:
    """A doorkeeper of an organisation that was set up, beside those of the servers."""
    store = open_store(address)
    one = Visits(store, ServerSecrets(store.secret_store()), utc_now)
    one.set_up(one.setting_up.new_link(), Settings(organisatie="Zorg"), WACHTWOORD)
    return one


@pytest.fixture(scope="module")
def servers(
    address: str, visits: Visits, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Server]]:
    assert visits.setting_up.is_done
    folder = tmp_path_factory.mktemp("servers")
    environment = {"GESPREK_OPSLAG": address}
    both = [
        Server(folder, folder / f"{name}.log", app=APP, environment=environment).start()
        for name in ("een", "twee")
    ]
    yield both
    for one in both:
        one.stop()


def soort_at(server: Server, koek: str) -> str:
    """Return as whom the owner of a cookie is seen at a server."""
    _, data = server.request("/wie", headers={"Cookie": f"gesprek={koek}"})
    return str(dict(json.loads(data))["x-gesprek-soort"])


def test_a_log_in_of_one_server_counts_at_the_other_and_ends_there_too(
    servers: list[Server], visits: Visits, address: str
) -> None:
    team = Archive(open_store(address)).create_team(team_of_two()).value
    key = visits.renew_key(team.id)
    log_in = visits.sign_in.by_key(key, "127.0.0.1", onthoud=False)
    koek = visits.cookie_of(log_in)
    assert [soort_at(one, koek) for one in servers] == ["team", "team"]
    visits.sign_out(log_in)
    assert "team" not in [soort_at(one, koek) for one in servers]
    log = AuditLog(open_store(address), utc_now)
    assert "afgemeld" in [line.wat.value for line in log.lines_of(log.months()[0])]


def test_guesses_at_two_servers_count_together_and_a_right_key_still_opens(
    servers: list[Server], visits: Visits
) -> None:
    key = visits.renew_key(new_id())
    visitors = [HttpDriver(one) for one in servers]
    wrong = {"sleutel": "appel maan water tulp"}
    told = [visitors[number % 2].post("/aanmelden/team", wrong).status for number in range(34)]
    assert told == [403] * REM.fouten + [429] * 4
    assert [one.sign_in(key).status for one in visitors] == [303, 303]


@pytest.fixture
def proxy(servers: list[Server], tmp_path: Path) -> Iterator[int]:
    """The port of a real nginx with the example of deploy/ in front of both servers."""
    program = find_nginx()
    if program is None:
        pytest.skip(NO_NGINX)
    ports = iter([one.port for one in servers])
    example = re.sub(
        r"10\.0\.0\.\d+:8501", lambda _: f"127.0.0.1:{next(ports)}", EXAMPLE.read_text()
    )
    port = free_port()
    (tmp_path / "nginx.conf").write_text(_NGINX.format(example=example, port=port), "utf-8")
    running = subprocess.Popen(
        [program, "-p", str(tmp_path), "-c", "nginx.conf", "-e", str(tmp_path / "error.log")]
    )
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            ask(port, "x", "gesprek")
            break
        except OSError:
            time.sleep(0.05)
    yield port
    running.terminate()
    running.wait(START_SECONDS)


def ask(port: int, koek: str, name: str) -> tuple[str, str]:
    """Return as whom the owner of a cookie is seen, and by which server at last."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        line.request("GET", "/wie", headers={"Cookie": f"x=y; {name}={koek}"})
        answer = line.getresponse()
        seen = dict(json.loads(answer.read()))
        return seen["x-gesprek-soort"], str(answer.getheader("X-Proef")).rpartition(", ")[2]
    finally:
        line.close()


def test_who_is_signed_in_stays_at_one_server_and_goes_on_at_the_other_when_that_dies(
    servers: list[Server], proxy: int, visits: Visits, address: str
) -> None:
    team = Archive(open_store(address)).create_team(team_of_two()).value
    key = visits.renew_key(team.id)
    cookies = [
        visits.cookie_of(visits.sign_in.by_key(key, "127.0.0.1", onthoud=False)) for _ in range(20)
    ]
    name = f"gesprek-{visits.cookie_mark}"
    first = [ask(proxy, koek, name) for koek in cookies]
    assert {soort for soort, _ in first} == {"team"}
    assert len({place for _, place in first}) == 2
    # Backwards, so that taking turns gives another answer.
    assert [ask(proxy, koek, name) for koek in reversed(cookies)] == first[::-1]
    servers[0].kill()
    left = f"127.0.0.1:{servers[1].port}"
    assert [ask(proxy, koek, name) for koek in cookies] == [("team", left)] * 20
