"""Which paper or calendar somebody asks for, and whether they may have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gesprek.domein.tijdplan import MEETING_LENGTHS
from gesprek.domein.werkvormen import MIN_DEELNEMERS, Rol, Werkvorm
from gesprek.inhoud import Inhoud, inhoud
from gesprek.server.bronnen import PapierOnbekend
from gesprek.server.formulieren import JOIN_PATH
from gesprek.toegang.bewaakt import zaak_of
from gesprek.toegang.bezoeker import Bezoekersoort
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

    from gesprek.domein.oefening import Oefening
    from gesprek.server.bronnen import Bronnen, Vraag
    from gesprek.uitvoer.blokken import Stuk


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


def _way_in(bronnen: Bronnen, oefening: Oefening, vraag: Vraag) -> Toegang | None:
    """Return how to join; before the set-up there is no way for others."""
    is_alone = vraag.bezoeker.soort is Bezoekersoort.LOKAAL
    if is_alone or not may(vraag.bezoeker, Recht.DEELCODE, zaak_of(oefening)):
        return None
    portier = bronnen.portier()
    code = portier.deelcodes.code_of(oefening.id)
    place = f"{colleagues_address(portier.instellingen(), vraag.hier)}{JOIN_PATH}"
    return Toegang(code, place, f"{place}/{code}")
