"""One log-in: whose it is, how long it counts, and who that makes its visitor."""

from datetime import datetime, timedelta
from typing import Final

from gesprek.domein.model import Waarde
from gesprek.domein.tijd import Moment
from gesprek.toegang.bezoeker import Bezoeker, Bezoekersoort
from gesprek.toegang.herkomst import Apparaat

IDLE_STAFF: Final = timedelta(minutes=30)
"""Advisor and manager, after their last action."""
LONGEST_STAFF: Final = timedelta(hours=12)
"""[K] And however busy they are: a working day."""
MEETING: Final = timedelta(hours=12)
"""[K] A team on a device that is not remembered, or by a code; and how long a key or code that was
typed on a remembered device keeps oefeningen open."""
REMEMBERED: Final = timedelta(days=90)
"""A device that a team trusts, after its last use."""


class Aanmelding(Waarde):
    """One log-in; it holds no name.

    Attributes:
        id: random, 160 bits.
        soort: the kind of visitor.
        begonnen: when it was made.
        gezien: when it was last used, to the minute.
        team: of a team; None of every other kind.
        account: of a manager or the advisor; None of a team.
        alleen: the one oefening that a code opened.
        vertrouwd: whether the team has this device remembered.
        apparaat: the kind of device.
        persoon: whose own device this is, see ``Bezoeker``.
        generatie: of what let it in, see ``Geldigheid``; None of an older program.
        geopend: oefening → when its code was typed on this remembered device.
    """

    id: str
    soort: Bezoekersoort
    begonnen: Moment
    gezien: Moment
    team: str | None = None
    account: str | None = None
    alleen: str | None = None
    vertrouwd: bool = False
    apparaat: Apparaat = Apparaat.ANDERS
    persoon: str | None = None
    generatie: str | None = None
    geopend: dict[str, Moment] = {}

    @property
    def ends(self) -> datetime:
        """The moment at which it ends when it is not used again."""
        if self.soort is not Bezoekersoort.TEAM:
            return min(self.gezien + IDLE_STAFF, self.begonnen + LONGEST_STAFF)
        return self.gezien + REMEMBERED if self.vertrouwd else self.begonnen + MEETING

    def visitor(self, now: datetime) -> Bezoeker:
        """Return who this is to the rights, at this moment."""
        lately = now - MEETING
        return Bezoeker(
            self.soort,
            team=self.team,
            alleen=self.alleen,
            vraagt_code=self.vertrouwd and self.begonnen < lately,
            geopend=frozenset(one for one, moment in self.geopend.items() if moment >= lately),
            persoon=self.persoon,
        )
