"""Every test has a store and a team of its own; the tabs of a test share them."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from gesprek.access.passwords import Wachtwoorden
from gesprek.access.settings import Instellingen
from gesprek.access.visitors import Aanmelding
from gesprek.domain.oefening import Oefening
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.archive import Archief, Versie
from gesprek.services.root import services
from gesprek.services.visits import Portier
from gesprek.storage import open_store
from tests.ui.oefeningen import Gevuld, oefening_in, team_of_five
from tests.ui.tab import Tab

WACHTWOORD = "een paarse fiets in de sloot"
Maak = Callable[..., Oefening]
Toestel = Callable[..., Tab]
Elders = Callable[..., Oefening | None]

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
def archief(root: Path) -> Archief:
    """A look in the store from outside the screens."""
    return Archief(open_store(str(root)))


@pytest.fixture
def team(archief: Archief) -> Team:
    return archief.create_team(team_of_five()).waarde


@pytest.fixture
def tab(root: Path) -> Tab:
    """A browser tab in which nothing is open yet."""
    assert root.is_absolute()
    return Tab()


@pytest.fixture
def maak(archief: Archief, team: Team) -> Maak:
    """A function that stores an oefening of this team in a given state."""

    def make(werkvorm: Werkvorm, people: int, until: Stap, fill: Gevuld = Gevuld.LEEG) -> Oefening:
        made = oefening_in(werkvorm, people, until, fill, team)
        return archief.create_oefening(made).waarde

    return make


@pytest.fixture
def portier(archief: Archief, monkeypatch: pytest.MonkeyPatch) -> Portier:
    """The doorkeeper of an organisation that was set up, with passwords at the lowest cost."""
    assert archief.teams() is not None
    cheap = Wachtwoorden(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    monkeypatch.setattr("gesprek.services.visits.Wachtwoorden", lambda: cheap)
    found = services().portier
    settings = Instellingen(organisatie="Zorg aan de Maas")
    found.set_up(found.inrichting.new_link(), settings, WACHTWOORD)
    return found


@pytest.fixture
def as_visitor() -> Callable[..., Tab]:
    """A function that returns a tab of a visitor: a kind, or a log-in."""

    def arrive(who: str | Aanmelding) -> Tab:
        if isinstance(who, str):
            return Tab({"soort": who})
        return Tab({"soort": who.soort.value, "aanmelding": who.id})

    return arrive


@pytest.fixture
def toestel(portier: Portier, as_visitor: Callable[..., Tab]) -> Toestel:
    """A function that returns a tab on the own device of a person, or of all (no person)."""

    def come(one: Oefening, person: str = "") -> Tab:
        log_in = portier.ingang.by_code(portier.deelcodes.code_of(one.id), "10.0.0.1")
        portier.aanmeldingen.be(log_in.id, person)
        tab: Tab = as_visitor(log_in)
        return tab

    return come


@pytest.fixture
def elders(archief: Archief) -> Elders:
    """A function that changes an oefening on another device."""

    def elsewhere(one: Oefening, change: Callable[[Oefening], Oefening]) -> Oefening:
        seen = archief.oefening(one.id)
        return archief.save(seen, change(seen.waarde)).waarde

    return elsewhere


@pytest.fixture
def tegelijk(monkeypatch: pytest.MonkeyPatch, archief: Archief) -> Elders:
    """A function that lets another device save between the reading and the next save of a page."""
    real = Archief.save

    def at_the_next_save(one: Oefening, change: Callable[[Oefening], Oefening]) -> None:
        def save(
            mine: Archief, seen: Versie[Oefening], changed: Oefening, **more: object
        ) -> Versie[Oefening]:
            monkeypatch.setattr(Archief, "save", real)
            now = archief.oefening(one.id)
            real(archief, now, change(now.waarde))
            return real(mine, seen, changed, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(Archief, "save", save)

    return at_the_next_save


@pytest.fixture
def beheer(portier: Portier, as_visitor: Callable[..., Tab]) -> Tab:
    """The page Beheer of the advisor, after the set-up."""
    advisor = portier.ingang.by_password(None, WACHTWOORD, "10.0.0.1")
    tab: Tab = as_visitor(advisor)
    return tab.open("beheer")
