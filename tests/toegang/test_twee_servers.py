"""Two real servers on one database: who signs in or out at the one does so at the other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from gesprek.opslag import open_store
from gesprek.opslag.archief import Archief
from gesprek.opslag.logboek import Logboek
from gesprek.opslag.tinydb_store import utc_now
from gesprek.toegang.geheim import Geheim
from gesprek.toegang.instellingen import Instellingen
from gesprek.toegang.portier import Portier
from tests.hulp.postgres import NO_POSTGRES, start_cluster
from tests.hulp.server import ROOT, Server
from tests.opslag.voorbeelden import team_with_people

if TYPE_CHECKING:
    from collections.abc import Iterator

APP = ROOT / "tests" / "hulp" / "deurapp" / "app.py"
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
def portier(address: str) -> Portier:
    """A doorkeeper of an organisation that was set up, beside those of the servers."""
    store = open_store(address)
    one = Portier(store, Geheim(store.kluis()), utc_now)
    one.set_up(one.inrichting.new_link(), Instellingen(organisatie="Zorg"), WACHTWOORD)
    return one


@pytest.fixture(scope="module")
def servers(
    address: str, portier: Portier, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Server]]:
    assert portier.inrichting.is_done
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
    servers: list[Server], portier: Portier, address: str
) -> None:
    team = Archief(open_store(address)).create_team(team_with_people()).waarde
    key = portier.renew_key(team.id)
    aanmelding = portier.ingang.by_key(key, "127.0.0.1", onthoud=False)
    koek = portier.cookie_of(aanmelding)
    assert [soort_at(one, koek) for one in servers] == ["team", "team"]
    portier.sign_out(aanmelding)
    assert "team" not in [soort_at(one, koek) for one in servers]
    log = Logboek(open_store(address), utc_now)
    assert "afgemeld" in [line.wat.value for line in log.lines_of(log.months()[0])]
