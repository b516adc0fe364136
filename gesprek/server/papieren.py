"""Which paper or calendar somebody asks for, and whether they may have it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from gesprek.domein.fouten import Gespreksfout
from gesprek.domein.tijdplan import MEETING_LENGTHS
from gesprek.domein.werkvormen import MIN_DEELNEMERS, Rol, Werkvorm
from gesprek.inhoud import Inhoud, inhoud
from gesprek.server.formulieren import JOIN_PATH
from gesprek.toegang.agendasleutel import AgendaOnbekend
from gesprek.toegang.bewaakt import BewaaktArchief, zaak_of
from gesprek.toegang.bezoeker import Bezoeker, Bezoekersoort
from gesprek.toegang.fouten import NotFound
from gesprek.toegang.instellingen import colleagues_address
from gesprek.toegang.rechten import Recht, may, require
from gesprek.uitvoer.bewaard import Bewaard
from gesprek.uitvoer.meeneempapier import meeneempapier
from gesprek.uitvoer.naslagpapier import afspraken, feedbackregels, gesprekskaarten, methodeposter
from gesprek.uitvoer.papier import alles, kijklijst, stapkaarten, werkblad
from gesprek.uitvoer.rolkaarten import MOST_PEOPLE, rolkaarten, rollen_for
from gesprek.uitvoer.uitnodiging import Toegang, uitnodiging

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from gesprek.domein.oefening import Oefening
    from gesprek.toegang.portier import Portier
    from gesprek.uitvoer.blokken import Stuk

PDF, HTML, ICS = "pdf", "html", "ics"


class PapierOnbekend(Gespreksfout):
    """There is no such paper, or not for such a practice."""

    def __init__(self) -> None:
        super().__init__("Dit papier is er niet. Ga terug en kies opnieuw wat je wilt afdrukken.")


class Keuze(NamedTuple):
    """For which practice a paper is."""

    werkvorm: Werkvorm
    mensen: int
    minuten: int

    @property
    def rollen(self) -> tuple[Rol, ...]:
        """Who does what."""
        return rollen_for(self.werkvorm, self.mensen)


_GENERAL: Final[Mapping[str, Callable[[Inhoud, Keuze], Stuk]]] = {
    "rolkaarten": lambda shown, how: rolkaarten(shown, how.werkvorm, how.rollen),
    "stapkaarten": lambda shown, how: stapkaarten(shown, how.werkvorm, how.minuten),
    "gesprekskaarten": lambda shown, how: gesprekskaarten(shown, how.werkvorm),
    "kijklijst": lambda shown, _how: kijklijst(shown),
    "feedbackregels": lambda shown, _how: feedbackregels(shown),
    "afspraken": lambda shown, _how: afspraken(shown),
    "methodes": lambda shown, _how: methodeposter(shown),
    "werkblad": lambda shown, how: werkblad(shown, how.werkvorm, how.rollen),
    "alles": lambda shown, how: alles(shown, how.werkvorm, how.rollen, how.minuten),
}
GENERAL: Final = tuple(_GENERAL)
UITNODIGING, MEENEMEN = "uitnodiging", "meenemen"
MOMENT, VERVOLG = "moment", "vervolg"


@dataclass(frozen=True)
class Vraag:
    """Who asks for what.

    Attributes:
        bezoeker: who asks.
        velden: what stands behind the question mark of the address; anybody may have typed it.
        hier: the address of this server that they used.
    """

    bezoeker: Bezoeker
    velden: Mapping[str, str]
    hier: str


@dataclass(frozen=True)
class Bronnen:
    """What papers and calendars are made of.

    Attributes:
        archief: the teams and oefeningen as a visitor may use them.
        portier: the doorkeeper.
        of_team: all oefeningen of a team with their versions, for its calendar.
        goes_on: the first day on which the text of an oefening may not be there any more.
    """

    archief: Callable[[Bezoeker], BewaaktArchief]
    portier: Callable[[], Portier]
    of_team: Callable[[str], list[Bewaard]]
    goes_on: Callable[[Oefening], date | None]


def read_choice(velden: Mapping[str, str]) -> Keuze:
    """Return the practice that an address names; what is left out is a rollenspel with four.

    Raises:
        PapierOnbekend: there is no such practice.
    """
    try:
        werkvorm = Werkvorm(velden.get("vorm", Werkvorm.ROLLENSPEL))
        mensen = int(velden.get("mensen", min(4, MOST_PEOPLE[werkvorm])))
        minuten = int(velden.get("minuten", "45"))
    except ValueError:
        raise PapierOnbekend from None
    fits = MIN_DEELNEMERS <= mensen <= MOST_PEOPLE[werkvorm]
    if not fits or minuten not in MEETING_LENGTHS:
        raise PapierOnbekend
    return Keuze(werkvorm, mensen, minuten)


def make_paper(bronnen: Bronnen, naam: str, vraag: Vraag) -> Stuk:
    """Return a paper.

    Raises:
        PapierOnbekend: there is no such paper.
        GeenRecht: it is not for who asks.
        NotFound: the oefening that it is about is not there.
    """
    if naam in _GENERAL:
        require(vraag.bezoeker, Recht.UITLEG)
        return _GENERAL[naam](inhoud(), read_choice(vraag.velden))
    if naam not in (UITNODIGING, MEENEMEN):
        raise PapierOnbekend
    archief = bronnen.archief(vraag.bezoeker)
    oefening = archief.oefening(vraag.velden.get("o", "")).waarde
    if naam == UITNODIGING:
        team = archief.team_with(oefening)
        return uitnodiging(inhoud(), oefening, team, _way_in(bronnen, oefening, vraag))
    require(vraag.bezoeker, Recht.MEENEMEN, zaak_of(oefening))
    return meeneempapier(inhoud(), oefening, bronnen.goes_on(oefening))


def make_date(bronnen: Bronnen, naam: str, vraag: Vraag) -> bytes:
    """Return a calendar with one date of an oefening; errors as ``make_paper``."""
    from gesprek.uitvoer.agenda import moment_file, vervolg_file

    makers = {MOMENT: moment_file, VERVOLG: vervolg_file}
    if naam not in makers:
        raise PapierOnbekend
    seen = bronnen.archief(vraag.bezoeker).oefening(vraag.velden.get("o", ""))
    now = bronnen.portier().now()
    data = makers[naam](Bewaard(seen.waarde, seen.version), inhoud(), now)
    if data is None:
        raise PapierOnbekend
    return data


def make_feed(bronnen: Bronnen, token: str, adres: str) -> bytes:
    """Return the calendar of the team whose token this is.

    Raises:
        AgendaOnbekend: it is nobody's.
        TeVaak: too many failed.
    """
    from gesprek.uitvoer.agenda import feed

    team = bronnen.portier().agenda.team_of(token, adres)
    return feed(bronnen.of_team(team), inhoud(), bronnen.portier().now())


def is_missing(error: Gespreksfout) -> bool:
    """Return whether an error says that what was asked for is not there."""
    return isinstance(error, PapierOnbekend | AgendaOnbekend | NotFound)


def _way_in(bronnen: Bronnen, oefening: Oefening, vraag: Vraag) -> Toegang | None:
    """Return how to join; before the set-up there is no way for others."""
    is_alone = vraag.bezoeker.soort is Bezoekersoort.LOKAAL
    if is_alone or not may(vraag.bezoeker, Recht.DEELCODE, zaak_of(oefening)):
        return None
    portier = bronnen.portier()
    code = portier.deelcodes.code_of(oefening.id)
    place = f"{colleagues_address(portier.instellingen(), vraag.hier)}{JOIN_PATH}"
    return Toegang(code, place, f"{place}/{code}")
