"""Which paper or calendar somebody asks for, whether they may have it, and drawing it."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from gesprek.access.rights import Right, may, require
from gesprek.access.settings import address_for_colleagues
from gesprek.access.visitors import VisitorKind
from gesprek.content import Inhoud, inhoud
from gesprek.documents.bewaard import Bewaard
from gesprek.documents.general_papers import (
    agreements,
    all_papers,
    conversation_cards,
    feedback_rules,
    method_poster,
    observation_list,
    step_cards,
    worksheet,
)
from gesprek.documents.html_paper import html
from gesprek.documents.invitation import InvitationAccess, invitation
from gesprek.documents.role_cards import MOST_PEOPLE, role_cards, rollen_for
from gesprek.documents.take_away import take_away_paper
from gesprek.domain.time_plan import MEETING_LENGTHS
from gesprek.domain.werkvormen import MIN_DEELNEMERS, Rol, Werkvorm
from gesprek.services.paths import JOIN
from gesprek.services.practices import subject_of
from gesprek.web.paper_sources import HTML, ICS, PDF, PaperRequest, PaperSources, UnknownPaper

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gesprek.documents.blocks import Paper
    from gesprek.domain.oefening import Oefening
    from gesprek.web.paper_sources import PaperRequest, PaperSources


class PaperChoice(NamedTuple):
    """For which practice a paper is."""

    werkvorm: Werkvorm
    mensen: int
    minuten: int

    @property
    def rollen(self) -> tuple[Rol, ...]:
        """Who does what."""
        return rollen_for(self.werkvorm, self.mensen)


_GENERAL: Final[Mapping[str, Callable[[Inhoud, PaperChoice], Paper]]] = {
    "rolkaarten": lambda shown, how: role_cards(shown, how.werkvorm, how.rollen),
    "stapkaarten": lambda shown, how: step_cards(shown, how.werkvorm, how.minuten),
    "gesprekskaarten": lambda shown, how: conversation_cards(shown, how.werkvorm),
    "kijklijst": lambda shown, _how: observation_list(shown),
    "feedbackregels": lambda shown, _how: feedback_rules(shown),
    "afspraken": lambda shown, _how: agreements(shown),
    "methodes": lambda shown, _how: method_poster(shown),
    "werkblad": lambda shown, how: worksheet(shown, how.werkvorm, how.rollen),
    "alles": lambda shown, how: all_papers(shown, how.werkvorm, how.rollen, how.minuten),
}
GENERAL: Final = tuple(_GENERAL)
UITNODIGING, MEENEMEN = "uitnodiging", "meenemen"
MOMENT, VERVOLG = "moment", "vervolg"


def read_choice(query: Mapping[str, str]) -> PaperChoice:
    """Return the practice that an address names; what is left out is a rollenspel with four.

    Raises:
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


def make_paper(sources: PaperSources, name: str, asked: PaperRequest) -> Paper:
    """Return a paper.

    Raises:
        UnknownPaper: there is no such paper.
        RightMissing: it is not for who asks.
        NotFound: the oefening that it is about is not there.
    """
    if name in _GENERAL:
        require(asked.visitor, Right.UITLEG)
        return _GENERAL[name](inhoud(), read_choice(asked.query))
    if name not in (UITNODIGING, MEENEMEN):
        raise UnknownPaper
    archive = sources.archive(asked.visitor)
    oefening = archive.oefening(asked.query.get("o", "")).waarde
    if name == UITNODIGING:
        team = archive.team_with(oefening)
        return invitation(inhoud(), oefening, team, _way_in(sources, oefening, asked))
    require(asked.visitor, Right.MEENEMEN, subject_of(oefening))
    return take_away_paper(inhoud(), oefening, sources.goes_on(oefening))


def make_date(sources: PaperSources, name: str, asked: PaperRequest) -> bytes:
    """Return a calendar with one date of an oefening; errors as ``make_paper``."""
    from gesprek.documents.calendar import moment_file, vervolg_file

    makers = {MOMENT: moment_file, VERVOLG: vervolg_file}
    if name not in makers:
        raise UnknownPaper
    seen = sources.archive(asked.visitor).oefening(asked.query.get("o", ""))
    now = sources.visits().now()
    data = makers[name](Bewaard(seen.waarde, seen.version), inhoud(), now)
    if data is None:
        raise UnknownPaper
    return data


def make_feed(sources: PaperSources, token: str, address: str) -> bytes:
    """Return the calendar of the team whose token this is.

    Raises:
        UnknownCalendar: it is nobody's.
        TooManyAttempts: too many failed.
    """
    from gesprek.documents.calendar import feed

    team = sources.visits().agenda.team_of(token, address)
    return feed(sources.of_team(team), inhoud(), sources.visits().now())


def _way_in(
    sources: PaperSources, oefening: Oefening, asked: PaperRequest
) -> InvitationAccess | None:
    """Return how to join; before the set-up there is no way for others."""
    is_alone = asked.visitor.soort is VisitorKind.LOKAAL
    if is_alone or not may(asked.visitor, Right.DEELCODE, subject_of(oefening)):
        return None
    visits = sources.visits()
    code = visits.join_codes.code_of(oefening.id)
    place = f"{address_for_colleagues(visits.instellingen(), asked.here)}{JOIN}"
    return InvitationAccess(code, place, f"{place}/{code}")


_MOST_KEPT: Final = 64


class PaperMaker:
    """Draws papers one at a time, and keeps those that are the same for everybody.

    Args:
        sources: what papers and calendars are made of.
    """

    def __init__(self, sources: PaperSources) -> None:
        self._sources = sources
        self._busy = Lock()
        self._kept: dict[tuple[object, ...], bytes] = {}
        self._texts: Inhoud | None = None

    def draw(self, name: str, kind: str, asked: PaperRequest) -> bytes:
        """Return a file; errors as ``make_paper``."""
        if kind == ICS:
            return make_date(self._sources, name, asked)
        if kind not in (PDF, HTML):
            raise UnknownPaper
        if name not in GENERAL:
            return self._drawn(name, kind, asked)
        if self._texts is not inhoud() or len(self._kept) >= _MOST_KEPT:
            self._kept, self._texts = {}, inhoud()
        key = (name, kind, *read_choice(asked.query))
        kept = self._kept
        if key not in kept:
            kept[key] = self._drawn(name, kind, asked)
        return kept[key]

    def feed(self, token: str, address: str) -> bytes:
        """Return the calendar of a team; errors as ``make_feed``."""
        return make_feed(self._sources, token, address)

    def _drawn(self, name: str, kind: str, asked: PaperRequest) -> bytes:
        paper = make_paper(self._sources, name, asked)
        if kind == HTML:
            return html(paper, inhoud()).encode()
        from gesprek.documents.pdf_paper import pdf

        with self._busy:
            return pdf(paper, inhoud())
