"""Once more, and what changed: what was seen of the kijkpunten, round beside round.

What was seen in the first round stands in the gesprek itself, of a later one in that round. Words
and quotes only: nothing is counted, and no round is better than another.
"""

from collections.abc import Iterable, Mapping

from gesprek.domain.gesprek import Gesprek, Observatie, Ronde
from gesprek.domain.themas import Observatiepunt

Marks = Mapping[Observatiepunt, Observatie]


def list_path(gesprek: Gesprek, person: str = "") -> tuple[str, ...]:
    """Return where the kijkpunten of the last round are marked: by this person, or by all."""
    keys = sorted(gesprek.rondes)
    above = ("gesprek", "rondes", keys[-1]) if len(keys) > 1 else ("gesprek",)
    return (*above, "kijklijsten", person) if person else (*above, "observaties")


def observers(gesprek: Gesprek) -> tuple[str, ...]:
    """Return the ids of who marked on an own device, in any round."""
    again = (person for one in gesprek.rondes.values() for person in one.kijklijsten)
    return tuple(dict.fromkeys((*gesprek.kijklijsten, *again)))


def has_marks(gesprek: Gesprek, person: str = "") -> bool:
    """Return whether this person, or all on one device, marked or quoted anything."""
    return any(map(_marked, _lists(gesprek, person)))


def compare_rondes(
    gesprek: Gesprek, kijkpunten: Iterable[Observatiepunt], person: str = ""
) -> dict[Observatiepunt, tuple[Observatie, ...]]:
    """Return per point what was seen in each round, oldest first; empty without a marked replay.

    An Observatie without anything in it: in that round nothing was marked. The kijkpunten come
    first, then what was watched for in a replay and is no kijkpunt any more. What was marked in no
    round is left out.
    """
    lists = [_marked(one) for one in _lists(gesprek, person)]
    again = [point for point in Observatiepunt if any(point in one for one in lists[1:])]
    if not again:
        return {}
    agreed = (point for point in kijkpunten if any(point in one for one in lists))
    return {
        point: tuple(one.get(point, Observatie()) for one in lists)
        for point in dict.fromkeys((*agreed, *again))
    }


def _lists(gesprek: Gesprek, person: str) -> list[Marks]:
    later = (_list_in(gesprek.rondes[key], person) for key in sorted(gesprek.rondes)[1:])
    return [_list_in(gesprek, person), *later]


def _list_in(one: Gesprek | Ronde, person: str) -> Marks:
    return one.kijklijsten.get(person, {}) if person else one.observaties


def _marked(marks: Marks) -> dict[Observatiepunt, Observatie]:
    return {point: one for point, one in marks.items() if one != Observatie()}
