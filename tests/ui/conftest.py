"""Every test has a store and a team of its own; the tabs of a test share them."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from gesprek.access.passwords import Passwords
from gesprek.access.settings import Settings
from gesprek.access.visitors import LogIn
from gesprek.domain.oefening import Oefening
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.archive import Archive, Versioned
from gesprek.services.root import services
from gesprek.services.visits import Visits
from gesprek.storage import open_store
from gesprek.trends import chart_process
from tests.support.builders.oefeningen import Fill, oefening_in, team_of_five
from tests.ui.page_driver import PageDriver

WACHTWOORD = "een paarse fiets in de sloot"
Make = Callable[..., Oefening]
OwnDevice = Callable[..., PageDriver]
Elsewhere = Callable[..., Oefening | None]

# Files in memory where the system has that: hundreds of small saves wait for no disk.
_MEMORY = Path("/dev/shm")  # noqa: S108 - the folder in it is private


@pytest.fixture
def root(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of the store, which the screens use too."""
    memory = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="gesprek-", dir=memory) as folder:
        monkeypatch.setenv("GESPREK_OPSLAG", str(Path(folder, "opslag")))
        yield Path(folder, "opslag")


@pytest.fixture
def archive(root: Path) -> Archive:
    """A look in the store from outside the screens."""
    return Archive(open_store(str(root)))


@pytest.fixture
def team(archive: Archive) -> Team:
    return archive.create_team(team_of_five()).value


@pytest.fixture
def tab(root: Path) -> PageDriver:
    """A browser tab in which nothing is open yet."""
    assert root.is_absolute()
    return PageDriver()


@pytest.fixture
def make(archive: Archive, team: Team) -> Make:
    """A function that stores an oefening of this team in a given state."""

    def make(werkvorm: Werkvorm, people: int, until: Stap, fill: Fill = Fill.EMPTY) -> Oefening:
        made = oefening_in(werkvorm, people, until, fill, team)
        return archive.create_oefening(made).value

    return make


@pytest.fixture
def visits(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Visits:
    """The doorkeeper of an organisation that was set up, with passwords at the lowest cost."""
    assert archive.teams() is not None
    cheap = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    monkeypatch.setattr("gesprek.services.visits.Passwords", lambda: cheap)
    found = services().visits
    settings = Settings(organisatie="Zorg aan de Maas")
    found.set_up(found.setting_up.new_link(), settings, WACHTWOORD)
    return found


@pytest.fixture
def as_visitor() -> Callable[..., PageDriver]:
    """A function that returns a tab of a visitor: a kind, or a log-in."""

    def arrive(who: str | LogIn) -> PageDriver:
        if isinstance(who, str):
            return PageDriver({"soort": who})
        return PageDriver({"soort": who.soort.value, "aanmelding": who.id})

    return arrive


@pytest.fixture
def own_device(visits: Visits, as_visitor: Callable[..., PageDriver]) -> OwnDevice:
    """A function that returns a tab on the own device of a person, or of all (no person)."""

    def come(one: Oefening, person: str = "") -> PageDriver:
        log_in = visits.sign_in.by_code(visits.join_codes.code_of(one.id), "10.0.0.1")
        visits.log_ins.be(log_in.id, person)
        tab: PageDriver = as_visitor(log_in)
        return tab

    return come


@pytest.fixture
def elsewhere(archive: Archive) -> Elsewhere:
    """A function that changes an oefening on another device."""

    def elsewhere(one: Oefening, change: Callable[[Oefening], Oefening]) -> Oefening:
        seen = archive.oefening(one.id)
        return archive.save(seen, change(seen.value)).value

    return elsewhere


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch, archive: Archive) -> Elsewhere:
    """A function that lets another device save between the reading and the next save of a page."""
    real = Archive.save

    def at_the_next_save(one: Oefening, change: Callable[[Oefening], Oefening]) -> None:
        def save(
            mine: Archive, seen: Versioned[Oefening], changed: Oefening
        ) -> Versioned[Oefening]:
            monkeypatch.setattr(Archive, "save", real)
            now = archive.oefening(one.id)
            real(archive, now, change(now.value))
            return real(mine, seen, changed)

        monkeypatch.setattr(Archive, "save", save)

    return at_the_next_save


@pytest.fixture
def beheer(visits: Visits, as_visitor: Callable[..., PageDriver]) -> PageDriver:
    """The page Beheer of the advisor, after the set-up."""
    advisor = visits.sign_in.by_password(None, WACHTWOORD, "10.0.0.1")
    tab: PageDriver = as_visitor(advisor)
    return tab.open("beheer")


@pytest.fixture(autouse=True)
def drawn_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw charts without a process: to start one takes a second, and few tests are about it."""
    monkeypatch.setattr(chart_process, "run", chart_process.answer)
