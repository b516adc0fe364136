"""The kept figures of closed quarters, and what a screen or an export looks up in them."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Annotated, Final, NamedTuple

from pydantic import Field

from gesprek.domain.base import Value
from gesprek.domain.dates import Day
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.trends.indicators import Indicator
from gesprek.trends.suppression import MIN_FOR_PERCENTAGE, MIN_OEFENINGEN

TOTAL = ""
"""The kind of a cell that counts all kinds together."""


class TableAxis(StrEnum):
    """What a table is split by."""

    GEHEEL = "geheel"
    FORM = "form"
    LOCATIE = "locatie"
    BEIDE = "beide"
    ROL = "rol"


class Cell(Value):
    """One figure that may be shown; None: of both forms, all locations, all roles.

    Attributes:
        soort: what is counted: a theme, a leerthema, an answer; ``TOTAL`` for all of them.
        rol: only leerpunten of this kind of role.
    """

    soort: str = TOTAL
    form: Werkvorm | None = None
    locatie: str | None = None
    rol: Rol | None = None
    aantal: int


class CountTable(Value):
    """A table that is shown whole or not at all.

    Attributes:
        kleinste: the oefeningen of its smallest cell, also of what it shows as a rest only: with a
            higher threshold than at the time the whole table is left out.
    """

    indicator: Indicator
    per: TableAxis
    kleinste: int
    cellen: tuple[Cell, ...]


class QuarterCounts(Value):
    """All figures of a quarter; without tables: too little to show.

    Attributes:
        kwartaal: its name, as '2026-K4'.
        dagen_tot_vervolg: the median of the days from the real conversation to step 7.
    """

    kwartaal: Annotated[str, Field(pattern=r"^\d{4}-K[1-4]$")]
    geteld_op: Day
    tables: tuple[CountTable, ...] = ()
    dagen_tot_vervolg: float | None = None


class Selection(NamedTuple):
    """What somebody looks at: which form, which location; None: all of them."""

    form: Werkvorm | None = None
    locatie: str | None = None


ALLES: Final = Selection()


class SelectedFigures:
    """The figures of some quarters, the oldest first, of one choice.

    ``drempel`` is the threshold as it is now: a table with a smaller cell is left out whole.
    """

    def __init__(
        self,
        kwartalen: Sequence[QuarterCounts],
        keuze: Selection = ALLES,
        drempel: int = MIN_OEFENINGEN,
    ) -> None:
        self.kwartalen = tuple(one.kwartaal for one in kwartalen)
        self._found = {
            (one.kwartaal, tabel.indicator, cell.soort, cell.rol): cell.aantal
            for one in kwartalen
            for tabel in one.tables
            if tabel.kleinste >= drempel
            for cell in tabel.cellen
            if (cell.form, cell.locatie) == keuze
        }
        self._days = {one.kwartaal: one.dagen_tot_vervolg for one in kwartalen}
        self._is_all = keuze == ALLES

    def value(
        self, kwartaal: str, indicator: Indicator, soort: str = TOTAL, rol: Rol | None = None
    ) -> int | None:
        """Return a figure; None: too little to show."""
        return self._found.get((kwartaal, indicator, soort, rol))

    def dagen(self, kwartaal: str) -> float | None:
        """Return the median of the days until step 7; for all oefeningen together only."""
        closed = self.value(kwartaal, Indicator.HOEVER, "afgerond")
        return self._days[kwartaal] if self._is_all and closed is not None else None

    def som(
        self,
        indicator: Indicator,
        soort: str = TOTAL,
        rol: Rol | None = None,
        among: Callable[[str], int | None] = lambda _quarter: 1,
    ) -> int | None:
        """Return a figure added up over the quarters that show it, and may show ``among`` too."""
        asked = [one for one in self.kwartalen if among(one) is not None]
        found = [self.value(one, indicator, soort, rol) for one in asked]
        shown = [one for one in found if one is not None]
        return sum(shown) if shown else None


def percentage(deel: int | None, whole: int | None) -> int | None:
    """Return a share in whole percents; None where it may not be shown, also below n = 10."""
    if deel is None or whole is None or whole < MIN_FOR_PERCENTAGE:
        return None
    return round(100 * deel / whole)


def locaties(kwartalen: Iterable[QuarterCounts]) -> list[str]:
    """Return the locations of which something is shown, by name."""
    names = {
        cell.locatie
        for one in kwartalen
        for tabel in one.tables
        if tabel.per is TableAxis.LOCATIE
        for cell in tabel.cellen
        if cell.locatie
    }
    return sorted(names, key=str.casefold)
