"""What every figure of the overview is made with: numbers, words, and when it is too little."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Protocol

from gesprek.overzicht.beeld import ALLES, Beeld, Keuze
from gesprek.overzicht.figuur import Figuur, Getal, Punt, Regel, Vorm, shown
from gesprek.overzicht.indicatoren import Indicator
from gesprek.overzicht.kwartaalcijfers import TOTAAL


class Woorden(Protocol):
    """The words on screen."""

    def tekst(self, sleutel: str, **waarden: object) -> str:
        """Return a text by its key."""

    def label(self, value: StrEnum) -> str:
        """Return the label of a value."""


class Figuurmaker:
    """Makes figures of a choice.

    Args:
        beeld: the numbers of the choice.
        keuze: the filter.
        woorden: the words on screen.
    """

    def __init__(self, beeld: Beeld, keuze: Keuze, woorden: Woorden) -> None:
        self._beeld = beeld
        self._keuze = keuze
        self._woorden = woorden

    def _value(self, indicator: Indicator, soort: str = TOTAAL) -> Callable[[str], int | None]:
        return lambda kwartaal: self._beeld.waarde(kwartaal, indicator, soort)

    def _column(self, naam: str) -> str:
        return self._woorden.tekst(f"overzicht.kolom_{naam}")

    def _share(self, naam: str) -> str:
        return self._woorden.tekst(f"overzicht.deel_{naam}")

    def _zin(self, sleutel: str, aantal: Getal, **waarden: object) -> str:
        """Return the conclusion; without a number that there is too little to show."""
        if aantal is None:
            return self._woorden.tekst("overzicht.te_weinig")
        return self._woorden.tekst(sleutel, aantal=shown(aantal), **waarden)

    def _figuur(
        self,
        naam: str,
        zin: str,
        chart: tuple[Vorm, Sequence[Punt]],
        table: tuple[Sequence[str], Sequence[Regel]],
    ) -> Figuur:
        vorm, points = chart
        kop, rows = table
        titel = self._woorden.tekst(f"overzicht.titel_{naam}")
        if all(one.aantal is None for one in points):
            return Figuur(naam, titel, self._woorden.tekst("overzicht.te_weinig"))
        has_share = kop[-1].startswith(self._woorden.tekst("overzicht.deel"))
        return Figuur(naam, titel, zin, vorm, tuple(points), tuple(kop), has_share, tuple(rows))

    def _whole_only(self, figuur: Figuur) -> Figuur:
        """Return the figure, or that it is there for the whole organisation only."""
        if self._keuze == ALLES:
            return figuur
        return Figuur(figuur.naam, figuur.titel, self._woorden.tekst("overzicht.alleen_geheel"))


def number(value: str | Getal) -> Getal:
    """Return what a cell counts; a name counts nothing."""
    return None if isinstance(value, str) else value
