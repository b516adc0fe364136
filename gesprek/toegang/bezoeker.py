"""Who is at the door: five kinds of visitor, known by their log-in and not by their name."""

from dataclasses import dataclass
from enum import StrEnum


class Bezoekersoort(StrEnum):
    """A kind of visitor."""

    GAST = "gast"
    """Nobody signed in."""
    LOKAAL = "lokaal"
    """This machine, before set-up: there is nobody else yet."""
    TEAM = "team"
    """Signed in with a team's key, or with the code of one oefening."""
    MANAGER = "manager"
    ADVISEUR = "adviseur"


@dataclass(frozen=True)
class Bezoeker:
    """A visitor as the rights see them.

    Attributes:
        soort: the kind.
        team: the team that was signed in to; None for every other kind.
        alleen: the one oefening that a join code opened; None where the whole team is open.
        vraagt_code: a remembered device on which nobody gave a key or code lately.
        geopend: oefeningen whose code was given on such a device lately.
        persoon: the deelnemer whose own device this is; empty: a device of all who are there,
            None: nobody said.
    """

    soort: Bezoekersoort
    team: str | None = None
    alleen: str | None = None
    vraagt_code: bool = False
    geopend: frozenset[str] = frozenset()
    persoon: str | None = None


GAST = Bezoeker(Bezoekersoort.GAST)
LOKAAL = Bezoeker(Bezoekersoort.LOKAAL)
