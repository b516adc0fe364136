"""The figures that were published when a quarter was closed, as they are kept."""

from enum import StrEnum
from typing import Annotated, Final, NamedTuple

from pydantic import Field

from gesprek.domain.base import Value
from gesprek.domain.dates import Day, Span
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.trends.indicators import Indicator

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


class Chain(StrEnum):
    """Tables that are published together, over spans of their own that never overlap."""

    TOTAAL = "totaal"
    """How often was practised: the base, of which all other spans are made."""
    DELEN = "delen"
    """The same by form and by location."""
    TEAMS = "teams"
    THEMA = "thema"
    LEERTHEMA = "leerthema"
    HOEVER = "hoever"
    """How far it came, and what depends on that: all other indicators."""
    ROL = "rol"
    """Leerthema's per kind of role, over spans that are made of those of LEERTHEMA."""


def chain_of(indicator: Indicator, per: TableAxis = TableAxis.GEHEEL) -> Chain:
    """Return the chain in which a table is published."""
    if indicator is Indicator.OEFENINGEN:
        return Chain.TOTAAL if per is TableAxis.GEHEEL else Chain.DELEN
    if per is TableAxis.ROL:
        return Chain.ROL
    own = {
        Indicator.TEAMS: Chain.TEAMS,
        Indicator.THEMA: Chain.THEMA,
        Indicator.LEERTHEMA: Chain.LEERTHEMA,
    }
    return own.get(indicator, Chain.HOEVER)


_NAME: Final = Field(pattern=r"^\d{4}-K[1-4]$")


class ClosedSpan(Value):
    """A span that was closed, by the names of its quarters; without a table: too little to show."""

    reeks: Chain
    eerst: Annotated[str, _NAME]
    laatst: Annotated[str, _NAME]

    @property
    def span(self) -> Span:
        """The same as a span."""
        return Span.named(self.eerst, self.laatst)


class Band(Value):
    """Of those who answered, the share that said yes is above ``boven``, and ``tot`` at most.

    Attributes:
        kleinste: how many counts each hidden cell could be, at least.
    """

    boven: float
    tot: float
    kleinste: int


class QuarterCounts(Value):
    """All figures that were published when a quarter was closed.

    Attributes:
        kwartaal: its name, as '2026-K4'.
        dagen_tot_vervolg: the median of the days from the real conversation to step 7.
        dagen_over: of how many oefeningen; None: by a version that asked for ten.
        spans: those that closed; None: by a version that knew quarters only, each by itself.
        hoogste: where all that is hidden of the whole organisation is below the highest shown.
        helpt: where the answers cannot be shown.
    """

    kwartaal: Annotated[str, _NAME]
    geteld_op: Day
    tables: tuple[CountTable, ...] = ()
    dagen_tot_vervolg: float | None = None
    dagen_over: int | None = None
    spans: tuple[ClosedSpan, ...] | None = None
    hoogste: tuple[Indicator, ...] = ()
    helpt: Band | None = None

    def span(self, chain: Chain) -> Span | None:
        """Return the span that this chain closed; None: none."""
        if self.spans is None:
            return Span.named(self.kwartaal)
        return next((one.span for one in self.spans if one.reeks is chain), None)


class Selection(NamedTuple):
    """What somebody looks at: which form, which location; None: all of them."""

    form: Werkvorm | None = None
    locatie: str | None = None


ALLES: Final = Selection()
