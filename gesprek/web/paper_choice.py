"""Which paper or calendar somebody asks for, whether they may have it, and drawing it."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from gesprek.access.rights import Recht, may, require
from gesprek.access.settings import colleagues_address
from gesprek.access.visitors import Bezoekersoort
from gesprek.content import Inhoud, inhoud
from gesprek.documents.bewaard import Bewaard
from gesprek.documents.general_papers import (
    afspraken,
    alles,
    feedbackregels,
    gesprekskaarten,
    kijklijst,
    methodeposter,
    stapkaarten,
    werkblad,
)
from gesprek.documents.html_paper import html
from gesprek.documents.invitation import Toegang, uitnodiging
from gesprek.documents.role_cards import MOST_PEOPLE, rolkaarten, rollen_for
from gesprek.documents.take_away import meeneempapier
from gesprek.domain.time_plan import MEETING_LENGTHS
from gesprek.domain.werkvormen import MIN_DEELNEMERS, Rol, Werkvorm
from gesprek.services.practices import zaak_of
from gesprek.web.paper_sources import HTML, ICS, PDF, Bronnen, PapierOnbekend, Vraag
from gesprek.web.sign_in_forms import JOIN_PATH

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gesprek.documents.blocks import Stuk
    from gesprek.domain.oefening import Oefening
    from gesprek.web.paper_sources import Bronnen, Vraag


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
    from gesprek.documents.calendar import moment_file, vervolg_file

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
    from gesprek.documents.calendar import feed

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


_MOST_KEPT: Final = 64


class Tekenaar:
    """Draws papers one at a time, and keeps those that are the same for everybody.

    Args:
        bronnen: what papers and calendars are made of.
    """

    def __init__(self, bronnen: Bronnen) -> None:
        self._bronnen = bronnen
        self._busy = Lock()
        self._kept: dict[tuple[object, ...], bytes] = {}
        self._texts: Inhoud | None = None

    def draw(self, naam: str, kind: str, vraag: Vraag) -> bytes:
        """Return a file; errors as ``make_paper``."""
        if kind == ICS:
            return make_date(self._bronnen, naam, vraag)
        if kind not in (PDF, HTML):
            raise PapierOnbekend
        if naam not in GENERAL:
            return self._drawn(naam, kind, vraag)
        if self._texts is not inhoud() or len(self._kept) >= _MOST_KEPT:
            self._kept, self._texts = {}, inhoud()
        key = (naam, kind, *read_choice(vraag.velden))
        kept = self._kept
        if key not in kept:
            kept[key] = self._drawn(naam, kind, vraag)
        return kept[key]

    def feed(self, token: str, address: str) -> bytes:
        """Return the calendar of a team; errors as ``make_feed``."""
        return make_feed(self._bronnen, token, address)

    def _drawn(self, naam: str, kind: str, vraag: Vraag) -> bytes:
        stuk = make_paper(self._bronnen, naam, vraag)
        if kind == HTML:
            return html(stuk, inhoud()).encode()
        from gesprek.documents.pdf_paper import pdf

        with self._busy:
            return pdf(stuk, inhoud())
