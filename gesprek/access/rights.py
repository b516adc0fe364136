"""The one table of rights: per right, which kind of visitor has it and on what condition.

Source: the tables 'Who uses it', 'What leaves the team' and 'Privacy' of the domain. What is not
in the table is refused. Manager and advisor have no right to text, notes or names.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from gesprek.access.access_errors import RightMissing
from gesprek.access.visitors import Visitor, VisitorKind
from gesprek.domain.werkvormen import Rol


class Right(StrEnum):
    """Something that may be seen or done."""

    AANMELDEN = "aanmelden"
    UITLEG = "uitleg"
    """Why practise, method cards and feedback rules: nothing of any team."""

    TEAM_ZIEN = "team_zien"
    """The team page: its oefeningen by moment and stand, its names, its kept leerpunten."""
    NAMEN_BEHEREN = "namen_beheren"
    """Change the team's list of names, and erase what somebody put in."""
    NAAM_TOEVOEGEN = "naam_toevoegen"
    """Put the name of who walks in to an oefening on that list."""
    OEFENING_MAKEN = "oefening_maken"
    OEFENING = "oefening"
    """Read and write the case, questions, tops, tips, leerpunten and the follow-up."""
    OBSERVATIES = "observaties"
    """Read observation marks, quotes and round notes; hidden till step 6."""
    OBSERVEREN = "observeren"
    """Write them, from step 5 on."""
    BRIEF = "brief"
    """Read and write the private brief for the cliëntrol."""
    EIGEN_VOORBEREIDING = "eigen_voorbereiding"
    """Read and write a preparation note or a draft."""
    OEFENING_VERWIJDEREN = "oefening_verwijderen"
    MEENEMEN = "meenemen"
    """Read and print the take-away of an oefening: what was learned, as far as it is open."""
    DAGKAART = "dagkaart"
    """Read and print the card for the day of the real conversation."""
    BEWIJS = "bewijs"
    """Make a proof of practising together, for the own portfolio; from step 6 on."""
    DEELCODE = "deelcode"
    """See the join code, and let a latecomer in."""
    TEAMCIJFERS = "teamcijfers"
    """A team's own figures, without threshold."""
    AGENDA = "agenda"
    """Make, renew and revoke the secret address of the team's calendar. Who has that address may
    read the calendar without signing in: see ``CalendarKeys``."""
    HERINNEREN = "herinneren"
    """Choose how the team is reminded, and give an own address for that."""
    TEAMAPPARATEN = "teamapparaten"
    """The devices that a team trusts: see and revoke."""

    CIJFERS = "cijfers"
    """Coded figures of the organisation, after suppression."""
    CIJFERS_UITVOEREN = "cijfers_uitvoeren"
    BEANTWOORDEN = "beantwoorden"
    """Write, change and end what the organisation does about what teams need."""
    ANTWOORDEN = "antwoorden"
    """Read what it does now: the same text for all teams, and nothing of any team."""

    PROEFTEAM = "proefteam"
    """Make the one team to try out with, before the set-up."""
    TEAMS_BEHEREN = "teams_beheren"
    """Make, rename and archive teams, renew their key."""
    ACCOUNTS_BEHEREN = "accounts_beheren"
    AANMELDINGEN_INTREKKEN = "aanmeldingen_intrekken"
    ORGANISATIE = "organisatie"
    """Name, network, sign-in and threshold of the organisation."""
    INSTELLINGEN = "instellingen"
    """Own terms, allow list, retention, own texts and links."""
    LOGBOEK = "logboek"
    OPSLAG_GEZONDHEID = "opslag_gezondheid"
    VERANTWOORDING = "verantwoording"
    """The printable page for works council and privacy officer."""


class Condition(StrEnum):
    """What must hold besides the kind of visitor."""

    ALTIJD = "altijd"
    EIGEN_TEAM = "eigen_team"
    """The thing is of the own team, and the visitor came with the team's key."""
    EIGEN_OEFENING = "eigen_oefening"
    """The oefening is of the own team and open to this visitor."""
    VANAF_TERUGKIJKEN = "vanaf_terugkijken"
    """EIGEN_OEFENING, and the team has reached step 6."""
    BRIEFROL = "briefrol"
    """EIGEN_OEFENING, and the person is its inbrenger or has the cliëntrol."""
    INBRENGER = "inbrenger"
    """EIGEN_OEFENING, and the person is its inbrenger."""
    SCHRIJVER = "schrijver"
    """EIGEN_OEFENING, and the person wrote it."""


@dataclass(frozen=True)
class Subject:
    """What a right is asked for: something of this team and oefening, or of none."""

    team: str | None = None
    oefening: str | None = None
    rol: Rol | None = None
    """The role of the visitor in this oefening."""
    is_schrijver: bool = False
    """Whether the visitor wrote it."""
    terugkijken: bool = False
    """Whether the oefening has reached step 6."""


NO_SUBJECT: Final = Subject()
BRIEF_ROLES: Final = frozenset({Rol.INBRENGER, Rol.CLIENTROL})

_EVERYBODY: Final = dict.fromkeys(VisitorKind, Condition.ALTIJD)
_ADVISEUR: Final = {VisitorKind.ADVISEUR: Condition.ALTIJD}
_BEHEER: Final = dict.fromkeys((VisitorKind.LOKAAL, VisitorKind.ADVISEUR), Condition.ALTIJD)
"""Before the set-up nobody else looks after this machine."""
_FIGURES: Final = {**_BEHEER, VisitorKind.MANAGER: Condition.ALTIJD}


def _inside(voorwaarde: Condition) -> dict[VisitorKind, Condition]:
    """Return the row of what only a team may, and this machine as long as it has no teams yet."""
    return {VisitorKind.LOKAAL: voorwaarde, VisitorKind.TEAM: voorwaarde}


RIGHTS: Final[Mapping[Right, Mapping[VisitorKind, Condition]]] = MappingProxyType(
    {
        Right.AANMELDEN: _EVERYBODY,
        Right.UITLEG: _EVERYBODY,
        Right.TEAM_ZIEN: _inside(Condition.EIGEN_TEAM),
        Right.NAMEN_BEHEREN: _inside(Condition.EIGEN_TEAM),
        Right.NAAM_TOEVOEGEN: _inside(Condition.EIGEN_OEFENING),
        Right.OEFENING_MAKEN: _inside(Condition.EIGEN_TEAM),
        Right.OEFENING: _inside(Condition.EIGEN_OEFENING),
        Right.OBSERVATIES: _inside(Condition.VANAF_TERUGKIJKEN),
        Right.OBSERVEREN: _inside(Condition.EIGEN_OEFENING),
        Right.BRIEF: _inside(Condition.BRIEFROL),
        Right.EIGEN_VOORBEREIDING: _inside(Condition.SCHRIJVER),
        Right.OEFENING_VERWIJDEREN: _inside(Condition.EIGEN_OEFENING),
        Right.MEENEMEN: _inside(Condition.EIGEN_OEFENING),
        Right.DAGKAART: _inside(Condition.INBRENGER),
        Right.BEWIJS: _inside(Condition.VANAF_TERUGKIJKEN),
        Right.DEELCODE: _inside(Condition.EIGEN_OEFENING),
        Right.TEAMCIJFERS: _inside(Condition.EIGEN_TEAM),
        Right.AGENDA: _inside(Condition.EIGEN_TEAM),
        Right.HERINNEREN: {VisitorKind.TEAM: Condition.EIGEN_TEAM},
        Right.TEAMAPPARATEN: {
            VisitorKind.TEAM: Condition.EIGEN_TEAM,
            VisitorKind.ADVISEUR: Condition.ALTIJD,
        },
        Right.CIJFERS: _FIGURES,
        Right.CIJFERS_UITVOEREN: _FIGURES,
        Right.BEANTWOORDEN: _FIGURES,
        Right.ANTWOORDEN: _inside(Condition.ALTIJD),
        Right.PROEFTEAM: {VisitorKind.LOKAAL: Condition.ALTIJD},
        Right.TEAMS_BEHEREN: _ADVISEUR,
        Right.ACCOUNTS_BEHEREN: _ADVISEUR,
        Right.AANMELDINGEN_INTREKKEN: _ADVISEUR,
        Right.ORGANISATIE: _ADVISEUR,
        Right.INSTELLINGEN: _BEHEER,
        Right.LOGBOEK: _BEHEER,
        Right.OPSLAG_GEZONDHEID: _BEHEER,
        Right.VERANTWOORDING: _EVERYBODY,
    }
)

_REFUSALS: Final = MappingProxyType(
    {
        VisitorKind.GAST: "Meld je eerst aan. Daarna kun je verder.",
        VisitorKind.LOKAAL: "Dit kan nog niet. Richt Gesprekstool eerst in.",
        VisitorKind.TEAM: (
            "Dit is niet open voor jou. Vul de code van de oefening of de sleutel van je team in, "
            "of ga terug naar je eigen team."
        ),
        VisitorKind.MANAGER: "Dit is niet voor managers. Ga terug naar het overzicht.",
        VisitorKind.ADVISEUR: "Dit is alleen voor het team zelf. Ga terug naar Beheer.",
    }
)


def may(visitor: Visitor, right: Right, subject: Subject = NO_SUBJECT) -> bool:
    """Return whether a visitor has a right; what the subject leaves out is taken as not theirs."""
    is_open = _is_open(visitor, subject)
    holds = {
        Condition.ALTIJD: True,
        Condition.EIGEN_TEAM: _is_own_team(visitor, subject) and visitor.alleen is None,
        Condition.EIGEN_OEFENING: is_open,
        Condition.VANAF_TERUGKIJKEN: is_open and subject.terugkijken,
        Condition.BRIEFROL: is_open and subject.rol in BRIEF_ROLES,
        Condition.INBRENGER: is_open and subject.rol is Rol.INBRENGER,
        Condition.SCHRIJVER: is_open and subject.is_schrijver,
    }
    voorwaarde = RIGHTS[right].get(visitor.soort)
    return voorwaarde is not None and holds.get(voorwaarde, False)


def require(visitor: Visitor, right: Right, subject: Subject = NO_SUBJECT) -> None:
    """Accept a visitor who has a right, see ``may``; raises RightMissing where they have not."""
    if not may(visitor, right, subject):
        raise RightMissing(_REFUSALS[visitor.soort])


def _is_own_team(visitor: Visitor, subject: Subject) -> bool:
    """Before set-up every team is the own one of this machine: there is nobody else."""
    is_own = visitor.soort is VisitorKind.LOKAAL or visitor.team == subject.team
    return subject.team is not None and is_own


def _is_open(visitor: Visitor, subject: Subject) -> bool:
    if subject.oefening is None or not _is_own_team(visitor, subject):
        return False
    if visitor.alleen is not None:
        return visitor.alleen == subject.oefening
    return not visitor.vraagt_code or subject.oefening in visitor.geopend
