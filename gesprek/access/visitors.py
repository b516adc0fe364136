"""Who a visitor is: the five kinds, their log-in and their account."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import chain, count
from typing import Final

from gesprek.access.request_origin import Device
from gesprek.domain.base import Value
from gesprek.domain.dates import Moment
from gesprek.domain.text import MAX_NAAM, NameText


class VisitorKind(StrEnum):
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
class Visitor:
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

    soort: VisitorKind
    team: str | None = None
    alleen: str | None = None
    vraagt_code: bool = False
    geopend: frozenset[str] = frozenset()
    persoon: str | None = None


GAST = Visitor(VisitorKind.GAST)
LOKAAL = Visitor(VisitorKind.LOKAAL)


IDLE_STAFF: Final = timedelta(minutes=30)
"""Advisor and manager, after their last action."""
LONGEST_STAFF: Final = timedelta(hours=12)
"""[K] And however busy they are: a working day."""
MEETING: Final = timedelta(hours=12)
"""[K] A team on a device that is not remembered, or by a code; and how long a key or code that was
typed on a remembered device keeps oefeningen open."""
REMEMBERED: Final = timedelta(days=90)
"""A device that a team trusts, after its last use."""


class LogIn(Value):
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
        generatie: of what let it in, see ``Generations``; None of an older program.
        geopend: oefening → when its code was typed on this remembered device.
    """

    id: str
    soort: VisitorKind
    begonnen: Moment
    gezien: Moment
    team: str | None = None
    account: str | None = None
    alleen: str | None = None
    vertrouwd: bool = False
    apparaat: Device = Device.ANDERS
    persoon: str | None = None
    generatie: str | None = None
    geopend: dict[str, Moment] = {}

    @property
    def ends(self) -> datetime:
        """The moment at which it ends when it is not used again."""
        if self.soort is not VisitorKind.TEAM:
            return min(self.gezien + IDLE_STAFF, self.begonnen + LONGEST_STAFF)
        return self.gezien + REMEMBERED if self.vertrouwd else self.begonnen + MEETING

    def visitor(self, now: datetime) -> Visitor:
        """Return who this is to the rights, at this moment."""
        lately = now - MEETING
        return Visitor(
            self.soort,
            team=self.team,
            alleen=self.alleen,
            vraagt_code=self.vertrouwd and self.begonnen < lately,
            geopend=frozenset(one for one, moment in self.geopend.items() if moment >= lately),
            persoon=self.persoon,
        )


ADVISEUR: Final = "adviseur"
"""The id of the one advisor's account."""
_NAMELESS: Final = "Manager"


class Account(Value):
    """An account; ``wachtwoord`` is its hash, empty of who signs in by the organisation.

    ``generatie`` is another text after each change of the password; empty of an older program.
    """

    id: str
    soort: VisitorKind
    wachtwoord: str = ""
    gewijzigd: Moment
    naam: NameText = ""
    generatie: str = ""

    def is_same(self, other: "Account") -> bool:
        """Return whether the password was not changed between these two."""
        return (self.generatie, self.gewijzigd) == (other.generatie, other.gewijzigd)


def free_name(naam: str, others: Iterable[Account]) -> str:
    """Return a name, or it with a number behind it where one of the others has it.

    Args:
        naam: a clean name; empty for who has none to show.
        others: those whose names are taken.
    """
    taken = {one.naam.casefold() for one in others}
    numbered = (_with_number(naam or _NAMELESS, number) for number in count(2 if naam else 1))
    wanted = chain([naam] if naam else [], numbered)
    return next(one for one in wanted if one.casefold() not in taken)


def _with_number(naam: str, number: int) -> str:
    behind = f" {number}"
    return naam[: MAX_NAAM - len(behind)].rstrip() + behind


def new_generation() -> str:
    """Return what no account had before; see ``Generations``."""
    return secrets.token_hex(8)
