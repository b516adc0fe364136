"""Who has which role: a fair proposal, and changes that always leave a valid division.

A change that the form does not allow raises InvalidRolverdeling, as ``check_rollen``.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from gesprek.domain.base import InvalidRolverdeling
from gesprek.domain.oefening import Oefening, new_oefening
from gesprek.domain.team import Team
from gesprek.domain.werkvormen import (
    MAX_DEELNEMERS,
    MEETING_LENGTHS,
    ROLREGELS,
    Rol,
    Werkvorm,
    check_rollen,
)

# Who joins fills what is needed first. With three people the observant also keeps the time; a
# begeleider comes with the fourth, and only by a proposal: extra people in a rollenspel observe.
_ORDER = (Rol.INBRENGER, Rol.CLIENTROL, Rol.OBSERVANT)


class Gone(NamedTuple):
    """What is known of an oefening that was played and cannot be read now, as its text is gone.

    ``people`` are those of the team's list who took part; what others than the inbrenger did is
    forgotten.
    """

    id: str
    people: tuple[str, ...]
    inbrenger: str | None

    @property
    def rollen(self) -> Mapping[str, Rol]:
        """The roles that are known."""
        return {self.inbrenger: Rol.INBRENGER} if self.inbrenger else {}


Past = Oefening | Gone
"""An earlier oefening, as far as it tells who did what."""


def join(werkvorm: Werkvorm, rollen: Mapping[str, Rol], person: str) -> dict[str, Rol]:
    """Return the division with one more person, in the first role that is free."""
    if person in rollen:
        return dict(rollen)
    taken = list(rollen.values())
    for rol in _ORDER:
        maximum = ROLREGELS[werkvorm][rol].maximum
        if maximum is None or taken.count(rol) < maximum:
            return check_rollen(werkvorm, {**rollen, person: rol})
    raise InvalidRolverdeling(
        "Voorbespreken doe je met 2 of 3 mensen. Kies rollenspel als je met meer bent."
    )


def with_people(
    werkvorm: Werkvorm, rollen: Mapping[str, Rol], people: Sequence[str]
) -> dict[str, Rol]:
    """Return the division of exactly these people; who stays keeps the role they have."""
    divided = {key: rol for key, rol in rollen.items() if key in people}
    for person in people:
        divided = join(werkvorm, divided, person)
    return divided


def give(werkvorm: Werkvorm, rollen: Mapping[str, Rol], person: str, rol: Rol) -> dict[str, Rol]:
    """Return the division with ``rol`` for this person.

    Who had a role that only one may have, gets the role that this person had.
    """
    aantal = ROLREGELS[werkvorm].get(rol)
    given = {**rollen, person: rol}
    if aantal and aantal.maximum == 1:
        holders = [key for key, held in rollen.items() if held is rol and key != person]
        given |= dict.fromkeys(holders, rollen.get(person, Rol.OBSERVANT))
    return check_rollen(werkvorm, given)


def switch(werkvorm: Werkvorm, rollen: Mapping[str, Rol]) -> dict[str, Rol]:
    """Return the division in another form: a begeleider becomes observant where none exists."""
    exists = ROLREGELS[werkvorm]
    moved = {key: rol if rol in exists else Rol.OBSERVANT for key, rol in rollen.items()}
    return check_rollen(werkvorm, moved)


def propose_rollen(
    werkvorm: Werkvorm,
    present: Sequence[str],
    history: Iterable[Past],
    inbrenger: str | None = None,
) -> dict[str, Rol]:
    """Return a role for each person present: deelnemer id → role; a proposal, never a rule.

    The order of ``present`` is that of the answer, and decides between equals. ``history`` holds
    earlier oefeningen of this team, in any order; ``inbrenger`` brings in the case, where that is
    agreed already. In voorbespreken only three people get a role, because the form has no more.
    """
    past = sorted(history, key=lambda one: one.id)
    left = list(present)
    chosen: dict[str, Rol] = {}
    if inbrenger in left:
        chosen[inbrenger] = Rol.INBRENGER
        left.remove(inbrenger)
    is_play = werkvorm is Werkvorm.ROLLENSPEL
    with_begeleider = is_play and len(present) > len(_ORDER)
    for rol in (*_ORDER, Rol.BEGELEIDER) if with_begeleider else _ORDER:
        if left and rol not in chosen.values():
            person = first_in_turn(left, past, rol)
            chosen[person] = rol
            left.remove(person)
    if is_play:
        chosen |= dict.fromkeys(left, Rol.OBSERVANT)
    return {person: chosen[person] for person in present if person in chosen}


def propose_present(team: Team, history: Iterable[Past]) -> tuple[str, ...]:
    """Return who is probably here, twelve at most: who took part last time, else all listed."""
    last = max(history, key=lambda one: one.id, default=None)
    were_there = last.people if isinstance(last, Gone) else last.rollen if last else ()
    again = [key for key in were_there if key in team.deelnemers]
    return tuple(again or team.deelnemers)[:MAX_DEELNEMERS]


def next_casus(oefening: Oefening, oefening_id: str, now: datetime) -> Oefening:
    """Return a new oefening with the same people, form, place and length; the roles rotate.

    After ten minutes that came back to one case, a new case gets the usual length.
    """
    rollen = propose_rollen(oefening.werkvorm, tuple(oefening.rollen), [oefening])
    new = new_oefening(oefening_id, oefening.team, now, oefening.werkvorm, rollen)
    minuten = oefening.minuten if oefening.minuten in MEETING_LENGTHS else new.minuten
    return new.changed(plaats=oefening.plaats, minuten=minuten)


def first_in_turn(people: Sequence[str], past: Sequence[Past], rol: Rol) -> str:
    """Return who had this role least often, then brought in least often, then longest ago.

    Of equals, whoever is first in ``people``. The second rule keeps one of three people from
    playing the client twice before another has done it once.
    """

    def turns(person: str) -> tuple[int, int, str]:
        had = [one.id for one in past if one.rollen.get(person) is rol]
        brought_in = sum(one.inbrenger == person for one in past)
        return len(had), brought_in, max(had, default="")

    return min(people, key=turns)


def not_yet_ingebracht(people: Iterable[str], history: Iterable[Past]) -> tuple[str, ...]:
    """Return who has not brought in a case in these oefeningen."""
    brought = {oefening.inbrenger for oefening in history}
    return tuple(person for person in people if person not in brought)
