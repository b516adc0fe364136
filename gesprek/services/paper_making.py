"""Which paper or calendar somebody asks for, whether they may have it, and drawing it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from threading import Lock
from typing import Final, NamedTuple

from gesprek.access.rights import Right, may, require
from gesprek.access.visitors import VisitorKind
from gesprek.content import Inhoud, inhoud
from gesprek.documents.blocks import Paper, html
from gesprek.documents.general_papers import (
    agreements,
    all_papers,
    conversation_cards,
    feedback_rules,
    method_poster,
    step_cards,
    worksheet,
)
from gesprek.documents.observation_papers import kijkpunten_paper, observation_list
from gesprek.documents.own_papers import InvitationAccess, day_card, invitation, take_away_paper
from gesprek.documents.role_cards import role_cards, rollen_for
from gesprek.domain.base import Versioned
from gesprek.domain.oefening import Oefening
from gesprek.domain.werkvormen import MEETING_LENGTHS, MIN_DEELNEMERS, MOST_PEOPLE, Rol, Werkvorm
from gesprek.services.paper_request import (
    HTML,
    ICS,
    PDF,
    CalendarDate,
    GeneralPaper,
    OwnPaper,
    PaperRequest,
    UnknownPaper,
)
from gesprek.services.paths import JOIN, day_card_path, join_path
from gesprek.services.practices import subject_of, subject_of_id
from gesprek.services.root import Services, VisitorServices


class PaperChoice(NamedTuple):
    """For which practice a paper is."""

    werkvorm: Werkvorm
    mensen: int
    minuten: int

    @property
    def rollen(self) -> tuple[Rol, ...]:
        """Who does what."""
        return rollen_for(self.werkvorm, self.mensen)


_GENERAL: Final[Mapping[GeneralPaper, Callable[[Inhoud, PaperChoice], Paper]]] = {
    GeneralPaper.ROLKAARTEN: lambda shown, how: role_cards(shown, how.werkvorm, how.rollen),
    GeneralPaper.STAPKAARTEN: lambda shown, how: step_cards(shown, how.werkvorm, how.minuten),
    GeneralPaper.GESPREKSKAARTEN: lambda shown, how: conversation_cards(shown, how.werkvorm),
    GeneralPaper.KIJKLIJST: lambda shown, _how: observation_list(shown),
    GeneralPaper.FEEDBACKREGELS: lambda shown, _how: feedback_rules(shown),
    GeneralPaper.AFSPRAKEN: lambda shown, _how: agreements(shown),
    GeneralPaper.METHODES: lambda shown, _how: method_poster(shown),
    GeneralPaper.WERKBLAD: lambda shown, how: worksheet(shown, how.werkvorm, how.rollen),
    GeneralPaper.ALLES: lambda shown, how: all_papers(shown, how.werkvorm, how.rollen, how.minuten),
}
_ASKS: Final = {
    OwnPaper.UITNODIGING: Right.OEFENING,
    OwnPaper.MEENEMEN: Right.MEENEMEN,
    OwnPaper.KIJKPUNTEN: Right.OEFENING,
    OwnPaper.DAGKAART: Right.OEFENING,
}
_MOST_KEPT: Final = 64
_DateMaker = Callable[[Versioned[Oefening], Inhoud, datetime], bytes | None]


def read_choice(query: Mapping[str, str]) -> PaperChoice:
    """Return the practice that an address names; what is left out is a rollenspel with four.

    UnknownPaper: there is no such practice.
    """
    try:
        werkvorm = Werkvorm(query.get("vorm", Werkvorm.ROLLENSPEL))
        mensen = int(query.get("mensen", min(4, MOST_PEOPLE[werkvorm])))
        minuten = int(query.get("minuten", "45"))
    except ValueError:
        raise UnknownPaper from None
    fits = MIN_DEELNEMERS <= mensen <= MOST_PEOPLE[werkvorm]
    if not fits or minuten not in MEETING_LENGTHS:
        raise UnknownPaper
    return PaperChoice(werkvorm, mensen, minuten)


def make_paper(services: Services, name: str, request: PaperRequest) -> Paper:
    """Return a paper.

    Raises:
        UnknownPaper: there is no such paper.
        RightMissing: it is not for the visitor.
        NotFound: the oefening that it is about is not there.
    """
    mine = VisitorServices(services, request.visit)
    if name in set(GeneralPaper):
        require(mine.visitor, Right.UITLEG)
        return _GENERAL[GeneralPaper(name)](inhoud(), read_choice(request.fields))
    if name not in set(OwnPaper):
        raise UnknownPaper
    asked = request.fields.get("o", "")
    require(mine.visitor, _ASKS[OwnPaper(name)], subject_of_id(asked))
    if name == OwnPaper.DAGKAART:
        return day_card(inhoud(), mine.practices.with_card(asked))
    oefening = mine.practices.oefening(asked).value
    if name == OwnPaper.UITNODIGING:
        team = mine.practices.team_with(oefening)
        return invitation(inhoud(), oefening, team, _way_in(services, mine, oefening, request))
    if name == OwnPaper.KIJKPUNTEN:
        return kijkpunten_paper(inhoud(), oefening.inleven.kijkpunten)
    return take_away_paper(inhoud(), oefening, mine.learned.goes_on(oefening))


def make_date(services: Services, name: str, request: PaperRequest) -> bytes:
    """Return a calendar with one date of an oefening; errors as ``make_paper``."""
    from gesprek.documents.calendar import gesprek_file, moment_file, vervolg_file

    makers: dict[CalendarDate, _DateMaker] = {
        CalendarDate.MOMENT: moment_file,
        CalendarDate.GESPREK: partial(gesprek_file, card=_card_address(services, request.here)),
        CalendarDate.VERVOLG: vervolg_file,
    }
    if name not in set(CalendarDate):
        raise UnknownPaper
    practices = VisitorServices(services, request.visit).practices
    seen = practices.oefening(request.fields.get("o", ""))
    data = makers[CalendarDate(name)](seen, inhoud(), services.clock())
    if data is None:
        raise UnknownPaper
    return data


def _card_address(services: Services, here: str) -> Callable[[str], str]:
    """Return what makes the address of the card for the day of an oefening, by its id."""
    place = services.public.address_for_colleagues(here)
    return lambda oefening: f"{place}{day_card_path(oefening)}"


def _way_in(
    services: Services, mine: VisitorServices, oefening: Oefening, request: PaperRequest
) -> InvitationAccess | None:
    """Return how to join; before the set-up there is no way for others."""
    is_alone = mine.visitor.soort is VisitorKind.LOKAAL
    if is_alone or not may(mine.visitor, Right.DEELCODE, subject_of(oefening)):
        return None
    code = mine.access.join_code(oefening)
    place = services.public.address_for_colleagues(request.here)
    return InvitationAccess(code, f"{place}{JOIN}", f"{place}{join_path(code)}")


class PaperMaker:
    """Draws papers one at a time, and keeps those that are the same for everybody."""

    def __init__(self, services: Callable[[], Services]) -> None:
        self._services = services
        self._busy = Lock()
        self._kept: dict[tuple[object, ...], bytes] = {}
        self._texts: Inhoud | None = None

    def draw(self, name: str, kind: str, asked: PaperRequest) -> bytes:
        """Return a file; errors as ``make_paper``."""
        if kind == ICS:
            return make_date(self._services(), name, asked)
        if kind not in (PDF, HTML):
            raise UnknownPaper
        if name not in set(GeneralPaper):
            return self._drawn(name, kind, asked)
        if self._texts is not inhoud() or len(self._kept) >= _MOST_KEPT:
            self._kept, self._texts = {}, inhoud()
        key = (name, kind, *read_choice(asked.fields))
        kept = self._kept
        if key not in kept:
            kept[key] = self._drawn(name, kind, asked)
        return kept[key]

    def feed(self, token: str, address: str, here: str) -> bytes:
        """Return the calendar of the team with this token; errors as ``CalendarKeys.team_of``.

        ``address`` is that of who asks, ``here`` that of this server as they used it.
        """
        from gesprek.documents.calendar import feed

        services = self._services()
        team = services.visits.calendar_keys.team_of(token, address)
        card = _card_address(services, here)
        return feed(services.archive.versies(team), inhoud(), services.clock(), card)

    def _drawn(self, name: str, kind: str, asked: PaperRequest) -> bytes:
        paper = make_paper(self._services(), name, asked)
        if kind == HTML:
            return html(paper, inhoud()).encode()
        from gesprek.documents.pdf_paper import pdf

        with self._busy:
            return pdf(paper, inhoud())
