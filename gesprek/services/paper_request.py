"""Which papers there are, and what one is asked for with.

Apart from what draws them, so that the server starts without it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from gesprek.access.team_keys import UnknownCalendar
from gesprek.domain.base import UserError
from gesprek.services.visits import Visit
from gesprek.storage.store_errors import NotFound

PDF, HTML, ICS = "pdf", "html", "ics"


class GeneralPaper(StrEnum):
    """The papers of which every team has the same, as the page of papers lists them."""

    ALLES = "alles"
    ROLKAARTEN = "rolkaarten"
    STAPKAARTEN = "stapkaarten"
    GESPREKSKAARTEN = "gesprekskaarten"
    KIJKLIJST = "kijklijst"
    FEEDBACKREGELS = "feedbackregels"
    AFSPRAKEN = "afspraken"
    METHODES = "methodes"
    WERKBLAD = "werkblad"


class OwnPaper(StrEnum):
    """The papers about one oefening."""

    UITNODIGING = "uitnodiging"
    MEENEMEN = "meenemen"
    KIJKPUNTEN = "kijkpunten"
    DAGKAART = "dagkaart"


class CalendarDate(StrEnum):
    """The dates of one oefening."""

    MOMENT = "moment"
    GESPREK = "gesprek"
    VERVOLG = "vervolg"


class UnknownPaper(UserError):
    """There is no such paper, or not for such a practice."""

    def __init__(self) -> None:
        super().__init__("Dit papier is er niet. Ga terug en kies opnieuw wat je wilt afdrukken.")


@dataclass(frozen=True)
class PaperRequest:
    """Who asks for what.

    Attributes:
        fields: what comes after the question mark of the address; anybody may have typed it.
        here: the address of this server that the visitor used.
    """

    visit: Visit
    fields: Mapping[str, str]
    here: str


def is_missing(error: UserError) -> bool:
    """Return whether an error says that what was asked for is not there."""
    return isinstance(error, UnknownPaper | UnknownCalendar | NotFound)
