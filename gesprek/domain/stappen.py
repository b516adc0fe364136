"""The seven steps of the leaflet. Their order is here and nowhere else."""

from enum import StrEnum
from functools import cached_property


class Stap(StrEnum):
    """One of the seven steps, in order."""

    MOMENT = "moment"
    VOORBEREIDING = "voorbereiding"
    CASUS = "casus"
    INLEVEN = "inleven"
    GESPREK = "gesprek"
    TERUGKIJKEN = "terugkijken"
    VERVOLG = "vervolg"

    @cached_property
    def number(self) -> int:
        """The number on the leaflet, from 1."""
        return tuple(Stap).index(self) + 1

    @property
    def earlier(self) -> tuple["Stap", ...]:
        """All steps before this one."""
        return tuple(Stap)[: self.number - 1]

    @property
    def next(self) -> "Stap | None":
        """The step after this one, None after the last."""
        return next((stap for stap in Stap if stap.number == self.number + 1), None)

    @property
    def previous(self) -> "Stap | None":
        """The step before this one, None before the first."""
        return self.earlier[-1] if self.earlier else None
