"""Changing who has which role, so that one tap always leaves a division that may be stored."""

from collections.abc import Mapping, Sequence

from gesprek.domein.fouten import RolverdelingOngeldig
from gesprek.domein.werkvormen import ROLREGELS, Rol, Werkvorm, check_rollen

# Who joins fills what is needed first; extra people in a rollenspel observe.
_FILL_ORDER = (Rol.INBRENGER, Rol.CLIENTROL, Rol.OBSERVANT)


def join(werkvorm: Werkvorm, rollen: Mapping[str, Rol], person: str) -> dict[str, Rol]:
    """Return the division with one more person, in the first role that is free.

    Raises:
        RolverdelingOngeldig: this form has no room for another person.
    """
    if person in rollen:
        return dict(rollen)
    taken = list(rollen.values())
    for rol in _FILL_ORDER:
        maximum = ROLREGELS[werkvorm][rol].maximum
        if maximum is None or taken.count(rol) < maximum:
            joined = {**rollen, person: rol}
            check_rollen(werkvorm, joined)
            return joined
    raise RolverdelingOngeldig(
        "Voorbespreken doe je met 2 of 3 mensen. Kies rollenspel als je met meer bent."
    )


def leave(rollen: Mapping[str, Rol], person: str) -> dict[str, Rol]:
    """Return the division without this person; a role that falls free shows as a gap."""
    return {key: rol for key, rol in rollen.items() if key != person}


def with_people(
    werkvorm: Werkvorm, rollen: Mapping[str, Rol], people: Sequence[str]
) -> dict[str, Rol]:
    """Return the division of exactly these people; who stays keeps the role they have.

    Raises:
        RolverdelingOngeldig: this form has no room for so many.
    """
    divided = dict(rollen)
    for person in rollen.keys() - set(people):
        divided = leave(divided, person)
    for person in people:
        divided = join(werkvorm, divided, person)
    return divided


def give(werkvorm: Werkvorm, rollen: Mapping[str, Rol], person: str, rol: Rol) -> dict[str, Rol]:
    """Return the division with ``rol`` for this person.

    Who had a role that only one may have, gets the role that this person had.

    Raises:
        RolverdelingOngeldig: the role does not exist in this form.
    """
    aantal = ROLREGELS[werkvorm].get(rol)
    given = {**rollen, person: rol}
    if aantal and aantal.maximum == 1:
        holders = [key for key, held in rollen.items() if held is rol and key != person]
        given |= dict.fromkeys(holders, rollen.get(person, Rol.OBSERVANT))
    check_rollen(werkvorm, given)
    return given


def switch(werkvorm: Werkvorm, rollen: Mapping[str, Rol]) -> dict[str, Rol]:
    """Return the division in another form: a begeleider becomes observant where none exists.

    Raises:
        RolverdelingOngeldig: there are too many people for the form.
    """
    exists = ROLREGELS[werkvorm]
    moved = {key: rol if rol in exists else Rol.OBSERVANT for key, rol in rollen.items()}
    check_rollen(werkvorm, moved)
    return moved
