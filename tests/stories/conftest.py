"""Stories: a visitor in a real browser, a real server, and a look in its store."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from gesprek.services.archive import Archive
from gesprek.storage import open_store
from tests.stories.browser_driver import BrowserDriver
from tests.stories.waiting import Guard
from tests.support.builders.oefeningen import team_of
from tests.support.server import Server, running
from tests.support.windows_server import running_on_windows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from gesprek.domain.team import Team


class House(NamedTuple):
    """A server that runs, and a look in its store from outside."""

    server: Server
    archive: Archive


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One server for all stories that leave it running; each story has a team of its own."""
    with running(tmp_path_factory.mktemp("huis")) as server:
        yield House(server, Archive(open_store(str(server.store))))


@pytest.fixture
def house_on_windows(tmp_path: Path) -> Iterator[House]:
    """A server in a Python for Windows; asked for before ``new_driver``, it ends after it."""
    with running_on_windows(tmp_path) as server:
        yield House(server, Archive(open_store(str(server.store))))


@pytest.fixture
def new_driver(visitor: Callable[..., Page]) -> Iterator[Callable[..., BrowserDriver]]:
    """A function that lets a visitor come to a server; the guard reports at the end."""
    guards = []

    def arrive(
        server: Server, kind: type[BrowserDriver] = BrowserDriver, **options: object
    ) -> BrowserDriver:
        page = visitor(**{"viewport": {"width": 1280, "height": 800}, **options})
        guard = Guard(page.context, server)
        guards.append(guard)
        return kind(guard.guard(page), server.url, guard)

    yield arrive
    for guard in guards:
        guard.check()


@pytest.fixture
def make_team(house: House) -> Callable[..., Team]:
    """A function that stores a team with these names on its list."""

    def make(naam: str, *names: str) -> Team:
        return house.archive.create_team(team_of(naam, names)).value

    return make
