"""The one builder: a team, and an oefening of it in a form, for so many people, at a step.

How full it is, a ``Fill`` says. What happens within a step is in ``steps``; ``marked`` has a
mark in every text.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum

from gesprek.domain.dates import local_day, utc_now
from gesprek.domain.oefening import Oefening, new_oefening
from gesprek.domain.progress import go_to
from gesprek.domain.rolverdeling import propose_rollen
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team, add_deelnemer, new_team
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.privacy import Label
from gesprek.storage.values import new_id, new_oefening_id
from tests.support.builders.steps import Steps, always

NOW = datetime(2026, 5, 11, 12, 0, tzinfo=UTC)
"""The moment of tests whose clock stands still."""
TODAY = local_day(NOW)
NAMES = ("Anouk", "Bastiaan", "Chantal", "Driss", "Evelien")
VIER = {
    "anna": Rol.INBRENGER,
    "bo": Rol.CLIENTROL,
    "cas": Rol.OBSERVANT,
    "dee": Rol.BEGELEIDER,
}
TWEE = {"anna": Rol.INBRENGER, "bo": Rol.CLIENTROL}

KWAAD = "KWAAD"
LEVEND = (
    f"<b>{KWAAD}</b> <script>{KWAAD}</script> [{KWAAD}](https://kwaad.example) "
    f"![{KWAAD}](https://kwaad.example/a.png) :red[{KWAAD}] **{KWAAD}** ${KWAAD}$ `{KWAAD}`"
)
"""Text that comes alive wherever it is shown as Markdown or HTML, and says so."""


class Fill(StrEnum):
    """How far the step is that an oefening is in."""

    EMPTY = "empty"
    HALF = "half"
    WHOLE = "whole"


# Teams, not stored yet


def team_of(naam: str, names: Iterable[str] | Mapping[str, str]) -> Team:
    """Return a team with these names on its list; a mapping tells their ids too."""
    people = names if isinstance(names, Mapping) else {new_id(): one for one in names}
    team = new_team(new_id(), naam)
    for key, one in people.items():
        team = add_deelnemer(team, key, one)
    return team


def team_of_five() -> Team:
    return team_of("Team Zonnebloem", NAMES)


def team_of_two() -> Team:
    """Return a team whose people have ids that a test can name."""
    return team_of("Team Noord", {"sam": "Sam", "noor": "Noor"})


# Oefeningen, not stored yet


def fresh(
    rollen: Mapping[str, Rol] | None = None, werkvorm: Werkvorm = Werkvorm.ROLLENSPEL
) -> Oefening:
    """Return an oefening in which only the roles are known, with ids that a test can name."""
    return new_oefening("O1", "T1", NOW, werkvorm, dict(VIER if rollen is None else rollen))


def oefening_of(team_id: str) -> Oefening:
    """Return a new oefening of ``team_of_two``."""
    rollen = {"sam": Rol.INBRENGER, "noor": Rol.CLIENTROL}
    return new_oefening(new_oefening_id(team_id), team_id, NOW, Werkvorm.ROLLENSPEL, rollen)


def begun(
    team: Team, werkvorm: Werkvorm, people: Sequence[str], at: datetime | None = None
) -> Oefening:
    """Return a new oefening of these people, with the roles that the tool proposes."""
    rollen = propose_rollen(werkvorm, people, ())
    return new_oefening(new_oefening_id(team.id), team.id, at or utc_now(), werkvorm, rollen)


def done_until(stap: Stap, oefening: Oefening | None = None) -> Oefening:
    """Return an oefening in which every step before ``stap`` lacks nothing, nor has more."""
    made, steps = oefening or fresh(), Steps(always("Hoe begin ik?"), NOW)
    for earlier in stap.earlier:
        made = steps.bare[earlier](made)
    return made


def complete() -> Oefening:
    """Return an oefening that lacks nothing at all."""
    return Steps(always(""), NOW).bare[Stap.VERVOLG](done_until(Stap.VERVOLG))


def oefening_in(werkvorm: Werkvorm, people: int, until: Stap, fill: Fill, team: Team) -> Oefening:
    """Return an oefening at step ``until``, all text in it being ``LEVEND``.

    Args:
        werkvorm: the form.
        people: how many of the team take part.
        until: every step before this one lacks nothing.
        fill: ``EMPTY``: this step is new; ``HALF``: begun, and it lacks something;
            ``WHOLE``: all seven steps are done and the oefening is closed.
        team: whose oefening it is.
    """
    does = Steps(always(LEVEND), utc_now())
    made = begun(team, werkvorm, list(team.deelnemers)[:people])
    steps = tuple(Stap) if fill is Fill.WHOLE else until.earlier
    for stap in steps:
        made = does.whole[stap](made)
    if fill is Fill.HALF:
        made = does.half[until](made)
    # The links in LEVEND were looked at; tests of the review make texts of their own.
    made = made.changed(nagekeken={stap: {Label.URL: 99} for stap in Stap})
    # Going to step 1 of a new oefening is no change.
    return go_to(made.changed(stap=steps[-1] if steps else Stap.MOMENT), until)
