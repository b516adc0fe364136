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
    """A visitor as the rights see them."""

    soort: VisitorKind
    team: str | None = None
    """The team that was signed in to; None for every other kind."""
    alleen: str | None = None
    """The one oefening that a join code opened; None where the whole team is open."""
    vraagt_code: bool = False
    """A remembered device on which nobody gave a key or code lately."""
    geopend: frozenset[str] = frozenset()
    """Oefeningen whose code was given on such a device lately."""
    persoon: str | None = None
    """The deelnemer whose own device this is; empty: of all who are there, None: nobody said."""


GAST = Visitor(VisitorKind.GAST)
LOKAAL = Visitor(VisitorKind.LOKAAL)

_IDLE_STAFF: Final = timedelta(minutes=30)
"""Advisor and manager, after their last action."""
_LONGEST_STAFF: Final = timedelta(hours=12)
"""[K] And however busy they are: a working day."""
_MEETING: Final = timedelta(hours=12)
"""[K] A team on a device that is not remembered, or by a code; and how long a key or code that was
typed on a remembered device keeps oefeningen open."""
_CLOCKS: Final = timedelta(days=1)
"""[K] So far the clocks of servers on one store may differ."""
REMEMBERED: Final = timedelta(days=90)
"""A device that a team trusts, after its last use."""


class LogIn(Value):
    """One log-in; it holds no name. For ``team``, ``alleen`` and ``persoon`` see ``Visitor``."""

    id: str
    """Random, 160 bits, behind whose it is; see ``LogIns``."""
    soort: VisitorKind
    begonnen: Moment
    gezien: Moment
    """When it was last used, to the minute."""
    team: str | None = None
    account: str | None = None
    """Of a manager or the advisor; None of a team."""
    alleen: str | None = None
    vertrouwd: bool = False
    """Whether the team has this device remembered."""
    apparaat: Device = Device.ANDERS
    persoon: str | None = None
    generatie: str | None = None
    """Of what let it in, see ``Generations``; None of an older program."""
    geopend: dict[str, Moment] = {}
    """Oefening → when its code was typed on this remembered device."""

    @property
    def ends(self) -> datetime:
        """The moment at which it ends when it is not used again."""
        if self.soort is not VisitorKind.TEAM:
            return min(self.gezien + _IDLE_STAFF, self.begonnen + _LONGEST_STAFF)
        return self.gezien + REMEMBERED if self.vertrouwd else self.begonnen + _MEETING

    def is_of_same(self, other: "LogIn") -> bool:
        """Return whether two log-ins open the same, for the same team or account."""
        return (self.soort, self.team, self.account, self.alleen) == (
            *(other.soort, other.team, other.account, other.alleen),
        )

    def has_ended(self, now: datetime) -> bool:
        """Whether it counts no more; not one either that a clock which was put right called later.

        It would live for as long as that clock was ahead.
        """
        return now >= self.ends or self.gezien - now > _CLOCKS

    def visitor(self, now: datetime) -> Visitor:
        """Return who this is to the rights, at this moment."""
        lately = now - _MEETING
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
    """Return a clean name, or it with a number behind it where one of the others has it.

    Who has none to show, with an empty name, gets a number at once.
    """
    taken = {one.naam.casefold() for one in others}
    numbered = (_with_number(naam or "Manager", number) for number in count(2 if naam else 1))
    wanted = chain(filter(None, [naam]), numbered)
    return next(one for one in wanted if one.casefold() not in taken)


def _with_number(naam: str, number: int) -> str:
    behind = f" {number}"
    return naam[: MAX_NAAM - len(behind)].rstrip() + behind


def new_generation() -> str:
    """Return what no account had before; see ``Generations``."""
    return secrets.token_hex(8)
