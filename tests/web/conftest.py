"""A real server with a provider beside it, for the tests that ask for one."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from gesprek.domain.oefening import Oefening
from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Werkvorm
from tests.access.conftest import clock, passwords, root, server_secrets, store
from tests.support.builders.oefeningen import Fill, oefening_in
from tests.support.certificate import Certificaat, make_certificate
from tests.support.openid_provider import PERSON
from tests.support.organisation import Organisatie
from tests.support.server import Server
from tests.web.http_driver import HttpDriver
from tests.web.organisation_server import House, open_house

__all__ = ["clock", "passwords", "root", "server_secrets", "store"]


@pytest.fixture(scope="module")
def one_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One for each file of tests: only so many failures of one address are allowed."""
    with open_house(tmp_path_factory.mktemp("organisatie") / "opslag") as house:
        yield house


@pytest.fixture
def house(one_house: House) -> House:
    """The house with a provider that behaves, and no manager."""
    one_house.choose()
    one_house.aanbieder.persoon = dict(PERSON)
    one_house.aanbieder.leeftijd = 0
    for one in one_house.visits.accounts.managers():
        one_house.visits.administration.remove_manager(one.id)
    for one in one_house.visits.accounts.blocked():
        one_house.visits.accounts.allow_again(one.id)
    return one_house


@pytest.fixture
def driver(house: House) -> HttpDriver:
    return HttpDriver(house.server)


@pytest.fixture(scope="module")
def certificaat(tmp_path_factory: pytest.TempPathFactory) -> Certificaat:
    return make_certificate(tmp_path_factory.mktemp("tls") / "certificaat")


class TeamServer(NamedTuple):
    """A server, an oefening at step 3, and somebody of its team who is signed in."""

    server: Server
    oefening: Oefening
    inside: HttpDriver


@pytest.fixture(scope="module")
def team_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TeamServer]:
    """One for each file of tests."""
    folder = tmp_path_factory.mktemp("team") / "opslag"
    organisation = Organisatie(folder).set_up()
    team = organisation.make_team("Team Zuid", "Noor", "Sam", "Wim")
    made = oefening_in(Werkvorm.ROLLENSPEL, 3, Stap.CASUS, Fill.EMPTY, team)
    organisation.archive.create_oefening(made)
    server = Server(folder, folder.with_suffix(".log")).start()
    inside = HttpDriver(server)
    assert inside.sign_in(organisation.visits.renew_key(team.id)).status == 303
    yield TeamServer(server, made, inside)
    server.stop()
