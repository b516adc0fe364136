"""A team and the names on its own list.

A name that is empty raises TextMissing, one that is too long TextTooLong, and one with signs that
do not belong in it InvalidName.
"""

from collections.abc import Iterable
from datetime import date

from gesprek.domain.base import InvalidName, TextMissing, Value
from gesprek.domain.dates import Day
from gesprek.domain.text import NameText, clean_line


class Deelnemer(Value):
    """A first name or nickname on the team's own list, never seen outside the team."""

    naam: NameText
    last_used: date | None = None


class Team(Value):
    """A team; ``deelnemers`` maps a random id to the person.

    ``gearchiveerd`` is the day on which it was put away: nobody opens it until it is taken back.
    ``locatie`` is the place or group that the advisor counts it with; empty: none.
    """

    id: str
    naam: NameText
    deelnemers: dict[str, Deelnemer] = {}
    gearchiveerd: Day | None = None
    locatie: NameText = ""

    def name_of(self, deelnemer_id: str) -> str:
        """Return the name on screen; a removed name becomes a plain word."""
        deelnemer = self.deelnemers.get(deelnemer_id)
        return deelnemer.naam if deelnemer else "een collega"


def new_team(team_id: str, naam: str, others: Iterable[Team] = ()) -> Team:
    """Return a team without people; raises InvalidName where one of ``others`` has this name."""
    return Team(id=team_id, naam=_own_name(naam, others))


def rename(team: Team, naam: str, others: Iterable[Team] = ()) -> Team:
    """Return the team with another name; raises as ``new_team``."""
    return team.changed(naam=_own_name(naam, (one for one in others if one.id != team.id)))


def place(team: Team, locatie: str) -> Team:
    """Return the team counted with a location or group of teams; empty: with none."""
    return team.changed(locatie=clean_line(locatie))


def archive(team: Team, today: date) -> Team:
    """Return the team put away; its oefeningen go at their own term."""
    return team.changed(gearchiveerd=team.gearchiveerd or today)


def add_deelnemer(team: Team, deelnemer_id: str, naam: str) -> Team:
    """Return the team with one more name on its list; TextMissing where it is there already."""
    cleaned = _required_name(naam, "Vul een voornaam of roepnaam in.")
    if cleaned.casefold() in {d.naam.casefold() for d in team.deelnemers.values()}:
        raise TextMissing("Deze naam staat al op de lijst. Voeg een letter toe, zoals 'Sam B'.")
    return team.changed(deelnemers={**team.deelnemers, deelnemer_id: Deelnemer(naam=cleaned)})


def mark_used(team: Team, deelnemer_ids: set[str], today: date) -> Team:
    """Return the team with the day on which these people last practised."""
    deelnemers = {
        key: value.changed(last_used=today) if key in deelnemer_ids else value
        for key, value in team.deelnemers.items()
    }
    return team.changed(deelnemers=deelnemers)


def _own_name(naam: str, others: Iterable[Team]) -> str:
    cleaned = Team(id="", naam=_required_name(naam, "Geef het team een naam.")).naam
    if cleaned.casefold() in {one.naam.casefold() for one in others}:
        raise InvalidName(
            "Er is al een team met deze naam. Kies dat team of bedenk een andere naam."
        )
    return cleaned


def _required_name(naam: str, sentence: str) -> str:
    cleaned = clean_line(naam)
    if not cleaned:
        raise TextMissing(sentence)
    return cleaned
