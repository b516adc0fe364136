"""What a paper or calendar is asked for with, what it is made of, and that there is none.

Apart from what draws them, so that the server starts without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gesprek.access.access_errors import NotFound
from gesprek.access.calendar_keys import UnknownCalendar
from gesprek.domain.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from gesprek.access.visitors import Visitor
    from gesprek.documents.bewaard import Bewaard
    from gesprek.domain.oefening import Oefening
    from gesprek.services.practices import Practices
    from gesprek.services.visits import Visits

PDF, HTML, ICS = "pdf", "html", "ics"


class UnknownPaper(UserError):
    """There is no such paper, or not for such a practice."""

    def __init__(self) -> None:
        super().__init__("Dit papier is er niet. Ga terug en kies opnieuw wat je wilt afdrukken.")


@dataclass(frozen=True)
class PaperRequest:
    """Who asks for what.

    Attributes:
        visitor: who asks.
        query: what stands behind the question mark of the address; anybody may have typed it.
        here: the address of this server that they used.
    """

    visitor: Visitor
    query: Mapping[str, str]
    here: str


@dataclass(frozen=True)
class PaperSources:
    """What papers and calendars are made of.

    Attributes:
        archive: the teams and oefeningen as a visitor may use them.
        visits: who may do what, and their codes and keys.
        of_team: all oefeningen of a team with their versions, for its calendar.
        goes_on: the first day on which the text of an oefening may not be there any more.
    """

    archive: Callable[[Visitor], Practices]
    visits: Callable[[], Visits]
    of_team: Callable[[str], list[Bewaard]]
    goes_on: Callable[[Oefening], date | None]


def is_missing(error: UserError) -> bool:
    """Return whether an error says that what was asked for is not there."""
    return isinstance(error, UnknownPaper | UnknownCalendar | NotFound)
