"""Stories: a visitor in a real browser, a real server, and a look in its store."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from gesprek.services.archive import Archive
from gesprek.storage import open_store
from tests.stories.visitor import Bezoeker
from tests.stories.waiting import Wacht
from tests.support.builders.oefeningen import team_of
from tests.support.server import Server, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from gesprek.domain.team import Team


class Huis(NamedTuple):
    """A server that runs, and a look in its store from outside."""

    server: Server
    archive: Archive


@pytest.fixture(scope="session")
def huis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Huis]:
    """One server for all stories that leave it running; each story has a team of its own."""
    with running(tmp_path_factory.mktemp("huis")) as server:
        yield Huis(server, Archive(open_store(str(server.store))))


@pytest.fixture
def bezoeker(visitor: Callable[..., Page]) -> Iterator[Callable[..., Bezoeker]]:
    """A function that lets a visitor come to a server; the guard reports at the end."""
    guards = []

    def arrive(server: Server, kind: type[Bezoeker] = Bezoeker, **options: object) -> Bezoeker:
        page = visitor(**{"viewport": {"width": 1280, "height": 800}, **options})
        guard = Wacht(page.context, server)
        guards.append(guard)
        return kind(guard.guard(page), server.url, guard)

    yield arrive
    for guard in guards:
        guard.check()


@pytest.fixture
def make_team(huis: Huis) -> Callable[..., Team]:
    """A function that stores a team with these names on its list."""

    def make(naam: str, *names: str) -> Team:
        return huis.archive.create_team(team_of(naam, names)).waarde

    return make
