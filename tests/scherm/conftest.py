"""Every test has a store and a team of its own; the tabs of a test share them."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gesprek.domein.oefening import Oefening
from gesprek.domein.stappen import Stap
from gesprek.domein.team import Team
from gesprek.domein.werkvormen import Werkvorm
from gesprek.opslag import open_store
from gesprek.opslag.archief import Archief
from tests.scherm.oefeningen import Gevuld, oefening_in, team_of_five
from tests.scherm.tab import Tab

Maak = Callable[..., Oefening]

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
