"""An organisation that was set up, on a store that a server uses or will use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from argon2 import PasswordHasher

from gesprek.access.passwords import Passwords
from gesprek.access.settings import Settings
from gesprek.access.signing import ServerSecrets
from gesprek.domain.dates import utc_now
from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.archive import Archive
from gesprek.services.visits import Visits
from gesprek.storage import open_store
from tests.support.builders.oefeningen import Fill, oefening_in, team_of

if TYPE_CHECKING:
    from pathlib import Path

    from gesprek.domain.oefening import Oefening
    from gesprek.domain.team import Team

WACHTWOORD = "een paarse fiets in de sloot"
MANAGER, MANAGER_WACHTWOORD = "Anne", "twee groene fietsen op zolder"

SETTINGS = Settings(organisatie="Zorg aan de Maas")


class Organisatie:
    """The advisor's view of a store, beside the server.

    Args:
        address: Its folder, or the address of its database.
    """

    def __init__(self, address: Path | str) -> None:
        store = open_store(str(address))
        cheap = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        self.archive = Archive(store)
        self.visits = Visits(store, ServerSecrets(store.secret_store()), utc_now, passwords=cheap)

    def set_up(self, settings: Settings = SETTINGS) -> Organisatie:
        """Set it up, with a manager."""
        link = self.visits.setting_up.new_link()
        self.visits.set_up(link, settings, WACHTWOORD)
        self.visits.administration.add_manager(MANAGER, MANAGER_WACHTWOORD)
        return self

    def make_team(self, naam: str, *names: str) -> Team:
        """Store a team with these names on its list."""
        return self.archive.create_team(team_of(naam, names)).value

    def make_oefeningen(self, *counts: int) -> list[Oefening]:
        """Store so many oefeningen at step 4 of a first team, of a second one, and so on."""
        made = []
        for number, count in enumerate(counts, 1):
            team = self.make_team(f"Team {number}", "Noor", "Sam", "Wim")
            for _ in range(count):
                one = oefening_in(Werkvorm.ROLLENSPEL, 3, Stap.INLEVEN, Fill.EMPTY, team)
                made.append(self.archive.create_oefening(one).value)
        return made
