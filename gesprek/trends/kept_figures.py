"""The figures of one closed quarter, as they are kept for good: only what may be shown."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from gesprek.domain.dates import Day
from gesprek.domain.value import Value
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.trends.indicators import Indicator

QuarterName = Annotated[str, Field(pattern=r"^\d{4}-K[1-4]$")]
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
    """One figure that may be shown.

    Attributes:
        soort: what is counted: a theme, a leerthema, an answer; ``TOTAL`` for all of them.
        form: only this form; None: both.
        locatie: only this location; None: all.
        rol: only leerpunten of this kind of role; None: all.
        aantal: how many.
    """

    soort: str = TOTAL
    form: Werkvorm | None = None
    locatie: str | None = None
    rol: Rol | None = None
    aantal: int

    @property
    def plaats(self) -> tuple[str, Werkvorm | None, str | None, Rol | None]:
        """What the figure is of."""
        return self.soort, self.form, self.locatie, self.rol


class CountTable(Value):
    """A table that is shown whole or not at all.

    Attributes:
        indicator: what it is about.
        per: what it is split by.
        kleinste: the oefeningen of its smallest cell, also of what it shows as a rest only: with a
            higher threshold than at the time the whole table is left out.
        cellen: its figures.
    """

    indicator: Indicator
    per: TableAxis
    kleinste: int
    cellen: tuple[Cell, ...]


class QuarterCounts(Value):
    """All figures of a quarter; without tables: too little to show.

    Attributes:
        kwartaal: its name, as '2026-K4'.
        geteld_op: the day on which they were counted.
        tables: the tables.
        dagen_tot_vervolg: the median of the days from the real conversation to step 7.
    """

    kwartaal: QuarterName
    geteld_op: Day
    tables: tuple[CountTable, ...] = ()
    dagen_tot_vervolg: float | None = None
