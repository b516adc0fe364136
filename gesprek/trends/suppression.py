"""What may be shown: the threshold, and what would give a hidden figure away by subtraction.

Source: domain, 'What leaves the team'. How it works and why it is safe:
``docs/decisions/0016-suppression.md``.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Final, TypeVar

from gesprek.domain.coded_row import CodedRow

MIN_OEFENINGEN: Final = 5
MIN_DEELNEMERS: Final = 5
MIN_INBRENGERS: Final = 3
MIN_TEAMS: Final = 3
"""A location of fewer teams would be the figures of a team; own choice."""
MIN_FOR_PERCENTAGE: Final = 10

Rows = Sequence[CodedRow]
Test = Callable[[Rows, int], bool]
_Soort = TypeVar("_Soort", bound=Hashable)
_Deel = TypeVar("_Deel", bound=Hashable)


def count_oefeningen(rijen: Rows) -> int:
    """Return the number of different oefeningen; a row may stand in it more than once."""
    return len({row.oefening for row in rijen})


def is_safe(rijen: Rows, drempel: int = MIN_OEFENINGEN) -> bool:
    """Return whether a figure over these rows may be shown.

    Rule: at least ``drempel`` oefeningen (never fewer than 5), 5 participants and 3 inbrengers,
    people counted by their keyed pseudonym. Nothing at all is not safe: 'nobody' tells of all.
    """
    enough = max(drempel, MIN_OEFENINGEN)
    oefeningen: set[str] = set()
    deelnemers: set[str] = set()
    inbrengers: set[str] = set()
    for row in rijen:  # most tables are large: stop as soon as it is known
        oefeningen.add(row.oefening)
        deelnemers.update(row.deelnemers)
        inbrengers |= {row.inbrenger} if row.inbrenger else set()
        if (
            len(oefeningen) >= enough
            and len(deelnemers) >= MIN_DEELNEMERS
            and len(inbrengers) >= MIN_INBRENGERS
        ):
            return True
    return False


def is_shared(rijen: Rows, drempel: int = MIN_OEFENINGEN) -> bool:
    """Return whether a figure of several teams may be shown: as ``is_safe``, and of two teams.

    Else who knows what one team did would know that the others did nothing of it.
    """
    return len({row.team for row in rijen}) > 1 and is_safe(rijen, drempel)


def is_safe_location(rijen: Rows, drempel: int = MIN_OEFENINGEN) -> bool:
    """Return whether a location may be shown: as ``is_safe``, and of at least 3 teams."""
    return len({row.team for row in rijen}) >= MIN_TEAMS and is_safe(rijen, drempel)


def hidden(
    tabel: Mapping[_Soort, Mapping[_Deel, Rows]], drempel: int, is_safe: Test = is_safe
) -> frozenset[_Soort]:
    """Return the kinds that a table must hide so that nothing follows by subtraction.

    First what is too small in one of the parts. Then, because the totals of the parts are shown,
    the hidden kinds together must be safe in each part too: as long as they are not, the smallest
    kind that is left is hidden as well.

    ``tabel``: kind → part → the rows that are counted there; the same parts for each kind. Every
    counted thing is in exactly one kind and part. ``is_safe`` is the test of one cell.
    """
    parts = {part for cells in tabel.values() for part in cells}
    gone = {
        soort
        for soort, cells in tabel.items()
        if not all(is_safe(cells.get(part, ()), drempel) for part in parts)
    }
    left = sorted(
        (soort for soort in tabel if soort not in gone),
        key=lambda soort: sum(map(len, tabel[soort].values())),
        reverse=True,
    )
    while gone and left and not _rest_is_safe(tabel, gone, parts, drempel, is_safe):
        gone.add(left.pop())
    return frozenset(gone)


def _rest_is_safe(
    tabel: Mapping[_Soort, Mapping[_Deel, Rows]],
    gone: set[_Soort],
    parts: set[_Deel],
    drempel: int,
    is_safe: Test,
) -> bool:
    """Return whether the hidden kinds together are safe in each part."""
    return all(
        is_safe([row for soort in gone for row in tabel[soort].get(part, ())], drempel)
        for part in parts
    )
