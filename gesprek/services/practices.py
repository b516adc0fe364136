"""The teams and oefeningen as one visitor may use them: each use asks for its right first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from gesprek.access.rights import Right, Subject, may
from gesprek.access.visitors import Visitor
from gesprek.domain.base import Versioned
from gesprek.domain.gesprek import Gesprek
from gesprek.domain.oefening import Casus, Oefening
from gesprek.domain.preparation import Inleven
from gesprek.domain.rolverdeling import Past
from gesprek.domain.team import Team, add_deelnemer, archive, mark_used, new_team, place, rename
from gesprek.domain.terugblik import Terugblik
from gesprek.domain.vervolg import Vervolg
from gesprek.domain.werkvormen import Rol
from gesprek.services.guarded import Guarded, asks, asks_about
from gesprek.storage.protocol import Kind
from gesprek.storage.values import team_of

TeamChange = Callable[[Team], Team]


@dataclass(frozen=True)
class TeamLine:
    """What the advisor sees of a team: none of its people."""

    id: str
    naam: str
    gearchiveerd: date | None
    locatie: str = ""


def role_of(visitor: Visitor, oefening: Oefening) -> Rol | None:
    """Return the role of who has this device as their own; None: nobody, or no role."""
    return oefening.rollen.get(visitor.persoon or "")


def subject_of(
    oefening: Oefening, rol: Rol | None = None, *, is_schrijver: bool = False
) -> Subject:
    """Return an oefening as the rights see it.

    ``rol`` is that of the visitor; ``is_schrijver``: they wrote what is asked for.
    """
    return Subject(oefening.team, oefening.id, rol, is_schrijver, oefening.looks_back)


def card_subject(visitor: Visitor, oefening: Oefening) -> Subject:
    """Return the card for the day as the rights see it: on a device of all, all may read it."""
    rol = role_of(visitor, oefening) if visitor.persoon else Rol.INBRENGER
    return subject_of(oefening, rol)


def subject_of_id(oefening_id: str) -> Subject:
    """Return an oefening as the rights see it before it is read."""
    return Subject(team_of(oefening_id), oefening_id)


class Practices(Guarded):
    """The teams and oefeningen; what is not explained here does as the method of ``Archive``."""

    # The own team

    def teams(self) -> list[Team]:
        """Return the teams that this visitor may see, without those in the archive."""
        archived, mine = self._services.archive, self.visitor.team
        return [
            team
            for team in (archived.teams_of([mine]) if mine else archived.teams())
            if not team.gearchiveerd and may(self.visitor, Right.TEAM_ZIEN, Subject(team.id))
        ]

    team = asks_about(Subject, Right.TEAM_ZIEN, lambda one: one.archive.team)

    def team_with(self, oefening: Oefening) -> Team:
        """Return the team of an oefening, for its names."""
        self._require(Right.OEFENING, subject_of(oefening))
        return self._services.archive.team(oefening.team).value

    def change_team(self, team_id: str, change: TeamChange) -> None:
        """Change the list of a team."""
        self._require(Right.NAMEN_BEHEREN, Subject(team_id))
        self._change(team_id, change)

    def add_name(self, oefening: Oefening, deelnemer_id: str, naam: str) -> None:
        """Put the name of who walks in on the team's list; see ``add_deelnemer``."""
        self._require(Right.NAAM_TOEVOEGEN, subject_of(oefening))
        self._change(oefening.team, lambda team: add_deelnemer(team, deelnemer_id, naam))

    def mark_taking_part(self, oefening: Oefening, day: date) -> None:
        """Note that who takes part was there, so that their names stay on the list."""
        self._require(Right.OEFENING, subject_of(oefening))
        self._change(oefening.team, lambda team: mark_used(team, set(oefening.rollen), day))

    # Oefeningen

    def is_open(self, oefening: Oefening) -> bool:
        """Return whether the texts of an oefening are open to this visitor."""
        return may(self.visitor, Right.OEFENING, subject_of(oefening))

    def oefeningen(self, team_id: str) -> list[Oefening]:
        """Return the oefeningen of a team, newest last; without texts where those are not open."""
        self._require(Right.TEAM_ZIEN, Subject(team_id))
        found = self._services.archive.oefeningen(team_id)
        return [one if self.is_open(one) else _without_text(one) for one in found]

    def oefeningen_with(self, oefening: Oefening) -> list[Past]:
        """Return who had which role in all oefeningen of the same team, to divide roles fairly."""
        self._require(Right.OEFENING, subject_of(oefening))
        archived, team = self._services.archive, oefening.team
        return archived.past(team, map(_without_text, archived.oefeningen(team)))

    past = asks_about(Subject, Right.TEAM_ZIEN, lambda one: one.archive.past)

    oefening = asks_about(subject_of_id, Right.OEFENING, lambda one: one.archive.oefening)

    def with_card(self, oefening_id: str) -> Oefening:
        """Return an oefening to who may read its card for the day."""
        found: Oefening = self.oefening(oefening_id).value
        self._require(Right.DAGKAART, card_subject(self.visitor, found))
        return found

    def latest(self, seen: Versioned[Oefening]) -> Versioned[Oefening]:
        """Return an oefening as it is now; it is read only if it changed since it was seen."""
        oefening, archived = seen.value, self._services.archive
        self._require(Right.OEFENING, subject_of(oefening))
        is_seen = archived.versions([oefening.id]).get(oefening.id) == seen.version
        return seen if is_seen else archived.oefening(oefening.id)

    def create_oefening(self, oefening: Oefening) -> Versioned[Oefening]:
        """Store a new oefening, open on a device that asks for codes: its maker need type none."""
        self._require(Right.OEFENING_MAKEN, Subject(oefening.team))
        made = self._services.archive.create_oefening(oefening)
        if self.visit.log_in and self.visitor.vraagt_code:
            self._services.visits.log_ins.open_oefening(self.visit.log_in.id, oefening.id)
        return made

    save = asks_about(
        lambda seen: subject_of(seen.value), Right.OEFENING, lambda one: one.archive.save
    )
    team_rows = asks_about(Subject, Right.TEAMCIJFERS, lambda one: one.archive.rijen_of)

    # Care

    problems = asks(Right.OPSLAG_GEZONDHEID, lambda one: one.archive.problems)

    def has_unreadable(self, team_id: str) -> bool:
        """Return whether something of this team cannot be read."""
        self._require(Right.TEAM_ZIEN, Subject(team_id))
        found = self._services.archive.problems()
        return any(problem.key.team == team_id for problem in found)

    def has_unreadable_team(self) -> bool:
        """Return whether a team that this visitor may see cannot be read."""
        found = (one.key for one in self._services.archive.problems() if one.key.kind is Kind.TEAM)
        return any(may(self.visitor, Right.TEAM_ZIEN, Subject(key.id)) for key in found)

    # The teams of the organisation

    def team_lines(self) -> list[TeamLine]:
        """Return all teams by name, without their people."""
        self._require(Right.TEAMS_BEHEREN)
        return [
            TeamLine(one.id, one.naam, one.gearchiveerd, one.locatie)
            for one in self._services.archive.teams()
        ]

    def begin_proefteam(self, team: Team) -> None:
        """Store the one team to try out with; harmless where there is a team."""
        self._require(Right.PROEFTEAM)
        if not self._services.archive.teams() and not self.has_unreadable_team():
            self._services.archive.create_team(team)

    def make_team(self, team_id: str, naam: str) -> None:
        """Store a new team; see ``new_team``."""
        self._require(Right.TEAMS_BEHEREN)
        archived = self._services.archive
        archived.create_team(new_team(team_id, naam, archived.teams()))

    def rename_team(self, team_id: str, naam: str) -> None:
        """Give a team another name; see ``rename``."""
        self._require(Right.TEAMS_BEHEREN)
        others = self._services.archive.teams()
        self._change(team_id, lambda team: rename(team, naam, others))

    def place_team(self, team_id: str, locatie: str) -> None:
        """Count a team with a location or group; see ``place``."""
        self._require(Right.TEAMS_BEHEREN)
        self._change(team_id, lambda team: place(team, locatie))

    def archive_team(self, team_id: str, day: date) -> None:
        """Put a team away; who does this takes its key and ends its log-ins."""
        self._require(Right.TEAMS_BEHEREN)
        self._change(team_id, lambda team: archive(team, day))

    def unarchive_team(self, team_id: str) -> None:
        """Take a team back; it needs a new key."""
        self._require(Right.TEAMS_BEHEREN)
        self._change(team_id, lambda team: team.changed(gearchiveerd=None))

    def _change(self, team_id: str, change: TeamChange) -> None:
        seen = self._services.archive.team(team_id)
        self._services.archive.save_team(seen, change(seen.value))


def _without_text(oefening: Oefening) -> Oefening:
    """Return who did what when, without anything that somebody wrote."""
    rondes = {
        key: ronde.changed(notitie="", fragment="", observaties={}, kijklijsten={})
        for key, ronde in oefening.gesprek.rondes.items()
    }
    vervolg = oefening.vervolg
    return Oefening(
        id=oefening.id,
        team=oefening.team,
        created=oefening.created,
        werkvorm=oefening.werkvorm,
        gepland_op=oefening.gepland_op,
        afgezegd=oefening.afgezegd,
        rollen=oefening.rollen,
        stap=oefening.stap,
        verst=oefening.verst,
        casus=Casus(themas=oefening.casus.themas),
        inleven=Inleven(),
        gesprek=Gesprek(rondes=rondes),
        terugblik=Terugblik(),
        vervolg=Vervolg(staat=vervolg.staat, gesprek_op=vervolg.gesprek_op, closed=vervolg.closed),
    )
