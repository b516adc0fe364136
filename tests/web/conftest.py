"""A real server with a provider beside it, for the tests that ask for one."""

from collections.abc import Iterator

import pytest

from tests.access.conftest import klok, passwords, root, server_secrets, store
from tests.support.openid_provider import PERSON
from tests.web.browser import Bezoek
from tests.web.organisation_server import Huis, open_house

__all__ = ["klok", "passwords", "root", "server_secrets", "store"]


@pytest.fixture(scope="module")
def one_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Huis]:
    """One for each file of tests: only so many failures of one address are allowed."""
    with open_house(tmp_path_factory.mktemp("organisatie") / "opslag") as house:
        yield house


@pytest.fixture
def huis(one_house: Huis) -> Huis:
    """The house with a provider that behaves, and no manager."""
    one_house.choose()
    one_house.aanbieder.persoon = dict(PERSON)
    one_house.aanbieder.leeftijd = 0
    for one in one_house.visits.accounts.managers():
        one_house.visits.beheer.remove_manager(one.id)
    for one in one_house.visits.accounts.blocked():
        one_house.visits.accounts.allow_again(one.id)
    return one_house


@pytest.fixture
def bezoek(huis: Huis) -> Bezoek:
    return Bezoek(huis.server)
