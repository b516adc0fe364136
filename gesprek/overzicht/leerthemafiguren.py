"""The figures of what is learned, against something else."""

from collections.abc import Callable, Sequence

from gesprek.domein.onderwerpen import Leerthema
from gesprek.domein.werkvormen import Rol
from gesprek.overzicht.figuur import Figuur, Punt, Regel, Vorm
from gesprek.overzicht.figuurmaker import Figuurmaker, number
from gesprek.overzicht.indicatoren import Indicator


class Leerthemafiguren(Figuurmaker):
    """Makes the figures of the leerthema's of a choice."""

    def leerthemas(self) -> Figuur:
        """Return what is learned, per quarter."""
        columns = list(self._beeld.kwartalen)
        value = lambda thema, one: self._beeld.waarde(one, Indicator.LEERTHEMA, thema)  # noqa: E731
        return self._grid("leerthemas", columns, columns, value)

    def per_rol(self) -> Figuur:
        """Return what each role learns."""
        roles = list(Rol)
        value = lambda thema, rol: self._beeld.som(Indicator.LEERTHEMA, thema, rol).aantal  # noqa: E731
        names = [self._woorden.label(rol) for rol in roles]
        return self._whole_only(self._grid("per_rol", roles, names, value))

    def _grid(
        self,
        naam: str,
        columns: Sequence[str],
        names: Sequence[str],
        value: Callable[[Leerthema, str], int | None],
    ) -> Figuur:
        rows: list[Regel] = [
            (self._woorden.label(thema), *(value(thema, one) for one in columns))
            for thema in Leerthema
        ]
        points = [
            Punt(str(row[0]), name, number(cell))
            for row in rows
            if any(cell is not None for cell in row[1:])
            for name, cell in zip(names, row[1:], strict=True)
        ]
        totals = {str(row[0]): sum(float(cell or 0) for cell in row[1:]) for row in rows}
        most = max(totals, key=lambda one: totals[one])
        zin = self._zin(f"overzicht.zin_{naam}", int(totals[most]) or None, soort=most)
        kop = (self._column("leerthema"), *names)
        return self._figuur(naam, zin, (Vorm.VAKKEN, points), (kop, rows))
