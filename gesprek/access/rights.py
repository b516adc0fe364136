"""The one table of rights: per right, which kind of visitor has it and on what condition.

Source: the tables 'Who uses it', 'What leaves the team' and 'Privacy' of the domain. What is not
in the table is refused. Manager and advisor have no right to text, notes or names.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from gesprek.access.access_errors import GeenRecht
from gesprek.access.visitors import Bezoeker, Bezoekersoort
from gesprek.domain.werkvormen import Rol


class Recht(StrEnum):
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
    """The take-away of an oefening."""
    DEELCODE = "deelcode"
    """See the join code, and let a latecomer in."""
    TEAMCIJFERS = "teamcijfers"
    """A team's own figures, without threshold."""
    AGENDA = "agenda"
    """Make, renew and revoke the secret address of the team's calendar. Who has that address may
    read the calendar without signing in: see ``agendasleutel``."""
    TEAMAPPARATEN = "teamapparaten"
    """The devices that a team trusts: see and revoke."""

    CIJFERS = "cijfers"
    """Coded figures of the organisation, after suppression."""
    CIJFERS_UITVOEREN = "cijfers_uitvoeren"

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


class Voorwaarde(StrEnum):
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
    SCHRIJVER = "schrijver"
    """EIGEN_OEFENING, and the person wrote it."""


@dataclass(frozen=True)
class Zaak:
    """What a right is asked for.

    Attributes:
        team: the team that it is of, None for what is of no team.
        oefening: the oefening that it is of.
        rol: the role in this oefening of the person who asks.
        is_schrijver: whether the person who asks wrote it.
        terugkijken: whether the oefening has reached step 6.
    """

    team: str | None = None
    oefening: str | None = None
    rol: Rol | None = None
    is_schrijver: bool = False
    terugkijken: bool = False


NIETS: Final = Zaak()
BRIEFROLLEN: Final = frozenset({Rol.INBRENGER, Rol.CLIENTROL})

_EVERYBODY: Final = dict.fromkeys(Bezoekersoort, Voorwaarde.ALTIJD)
_ADVISEUR: Final = {Bezoekersoort.ADVISEUR: Voorwaarde.ALTIJD}
_BEHEER: Final = dict.fromkeys((Bezoekersoort.LOKAAL, Bezoekersoort.ADVISEUR), Voorwaarde.ALTIJD)
"""Before the set-up nobody else looks after this machine."""
_FIGURES: Final = {**_BEHEER, Bezoekersoort.MANAGER: Voorwaarde.ALTIJD}


def _inside(voorwaarde: Voorwaarde) -> dict[Bezoekersoort, Voorwaarde]:
    """Return the row of what only a team may, and this machine as long as it has no teams yet."""
    return {Bezoekersoort.LOKAAL: voorwaarde, Bezoekersoort.TEAM: voorwaarde}


TABEL: Final[Mapping[Recht, Mapping[Bezoekersoort, Voorwaarde]]] = MappingProxyType(
    {
        Recht.AANMELDEN: _EVERYBODY,
        Recht.UITLEG: _EVERYBODY,
        Recht.TEAM_ZIEN: _inside(Voorwaarde.EIGEN_TEAM),
        Recht.NAMEN_BEHEREN: _inside(Voorwaarde.EIGEN_TEAM),
        Recht.NAAM_TOEVOEGEN: _inside(Voorwaarde.EIGEN_OEFENING),
        Recht.OEFENING_MAKEN: _inside(Voorwaarde.EIGEN_TEAM),
        Recht.OEFENING: _inside(Voorwaarde.EIGEN_OEFENING),
        Recht.OBSERVATIES: _inside(Voorwaarde.VANAF_TERUGKIJKEN),
        Recht.OBSERVEREN: _inside(Voorwaarde.EIGEN_OEFENING),
        Recht.BRIEF: _inside(Voorwaarde.BRIEFROL),
        Recht.EIGEN_VOORBEREIDING: _inside(Voorwaarde.SCHRIJVER),
        Recht.OEFENING_VERWIJDEREN: _inside(Voorwaarde.EIGEN_OEFENING),
        Recht.MEENEMEN: _inside(Voorwaarde.EIGEN_OEFENING),
        Recht.DEELCODE: _inside(Voorwaarde.EIGEN_OEFENING),
        Recht.TEAMCIJFERS: _inside(Voorwaarde.EIGEN_TEAM),
        Recht.AGENDA: _inside(Voorwaarde.EIGEN_TEAM),
        Recht.TEAMAPPARATEN: {
            Bezoekersoort.TEAM: Voorwaarde.EIGEN_TEAM,
            Bezoekersoort.ADVISEUR: Voorwaarde.ALTIJD,
        },
        Recht.CIJFERS: _FIGURES,
        Recht.CIJFERS_UITVOEREN: _FIGURES,
        Recht.PROEFTEAM: {Bezoekersoort.LOKAAL: Voorwaarde.ALTIJD},
        Recht.TEAMS_BEHEREN: _ADVISEUR,
        Recht.ACCOUNTS_BEHEREN: _ADVISEUR,
        Recht.AANMELDINGEN_INTREKKEN: _ADVISEUR,
        Recht.ORGANISATIE: _ADVISEUR,
        Recht.INSTELLINGEN: _BEHEER,
        Recht.LOGBOEK: _BEHEER,
        Recht.OPSLAG_GEZONDHEID: _BEHEER,
        Recht.VERANTWOORDING: _EVERYBODY,
    }
)

_REFUSALS: Final = MappingProxyType(
    {
        Bezoekersoort.GAST: "Meld je eerst aan. Daarna kun je verder.",
        Bezoekersoort.LOKAAL: "Dit kan nog niet. Richt Gesprekstool eerst in.",
        Bezoekersoort.TEAM: (
            "Dit is niet open voor jou. Vul de code van de oefening of de sleutel van je team in, "
            "of ga terug naar je eigen team."
        ),
        Bezoekersoort.MANAGER: "Dit is niet voor managers. Ga terug naar het overzicht.",
        Bezoekersoort.ADVISEUR: "Dit is alleen voor het team zelf. Ga terug naar Beheer.",
    }
)


def may(bezoeker: Bezoeker, recht: Recht, zaak: Zaak = NIETS) -> bool:
    """Return whether a visitor has a right.

    Args:
        bezoeker: who asks.
        recht: what for.
        zaak: of what; what is left out is taken as not theirs.
    """
    voorwaarde = TABEL[recht].get(bezoeker.soort)
    if voorwaarde is None:
        return False
    if voorwaarde is Voorwaarde.ALTIJD:
        return True
    if voorwaarde is Voorwaarde.EIGEN_TEAM:
        return _is_own_team(bezoeker, zaak) and bezoeker.alleen is None
    return _is_open(bezoeker, zaak) and {
        Voorwaarde.EIGEN_OEFENING: True,
        Voorwaarde.VANAF_TERUGKIJKEN: zaak.terugkijken,
        Voorwaarde.BRIEFROL: zaak.rol in BRIEFROLLEN,
        Voorwaarde.SCHRIJVER: zaak.is_schrijver,
    }.get(voorwaarde, False)


def require(bezoeker: Bezoeker, recht: Recht, zaak: Zaak = NIETS) -> None:
    """Accept a visitor who has a right; see ``may``.

    Raises:
        GeenRecht: they have not.
    """
    if not may(bezoeker, recht, zaak):
        raise GeenRecht(_REFUSALS[bezoeker.soort])


def _is_own_team(bezoeker: Bezoeker, zaak: Zaak) -> bool:
    """Before set-up every team is the own one of this machine: there is nobody else."""
    if zaak.team is None:
        return False
    return bezoeker.soort is Bezoekersoort.LOKAAL or bezoeker.team == zaak.team


def _is_open(bezoeker: Bezoeker, zaak: Zaak) -> bool:
    if zaak.oefening is None or not _is_own_team(bezoeker, zaak):
        return False
    if bezoeker.alleen is not None:
        return bezoeker.alleen == zaak.oefening
    return not bezoeker.vraagt_code or zaak.oefening in bezoeker.geopend
