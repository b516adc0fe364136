"""The ways to split a quarter in which every part is safe: by form, by location, by both.

Why a part must be safe by itself: ``docs/decisions/0016-suppression.md``.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from gesprek.domein.codering import Rij
from gesprek.overzicht.kwartaalcijfers import As
from gesprek.overzicht.onderdrukking import hidden, is_safe, is_safe_location
from gesprek.overzicht.tabelbouw import REST, Deel, Geteld, Verdeling, grouped, table_of


class Ploeg(NamedTuple):
    """A team as the figures see it: where it belongs, and whether it is in use."""

    locatie: str
    actief: bool = True


def find_splits(
    rijen: Sequence[Rij], ploegen: Mapping[str, Ploeg], drempel: int
) -> tuple[Verdeling, ...]:
    """Return the ways to split a quarter, the finest first.

    Args:
        rijen: what was played in it.
        ploegen: team id → where it belongs; a team that is not in it has no location.
        drempel: from how many oefeningen on a figure is shown.
    """
    where = {rij.team: _locatie(ploegen.get(rij.team)) for rij in rijen}
    forms = grouped((rij.werkvorm for rij in rijen), rijen)
    has_forms = len(forms) > 1 and all(is_safe(one, drempel) for one in forms.values())
    places = _places(rijen, where, drempel, lambda _rij: "")
    crosses = has_forms and places and _places(rijen, where, drempel, _form) == places
    found = []
    if crosses:
        found.append(
            _split(rijen, As.BEIDE, lambda one: Deel(one.rij.werkvorm, places[one.rij.team]))
        )
    if places:
        found.append(_split(rijen, As.LOCATIE, lambda one: Deel(None, places[one.rij.team])))
    if has_forms:
        found.append(_split(rijen, As.FORM, lambda one: Deel(one.rij.werkvorm)))
    return tuple(found)


def _split(rijen: Sequence[Rij], per: As, deel_van: Callable[[Geteld], Deel]) -> Verdeling:
    parts = dict.fromkeys(deel_van(Geteld(rij)) for rij in rijen)
    return Verdeling(per, tuple(parts), deel_van)


def _places(
    rijen: Sequence[Rij], where: Mapping[str, str], drempel: int, part_of: Callable[[Rij], str]
) -> dict[str, str]:
    """Return team → location as it is shown; empty where locations cannot be told apart.

    Args:
        rijen: what was played.
        where: team → its location.
        drempel: from how many oefeningen on a figure is shown.
        part_of: the part of a row in which its location must be safe too.
    """
    tabel = table_of((where[rij.team] for rij in rijen), map(part_of, rijen), rijen)
    gone = hidden(tabel, drempel, is_safe_location)
    found = {team: REST if place in gone else place for team, place in where.items()}
    return found if len(set(found.values())) > 1 else {}


def _locatie(ploeg: Ploeg | None) -> str:
    return ploeg.locatie if ploeg and ploeg.locatie else REST


def _form(rij: Rij) -> str:
    return rij.werkvorm
